"""The forms of a ballot: how it is held, counts that are typed and never made up, how it ends."""

from typing import Any

from wtforms import HiddenField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange, StopValidation

from ..models import Scrutin, Seance
from ..models.urne import comptages_attendus, en_lice
from ..procedure.scrutin import MODES
from . import Formulaire
from .champs import OBLIGATOIRE, Nombre, choix, motif, nombre, texte

#: What is counted, in the columns of the ballot that bear the same names.
COMPTES = ("pour", "contre", "abstention", "ne_prend_pas_part", "presents", "pouvoirs")
#: As many names as a paper may bear.
SIEGES_AU_PLUS = 40
#: What papers say besides.
HORS_CHOIX = ("blancs", "nuls")


class Ouverture(Formulaire):
    """How a vote is held; for an election, the seats that it fills."""

    mode = RadioField("Mode de scrutin", choices=MODES, validators=[InputRequired(OBLIGATOIRE)])
    sieges = nombre("Sièges à pourvoir", SIEGES_AU_PLUS)


class Depouillement(Formulaire):
    """What one teller counted; the figures depend on the ballot."""

    #: Set by `depouillement`: the ballot.
    scrutin: Scrutin

    rang = HiddenField()
    scrutateur = texte("Compté par", requis=True, maximum=200)

    def validate_rang(self, field: Any) -> None:
        if field.data not in {str(rank + 1) for rank in range(comptages_attendus(self.scrutin))}:
            raise ValidationError("Ce comptage n’est pas attendu.")

    @property
    def comptes(self) -> list[Any]:
        """The fields of the figures, in the order in which they are called."""
        return [field for field in self if isinstance(field, Nombre)]

    @property
    def chiffres(self) -> dict[str, Any]:
        """The figures as the ballot keeps them; the votes of candidates stand under their numbers."""
        figures = {field.short_name: field.data for field in self.comptes}
        named = {name.removeprefix("voix_"): figures.pop(name) for name in list(figures) if name.startswith("voix_")}
        return figures | ({"suffrages": named} if named else {})


def dit(form: Any, field: Any) -> None:
    """All the figures are due: a mark on each would say nothing more than the form does."""
    if not field.raw_data or not field.raw_data[0].strip():
        raise StopValidation("Comptez aussi ce chiffre : 0 s’il n’y en a pas.")


def compte(label: str) -> Nombre:
    """A figure that a teller says, be it none."""
    return Nombre(
        label,
        validators=[
            dit,
            NumberRange(0, 10_000, "Ce nombre est hors de toute assemblée."),
        ],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


def depouillement(scrutin: Scrutin, rang: int | None = None) -> Depouillement:
    """The form of one teller for a ballot."""
    fields = {name: compte(label) for name, label in a_compter(scrutin).items()}
    form: Depouillement = type("DepouillementDuScrutin", (Depouillement,), {**fields, "scrutin": scrutin})()
    if rang is not None:
        form.rang.data = str(rang)
    return form


def a_compter(scrutin: Scrutin) -> dict[str, str]:
    """What a teller counts: hands, papers, or the names that papers bear."""
    if scrutin.tour is not None:
        assert scrutin.point is not None
        named = {f"voix_{one.id}": one.nom for one in en_lice(scrutin.point)}
        return {"votants": "Votants", **named, "blancs": "Blancs", "nuls": "Nuls"}
    answers = {"pour": "Pour", "contre": "Contre", "abstention": "Abstention"}
    if scrutin.secret:
        return answers | {"blancs": "Blancs", "nuls": "Nuls"}
    return answers | {"ne_prend_pas_part": "Ne prennent pas part"}


class Cloture(Formulaire):
    """The end of a ballot: what the chair says where voices are equal, the eldest where candidates are."""

    voix_du_president = SelectField(
        "Voix de la présidence, en cas de partage",
        choices={"": "Non exprimée", "pour": "Pour", "contre": "Contre"},
        default="",
    )
    au_benefice_de_l_age = choix("À égalité, la personne la plus âgée")


class Annulation(Formulaire):
    """Why a vote under way is cancelled."""

    motif = motif(requis=True, rows=2)


class Comptage(Formulaire):
    """Counts of a vote, typed; some of those called may have left, nobody votes who was not called."""

    #: Set by the view: the sitting, whose roll bounds the figures.
    seance: Seance | None = None

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

    def validate_presents(self, field: Any) -> None:
        self._borner(field, "présents au vote", self.seance.presents if self.seance else None)

    def validate_pouvoirs(self, field: Any) -> None:
        self._borner(field, "pouvoirs au vote", self.seance.pouvoirs if self.seance else None)

    def _borner(self, field: Any, quoi: str, appel: int | None) -> None:
        if field.data is None or appel is None or field.data <= appel:
            return
        raise ValidationError(
            f"Plus de {quoi} ({field.data}) qu’à l’appel ({appel}), qui est acquis depuis que la séance est levée."
        )

    def fill(self, scrutin: Scrutin) -> None:
        """Write the figures on a ballot; one left empty stays unknown."""
        for name in (*COMPTES, *HORS_CHOIX):
            if name in self:
                setattr(scrutin, name, self[name].data)
        scrutin.voix_du_president = self.voix_du_president.data or None
