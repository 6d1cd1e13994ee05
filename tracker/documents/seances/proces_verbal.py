"""The minutes of a sitting, drafted from what was recorded: the same words as a PDF and as an OpenDocument text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.prose.dates import en_lettres

from ..formules.des_seances import PROCES_VERBAL
from ..formules.modele import composer
from .appel import appel
from .elements import Bloc, encart, fiche, liste, paragraphe, redaction, table, titre
from .odt import odt
from .piece import Piece, pdf
from .presence import pouvoirs
from .resultats import election, vote
from .tenue import Emetteur, Membre, Suspension, Tenue, minuscule, seconde_convocation
from .votes import Election, Vote

PROJET = "Projet"
AVERTISSEMENT = "Projet de procès-verbal : il n’engage le conseil qu’une fois adopté."
EXTRAIT = "Extrait : ce qui est réservé aux membres de l’instance n’y figure pas."


@dataclass(frozen=True, slots=True, kw_only=True)
class PointTraite:
    """An item as it was dealt with; what was said is Markdown."""

    rang: int
    titre: str
    nature: str = ""
    rapporteurs: tuple[str, ...] = ()
    huis_clos: bool = False
    ajoute_le: date | None = None
    retire: bool = False
    #: When it was dealt with: « de 9 h 45 à 10 h 30 ».
    horaire: str = ""
    orateurs: tuple[str, ...] = ()
    debats: str = ""
    votes: tuple[Vote, ...] = ()
    elections: tuple[Election, ...] = ()
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcesVerbal:
    """All that the minutes print."""

    emetteur: Emetteur
    tenue: Tenue
    #: The day of this version: of the draft, or of its approval.
    le: date
    president: str = ""
    secretaire: str = ""
    #: The sentences of the quorum, with their figures and article.
    quorum: tuple[str, ...] = ()
    presents: int | None = None
    en_exercice: int | None = None
    membres: tuple[Membre, ...] = ()
    #: The proxies that ended: who gave it, to whom, when and why it ended.
    pouvoirs_finis: tuple[tuple[str, str, str], ...] = ()
    points: tuple[PointTraite, ...] = ()
    #: What was said before the first item, and what comes next, in Markdown.
    ouverture: str = ""
    suite: str = ""
    #: What is held behind closed doors was left out of it.
    extrait: bool = False
    #: None while it is a draft.
    adopte_le: date | None = None
    #: The sitting that approved it, in words.
    adopte_en: str = ""


def proces_verbal_pdf(donnees: ProcesVerbal) -> bytes:
    """The minutes as a PDF, the same bytes for the same data."""
    return pdf(piece(donnees))


def proces_verbal_odt(donnees: ProcesVerbal) -> bytes:
    """The minutes as an OpenDocument text, to be completed by hand; the same bytes for the same data."""
    return odt(piece(donnees))


def piece(donnees: ProcesVerbal) -> Piece:
    """The minutes, ready to be set."""
    quoi = f"Procès-verbal de la {minuscule(donnees.tenue.le)}"
    return Piece(
        emetteur=donnees.emetteur,
        titre=quoi,
        etiquette="Procès-verbal" if donnees.adopte_le else "Projet de procès-verbal",
        le=donnees.adopte_le or donnees.le,
        pied=quoi,
        filigrane="" if donnees.adopte_le else PROJET,
        blocs=list(
            composer(
                PROCES_VERBAL,
                donnees.emetteur,
                {"reperes": _tete(donnees), "deroulement": _deroulement(donnees), "signatures": _signatures(donnees)},
            )
        ),
    )


def _tete(donnees: ProcesVerbal) -> Iterator[Bloc]:
    yield from encart("" if donnees.adopte_le else AVERTISSEMENT, "brique")
    yield from encart(EXTRAIT if donnees.extrait else "", "ocre")
    yield from encart(seconde_convocation(donnees.tenue), "ocre")
    yield from fiche(_reperes(donnees))
    if donnees.quorum:
        yield titre(1, "Quorum")
        yield from map(paragraphe, donnees.quorum)
    yield from appel(donnees.membres, donnees.tenue)
    yield from pouvoirs(donnees.membres, 1)
    yield from _pouvoirs_finis(donnees)


def _deroulement(donnees: ProcesVerbal) -> Iterator[Bloc]:
    if donnees.ouverture.strip():
        yield titre(1, "Ouverture")
        yield from redaction(donnees.ouverture, 1)
    for point in donnees.points:
        yield from _point(point, donnees.tenue)
    yield from _fin(donnees)


def _reperes(donnees: ProcesVerbal) -> Iterator[tuple[str, str]]:
    tenue = donnees.tenue
    yield "Instance", tenue.instance
    yield "Date", en_lettres(tenue.jour)
    yield "Lieu", tenue.lieu
    yield "Ouverture", tenue.moment(tenue.ouverte_le) if tenue.ouverte_le else ""
    for suspension in tenue.suspensions:
        yield "Suspension", _suspension(suspension, tenue)
    yield "Clôture", tenue.moment(tenue.levee_le) if tenue.levee_le else ""
    yield "Présidence", donnees.president
    yield "Secrétariat de séance", donnees.secretaire
    yield "Présents", str(donnees.presents) if donnees.presents is not None else ""
    yield "En exercice", str(donnees.en_exercice) if donnees.en_exercice is not None else ""


def _suspension(suspension: Suspension, tenue: Tenue) -> str:
    fin = f"reprise {tenue.a(suspension.fin)}" if suspension.fin else "sans reprise"
    motif = f" ({suspension.motif})" if suspension.motif else ""
    return f"{tenue.moment(suspension.debut)}, {fin}{motif}"


def _pouvoirs_finis(donnees: ProcesVerbal) -> Iterator[Bloc]:
    if donnees.pouvoirs_finis:
        yield titre(1, f"Pouvoirs qui ont pris fin ({len(donnees.pouvoirs_finis)})")
        yield table(["Avait donné pouvoir", "À", "Fin"], donnees.pouvoirs_finis, [3, 3, 4])


def _point(point: PointTraite, tenue: Tenue) -> Iterator[Bloc]:
    yield titre(1, f"{point.rang}. {point.titre}")
    yield from fiche(_reperes_du_point(point))
    yield from redaction(point.debats, 1)
    for rang, un in enumerate(point.votes, start=1):
        yield titre(2, un.intitule or ("Vote" if len(point.votes) == 1 else f"Vote {rang}"))
        yield from encart(seconde_convocation(tenue), "ocre")
        yield from vote(un, tenue, 3)
    for une in point.elections:
        yield titre(2, une.intitule)
        yield from encart(seconde_convocation(tenue), "ocre")
        yield from election(une, tenue, 3)
    if point.decisions:
        yield titre(2, "Décisions" if len(point.decisions) > 1 else "Décision")
        yield liste(point.decisions)


def _reperes_du_point(point: PointTraite) -> Iterator[tuple[str, str]]:
    yield "Nature", point.nature
    yield "Rapporteurs" if len(point.rapporteurs) > 1 else "Rapporteur", ", ".join(point.rapporteurs)
    yield "Horaire", point.horaire
    yield "Ont pris la parole", " ; ".join(point.orateurs)
    yield "Partie réservée", "Point traité à huis clos" if point.huis_clos else ""
    yield "Ajouté le", en_lettres(point.ajoute_le) if point.ajoute_le else ""
    yield "Ordre du jour", "Point retiré" if point.retire else ""


def _fin(donnees: ProcesVerbal) -> Iterator[Bloc]:
    tenue = donnees.tenue
    if donnees.suite.strip():
        yield titre(1, "Suites")
        yield from redaction(donnees.suite, 1)
    if tenue.levee_le:
        yield paragraphe(f"La séance est levée {tenue.a(tenue.levee_le)}.")


def _signatures(donnees: ProcesVerbal) -> Iterator[Bloc]:
    if donnees.adopte_le:
        ou = f", {minuscule(donnees.adopte_en)}" if donnees.adopte_en else ""
        yield from encart(f"Procès-verbal adopté le {en_lettres(donnees.adopte_le)}{ou}", "pin")
    noms = [["Le président de séance", donnees.president], ["Le secrétaire de séance", donnees.secretaire]]
    yield {"type": "signatures", "noms": noms}
