"""The adopted opinion as it leaves: cover, text, result of the vote, positions, signature."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.prose.arbre import composer
from tracker.prose.blocs import Blocs
from tracker.prose.dates import en_lettres, sans_jour

from .ecrit import Ecrit, gras, ordonner, pdf, suite, tableau
from .images import lisibles
from .seances.elements import Bloc, paragraphe, redaction, titre

BUREAU = "Avis rendu par le bureau, par délégation (art. R. 4134-21 CGCT)"
SANS_POSITION = "Aucune position minoritaire n’a été exprimée."
INCONNU = "non connu"


@dataclass(frozen=True, slots=True)
class ResultatDuVote:
    """The figures of the vote, ``None`` when the source does not tell, and the sentence with the reason."""

    pour: int | None = None
    contre: int | None = None
    abstentions: int | None = None
    ne_prend_pas_part: int | None = None
    presents: int | None = None
    en_exercice: int | None = None
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class PositionMinoritaire:
    """A position the opinion must mention, or an explanation of vote; its text is Markdown."""

    auteur: str
    texte: str


@dataclass(frozen=True, slots=True)
class SaisineVisee:
    """A referral that the opinion answers."""

    numero: str
    auteur: str
    date: date


@dataclass(frozen=True, slots=True)
class CollegeRepresente:
    """The members of the lead commission who come from one college."""

    nom: str
    membres: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DonneesAvis:
    """All that the opinion prints; its strings are plain sentences.

    ``images`` are the pictures of its figures by their SHA-256, each with its type; ``parties`` says who wrote the
    part that begins with a block; ``avertissement`` warns whoever holds what is not the signed document.
    """

    assemblee: str
    numero: str
    titre: str
    genre: str
    date_seance: date
    blocs: Blocs
    president: str
    images: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    avertissement: str = ""
    par_le_bureau: bool = False
    phrases_de_vote: list[str] = field(default_factory=list)
    rapporteurs: list[str] = field(default_factory=list)
    commission: str = ""
    vote: ResultatDuVote = field(default_factory=ResultatDuVote)
    reserve: str = ""
    positions_minoritaires: list[PositionMinoritaire] = field(default_factory=list)
    explications_de_vote: list[PositionMinoritaire] = field(default_factory=list)
    saisines: list[SaisineVisee] = field(default_factory=list)
    composition: list[CollegeRepresente] = field(default_factory=list)
    qualite_signataire: str = "Le président"
    signe_le: date | None = None
    demonstration: bool = False


def avis(donnees: DonneesAvis) -> bytes:
    """The opinion as a PDF, the same bytes for the same data."""
    return pdf(ecrit_de_l_avis(donnees))


def ecrit_de_l_avis(donnees: DonneesAvis) -> Ecrit:
    """The opinion as every format sets it."""
    images = lisibles(donnees.images)
    return Ecrit(
        assemblee=donnees.assemblee,
        titre=" ".join(donnees.titre.split()) or "Avis",
        genre=donnees.genre,
        pied=donnees.numero,
        le=donnees.signe_le or donnees.date_seance,
        lignes=[_seance(donnees), *donnees.phrases_de_vote],
        reperes=_reperes(donnees),
        avertissement=donnees.avertissement,
        arbre=ordonner(composer(donnees.blocs), donnees.parties, images),
        suite=suite(_suite(donnees)),
        images=images,
        demonstration=donnees.demonstration,
    )


def _suite(donnees: DonneesAvis) -> Iterator[Bloc]:
    """What follows the text."""
    yield from _resultat(donnees.vote)
    if donnees.reserve:
        yield from (titre(1, "Réserve"), paragraphe(donnees.reserve))
    yield titre(1, "Positions minoritaires")
    if not donnees.positions_minoritaires:
        yield paragraphe(SANS_POSITION)
    yield from _signees(donnees.positions_minoritaires)
    if donnees.explications_de_vote:
        yield titre(1, "Explications de vote")
    yield from _signees(donnees.explications_de_vote)
    yield from _saisines(donnees.saisines)
    yield from _composition(donnees)
    signed = f"Signé le {en_lettres(donnees.signe_le)}" if donnees.signe_le else ""
    yield {"type": "signatures", "noms": [[donnees.qualite_signataire, donnees.president]], "mention": signed}


def _resultat(vote: ResultatDuVote) -> Iterator[Bloc]:
    yield titre(1, "Résultat du vote")
    if vote.phrase:
        yield paragraphe(vote.phrase)
    figures = [
        ("Pour", vote.pour),
        ("Contre", vote.contre),
        ("Abstentions", vote.abstentions),
        ("Ne prend pas part", vote.ne_prend_pas_part),
        ("Présents", vote.presents),
        ("En exercice", vote.en_exercice),
    ]
    said = [[name, INCONNU if figure is None else str(figure)] for name, figure in figures]
    yield {"type": "chiffres", "parts": [vote.pour, vote.contre, vote.abstentions], "paires": said}


def _signees(positions: list[PositionMinoritaire]) -> Iterator[Bloc]:
    for position in positions:
        yield titre(2, position.auteur)
        yield from redaction(position.texte, 2)


def _saisines(saisines: list[SaisineVisee]) -> Iterator[Bloc]:
    if saisines:
        many = len(saisines) > 1
        yield titre(1, "Saisines auxquelles répond cet avis" if many else "Saisine à laquelle répond cet avis")
        rows = [
            [[{"texte": words}] for words in (saisine.numero, saisine.auteur, sans_jour(saisine.date))]
            for saisine in saisines
        ]
        yield tableau(("Numéro", "Auteur", "Date"), rows)


def _composition(donnees: DonneesAvis) -> Iterator[Bloc]:
    colleges = [college for college in donnees.composition if college.membres]
    if colleges:
        yield titre(1, "Composition de la commission")
        if donnees.commission:
            yield paragraphe(donnees.commission)
    for college in colleges:
        names = {"texte": f"{', '.join(college.membres)}."}
        yield {"type": "paragraphe", "runs": [*gras(college.nom), {"texte": "\n", "saut": True}, names]}


def _seance(donnees: DonneesAvis) -> str:
    if donnees.par_le_bureau:
        return f"{BUREAU}, le {en_lettres(donnees.date_seance)}"
    return f"Séance plénière du {en_lettres(donnees.date_seance)}"


def _reperes(donnees: DonneesAvis) -> list[tuple[str, str]]:
    rapporteurs = " ; ".join(donnees.rapporteurs)
    reperes = [
        ("Numéro", donnees.numero),
        ("Rapporteurs" if len(donnees.rapporteurs) > 1 else "Rapporteur", rapporteurs),
        ("Commission", donnees.commission),
    ]
    return [(nom, valeur) for nom, valeur in reperes if valeur]
