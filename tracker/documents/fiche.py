"""The path of a saisine and the state of its pieces, as its page and its letters tell them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..models import Acte, Saisine
from ..procedure.reglement import ARTICLE_PIECES
from ..procedure.saisine import CHEMIN, NATURES_EXAMINEES, PIECES, SAISINE
from ..prose.dates import courte, sans_jour


@dataclass(frozen=True)
class Etape:
    """One step of a path: `passe`, `courant`, `avenir` or `sorti`."""

    libelle: str
    statut: str
    detail: str = ""
    date: str = ""


@dataclass(frozen=True)
class PieceAttendue:
    """A piece as a list shows it: there, required, or required and missing."""

    nom: str
    nature: str
    recue: bool
    exigee: bool
    article: str = ""
    date: str = ""
    type: str = ""
    octets: int = 0
    id: int | None = None


#: States that stand on another state's step.
MEME_ETAPE = {"incomplete": "recue", "confiee_au_bureau": "en_deliberation"}


def chemin(saisine: Saisine, actes: Sequence[Acte]) -> list[Etape]:
    """The steps of a saisine; those behind with the day they were reached, those ahead without."""
    reached: dict[str, Acte] = {}
    for acte in reversed(actes):
        if acte.saisine_id == saisine.id and acte.de != acte.vers:
            reached[MEME_ETAPE.get(acte.vers, acte.vers)] = acte
    examined = saisine.nature in NATURES_EXAMINEES
    steps = [
        (name, label)
        for name, label in CHEMIN
        if (examined and name != "recue") or (not examined and name not in {"a_l_examen", "recevable"})
    ]
    here = MEME_ETAPE.get(saisine.etat, saisine.etat)
    names = [name for name, _ in steps]
    if here not in names:
        return _sortie(saisine, steps, reached)
    rank = names.index(here)
    return [
        Etape(
            SAISINE.states[saisine.etat].label if index == rank else label,
            "passe" if index < rank else "courant" if index == rank else "avenir",
            detail=_detail(saisine, name) if index <= rank else _prevision(saisine, name),
            date=_le(reached.get(name)) if index <= rank else "",
        )
        for index, (name, label) in enumerate(steps)
    ]


def _sortie(saisine: Saisine, steps: list[tuple[str, str]], reached: dict[str, Acte]) -> list[Etape]:
    """The path of a saisine that left it: what was done, then how it ended."""
    done = [Etape(label, "passe", date=_le(reached[name])) for name, label in steps if name in reached]
    last = reached.get(saisine.etat)
    return [*done, Etape(SAISINE.states[saisine.etat].label, "sorti", date=_le(last))]


def _le(acte: Acte | None) -> str:
    return courte(acte.le.date()) if acte else ""


def _detail(saisine: Saisine, name: str) -> str:
    if name == "affectee" and saisine.commission:
        return saisine.commission.nom
    if name == "en_deliberation" and saisine.etat == "confiee_au_bureau":
        return "par délégation"
    return ""


def _prevision(saisine: Saisine, name: str) -> str:
    if name == "en_deliberation" and saisine.pleniere:
        return f"plénière du {sans_jour(saisine.pleniere.jour)}"
    return ""


def pieces_attendues(saisine: Saisine) -> list[PieceAttendue]:
    """The pieces of a file: what is required and missing first, then what is there."""
    required = list(saisine.base.pieces_requises) if saisine.base else []
    missing = [
        PieceAttendue(PIECES[nature], nature, recue=False, exigee=True, article=ARTICLE_PIECES)
        for nature in required
        if nature not in saisine.natures_de_pieces
    ]
    there = [
        PieceAttendue(
            nom=f"{piece.nature_libelle} — {piece.nom}",
            nature=piece.nature,
            recue=True,
            exigee=piece.nature in required,
            date=courte(piece.recue_le),
            type=piece.nom.rsplit(".", 1)[-1].upper(),
            octets=piece.fichier.taille,
            id=piece.id,
        )
        for piece in saisine.pieces
    ]
    return [*missing, *there]
