"""The forms of the seats: to fill one, and to write what the prefect's order says of them."""

from wtforms import SelectField

from ..procedure.assemblee import QUALITES_DE_SIEGE
from . import Formulaire
from .champs import choix, jour, nombre, plusieurs, texte
from .identites import Designation

QUALITES = {"": "Aucune"} | QUALITES_DE_SIEGE


class Installation(Designation):
    """Who takes a seat, for which organisation, from which day."""

    organisme = choix("Organisme qui désigne")
    debut = jour("À compter du", requis=True)


class Arrete(Formulaire):
    """What the prefect's order says of a seat."""

    college = choix("Collège", requis=True)
    combien = nombre("Combien de sièges", 200)
    organismes = plusieurs("Organismes qui désignent")
    nouvel_organisme = texte("Un organisme qui n’est pas dans la liste", maximum=200)
    qualite = SelectField("Réservé à", choices=QUALITES)
    debut = jour("À compter du", requis=True)
    arrete = texte("Arrêté du préfet", requis=True, maximum=300)


class Suppression(Formulaire):
    """The end of a seat, by another order."""

    fin = jour("Dernier jour du siège", requis=True)
    arrete = texte("Arrêté du préfet", requis=True, maximum=300)
