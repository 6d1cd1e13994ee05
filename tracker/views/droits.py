"""The desk of the rights: the printed table of who may do what, and why one cannot, for one record."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ..display.mots import adresse, pluriel
from ..display.passages import PAR_SCRUTIN
from ..door import acteur, jour
from ..extensions import db
from ..models import WORKFLOWS, Amendement, Dossier, Saisine, Seance, Texte
from ..models.fiche import AMENDEMENT, FICHE, TEXTE
from ..procedure.grammar import NEANT, Condition, Option, Transition, Workflow
from ..rights import DROITS, PHRASES, requires, roles
from ..roles import FOULE, LIBELLES, QUALITES, Role, revient_a
from ..saisies import a_saisir
from ..titulaires import provenance, titulaires

bp = Blueprint("droits", __name__)

TABLES = {
    "saisine": "Les actes de la saisine",
    "texte": "Les actes du texte",
    "seance": "Les actes de la séance",
    "amendement": "Les actes de l’amendement",
}
#: Desk → the title under which its rights are printed.
BUREAUX = {
    "accueil": "Le travail de chacun",
    "suivi": "L’auteur d’une saisine",
    "registre": "Le registre",
    "saisine": "La saisine",
    "piece": "Les pièces",
    "texte": "Le texte",
    "commission": "Les instances",
    "bureau": "Les instances",
    "seance": "La séance",
    "presence": "La séance",
    "convocation": "La séance",
    "pv": "La séance",
    "position": "Le texte",
    "amendement": "Les amendements",
    "modele": "Les modèles et le papier à en-tête",
    "papier": "Les modèles et le papier à en-tête",
    "lettre": "Les modèles et le papier à en-tête",
    "equipe": "L’assemblée",
    "assemblee": "L’assemblée",
    "compte": "Les comptes et les délégations",
    "courrier": "Les comptes et les délégations",
    "delegation": "Les comptes et les délégations",
    "reglement": "Les règles",
}
#: Names that a line gives for one role.
NOMS = 8


@dataclass(frozen=True)
class Ligne:
    """One right, or one row of a table, and who holds it."""

    phrase: str
    detail: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Groupe:
    """The lines of one desk or of one machine."""

    titre: str
    lignes: list[Ligne]
    machine: bool


@bp.route("/droits")
@requires("reglement.voir")
def tableau() -> ResponseReturnValue:
    """Who may do what, made from the rights and from the tables of the procedure."""
    wanted = request.args.get("role", "")
    chosen = Role(wanted) if wanted in {role.value for role in colonnes()} else None
    groups = [
        replace(group, lignes=[line for line in group.lignes if chosen is None or chosen in line.roles])
        for group in groupes()
    ]
    return render_template(
        "droits/tableau.html",
        bureaux=[group for group in groups if group.lignes and not group.machine],
        machines=[group for group in groups if group.lignes and group.machine],
        colonnes=colonnes(),
        choisi=chosen,
        qualites=QUALITES,
    )


def colonnes() -> list[Role]:
    """The roles that hold something, in the order in which they are named."""
    held = frozenset().union(*DROITS.values(), *(row.by for table in WORKFLOWS.values() for row in table.transitions))
    return [role for role in Role if role in held and role is not Role.AUTOMATIQUE]


def groupes() -> Iterator[Groupe]:
    """The rights by desk, then the acts by machine."""
    desks: dict[str, list[Ligne]] = {}
    for right, held in DROITS.items():
        desks.setdefault(BUREAUX[right.split(".")[0]], []).append(Ligne(PHRASES[right], "", held))
    for title, lines in desks.items():
        yield Groupe(title, lines, machine=False)
    for table in WORKFLOWS.values():
        lines = [acte(table, row) for row in table.transitions if row.manual]
        yield Groupe(TABLES[table.name], lines, machine=True)


def acte(table: Workflow, row: Transition) -> Ligne:
    return Ligne(row.label, chemin(table, row), frozenset(row.by) - {Role.AUTOMATIQUE})


def chemin(table: Workflow, row: Transition) -> str:
    """From which states to which one, in words."""
    sources = [table.states[name].label for name in row.source if name != NEANT]
    if not sources:
        return f"au départ, vers « {table.states[row.to].label} »"
    told = ", ".join(f"« {label} »" for label in sources)
    return f"de {told} vers « {table.states[row.to].label} »" if row.to in table.states else f"dans l’état {told}"


@dataclass(frozen=True)
class Explication:
    """One act of a record: possible or not, every reason, and who holds it by name."""

    libelle: str
    possible: bool
    a_moi: bool
    raisons: list[str]
    #: Facts that only wait to be typed: they stop nobody.
    a_saisir: list[str]
    avertissements: tuple[str, ...]
    qui: list[str]


@bp.route("/saisines/<int:saisine_id>/pourquoi")
@requires("saisine.voir", *FICHE)
def saisine(saisine: Saisine) -> ResponseReturnValue:
    """Every act of a saisine."""
    return pourquoi(saisine)


@bp.route("/textes/<int:texte_id>/pourquoi")
@requires("texte.voir", *TEXTE)
def texte(texte: Texte) -> ResponseReturnValue:
    """Every act of a text."""
    return pourquoi(texte)


@bp.route("/seances/<int:seance_id>/pourquoi")
@requires("seance.voir")
def seance(seance: Seance) -> ResponseReturnValue:
    """Every act of a sitting."""
    return pourquoi(seance)


@bp.route("/amendements/<int:amendement_id>/pourquoi")
@requires("amendement.voir", *AMENDEMENT)
def amendement(amendement: Amendement) -> ResponseReturnValue:
    """Every act of an amendment."""
    return pourquoi(amendement)


def pourquoi(record: Dossier) -> str:
    """Every act of a record from where it stands: possible or not, why, and to whom it falls, by name."""
    return render_template(
        "droits/pourquoi.html",
        record=record,
        retour=adresse(record),
        suis=provenance(db.session(), acteur(), record, jour().date),
        actes=explications(record),
    )


def explications(record: Dossier) -> list[Explication]:
    workflow = WORKFLOWS[type(record)]
    options = workflow.options(record, roles(acteur(), record), jour().frame)
    names = {role: nommes(role, record) for role in {role for option in options for role in option.transition.by}}
    return [
        Explication(
            libelle=option.transition.label,
            possible=option.possible,
            a_moi=option.allowed,
            raisons=[told for condition, told in reasons(option) if not a_saisir(condition)],
            a_saisir=[told for condition, told in reasons(option) if a_saisir(condition)],
            avertissements=option.warnings,
            qui=[names[role] for role in option.transition.by if role is not Role.AUTOMATIQUE],
        )
        for option in options
        if (workflow.name, option.transition.name) not in PAR_SCRUTIN
    ]


def reasons(option: Option) -> list[tuple[Condition, str]]:
    """Each condition that does not hold, and its sentence."""
    return list(zip(option.missing, option.blocked, strict=True))


def nommes(role: Role, record: Dossier) -> str:
    """A role with the names of those who hold it today for this record."""
    if role in FOULE:
        return revient_a(FOULE[role])
    label = revient_a(LIBELLES[role])
    people = titulaires(db.session(), role, record, jour().date)
    if people:
        rest = f" et {pluriel(len(people) - NOMS, 'autre')}" if len(people) > NOMS else ""
        return f"{label} : {', '.join(str(one) for one in people[:NOMS])}{rest}"
    return f"{label} : personne aujourd’hui"
