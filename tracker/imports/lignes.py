"""The lines of the register, rebuilt from the records: archives as they came in, then what was adopted here."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..models import Position, Reprise, Saisine, Scrutin, Texte
from ..procedure import texte as procedure
from .colonnes import POSITIONS, LigneRegistre
from .tableau import clef

#: The words of the register, and those of the tracker.
NATURES = {libelle.lower(): nature for nature, libelle in procedure.NATURES.items()}
ORIGINES = {
    "obligatoire": "obligatoire",
    "facultative": "facultative",
    "autosaisine": "auto_saisine",
    "autre": "autre_autorite",
}
INSTANCES = {"plénière": "pleniere", "bureau": "bureau"}

MOT_DE_LA_NATURE = {nature: mot for mot, nature in NATURES.items()}
MOT_DE_L_ORIGINE = {nature: mot for mot, nature in ORIGINES.items()} | {"citoyenne": "autre", "conjointe": "autre"}
MOT_DE_L_INSTANCE = {genre: mot for mot, genre in INSTANCES.items()}

#: Figures that the register holds and that a ballot keeps.
CHIFFRES = ("pour", "contre", "abstention", "ne_prend_pas_part", "presents", "en_exercice")
PAR_LOT = 500
POSITION_LONGUE = "position minoritaire"


def lignes_du_registre(session: Session, conseil: str = "", region_insee: str = "") -> Iterator[LigneRegistre]:
    """Every line of the register; `conseil` and `region_insee` name the assembly in the lines of its own texts.

    Rows are read by batches, each with its neighbours: never all in memory, never one query a line.
    """
    archives = session.scalars(select(Reprise.texte_id).order_by(Reprise.texte_id)).all()
    for reprise in _par_lots(session, archives, _archives(), Reprise.texte_id):
        yield _archive(reprise)
    here = Texte.etat.in_(sorted(procedure.ADOPTES))
    adoptes = session.scalars(select(Texte.id).where(here).order_by(Texte.adopte_le, Texte.id)).all()
    for texte in _par_lots(session, adoptes, _adoptes(), Texte.id):
        yield _adopte(texte, conseil, region_insee)


def _par_lots(session: Session, keys: Sequence[int], query: Select[Any], column: Any) -> Iterator[Any]:
    """The rows of these keys, in their order; a lot is let go of before the next one is read."""
    for start in range(0, len(keys), PAR_LOT):
        lot = keys[start : start + PAR_LOT]
        found = {getattr(row, column.key): row for row in session.scalars(query.where(column.in_(lot))).unique()}
        yield from (found[key] for key in lot)


def conseil_du_site(config: Mapping[str, Any]) -> str:
    """How the assembly calls itself in a register: « CESER Provence-Alpes-Côte d’Azur »."""
    return f"{config['ASSEMBLEE_SIGLE']} {config['ASSEMBLEE_REGION']}".strip()


def _archives() -> Select[Reprise]:
    texte = joinedload(Reprise.texte, innerjoin=True)
    return select(Reprise).options(
        texte.selectinload(Texte.positions),
        texte.selectinload(Texte.scrutins),
        joinedload(Reprise.saisine, innerjoin=True).joinedload(Saisine.demandeur),
    )


def _adoptes() -> Select[Texte]:
    return select(Texte).options(
        joinedload(Texte.commission),
        selectinload(Texte.positions),
        selectinload(Texte.scrutins).joinedload(Scrutin.instance),
        selectinload(Texte.saisines).options(joinedload(Saisine.demandeur), joinedload(Saisine.commission)),
    )


def _archive(reprise: Reprise) -> LigneRegistre:
    """An archive, cell by cell as its file said it."""
    texte, saisine = reprise.texte, reprise.saisine
    scrutin = next((scrutin for scrutin in texte.scrutins if scrutin.importe), None)
    return LigneRegistre(
        reference=reprise.reference,
        conseil=reprise.conseil,
        region_insee=reprise.region_insee,
        nature=MOT_DE_LA_NATURE[texte.nature],
        titre=texte.titre,
        saisine=reprise.saisine_origine,
        demandeur=saisine.demandeur.nom if saisine.demandeur else "",
        recue_le=saisine.recue_le,
        adopte_le=texte.adopte_le,
        publie_le=reprise.publie_le,
        commission=reprise.commission,
        adopte_par=reprise.adopte_par,
        resultat=reprise.resultat,
        unanimite=reprise.unanimite,
        votants=reprise.votants,
        positions=tuple((position.auteur, position.contenu) for position in texte.positions),
        suites=reprise.suites,
        source=reprise.source,
        signalements=tuple(reprise.signalements),
        **_chiffres(scrutin),
    )


def _adopte(texte: Texte, conseil: str, region_insee: str) -> LigneRegistre:
    """A text that the assembly adopted in the tracker; of several saisines, the first speaks for all."""
    saisine = texte.saisines[0] if texte.saisines else None
    commission = texte.commission or (saisine.commission if saisine else None)
    scrutin = texte.scrutin_d_adoption
    return LigneRegistre(
        reference=texte.numero or "",
        conseil=conseil,
        region_insee=region_insee,
        nature=MOT_DE_LA_NATURE[texte.nature],
        titre=_sur_une_ligne(texte.titre),
        saisine=MOT_DE_L_ORIGINE.get(saisine.nature or "", "") if saisine else "",
        demandeur=_sur_une_ligne(saisine.demandeur.nom) if saisine and saisine.demandeur else "",
        recue_le=saisine.recue_le if saisine else None,
        adopte_le=texte.adopte_le,
        publie_le=texte.publication_le,
        commission=_sur_une_ligne(commission.nom) if commission else "",
        adopte_par=MOT_DE_L_INSTANCE.get(texte.adopte_par or "", ""),
        resultat="adopté",
        unanimite=_unanimite(scrutin) if scrutin else None,
        votants=scrutin.chiffres.votants if scrutin else None,
        positions=tuple(_position(position) for position in texte.positions),
        **_chiffres(scrutin),
    )


def _chiffres(scrutin: Scrutin | None) -> dict[str, Any]:
    return {nom: getattr(scrutin, nom, None) for nom in CHIFFRES}


def _unanimite(scrutin: Scrutin) -> bool | None:
    """Whether nobody voted against nor abstained; unknown as long as one of the two is."""
    if scrutin.contre or scrutin.abstention:
        return False
    return True if scrutin.pour and scrutin.contre == scrutin.abstention == 0 else None


def _position(position: Position) -> tuple[str, str]:
    """Who and how they voted; what a minority wrote at length stays with the text."""
    auteur = _sur_une_ligne(position.auteur).replace("|", "/")
    votes = {clef(mot): mot for mot in POSITIONS}
    return auteur, votes.get(clef(position.contenu), POSITION_LONGUE)


def _sur_une_ligne(texte: str) -> str:
    return " ".join(texte.split())
