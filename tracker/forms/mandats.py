"""The forms of a mandate: its end, its correction, the end that is cancelled."""

from datetime import date
from typing import Any

from wtforms import SelectField, ValidationError
from wtforms.validators import InputRequired

from ..procedure.assemblee import MOTIFS_DE_FIN
from . import Formulaire
from .champs import OBLIGATOIRE, choix, jour, motif, pas_apres_aujourdhui, plusieurs

MOTIFS = {"": "—"} | MOTIFS_DE_FIN


class Liberation(Formulaire):
    """The end of a mandate."""

    fin = jour("Dernier jour du mandat", requis=True)
    motif_fin = SelectField("Pourquoi", choices=MOTIFS, validators=[InputRequired(OBLIGATOIRE)])
    constatee_le = jour("Vacance constatée le")

    #: Set by the view: the legal day.
    aujourdhui: date

    def validate_constatee_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)


class Correction(Formulaire):
    """What a mandate really was."""

    debut = jour("Premier jour", requis=True)
    fin = jour("Dernier jour")
    motif_fin = SelectField("Pourquoi il a pris fin", choices=MOTIFS)
    constatee_le = jour("Vacance constatée le")
    organisme = choix("Organisme qui a désigné")
    motif = motif("Pourquoi cette correction", requis=True)

    def validate_fin(self, field: Any) -> None:
        if field.data and self.debut.data and field.data < self.debut.data:
            raise ValidationError("Un mandat ne finit pas avant d’avoir commencé.")

    def validate_motif_fin(self, field: Any) -> None:
        if field.data and not self.fin.data:
            raise ValidationError("Un mandat qui court n’a pas de motif de fin.")


class Reouverture(Formulaire):
    """A mandate ended by mistake, and what had ended with it."""

    fonctions = plusieurs("Fonctions à rendre avec le siège")
    groupes = plusieurs("Groupes à rendre avec le siège")
    motif = motif("Pourquoi sa fin est annulée", requis=True)
