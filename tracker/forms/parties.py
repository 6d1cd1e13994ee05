"""The form of the parts of a text: as many lines as there are parts, as a spreadsheet gives them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from ..models import Instance, Personne
from ..prose.recherche import plier
from . import Formulaire
from .champs import OBLIGATOIRE

#: More parts than a regional budget has programmes.
PARTIES_MAXIMUM = 200
TITRE_MAXIMAL = 500
COLONNES = re.compile(r"\s*[\t;]\s*")


@dataclass(frozen=True)
class Ligne:
    """A part as it was typed: its title, its commission and its rapporteurs, found."""

    titre: str
    commission: Instance
    rapporteurs: tuple[Personne, ...]


class Parties(Formulaire):
    """Parts to open: a line each, « title ; commission ; rapporteurs »."""

    lignes = TextAreaField(
        "Parties à ouvrir",
        validators=[DataRequired(OBLIGATOIRE), Length(max=60_000)],
        render_kw={"rows": 8, "spellcheck": "false"},
    )

    #: Set by the view: whom and what a line may name.
    commissions: Sequence[Instance] = ()
    conseillers: Sequence[Personne] = ()
    #: The parts that the lines say.
    lues: Sequence[Ligne] = ()

    def validate_lignes(self, field: Any) -> None:
        """Read each line; every fault is told at once, with its line."""
        reader = _Lecture(self.commissions, self.conseillers)
        typed = [(number, line) for number, line in enumerate(field.data.splitlines(), 1) if line.strip()]
        if len(typed) > PARTIES_MAXIMUM:
            raise ValidationError(f"Ouvrez au plus {PARTIES_MAXIMUM} parties à la fois.")
        self.lues = [found for number, line in typed if (found := reader.ligne(number, line))]
        if reader.fautes:
            field.errors = [*field.errors, *reader.fautes[:20]]
            raise ValidationError(
                f"{len(reader.fautes)} lignes sont à corriger."
                if len(reader.fautes) > 1
                else "Une ligne est à corriger."
            )


class _Lecture:
    """One reading of the lines, with the faults it finds."""

    def __init__(self, commissions: Sequence[Instance], conseillers: Sequence[Personne]) -> None:
        self.commissions = {plier(one.nom): one for one in commissions}
        self.conseillers = _par_nom(conseillers)
        self.fautes: list[str] = []

    def ligne(self, number: int, line: str) -> Ligne | None:
        title, body, people, *_ = [*COLONNES.split(line.strip()), "", ""]
        commission = self.commissions.get(plier(body))
        found = [self._personne(number, name) for name in re.split(r"\s*,\s*", people) if name]
        if not title or len(title) > TITRE_MAXIMAL:
            self._faute(number, "le titre manque" if not title else "le titre est trop long")
        if commission is None:
            self._faute(number, f"aucune commission ne s’appelle « {body} »" if body else "la commission manque")
        if not found:
            self._faute(number, "il manque au moins un rapporteur")
        if not title or commission is None or not found or None in found:
            return None
        return Ligne(title, commission, tuple(person for person in found if person))

    def _personne(self, number: int, name: str) -> Personne | None:
        matching = self.conseillers.get(plier(name), ())
        if len(matching) == 1:
            return matching[0]
        told = f"plusieurs conseillers répondent à « {name} » : écrivez aussi le prénom"
        self._faute(number, told if matching else f"aucun conseiller en exercice ne s’appelle « {name} »")
        return None

    def _faute(self, number: int, told: str) -> None:
        self.fautes.append(f"Ligne {number} : {told}.")


def _par_nom(people: Iterable[Personne]) -> Mapping[str, list[Personne]]:
    """Each councillor under « first last », « last first » and the last name alone."""
    found: dict[str, list[Personne]] = defaultdict(list)
    for one in people:
        for words in {f"{one.prenom} {one.nom}", f"{one.nom} {one.prenom}", one.nom}:
            found[plier(words)].append(one)
    return found
