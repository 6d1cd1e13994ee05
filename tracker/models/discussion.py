"""The discussion of amendments: in which order they are called, which comes next, what the adopted one takes down."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, object_session, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from ..procedure.amendement import A_INTEGRER, OUVERTS
from ..procedure.grammar import Frame, Overtaken, Refusal
from ..procedure.reglement import Reglement
from ..prose.blocs import Bloc, Blocs, ecrire_bloc
from ..prose.cumul import cumuler
from ..prose.modification import Modification, en_ordre, heurts
from .amendement import Amendement, AvisSurAmendement, Cosignature
from .appel import battre
from .personne import Personne
from .scrutin import Scrutin
from .texte import Texte, Version
from .urne import ouvrir

if TYPE_CHECKING:
    from .acte import Acte


def charger(session: Session, texte: Texte) -> list[Amendement]:
    """The amendments of a text with all that a list of them reads, in as many queries for three hundred as for one."""
    people = (joinedload(Amendement.depose_par), joinedload(Amendement.groupe), joinedload(Amendement.college))
    rows = session.scalars(
        select(Amendement)
        .where(Amendement.texte_id == texte.id)
        .order_by(Amendement.numero)
        .options(
            *people,
            joinedload(Amendement.instance),
            selectinload(Amendement.version).undefer(Version.blocs),
            selectinload(Amendement.cosignatures).joinedload(Cosignature.personne),
            selectinload(Amendement.avis).joinedload(AvisSurAmendement.auteur),
            selectinload(Amendement.scrutins).joinedload(Scrutin.point),
            selectinload(Amendement.sous_amendements),
        )
    ).all()
    set_committed_value(texte, "amendements", list(rows))
    return list(rows)


def modification(amendement: Amendement) -> Modification:
    """What an amendment asks, as it was tabled."""
    return Modification(amendement.geste, amendement.bloc, amendement.blocs, amendement.apres)  # type: ignore[arg-type]


def en_discussion(amendements: Iterable[Amendement]) -> list[Amendement]:
    """The amendments of a text in the order in which they are called.

    The usage of French assemblies (règlement de l’Assemblée nationale, art. 100; du Sénat, art. 46 bis): they follow
    the text, place by place; at one place, the one farthest from the text comes first, which is what removes, then
    what rewrites, the wording that keeps the fewest words before the others, then what adds; a sub-amendment is
    called before the amendment that it changes. What is equally far comes in the order of tabling.
    """
    found: list[Amendement] = []
    rows = list(amendements)
    versions = {one.version_id: one.version for one in rows}
    for key in sorted(versions):
        roots = [one for one in rows if one.version_id == key and one.parent_id is None]
        for root in par_place(versions[key].blocs, roots):
            found += par_place(root.blocs, [one for one in rows if one.parent_id == root.id])
            found.append(root)
    return found


def par_place(blocs: Blocs, amendements: Sequence[Amendement]) -> list[Amendement]:
    """Amendments of one text, or of one amendment, in the order in which they are called."""
    by_id = {bloc.id: bloc for bloc in blocs}
    far = sorted(amendements, key=lambda one: (_gardes(by_id.get(one.bloc), one), one.numero))
    asked = [(modification(one), one) for one in far]
    owners = {id(asking): one for asking, one in asked}
    return [owners[id(asking)] for asking in en_ordre(blocs, [asking for asking, _ in asked])]


def _gardes(bloc: Bloc | None, amendement: Amendement) -> float:
    """The share of words of a block that a new wording keeps: the less, the farther."""
    if bloc is None or amendement.geste != "remplacer":
        return 0.0
    before, after = Counter(ecrire_bloc(bloc).split()), Counter(" ".join(map(ecrire_bloc, amendement.blocs)).split())
    return (before & after).total() / max(1, before.total(), after.total())


def en_debat(texte: Texte) -> list[Amendement]:
    """The amendments that the assembly discusses, decided or not, in their order: without those that never came up."""
    return [one for one in en_discussion(texte.amendements) if one.etat not in ("irrecevable", "retire")]


def prochain(texte: Texte) -> Amendement | None:
    """The next amendment to put to the vote."""
    return next((one for one in en_debat(texte) if one.etat == "recevable"), None)


def a_mettre_aux_voix(amendement: Amendement, reglement: Reglement) -> list[str]:
    """Why an amendment cannot be put to the vote now."""
    wrong = []
    if reglement.modele_d_amendement != "assemblee":
        wrong.append("Le règlement intérieur confie la décision au rapporteur : l’amendement n’est pas mis aux voix.")
    if amendement.texte.etat != "inscrit" or amendement.texte.point is None:
        wrong.append("Le texte n’attend pas le vote d’une plénière : ses amendements ne se votent pas.")
    if amendement.etat != "recevable":
        wrong.append(f"L’amendement n° {amendement.numero} est « {amendement.etape.lower()} » : il ne se vote pas.")
    for one in amendement.sous_amendements:
        if one.ouvert:
            wrong.append(f"Le sous-amendement n° {one.numero} se vote d’abord.")
    return wrong


def mettre_aux_voix(
    session: Session, amendement: Amendement, mode: str, *, par: Personne, reglement: Reglement
) -> Scrutin:
    """Open a vote on an amendment, under the item of its text. Raises Refusal; the caller locks the sitting."""
    wrong = a_mettre_aux_voix(amendement, reglement)
    point = amendement.texte.point
    if point is None or amendement.etat != "recevable":
        raise Overtaken(wrong)
    if wrong:
        raise Refusal(wrong)
    return ouvrir(session, point, mode, par=par, amendement=amendement)


@dataclass(frozen=True)
class Chute:
    """An undecided amendment that an adopted one leaves without object, and why."""

    amendement: Amendement
    devant: Amendement
    raison: str

    @property
    def motif(self) -> str:
        """The reason that the chair is offered."""
        return f"Sans objet depuis l’adoption de l’amendement n° {self.devant.numero}. {self.raison}"


def chutes(texte: Texte) -> list[Chute]:
    """What the adopted amendments leave without object: two wordings of different sentences go together."""
    if texte.version is None:
        return []
    alive = [one for one in texte.amendements if one.version_id == texte.version_id and one.parent_id is None]
    rows = [one for one in en_discussion(alive) if one.etat in OUVERTS | A_INTEGRER]
    asked, found = [modification(one) for one in rows], dict[int, Chute]()
    for clash in heurts(asked):
        pair = (clash.premiere, clash.seconde)
        waiting = [rank for rank in pair if rows[rank].etat in OUVERTS]
        if len(waiting) != 1 or rows[waiting[0]].id in found:
            continue
        collisions = cumuler(texte.version.blocs, [asked[rank] for rank in pair]).collisions
        if collisions:
            fallen, winner = rows[waiting[0]], rows[sum(pair) - waiting[0]]
            found[fallen.id] = Chute(fallen, winner, collisions[0].raisons[0])
    return [found[one.id] for one in rows if one.id in found]


def reprendre_le_vote(amendement: Amendement, acte: "Acte", frame: Frame) -> None:
    """The ballot that decided it decides nothing any more."""
    scrutin = amendement.scrutin
    if scrutin is not None:
        scrutin.annule_le = acte.le
    annoncer(amendement, acte, frame)


def annoncer(amendement: Amendement, acte: "Acte", frame: Frame) -> None:
    """The screens of the sitting that discusses its text look again."""
    session = object_session(amendement)
    assert session is not None
    point = amendement.texte.point
    if point is not None and point.seance.etat == "ouverte":
        battre(session, point.seance)


#: Acts after which the list of amendments on the screens says something else.
VUS = frozenset(
    {"deposer", "modifier", "declarer_recevable", "declarer_irrecevable", "revenir_sur_la_recevabilite", "accepter"}
    | {"ecarter", "revenir_sur_la_decision", "adopter", "rejeter", "retirer", "faire_tomber", "tomber", "relever"}
)

EFFETS: dict[str, Callable[[Amendement, "Acte", Frame], None]] = {
    **dict.fromkeys(VUS, annoncer),
    "reprendre_le_vote": reprendre_le_vote,
}
