"""The forms of the séance: its date, its roll."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from wtforms import TimeField, ValidationError
from wtforms.validators import Optional

from ..models import Seance
from ..procedure.delais import est_ouvrable
from . import Formulaire
from .champs import choix, jour, nombre, texte

#: Where one joins a sitting from afar.
ADRESSE = re.compile(r"https://[^\s/]+\S*")


class Date(Formulaire):
    """The date, hour and place of a sitting."""

    jour = jour("Date", requis=True)
    heure = TimeField("Heure", validators=[Optional()])
    fin_prevue = TimeField("Fin prévue", validators=[Optional()])
    lieu = texte("Lieu", maximum=200)

    #: Set by the view: the legal day, and the days on which the body already sits.
    aujourdhui: date
    prises: Collection[date] = ()

    def validate_jour(self, field: Any) -> None:
        if field.data and field.data < self.aujourdhui:
            raise ValidationError("Une séance se prévoit à l’avance : cette date est passée.")
        if field.data and not est_ouvrable(field.data):
            raise ValidationError("C’est un dimanche ou un jour férié.")
        if field.data in self.prises:
            raise ValidationError("Cette instance siège déjà ce jour-là.")

    def validate_fin_prevue(self, field: Any) -> None:
        if field.data and self.heure.data and field.data <= self.heure.data:
            raise ValidationError("La séance finit après avoir commencé.")

    def ecrire(self, seance: Seance) -> None:
        """Write on a sitting what the form says; a field that it has not is left alone."""
        for name in ("jour", "heure", "fin_prevue", "lieu"):
            if name in self:
                setattr(seance, name, self[name].data if name != "lieu" else self[name].data or "")


class Projet(Date):
    """A sitting in the calendar."""

    instance = choix("Instance", requis=True)


class Tenue(Date):
    """And who presides, who keeps the minutes, where those who are elsewhere join."""

    president = choix("Préside la séance")
    secretaire = choix("Secrétaire de séance")
    visio = texte("Lien de visioconférence", maximum=300)

    def validate_visio(self, field: Any) -> None:
        if field.data and not ADRESSE.fullmatch(field.data):
            raise ValidationError("Un lien commence par https:// et ne contient pas d’espace.")

    def garder(self, *, convoquee: bool, a_distance: bool) -> None:
        """Keep what may still change: the notice has told the day; a link serves where one may attend from afar."""
        for name in ("jour", "heure", "fin_prevue", "lieu") if convoquee else ():
            del self[name]
        if not a_distance:
            del self["visio"]

    def ecrire(self, seance: Seance) -> None:
        """The same, with the people and the link."""
        super().ecrire(seance)
        seance.president_id, seance.secretaire_id = self.president.data, self.secretaire.data
        if "visio" in self:
            seance.visio = self.visio.data or ""


class Appel(Formulaire):
    """The roll by figures."""

    presents = nombre("Membres présents")
    en_exercice = nombre("Membres en exercice")
    pouvoirs = nombre("Pouvoirs portés")

    #: Set by the view: an open sitting keeps a roll.
    ouverte: bool = False

    def validate(self, extra_validators: Any = None) -> bool:
        # A field left empty is not validated by its own check.
        valid = bool(super().validate(extra_validators))
        if self.ouverte and self.presents.data is None and not self.presents.errors:
            self.presents.errors = ["La séance est ouverte : elle garde son appel. Corrigez le nombre, sans l’effacer."]
            return False
        return valid

    def validate_presents(self, field: Any) -> None:
        if field.data is not None and self.en_exercice.data is not None and field.data > self.en_exercice.data:
            raise ValidationError("Il y a plus de présents que de membres en exercice.")

    def validate_pouvoirs(self, field: Any) -> None:
        if field.data is not None and self.presents.data is not None and field.data > self.presents.data:
            raise ValidationError("Il y a plus de pouvoirs que de présents pour les porter.")
