"""Take a register that was read into the records: what is new, what is already there, what is written."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session, joinedload

from ..models import Personne, Reprise, Saisine, Texte
from ..models.effets import adresse_publique
from ..models.recueil import adopte
from ..procedure.grammar import Frame
from ..roles import Role
from .archives import Plume
from .colonnes import COLONNES, LigneRegistre
from .lignes import conseil_du_site, lignes_du_registre
from .rangs import reserver_les_rangs
from .registre import Analyse, Erreur

__all__ = [
    "Bilan",
    "Difference",
    "Plan",
    "conseil_du_site",
    "ecrire",
    "lignes_du_registre",
    "preparer",
    "signalements_a_juger",
]


@dataclass(frozen=True)
class Difference:
    """A line whose reference is known, but that says something else: it is reported, and nothing is overwritten."""

    ligne: LigneRegistre
    presente: LigneRegistre
    colonnes: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What taking a file in would do."""

    nouvelles: list[LigneRegistre]
    identiques: list[LigneRegistre]
    differentes: list[Difference]
    erreurs: list[Erreur]
    colonnes_inconnues: list[str]
    colonnes_absentes: list[str]

    @property
    def signalees(self) -> list[LigneRegistre]:
        return [ligne for ligne in self.nouvelles if ligne.signalements]

    @property
    def mauvaises(self) -> int:
        """How many lines have an error; a line may have several."""
        return len({erreur.ligne for erreur in self.erreurs})


@dataclass(frozen=True)
class Bilan:
    """What was written, and what was not."""

    ecrites: int
    identiques: int
    differentes: int
    mauvaises: int
    signalees: int


def preparer(session: Session, analyse: Analyse, conseil: str = "", region_insee: str = "") -> Plan:
    """Compare the lines of a file with the records, by reference, whatever its case; nothing is written."""
    presentes = _presentes(session, {_cle(ligne) for ligne in analyse.lignes}, conseil, region_insee)
    numeros = {numero.casefold() for numero in session.scalars(select(Saisine.numero))} - presentes.keys()
    plan = Plan([], [], [], list(analyse.erreurs), analyse.colonnes_inconnues, analyse.colonnes_absentes)
    for ligne in analyse.lignes:
        _classer(plan, ligne, presentes.get(_cle(ligne)), numeros)
    plan.erreurs.sort(key=lambda erreur: erreur.ligne)
    return plan


def _presentes(session: Session, voulues: Collection[str], conseil: str, region_insee: str) -> dict[str, LigneRegistre]:
    """The lines of the records that bear one of the wanted references."""
    connues = {reference.casefold() for reference in session.scalars(select(Reprise.reference))}
    connues |= {numero.casefold() for numero in session.scalars(select(Texte.numero)) if numero}
    if connues.isdisjoint(voulues):
        return {}
    lignes = lignes_du_registre(session, conseil, region_insee)
    return {_cle(ligne): ligne for ligne in lignes if _cle(ligne) in voulues}


def _classer(plan: Plan, ligne: LigneRegistre, presente: LigneRegistre | None, numeros: Collection[str]) -> None:
    if presente is None and _cle(ligne) in numeros:
        raison = "cette référence est déjà le numéro d'un dossier du registre"
        plan.erreurs.append(Erreur(ligne.numero_de_ligne, "reference", raison, ligne.reference))
    elif presente is None:
        plan.nouvelles.append(ligne)
    elif ecarts := _ecarts(ligne, presente, plan.colonnes_absentes):
        plan.differentes.append(Difference(ligne, presente, ecarts))
    else:
        plan.identiques.append(ligne)


def _ecarts(ligne: LigneRegistre, presente: LigneRegistre, absentes: Collection[str]) -> tuple[str, ...]:
    """The columns that differ; one that the file does not have says nothing."""
    noms = (colonne.nom for colonne in COLONNES if colonne.nom not in absentes)
    return tuple(nom for nom in noms if getattr(ligne, nom) != getattr(presente, nom))


def _cle(ligne: LigneRegistre) -> str:
    return ligne.reference.casefold()


def ecrire(
    session: Session,
    plan: Plan,
    personne: Personne | None,
    roles: Collection[Role],
    frame: Frame,
    reglement_id: int | None,
    fichier: str = "",
) -> Bilan:
    """Write the new lines of a plan, in their order; the caller commits, all or nothing."""
    plume = Plume(session, personne, roles, frame, reglement_id, fichier)
    with session.no_autoflush:
        textes = [plume.ecrire(ligne) for ligne in plan.nouvelles]
        # One writing for all the lines: an address begins with the number of its text.
        session.flush()
        for texte, ligne in zip(textes, plan.nouvelles, strict=True):
            if adopte(ligne.resultat, ligne.adopte_le):
                texte.adresse = adresse_publique(texte)
        reserver_les_rangs(session, frame.reglement, (ligne.reference for ligne in plan.nouvelles))
        session.flush()
    return Bilan(
        ecrites=len(textes),
        identiques=len(plan.identiques),
        differentes=len(plan.differentes),
        mauvaises=plan.mauvaises,
        signalees=len(plan.signalees),
    )


def signalements_a_juger(session: Session) -> list[Reprise]:
    """The archives whose figures contradict each other, for a person to judge; with their saisine and text."""
    query = (
        select(Reprise)
        .where(cast(Reprise.signalements, String) != "[]", Reprise.juge_le.is_(None))
        .options(joinedload(Reprise.saisine), joinedload(Reprise.texte))
        .order_by(Reprise.texte_id)
    )
    return list(session.scalars(query))
