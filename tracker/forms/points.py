"""The forms of an item of an agenda: added, or changed."""

from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.validators import NumberRange, Optional

from ..procedure.ordre import JOURNEE
from ..procedure.seance import POINTS, POINTS_LIBRES
from .champs import choix, nombre, texte
from .ordre import Changement, raison

#: Minutes: nobody discusses one item a whole day.
DUREE_MAXIMALE = JOURNEE


class Details(Changement):
    """What an item says beside its kind."""

    intitule = texte("Intitulé", requis=True)
    duree = nombre("Durée prévue, en minutes", DUREE_MAXIMALE, "Entre 1 et 1 440 minutes.")
    rapporteur = choix("Rapporteur")
    reserve = BooleanField(
        "Point réservé (huis clos)",
        description="Son intitulé reste aux membres de l’instance et aux services.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Zero minutes are not a duration: an unknown one is left empty.
        self.duree.validators = [Optional(), NumberRange(1, DUREE_MAXIMALE, "Entre 1 et 1 440 minutes.")]


class PointModifie(Details):
    """An item of the agenda, as it is changed."""

    motif = raison("point")


class PointLibre(Details):
    """An item without a text: a communication, an election, a hearing, a question, a pause."""

    genre = SelectField("Nature", choices={name: POINTS[name] for name in POINTS_LIBRES})
    motif = raison("libre")


class PointDeTexte(Changement):
    """A text put to the bureau, or examined by its commission."""

    texte = choix("Texte", requis=True)
    motif = raison("texte")


class PointDeProcesVerbal(Changement):
    """The minutes of a former sitting, put to approval."""

    pv_de = choix("Séance dont le procès-verbal s’approuve", requis=True)
    motif = raison("pv")
