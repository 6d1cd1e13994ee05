"""The form of the rules that the assembly sets."""

from datetime import date
from typing import Any

from wtforms import BooleanField, IntegerField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from ..acces.second_facteur import ROLES
from ..models import BaseLegale
from ..procedure.reglement import Reglement, numerotation_fausse
from ..roles import QUALITES
from . import Formulaire
from .champs import OBLIGATOIRE, jour, texte


class Regles(Formulaire):
    """Each setting of the règlement, and the day from which it holds."""

    debut = jour("En vigueur à partir du", requis=True)
    numerotation = texte("Numéro des saisines", requis=True, maximum=30)
    numerotation_avis = texte("Numéro des textes adoptés", requis=True, maximum=30)
    revue_du_bureau = BooleanField("Chaque projet passe devant le bureau avant la plénière")
    matieres_deleguees = SelectMultipleField(
        "Matières sur lesquelles le bureau peut rendre l’avis par délégation",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    jours_francs = BooleanField("Compter les douze jours d’envoi en jours francs")
    jours_de_preparation = IntegerField(
        "Jours de préparation avant l’envoi des rapports", validators=[InputRequired(OBLIGATOIRE), NumberRange(0, 60)]
    )
    signatures_exigees = IntegerField(
        "Signatures exigées d’une saisine citoyenne",
        validators=[InputRequired(OBLIGATOIRE), NumberRange(0, 10_000_000)],
    )
    departements_exiges = IntegerField(
        "Départements d’où elles doivent venir", validators=[InputRequired(OBLIGATOIRE), NumberRange(0, 200)]
    )
    part_maximale_d_un_departement = IntegerField(
        "Part la plus grande d’un seul département, en %",
        validators=[InputRequired(OBLIGATOIRE), NumberRange(1, 100)],
    )
    prefet_destinataire = BooleanField("Le préfet de région reçoit l’avis adopté")
    voix_preponderante_en_commission = BooleanField(
        "En commission, la voix de la présidence l’emporte en cas de partage"
    )
    membres_du_bureau = IntegerField(
        "Membres du bureau, présidence comprise", validators=[InputRequired(OBLIGATOIRE), NumberRange(0, 500)]
    )
    second_facteur = SelectMultipleField(
        "Fonctions dont les titulaires entrent avec un second facteur",
        choices={role.value: QUALITES[role] for role in ROLES},
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    jours_avant_fermeture = IntegerField(
        "Jours avant de fermer le compte de qui n’a plus ni mandat ni fonction",
        validators=[InputRequired(OBLIGATOIRE), NumberRange(0, 3650)],
    )

    def __init__(self, *args: Any, bases: list[BaseLegale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matieres_deleguees.choices = {base.code: base.libelle for base in bases}

    def fill(self, regles: Reglement, start: date) -> None:
        self.debut.data = start
        for name in FIELDS:
            self[name].data = getattr(regles, name)

    def values(self) -> dict[str, Any]:
        return {name: self[name].data for name in FIELDS}

    def validate_numerotation(self, field: Any) -> None:
        wrong = numerotation_fausse(field.data or "")
        if wrong:
            raise ValidationError(wrong)

    validate_numerotation_avis = validate_numerotation


FIELDS = (
    "numerotation",
    "numerotation_avis",
    "revue_du_bureau",
    "matieres_deleguees",
    "jours_francs",
    "jours_de_preparation",
    "signatures_exigees",
    "departements_exiges",
    "part_maximale_d_un_departement",
    "prefet_destinataire",
    "voix_preponderante_en_commission",
    "membres_du_bureau",
    "second_facteur",
    "jours_avant_fermeture",
)
