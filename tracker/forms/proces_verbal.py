"""The forms of the minutes: what a hand adds to what was recorded, and the approval of a later sitting."""

from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from ..models import Point
from ..procedure.empreinte import empreinte
from . import Formulaire
from .champs import choix, lisible, strip

AIDE = "# titre, **gras**, *italique*, - liste, > citation, | tableau |"


def redaction(label: str, rows: int) -> TextAreaField:
    """Small Markdown, bounded to what can be shown again."""
    return TextAreaField(
        label,
        validators=[Optional(), Length(max=100_000), lisible],
        filters=[strip],
        render_kw={"rows": rows},
        description=AIDE,
    )


class Redaction(Formulaire):
    """What was said before the first item and after the last one."""

    ouverture = redaction("Avant le premier point", 8)
    cloture = redaction("Après le dernier point", 8)


class CompteRendu(Formulaire):
    """What was said on one item."""

    compte_rendu = redaction("Ce qui a été dit", 18)


def marque(point: Point) -> str:
    """The revision of what is written on an item: an item has none of its own."""
    return empreinte(point.compte_rendu)[:16]


class Approbation(Formulaire):
    """The later sitting that approved the minutes without a vote."""

    seance = choix("Séance qui l’a approuvé", requis=True)
