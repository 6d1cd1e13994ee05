"""The forms of a suggested change: its wording, and what the authors decide of it."""

from typing import Any

from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from ..prose.blocs import Blocs
from ..prose.lecture import lire, normaliser
from . import Formulaire
from .champs import OBLIGATOIRE, lisible, motif, strip
from .remarques import audience

#: What brings words into the text.
REDIGENT = {"remplacer", "ajouter"}
#: Its place in a list, for a block moved to the very start.
DEBUT = "debut"
MARKDOWN = "# titre, **gras**, *italique*, - liste, > citation, | tableau |"


class Suggerer(Formulaire):
    """A change that somebody suggests; its gesture is chosen before, so that it asks for nothing else."""

    bloc = HiddenField()
    #: The version that its author has read.
    depart = HiddenField()
    geste = HiddenField()
    contenu = TextAreaField(
        "Le texte que vous suggérez",
        validators=[Optional(), lisible],
        render_kw={"rows": 6, "spellcheck": "true"},
        description=MARKDOWN,
    )
    apres = SelectField("Le placer après", validate_choice=False)
    motif = motif("Pourquoi", rows=2)
    audience = audience()

    #: The blocks that it brings, once it is valid.
    blocs: Blocs = ()
    #: The blocks after which it may stand, set by the view.
    places: dict[str, str]

    def placer(self, places: dict[str, str]) -> None:
        """Offer the places to a block that moves."""
        self.places = {DEBUT: "Au tout début du texte"} | places
        self.apres.choices = self.places

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.geste.data in REDIGENT:
            self.blocs = normaliser(lire(self.contenu.data or ""))
            if not self.blocs:
                self.contenu.errors = [OBLIGATOIRE]
        elif self.geste.data == "deplacer" and self.apres.data not in self.places:
            self.apres.errors = ["Ce passage n’est plus dans le texte : choisissez-en un autre."]
        return not self.errors


class Decider(Formulaire):
    """What the authors answer; and, when the block changed meanwhile, the words that they keep."""

    contenu = TextAreaField(
        "Le texte à enregistrer",
        validators=[Optional(), lisible],
        render_kw={"rows": 8, "spellcheck": "true"},
        description=MARKDOWN,
    )
    #: The mark of the block of today, as it was shown beside the change.
    vu = HiddenField()
    reponse = TextAreaField(
        "Votre réponse", validators=[Optional(), Length(max=5000)], filters=[strip], render_kw={"rows": 2}
    )
