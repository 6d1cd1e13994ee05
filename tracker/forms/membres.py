"""The forms of the members' file: the file that comes in, what it leaves unsaid, and the word that has it written."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, ValidationError

from ..imports.membres.plan import Options
from ..procedure.assemblee import COLLEGES, MOTIFS_DE_FIN
from . import Formulaire
from .champs import OBLIGATOIRE, Nombre, jour, nombre, texte

#: Before it, no assembly had such members.
PREMIER_JOUR = date(1974, 1, 1)
ANNEES_D_AVANCE = 1


def plausible(form: Any, field: Any) -> None:
    """A day that a file of members may speak of."""
    if field.data and not PREMIER_JOUR <= field.data <= date(form.aujourdhui.year + ANNEES_D_AVANCE, 12, 31):
        raise ValidationError("Cette date est hors de toute mandature.")


class Depot(Formulaire):
    """Members, as a file."""

    fichier = FileField("Fichier des membres", render_kw={"accept": ".csv,.tsv,.txt,.xlsx"})
    jour = jour("Situation au")
    #: Set by the view.
    aujourdhui: date

    def validate_fichier(self, field: FileField) -> None:
        if not field.data or not field.data.filename:
            raise ValidationError("Choisissez un fichier .csv ou .xlsx.")

    def validate_jour(self, field: Any) -> None:
        plausible(self, field)


class Revue(Formulaire):
    """What the person who brings a file adds to it, and the mark of the preview that they saw."""

    jeton = HiddenField()
    plan = HiddenField()
    creer_instances = BooleanField("Créer les instances que le fichier nomme et que l’assemblée ne connaît pas")
    absents = BooleanField("Les membres en exercice absents du fichier ont quitté le conseil")
    absents_le = jour("Dernier jour de leur mandat")
    absents_motif = SelectField("Motif", choices={"": "—"} | MOTIFS_DE_FIN)
    mandature_debut = jour("Début de la mandature")
    mandature_arrete = texte("Arrêté du préfet qui répartit les sièges", maximum=300)
    sieges_1 = nombre(f"Sièges du collège 1 ({COLLEGES[0][1]})", 999)
    sieges_2 = nombre(f"Sièges du collège 2 ({COLLEGES[1][1]})", 999)
    sieges_3 = nombre(f"Sièges du collège 3 ({COLLEGES[2][1]})", 999)
    sieges_4 = nombre(f"Sièges du collège 4 ({COLLEGES[3][1]})", 999)
    #: Set by the view.
    aujourdhui: date

    @property
    def sieges(self) -> Sequence[Nombre]:
        return self.sieges_1, self.sieges_2, self.sieges_3, self.sieges_4

    def validate_absents_le(self, field: Any) -> None:
        plausible(self, field)
        if self.absents.data and not field.data:
            raise ValidationError(OBLIGATOIRE)

    def validate_absents_motif(self, field: Any) -> None:
        if self.absents.data and not field.data:
            raise ValidationError(OBLIGATOIRE)

    def validate_mandature_debut(self, field: Any) -> None:
        plausible(self, field)

    def options(self, day: date) -> Options:
        """What was typed, for the plan; seats count once all four are told."""
        counts = [field.data for field in self.sieges if field.data is not None]
        return Options(
            jour=day,
            creer_instances=bool(self.creer_instances.data),
            absents=bool(self.absents.data),
            absents_le=self.absents_le.data if self.absents.data else None,
            absents_motif=self.absents_motif.data if self.absents.data else "",
            mandature_debut=self.mandature_debut.data,
            mandature_arrete=self.mandature_arrete.data or "",
            sieges=tuple(counts) if len(counts) == len(COLLEGES) else (),
        )
