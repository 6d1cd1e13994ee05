"""The form of the rules that the assembly sets."""

from datetime import date
from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from ..acces.second_facteur import ROLES
from ..models import BaseLegale
from ..procedure.amendement import QUALITES as QUALITES_D_AUTEUR
from ..procedure.reglement import Reglement, numerotation_fausse
from ..procedure.scrutin import Base
from ..roles import QUALITES
from . import Formulaire
from .champs import OBLIGATOIRE, jour, texte

#: What a majority may be counted on: the first is the law's own for a CESER.
BASES = {
    Base.EXPRIMES.value: "les suffrages exprimés, pour et contre",
    Base.VOTANTS.value: "les votants, abstentions comprises",
}

#: Who decides on an amendment: both ways are lived in the assemblies.
MODELES = {
    "assemblee": "l’assemblée, par un vote sur chacun",
    "rapporteur": "le rapporteur, qui l’accepte ou l’écarte avant le vote du texte entier",
}


def compte(label: str, maximum: int) -> IntegerField:
    """A figure that the rules always have; zero has its own meaning, said beside it."""
    return IntegerField(label, validators=[InputRequired(OBLIGATOIRE), NumberRange(0, maximum)])


class Regles(Formulaire):
    """Each setting of the règlement, and the day from which it holds."""

    debut = jour("En vigueur à partir du", requis=True)
    numerotation = texte("Numéro des saisines", requis=True, maximum=30)
    numerotation_avis = texte("Numéro des textes adoptés", requis=True, maximum=30)
    revue_du_bureau = BooleanField("Chaque projet passe devant le bureau avant la plénière")
    matieres_deleguees = SelectMultipleField(
        "Matières sur lesquelles le bureau peut rendre l’avis par délégation",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    jours_francs = BooleanField("Compter les douze jours d’envoi en jours francs")
    jours_de_preparation = IntegerField(
        "Jours de préparation avant l’envoi des rapports", validators=[InputRequired(OBLIGATOIRE), NumberRange(0, 60)]
    )
    signatures_exigees = IntegerField(
        "Signatures exigées d’une saisine citoyenne",
        validators=[InputRequired(OBLIGATOIRE), NumberRange(0, 10_000_000)],
    )
    departements_exiges = IntegerField(
        "Départements d’où elles doivent venir", validators=[InputRequired(OBLIGATOIRE), NumberRange(0, 200)]
    )
    part_maximale_d_un_departement = IntegerField(
        "Part la plus grande d’un seul département, en %",
        validators=[InputRequired(OBLIGATOIRE), NumberRange(1, 100)],
    )
    prefet_destinataire = BooleanField("Le préfet de région reçoit l’avis adopté")
    membres_du_bureau = IntegerField(
        "Membres du bureau, présidence comprise", validators=[InputRequired(OBLIGATOIRE), NumberRange(0, 500)]
    )
    second_facteur = SelectMultipleField(
        "Fonctions dont les titulaires entrent avec un second facteur",
        choices={role.value: QUALITES[role] for role in ROLES},
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    jours_avant_fermeture = IntegerField(
        "Jours avant de fermer le compte de qui n’a plus ni mandat ni fonction",
        validators=[InputRequired(OBLIGATOIRE), NumberRange(0, 3650)],
    )

    # Sittings.
    jours_de_convocation = compte("Jours de convocation du bureau et des commissions", 60)
    quorum_du_bureau = BooleanField("Le bureau ne siège qu’avec plus de la moitié de ses membres")
    quorum_des_commissions = BooleanField("Les commissions ne siègent qu’avec plus de la moitié de leurs membres")
    quorum_a_chaque_vote = BooleanField("Le quorum se vérifie à chaque vote, et non à l’ouverture seule")
    seances_a_distance = BooleanField("Un membre peut siéger à distance")
    temps_de_parole = compte("Minutes de parole de chaque orateur", 600)
    jours_des_positions = compte("Jours pour déposer une position ou une explication de vote", 365)

    # Votes.
    base_de_majorite = RadioField("La majorité de la plénière se compte sur", choices=BASES)
    pouvoirs_par_membre = compte("Pouvoirs qu’un membre peut porter", 10)
    pouvoirs_du_meme_college = BooleanField("Un pouvoir se donne dans son propre collège")
    pouvoirs_hors_pleniere = BooleanField("Le bureau et les commissions connaissent aussi les pouvoirs")
    voix_preponderante_en_commission = BooleanField(
        "En commission, la voix de la présidence l’emporte en cas de partage"
    )
    voix_preponderante_au_secret = BooleanField(
        "Au scrutin secret aussi, la voix de la présidence l’emporte en cas de partage"
    )
    tours_a_la_majorite_absolue = compte("Tours d’une élection à la majorité absolue des membres", 10)

    # Amendments.
    modele_d_amendement = RadioField("Qui décide d’un amendement recevable", choices=MODELES)
    auteurs_d_amendement = SelectMultipleField(
        "Qui dépose un amendement",
        choices=QUALITES_D_AUTEUR,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    jours_des_amendements = compte("Jours avant la plénière où le dépôt se clôt", 60)
    amendements_en_seance = BooleanField("Un amendement se dépose aussi en séance, tant qu’elle est ouverte")
    sous_amendements = BooleanField("Un amendement peut lui-même être amendé")
    cosignataires_exiges = compte("Cosignataires exigés d’un amendement de membre", 100)

    def __init__(self, *args: Any, bases: list[BaseLegale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matieres_deleguees.choices = {base.code: base.libelle for base in bases}

    def fill(self, regles: Reglement, start: date) -> None:
        self.debut.data = start
        for name in FIELDS:
            self[name].data = getattr(regles, name)

    def values(self) -> dict[str, Any]:
        return {name: self[name].data for name in FIELDS}

    def validate_numerotation(self, field: Any) -> None:
        wrong = numerotation_fausse(field.data or "")
        if wrong:
            raise ValidationError(wrong)

    validate_numerotation_avis = validate_numerotation


FIELDS = (
    "numerotation",
    "numerotation_avis",
    "revue_du_bureau",
    "matieres_deleguees",
    "jours_francs",
    "jours_de_preparation",
    "signatures_exigees",
    "departements_exiges",
    "part_maximale_d_un_departement",
    "prefet_destinataire",
    "voix_preponderante_en_commission",
    "membres_du_bureau",
    "second_facteur",
    "jours_avant_fermeture",
    "jours_de_convocation",
    "quorum_du_bureau",
    "quorum_des_commissions",
    "quorum_a_chaque_vote",
    "seances_a_distance",
    "temps_de_parole",
    "jours_des_positions",
    "base_de_majorite",
    "pouvoirs_par_membre",
    "pouvoirs_du_meme_college",
    "pouvoirs_hors_pleniere",
    "voix_preponderante_au_secret",
    "tours_a_la_majorite_absolue",
    "modele_d_amendement",
    "auteurs_d_amendement",
    "jours_des_amendements",
    "amendements_en_seance",
    "sous_amendements",
    "cosignataires_exiges",
)
