"""The letters about a text, read from its record: to each rapporteur, to each of those whom it is owed to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.models import Personne, Saisine, Texte
from tracker.procedure.delais import echeances
from tracker.procedure.reglement import Reglement
from tracker.procedure.texte import REDIGEABLES, destinataires
from tracker.prose.dates import en_lettres, sans_jour

from ..formules import des_textes as table
from ..formules.lettre import Lettre, lien, lignes
from ..formules.modele import Modele, adresse
from ..seances.contenu import civilite_de
from ..seances.elements import Bloc, fiche, paragraphe, titre
from ..seances.elements import table as tableau
from ..seances.piece import civilite
from ..seances.tenue import Emetteur
from .manque import Manque

SIGNES = frozenset({"signe", "transmis", "publie"})


@dataclass(frozen=True, slots=True)
class Offre:
    """A letter that can be made: its document, to whom, and the word of the address that asks for it."""

    modele: Modele
    a: str
    cle: str


def offertes(texte: Texte, *, prefet: bool) -> list[Offre]:
    """The letters that this text calls for today."""
    if texte.etat in SIGNES:
        sent = [(row.id, row.destinataire_libelle) for row in texte.transmissions if row.destinataire == "autre"]
        return [
            *(Offre(table.TRANSMISSIONS[key], table.NOMS[key], key) for key in destinataires(prefet)),
            *(Offre(table.TRANSMISSIONS["autre"], name, f"autre-{number}") for number, name in sent),
        ]
    if texte.etat in REDIGEABLES:
        return [Offre(table.CADRAGE, person.nom_complet, f"rapporteur-{person.id}") for person in texte.rapporteurs]
    return []


def manques(texte: Texte, modele: Modele, reglement: Reglement) -> list[Manque]:
    """What the letter cannot leave without, beside who signs it."""
    if modele is not table.CADRAGE or _calendrier(texte, reglement):
        return []
    return [Manque("Aucune date n’est fixée : la saisine ne dit pas quelle plénière votera le texte.", "orientation")]


def lettre(texte: Texte, offre: Offre, emetteur: Emetteur, le: date, *, reglement: Reglement, page: str) -> Lettre:
    """A letter that lacks nothing; `page` is the address of the text's page."""
    cadrage = offre.modele is table.CADRAGE
    person = next((one for one in texte.rapporteurs if offre.cle == f"rapporteur-{one.id}"), None)
    return Lettre(
        modele=offre.modele,
        emetteur=emetteur,
        le=le,
        destinataire=_a_qui(offre, person, emetteur),
        sujet=texte.titre if cadrage or not texte.numero else f"{texte.nature_libelle} n° {texte.numero}",
        fixes={
            "civilite": [civilite(civilite_de(person) if person else "")],
            "references": fiche(_reperes(texte) if cadrage else _adoption(texte)),
            "question_posee": list(_questions(saisines(texte))),
            "calendrier": _calendrier(texte, reglement),
            "page_du_texte": [lien(page)],
            "vote": list(_vote(texte)),
        },
    )


def saisines(texte: Texte) -> Sequence[Saisine]:
    """What a text answers; a part answers what its whole does."""
    return (texte.ensemble or texte).saisines


def _a_qui(offre: Offre, person: Personne | None, emetteur: Emetteur) -> tuple[str, ...]:
    if person is not None:
        return (f"{civilite_de(person)} {person.nom_complet}".strip(),)
    return adresse(offre.modele, emetteur) or (offre.a,)


def _reperes(texte: Texte) -> Iterator[tuple[str, str]]:
    numbers = [saisine.numero for saisine in saisines(texte)]
    followed = dict.fromkeys(str(saisine.suivie_par) for saisine in saisines(texte) if saisine.suivie_par)
    yield "Titre", texte.titre
    yield "Nature", texte.nature_libelle
    yield "Partie de", texte.ensemble.titre if texte.ensemble else ""
    yield "Saisines" if len(numbers) > 1 else "Saisine", ", ".join(numbers)
    yield "Commission", texte.commission.nom if texte.commission else ""
    yield "Rapporteurs" if len(texte.rapporteurs) > 1 else "Rapporteur", ", ".join(map(str, texte.rapporteurs))
    yield "Suivi par", ", ".join(followed)


def _adoption(texte: Texte) -> Iterator[tuple[str, str]]:
    numbers = [saisine.numero for saisine in texte.saisines]
    body = "par le bureau, par délégation" if texte.adopte_par == "bureau" else "par l’assemblée plénière"
    yield "Titre", texte.titre
    yield "Numéro", texte.numero or ""
    yield "Adopté", f"le {en_lettres(texte.adopte_le)}, {body}" if texte.adopte_le else ""
    yield "Signé", f"le {sans_jour(texte.signe_le)}" if texte.signe_le else ""
    yield "Saisines" if len(numbers) > 1 else "Saisine", ", ".join(numbers)
    yield "Rapporteurs" if len(texte.rapporteurs) > 1 else "Rapporteur", ", ".join(map(str, texte.rapporteurs))


def _questions(asked: Iterable[Saisine]) -> Iterator[Bloc]:
    for saisine in asked:
        yield {"type": "paragraphe", "runs": [{"texte": saisine.objet, "gras": True}]}
        yield from lignes(saisine.precisions)


def _calendrier(texte: Texte, reglement: Reglement) -> list[Bloc]:
    """The dates of the saisines, each told once, and where it comes from."""
    dates = {(one.le, one.libelle): one for saisine in saisines(texte) for one in echeances(saisine, reglement)}
    rows = [[one.libelle, en_lettres(one.le), one.source] for _, one in sorted(dates.items()) if not one.faite]
    if not rows:
        return []
    return [titre(1, "Dates à tenir"), tableau(["Échéance", "Date", "D’où vient cette date"], rows, [1, "48mm", 1])]


def _vote(texte: Texte) -> Iterator[Bloc]:
    ballot = texte.scrutin_d_adoption
    for phrase in ballot.motifs.splitlines()[:1] if ballot else []:
        yield paragraphe(phrase)
    against = texte.positions_de("minoritaire")
    if against:
        yield paragraphe(f"Positions minoritaires imprimées à la suite du texte : {len(against)}.")
    elif texte.aucune_position:
        yield paragraphe("Aucune position minoritaire n’a été exprimée.")
