"""The amendments of a text as its register shows them: the time left to table, each line, the words that change."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ..door import jour, today
from ..forms.amender import DEBUT as DEPART
from ..models import Amendement, Texte
from ..models.collisions import Rencontre, rencontres
from ..models.discussion import en_discussion, modification
from ..procedure.amendement import AMENDEMENT, depot_ferme, limite_de_depot
from ..prose.blocs import Bloc, Blocs
from ..prose.citation import debut
from ..prose.dates import en_lettres
from ..prose.modification import Introuvable, Modification, appliquer
from .comparaison import Comparaison, confronter
from .debat import Places

#: Words by which a passage is recognised.
DEBUT = 90


@dataclass(frozen=True)
class Fenetre:
    """Whether a text is amended today, until which day where there is one, and the sentence that says so."""

    ouverte: bool
    limite: date | None
    phrase: str
    ton: Literal["", "attente", "fait"] = ""


def fenetre(texte: Texte) -> Fenetre:
    """The time left to table on a text."""
    rules = jour().reglement
    wrong = depot_ferme(texte, jour().frame)
    seance = texte.point.seance if texte.etat == "inscrit" and texte.point else None
    if seance is None:
        return Fenetre(False, None, wrong or "")
    last = limite_de_depot(seance.jour, rules)
    later = rules.amendements_en_seance and seance.etat != "ouverte"
    if wrong:
        return Fenetre(False, last, f"{wrong} Ils seront reçus de nouveau en séance." if later else wrong)
    if seance.etat == "ouverte":
        told = "La séance est ouverte : les amendements se déposent jusqu’au vote du texte."
        return Fenetre(True, None, told, "fait")
    until = "jusqu’à l’ouverture de la séance, le" if last == seance.jour else "jusqu’au"
    told = f"Les amendements se déposent {until} {en_lettres(last)}{'' if last == seance.jour else ' inclus'} : "
    also = " Le règlement intérieur les reçoit aussi en séance." if later else ""
    left = (last - today()).days
    return Fenetre(True, last, f"{told}{_reste(left)}.{also}", "fait" if left else "attente")


def _reste(days: int) -> str:
    if days == 0:
        return "c’est le dernier jour"
    return "il reste aujourd’hui et demain" if days == 1 else f"il reste {days} jours"


@dataclass(frozen=True)
class Ligne:
    """One amendment in the register."""

    amendement: Amendement
    #: Where it stands in the text, and the first words that stand there.
    lieu: str
    debut: str
    rencontres: list[Rencontre]


#: The orders of the register, as its address calls them.
TRIS = ("place", "numero")


def registre(amendements: list[Amendement], etat: str, tri: str) -> list[Ligne]:
    """The lines of a register: those in a state, or all, in the order of the discussion or of the numbers."""
    places, met = Places(), rencontres(amendements)
    ordered = amendements if tri == "numero" else en_discussion(amendements)
    return [
        Ligne(one, places.lieu(one), passage(one), met.get(one.id, []))
        for one in ordered
        if not etat or one.etat == etat
    ]


def comptes(amendements: Iterable[Amendement]) -> list[tuple[str, str, int]]:
    """Each state that some of them are in, its label and how many: what the register is filtered by."""
    found = [one.etat for one in amendements]
    return [(name, state.label, found.count(name)) for name, state in AMENDEMENT.states.items() if name in found]


def support(amendement: Amendement) -> Blocs:
    """The words that it amends: those of the text, or those of another amendment."""
    return amendement.parent.blocs if amendement.parent else amendement.version.blocs


def passage(amendement: Amendement) -> str:
    """The first words of the passage that it aims at; nothing at the very start of a text."""
    aimed = next((bloc for bloc in support(amendement) if bloc.id == amendement.bloc), None)
    return premiers_mots(aimed) if aimed else ""


def premiers_mots(bloc: Bloc, longueur: int = DEBUT) -> str:
    """The first words of a passage; whom a recommendation addresses is not among them."""
    return debut(replace(bloc, destinataire="", auteur=""), longueur)


def changement(amendement: Amendement) -> Comparaison:
    """What an amendment changes, with its words marked and what stands around."""
    return change(support(amendement), modification(amendement))


def change(blocs: Blocs, asked: Modification) -> Comparaison:
    """What is asked of a text; what does not move is left out, but for its neighbours."""
    try:
        found = confronter(blocs, appliquer(blocs, asked))
    except Introuvable:
        # The passage is gone: the words that it wanted are still read.
        return confronter((), asked.blocs)
    return replace(found, rangees=[one for one in found.rangees if one.genre != "replie"])


def endroits(blocs: Blocs) -> dict[str, str]:
    """The places where a passage may be put, in words; the key of the very start is the one that forms use."""
    return {DEPART: "au début"} | {bloc.id: f"après « {premiers_mots(bloc, 60)} »" for bloc in blocs}
