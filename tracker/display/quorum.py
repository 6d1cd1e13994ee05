"""The quorum of a sitting as the pages show it: a gauge, a sentence, what is missing."""

from dataclasses import dataclass

from ..models import Seance
from ..models.feuille import Ligne
from ..procedure.reglement import Reglement
from ..procedure.seance import quorum_de, quorum_exige
from ..prose.recherche import plier


@dataclass(frozen=True)
class Etat:
    """Where a sitting stands; figures are None while they are not known."""

    presents: int | None
    distance: int
    pouvoirs: int
    en_exercice: int | None
    #: None where no quorum is asked.
    seuil: int | None
    manque: int
    atteint: bool | None
    phrase: str
    #: The text that asks for it.
    article: str
    exige: bool


SANS = "Le règlement intérieur ne fixe pas de quorum ici."


def etat(seance: Seance, reglement: Reglement, distance: int = 0) -> Etat:
    """The quorum of a sitting on its figures; `distance` says how many of those present attend from elsewhere."""
    asked = quorum_exige(seance, reglement)
    found = quorum_de(seance)
    # On the second convening no threshold is asked: the gauge has no mark.
    seuil = found.seuil if asked else None
    missing = max(seuil - seance.presents, 0) if seuil is not None and seance.presents is not None else 0
    return Etat(
        presents=seance.presents,
        distance=distance,
        pouvoirs=seance.pouvoirs or 0,
        en_exercice=seance.en_exercice,
        seuil=seuil,
        manque=missing,
        atteint=found.atteint if asked else None,
        phrase=found.phrase if asked else SANS,
        article="R. 4134-17" if seance.instance.genre == "pleniere" else "règlement intérieur",
        exige=asked,
    )


#: What the sheet says of somebody, the tone it is said in, and how one and several are counted.
ETATS = {
    "salle": ("Dans la salle", "fait", "dans la salle", "dans la salle"),
    "distance": ("À distance", "encours", "à distance", "à distance"),
    # Of a sitting called before hours were kept.
    "present": ("Présent", "fait", "présent", "présents"),
    "parti": ("Parti", "attente", "parti", "partis"),
    "excuse": ("Excusé", "neutre", "excusé", "excusés"),
    "absent": ("Absent", "retard", "absent", "absents"),
    "": ("Non renseigné", "neutre", "non renseigné", "non renseignés"),
}


def comptes(lignes: list[Ligne]) -> dict[str, int]:
    """How many members are in each state of the sheet."""
    return {name: sum(ligne.etat == name for ligne in lignes) for name in ETATS}


def cherchees(lignes: list[Ligne], mots: str) -> list[Ligne]:
    """The members whose name or organisation holds all these words, whatever the accents."""
    wanted = plier(mots).split()
    return [
        ligne
        for ligne in lignes
        if all(word in plier(f"{ligne.membre.nom_complet} {ligne.membre.provenance}") for word in wanted)
    ]
