"""The form of an opinion on an amendment: for or against, in other words perhaps, always with its reason."""

from dataclasses import replace
from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired

from ..procedure.amendement import SENS
from ..prose.blocs import Bloc, Blocs, ecrire, nouvelle_identite
from ..prose.lecture import lire
from . import Formulaire
from .amender import HABILLES, habiller, redaction
from .champs import OBLIGATOIRE, motif

#: In favour, in other words: the words are due then, and then alone.
MODIFIE = "favorable_modifie"


class Avis(Formulaire):
    """The opinion of the rapporteur, or of the commission."""

    sens = RadioField("Avis", choices=SENS, validators=[InputRequired(OBLIGATOIRE)])
    mots = redaction("Rédaction que vous accepteriez")
    motif = motif("Raisons", requis=True, rows=5)

    #: Set by the view: the words of the amendment, none where it only removes or moves.
    proposes: Blocs = ()
    #: The one block whose dress the other words keep.
    habit: Bloc | None = None

    def proposer(self, blocs: Blocs) -> None:
        self.proposes = blocs
        self.habit = blocs[0] if len(blocs) == 1 and blocs[0].genre in HABILLES else None
        if not blocs:
            # What removes or moves has no words to change: it is taken or refused.
            self.sens.choices = [(key, label) for key, label in SENS.items() if key != MODIFIE]

    @property
    def blocs(self) -> Blocs | None:
        """The modified wording, where there is one."""
        if self.sens.data != MODIFIE:
            return None
        typed = self.mots.data or ""
        return habiller(replace(self.habit, id=nouvelle_identite()), typed) if self.habit else lire(typed)

    def ecrire(self, blocs: Blocs) -> None:
        """Start from these words."""
        self.mots.data = blocs[0].texte if self.habit and len(blocs) == 1 else ecrire(blocs).strip()

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if not valid or self.blocs is None:
            return valid
        if not self.blocs:
            self.mots.errors = [*self.mots.errors, "Écrivez la rédaction que vous accepteriez."]
        elif ecrire(self.blocs) == ecrire(self.proposes):
            self.mots.errors = [*self.mots.errors, "C’est la rédaction de l’amendement : changez-y au moins un mot."]
        return not self.mots.errors
