"""The form of the roll by names: for each member, how they attend, and why they are excused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..models.annuaire import Membre
from ..procedure.assemblee import PRESENCES
from . import Formulaire
from .champs import strip

MOTIF_MAX = 300
#: Of somebody of whom nothing is said yet.
INCONNU = "Non renseigné"


@dataclass(frozen=True)
class Reponse:
    """What is said of one member; no state where nothing is said."""

    etat: str = ""
    motif: str = ""

    @property
    def dite(self) -> str:
        """In words: « Excusé : en mission »."""
        said = PRESENCES.get(self.etat, INCONNU)
        return f"{said} : {self.motif}" if self.motif else said


class Appel(Formulaire):
    """The roll by names; its answers are read by `lire`, since their names follow the members."""

    #: What cannot be taken, by member; and what concerns the whole roll.
    fautes: dict[int, str]
    form_errors: list[str]

    def lire(self, membres: Sequence[Membre], sent: Mapping[str, str]) -> dict[int, Reponse]:
        """What was answered for each member; what is wrong stands in `fautes`."""
        self.fautes, answers = {}, {}
        for membre in membres:
            etat = sent.get(f"etat-{membre.id}", "")
            motif = strip(sent.get(f"motif-{membre.id}", "")) or ""
            if etat and etat not in PRESENCES:
                self.fautes[membre.id] = "Choisissez parmi présent, excusé et absent."
                etat = ""
            if len(motif) > MOTIF_MAX:
                self.fautes[membre.id] = f"Le motif tient en {MOTIF_MAX} signes."
            elif motif and etat != "excuse":
                self.fautes[membre.id] = "Un motif ne se note que pour une personne excusée."
            answers[membre.id] = Reponse(etat, motif)
        return answers
