"""The attendance sheet: to be signed before the sitting, filled with times once it is held; and its proxies."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..formules.des_seances import FEUILLE
from ..formules.modele import composer
from .elements import Bloc, Cellule, Rangee, encart, fiche, lignes, precise, table, titre
from .piece import Piece, pdf
from .tenue import Emetteur, Membre, Tenue, minuscule, par_college, seconde_convocation

#: One member's own mark on the roll.
MARQUES = {"present": "En salle", "distance": "À distance", "excuse": "Excusé(e)", "absent": "Absent(e)", "": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeuilleDePresence:
    """All that the sheet prints; a reason for absence only where the reader may know it."""

    emetteur: Emetteur
    tenue: Tenue
    le: date
    membres: tuple[Membre, ...]
    avec_motifs: bool = False
    #: The sentence of the quorum, once it is counted.
    quorum: str = ""
    en_exercice: int | None = None


def feuille_de_presence(donnees: FeuilleDePresence) -> bytes:
    """The sheet as a PDF, the same bytes for the same data."""
    return pdf(piece(donnees))


def piece(donnees: FeuilleDePresence) -> Piece:
    """The sheet, ready to be set."""
    return Piece(
        emetteur=donnees.emetteur,
        titre=f"Feuille de présence, {minuscule(donnees.tenue.le)}",
        etiquette=donnees.tenue.instance,
        le=donnees.le,
        pied=f"Feuille de présence, {minuscule(donnees.tenue.le)}",
        serree=True,
        blocs=list(composer(FEUILLE, donnees.emetteur, _fixes(donnees))),
    )


def _fixes(donnees: FeuilleDePresence) -> dict[str, list[Bloc]]:
    return {
        "reperes": [*encart(seconde_convocation(donnees.tenue), "ocre"), *fiche(_reperes(donnees))],
        "emargement": [
            titre(1, "Émargement"),
            table(
                ["Membre", "Présence", "Arrivée et départ", "Signature"],
                _rangees(donnees),
                [5, 4, "32mm", "40mm"],
                haute=True,
                grille=True,
            ),
            *pouvoirs(donnees.membres, 1),
            *_totaux(donnees),
        ],
        "signatures": [
            {"type": "signatures", "noms": [["Le président de séance", ""], ["Le secrétaire de séance", ""]]}
        ],
    }


def _reperes(donnees: FeuilleDePresence) -> Iterator[tuple[str, str]]:
    tenue = donnees.tenue
    yield "Lieu", tenue.lieu
    yield "Ouverture", tenue.moment(tenue.ouverte_le) if tenue.ouverte_le else ""
    yield "Clôture", tenue.moment(tenue.levee_le) if tenue.levee_le else ""
    yield "Membres en exercice", str(donnees.en_exercice) if donnees.en_exercice is not None else ""
    yield "Quorum", donnees.quorum


def _rangees(donnees: FeuilleDePresence) -> Iterator[Rangee]:
    for college, membres in par_college(donnees.membres):
        yield f"{college or 'Sans collège'} ({len(membres)})"
        for membre in membres:
            yield [
                precise(membre.nom, membre.organisme, gras=True),
                _comment(membre, donnees.avec_motifs),
                _horaires(membre, donnees.tenue),
                "",
            ]


def _comment(membre: Membre, avec_motifs: bool) -> Cellule:
    pouvoir = f"donne pouvoir à {membre.pouvoir_a}" if membre.pouvoir_a else ""
    motif = f" : {membre.motif}" if membre.presence == "excuse" and membre.motif and avec_motifs else ""
    return precise(f"{MARQUES[membre.presence]}{motif}", pouvoir, membre.portee)


def _horaires(membre: Membre, tenue: Tenue) -> Cellule:
    """« 9 h 12 – 11 h 30 », a line for each stay."""
    return lignes(
        f"{tenue.moment(un.arrivee) if un.arrivee else '…'} – {tenue.moment(un.depart) if un.depart else '…'}"
        for un in membre.passages
        if un.arrivee or un.depart
    )


def pouvoirs(membres: tuple[Membre, ...], niveau: int) -> list[Bloc]:
    """Who gave a proxy to whom, and what for."""
    donnes = [[m.nom, m.college, m.pouvoir_a, m.portee or "toute la séance"] for m in membres if m.pouvoir_a]
    if not donnes:
        return []
    entetes = ["Donne pouvoir", "Collège", "À", "Pour"]
    return [titre(niveau, f"Pouvoirs ({len(donnes)})"), table(entetes, donnes, [3, 3, 3, 2])]


def _totaux(donnees: FeuilleDePresence) -> Iterator[Bloc]:
    """College by college, then all; a total line closes the table."""
    colleges = [(college or "Sans collège", membres) for college, membres in par_college(donnees.membres)]
    if not any(membre.presence for membre in donnees.membres):
        return
    yield titre(1, "Totaux")
    yield table(
        ["Collège", "En salle", "À distance", "Excusés", "Absents", "Pouvoirs donnés", "Membres"],
        [_total(nom, membres) for nom, membres in [*colleges, ("Ensemble", list(donnees.membres))]],
        [4, 2, 2, 2, 2, 2, 2],
        sens=["gauche", *["droite"] * 6],
    )


def _total(nom: str, membres: list[Membre]) -> list[str | Cellule]:
    comptes = Counter(membre.presence for membre in membres)
    chiffres = [comptes[presence] for presence in ("present", "distance", "excuse", "absent")]
    return [nom, *map(str, [*chiffres, sum(bool(membre.pouvoir_a) for membre in membres), len(membres)])]
