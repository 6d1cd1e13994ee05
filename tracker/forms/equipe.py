"""The forms of the staff and of the agents who refer: a function given, a function ended."""

from wtforms import SelectField
from wtforms.validators import InputRequired

from ..roles import PERMANENTS, PERSONNEL, QUALITES, Role
from .champs import OBLIGATOIRE, choix, jour
from .fonctions import Cessation
from .identites import Designation

ROLES = [role for role in (*PERMANENTS, Role.DEMANDEUR) if role in PERSONNEL or role is Role.DEMANDEUR]


class Affectation(Designation):
    """Who works for the assembly, or for an author of saisines, as what, and from when."""

    role = SelectField(
        "En qualité de",
        choices={"": "—"} | {role.value: QUALITES[role] for role in ROLES},
        validators=[InputRequired(OBLIGATOIRE)],
    )
    demandeur = choix("Pour quel auteur de saisines")
    debut = jour("À compter du", requis=True)
    fin = jour("Jusqu’au")


class Depart(Cessation):
    """The last day of somebody in the staff."""
