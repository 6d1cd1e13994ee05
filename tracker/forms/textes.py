"""The forms of the texte: its opening, its writing, the commission's vote, its positions, where it goes."""

from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, Optional

from ..models import Personne
from ..procedure.texte import DESTINATAIRES, NATURES
from ..prose.markdown import trop
from . import Formulaire
from .champs import choix, jour, nombre, pas_apres_aujourdhui, plusieurs, strip, texte


def lisible(form: Any, field: Any) -> None:
    """A text that can be shown again: what cannot is refused before it is kept."""
    refus = trop(field.data or "")
    if refus:
        raise ValidationError(refus)


class Ouverture(Formulaire):
    """The text that a commission starts, with its rapporteurs."""

    nature = SelectField("Nature du texte", choices=NATURES, default="avis")
    titre = texte("Titre", requis=True)
    rapporteurs = plusieurs("Rapporteurs")

    def validate_rapporteurs(self, field: Any) -> None:
        if not field.data:
            raise ValidationError("Désignez au moins un rapporteur.")

    def propose(self, people: list[Personne]) -> None:
        self.rapporteurs.choices = {str(person.id): person.nom_complet for person in people}


class Composition(Ouverture):
    """The same facts, later; and the other saisines that the text answers."""

    saisines = texte("Répond aussi à la saisine n°", maximum=40)


class Redaction(Formulaire):
    """What a text says; each save is a version."""

    contenu = TextAreaField(
        "Texte",
        validators=[
            DataRequired("Le texte est vide."),
            lisible,
        ],
        render_kw={"rows": 28, "spellcheck": "true"},
    )
    motif = StringField("Ce qui change", validators=[Optional(), Length(max=300)], filters=[strip])
    #: The version that the writing started from.
    depart = HiddenField()


class Comptage(Formulaire):
    """Counts of a vote, typed."""

    pour = nombre("Pour")
    contre = nombre("Contre")
    abstention = nombre("Abstention")
    ne_prend_pas_part = nombre("Ne prennent pas part au vote")
    presents = nombre("Présents au moment du vote")
    pouvoirs = nombre("Pouvoirs portés")
    voix_du_president = SelectField(
        "Voix de la présidence, en cas de partage",
        choices={"": "Sans objet", "pour": "Pour", "contre": "Contre"},
    )


class VoteDeCommission(Comptage):
    """A commission's own vote on the current version."""

    tenu_le = jour("Vote du", requis=True)

    #: Set by the view: the legal day.
    aujourdhui: date

    def validate_tenu_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)


class Inscription(Formulaire):
    """The plenary whose agenda takes the text."""

    seance = choix("Séance plénière", requis=True)
    motif = TextAreaField(
        "Motif, si les rapports partent tard", validators=[Optional(), Length(max=5000)], render_kw={"rows": 3}
    )


class Positions(Formulaire):
    """The minority positions, or the word that there are none."""

    auteur = texte("Auteur (organisation, groupe ou membres)", maximum=300)
    contenu = TextAreaField(
        "Position", validators=[Optional(), Length(max=50_000), lisible], filters=[strip], render_kw={"rows": 6}
    )
    aucune = BooleanField("Aucune position minoritaire n’a été exprimée")

    def validate_aucune(self, field: Any) -> None:
        if field.data and (self.auteur.data or self.contenu.data):
            raise ValidationError("Vous écrivez une position et cochez « aucune » : choisissez.")

    def validate(self, extra_validators: Any = None) -> bool:
        # A field left empty is not validated by its own check: the pair is judged here.
        valid = bool(super().validate(extra_validators))
        if bool(self.auteur.data) != bool(self.contenu.data):
            missing = self.contenu if self.auteur.data else self.auteur
            missing.errors = ["Une position a un auteur et un texte : il manque l’un des deux."]
            return False
        if not self.contenu.data and not self.aucune.data and not self.deja:
            self.auteur.errors = ["Écrivez une position, ou cochez « aucune »."]
            return False
        return valid

    #: Set by the view: whether there is already something to keep or to change.
    deja: bool = False


class Expedition(Formulaire):
    """A text sent to one of those it is owed to."""

    #: Set by the view: the legal day.
    aujourdhui: date

    destinataire = SelectField("Destinataire", choices=DESTINATAIRES | {"autre": "Autre"})
    precision = texte("Précision, pour un autre destinataire", maximum=200)
    envoyee_le = jour("Envoyé le", requis=True)
    moyen = texte(
        "Moyen et preuve",
        requis=True,
        maximum=200,
        render_kw={"placeholder": "courriel avec accusé, lettre recommandée n°…"},
    )

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.destinataire.data != "autre" or self.precision.data:
            return valid
        self.precision.errors = ["Nommez ce destinataire."]
        return False

    #: Set by the view: the day of the signature, before which nothing can have left.
    signe_le: date | None = None

    def validate_envoyee_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)
        if field.data and self.signe_le and field.data < self.signe_le:
            raise ValidationError("Cette date précède la signature : rien n’est parti avant elle.")


class Reference(Formulaire):
    """Where and when the text was officially published."""

    #: Set by the view: the legal day.
    aujourdhui: date

    publication_reference = texte(
        "Référence de la publication officielle",
        requis=True,
        maximum=200,
        render_kw={"placeholder": "RAA n° 2026-12 du 18 décembre 2026"},
    )
    publication_le = jour("Publié le", requis=True)

    def validate_publication_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)
