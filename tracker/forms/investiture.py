"""The form of the newly elected: president, vice-presidents, other members of the bureau."""

from typing import Any

from wtforms import FieldList, FormField
from wtforms import Form as Partie

from . import Formulaire
from .champs import choix, jour, motif, plusieurs, texte

#: Lines offered for vice-presidents; an empty one is none.
VICE_PRESIDENCES = 10


class VicePresidence(Partie):
    """One vice-president, and what they are in charge of."""

    class Meta:
        locales = ("fr_FR", "fr")

    personne = choix("Vice-présidence")
    attributions = texte("Attributions", maximum=200)


class Bureau(Formulaire):
    """The newly elected: president, vice-presidents, other members of the bureau."""

    debut = jour("À compter du", requis=True)
    president = choix("Présidence du conseil")
    vice_presidences = FieldList(FormField(VicePresidence), "Vice-présidences", min_entries=VICE_PRESIDENCES)
    membres = plusieurs("Autres membres du bureau")
    motif = motif("Pourquoi enregistrer un bureau dont les deux premiers collèges n’ont pas le même nombre")

    def proposer(self, gens: dict[int, str]) -> None:
        """Offer these people everywhere."""
        offered: dict[Any, str] = {"": "—"} | gens
        self.president.choices = offered
        for line in self.vice_presidences:
            line.form.personne.choices = offered
        self.membres.choices = {str(key): label for key, label in gens.items()}
