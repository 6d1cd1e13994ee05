"""The forms of the merge: the final words where amendments collide, and what the second person has read."""

from typing import Any

from wtforms import BooleanField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from ..models import Amendement
from ..models.integration import Projet
from ..prose.blocs import Bloc, Blocs, ecrire
from ..prose.cumul import Collision, Decision
from ..prose.lecture import lire
from . import Formulaire
from .champs import OBLIGATOIRE, strip

#: A place that is written by hand is a passage, not a text.
MOTS_MAXIMUM = 50_000
ICI = "-"


class Integration(Formulaire):
    """One act, and before it the final words of each place where amendments collide."""

    #: Set by `integration`: the merge as it would be made.
    projet: Projet

    def lignes(self) -> list[tuple[Collision, list[Amendement], Any, Any, Any]]:
        """Each collision with its amendments and its fields: the words, that there are none, and where they stand."""
        return [
            (one, self.projet.de(one), self[f"mots_{key}"], self[f"vide_{key}"], self._fields.get(f"apres_{key}"))
            for one, key in ((one, self.projet.de(one)[0].id) for one in self.projet.collisions)
        ]

    def decisions(self) -> dict[int, Decision]:
        """What was decided, by the first amendment of each collision."""
        found = {}
        for _, amended, words, _, where in self.lignes():
            place = where.data if where is not None and where.data != ICI else None
            found[amended[0].id] = Decision(lire(words.data or ""), place)
        return found


def integration(found: Projet) -> Integration:
    """The form of a merge, with as many places as there are collisions."""
    fields: dict[str, Any] = {"projet": found}
    for one in found.collisions:
        key = found.de(one)[0].id
        fields[f"mots_{key}"] = TextAreaField(
            "Les mots définitifs",
            validators=[_ecrits(key), Length(max=MOTS_MAXIMUM)],
            filters=[strip],
            default=ecrire(_propose(found, one)),
            render_kw={"rows": 6},
        )
        fields[f"vide_{key}"] = BooleanField("Il ne reste aucun mot à cette place")
        if one.places or not one.blocs:
            fields[f"apres_{key}"] = SelectField(
                "Où ce passage se place", choices=_places(found, one), validators=[InputRequired(OBLIGATOIRE)]
            )
    form: Integration = type("IntegrationDuTexte", (Integration,), fields)()
    return form


def _ecrits(key: int) -> Any:
    """The words, readable ones; or it is said that none is left."""

    def check(form: Any, field: Any) -> None:
        empty = form[f"vide_{key}"].data
        if not field.data and not empty:
            raise ValidationError("Écrivez les mots définitifs, ou dites qu’il n’en reste aucun.")
        if field.data and empty:
            raise ValidationError("Effacez ces mots, ou décochez qu’il n’en reste aucun.")
        try:
            lire(field.data or "")
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None

    return check


def _propose(found: Projet, collision: Collision) -> Blocs:
    """What the place says today: whoever decides starts from it, and takes no side."""
    return tuple(bloc for bloc in found.avant if bloc.id in collision.blocs)


def _places(found: Projet, collision: Collision) -> list[tuple[str, str]]:
    """Where it stands, or where an amendment would put it; anywhere for what has no place any more."""
    named = {bloc.id: _debut(bloc) for bloc in found.avant} | {"": "Au début du texte"}
    wanted = collision.places if collision.blocs else tuple(named)
    here = [(ICI, "À sa place")] if collision.blocs else []
    return here + [(key, named[key] if not key else f"Après « {named[key]} »") for key in wanted]


def _debut(bloc: Bloc) -> str:
    plain = " ".join(bloc.texte.split())
    return plain if len(plain) <= 80 else plain[:80].rsplit(" ", 1)[0] + "…"


class Controle(Formulaire):
    """What the second person ticks: each amendment, read against its vote and in the text."""

    #: Set by `controle`: the amendments of the merge.
    amendements: list[Amendement]

    def case(self, amendement: Amendement) -> Any:
        """The box of an amendment."""
        return self[f"vu_{amendement.id}"]


def controle(amendements: list[Amendement]) -> Controle:
    """The form of a check, with a box for each amendment."""
    fields: dict[str, Any] = {"amendements": amendements}
    for one in amendements:
        fields[f"vu_{one.id}"] = BooleanField(
            f"J’ai lu le n° {one.numero} : le vote, et le texte",
            validators=[InputRequired(f"Lisez aussi l’amendement n° {one.numero}, puis cochez-le.")],
        )
    form: Controle = type("ControleDeLIntegration", (Controle,), fields)()
    return form
