"""The merge as its two readers see it: what each amendment asked, what the text now says at its place, its vote."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..models import Amendement, Integration, Scrutin, Texte
from ..models.discussion import en_discussion
from ..models.integration import demandee
from ..prose.blocs import Blocs
from ..prose.modification import Modification
from .comparaison import marquer
from .debat import Places, Vu, extrait


@dataclass(frozen=True)
class Lu:
    """One amendment of a merge, beside its vote and the text."""

    vu: Vu
    scrutin: Scrutin | None
    #: What the place said, and what it now says, with the words marked.
    changement: Markup
    #: Whether the words are those that were decided; other amendments may have changed the same place.
    tel_quel: bool
    #: The others that were merged at the same place, or decided by hand with it.
    avec: tuple[int, ...]
    #: The block of the merged text at which it is read; empty where nothing is left.
    ancre: str


def relire(merge: Integration) -> list[Lu]:
    """Each amendment of a merge, in the order of discussion; a sub-amendment is read in its amendment."""
    places = Places()
    merged = [one for one in merge.texte.amendements if one.etat == "integre" and one.version_id == merge.avant_id]
    rows = en_discussion(merged)
    roots = {one.id: one.parent or one for one in rows}
    asked = {root.id: demandee(root)[0] for root in roots.values()}
    return [_lu(merge, Vu(one, places), asked[roots[one.id].id], asked, rows) for one in rows]


def _lu(merge: Integration, vu: Vu, asked: Modification, toutes: dict[int, Modification], rows: list[Amendement]) -> Lu:
    root = vu.amendement.parent or vu.amendement
    before, _ = extrait(root, asked)
    after = _lus(merge.version.blocs, asked)
    by_hand = [one for one in merge.tranchees if root.numero in one["amendements"]]
    beside = {number for one in by_hand for number in one["amendements"]}
    beside |= {
        one.numero for one in rows if one.id in toutes and one.id != root.id and _partagent(asked, toutes[one.id])
    }
    return Lu(
        vu=vu,
        scrutin=vu.amendement.scrutin,
        changement=marquer(before if asked.geste != "ajouter" else (), after),
        tel_quel=not by_hand and _dits(after) == _dits(_voulus(asked, before)),
        avec=tuple(sorted(beside - {root.numero})),
        ancre=after[0].id if after else "",
    )


def _partagent(une: Modification, autre: Modification) -> bool:
    """Whether both change the words of one block."""
    return une.bloc == autre.bloc and "ajouter" not in (une.geste, autre.geste)


def _lus(blocs: Blocs, asked: Modification) -> Blocs:
    """What the merged text says where an amendment changed it."""
    wanted = {bloc.id for bloc in asked.suite} | ({asked.bloc} if asked.geste != "ajouter" else set())
    return tuple(bloc for bloc in blocs if bloc.id in wanted)


def _voulus(asked: Modification, before: Blocs) -> Blocs:
    """The words that were decided."""
    return {"supprimer": (), "deplacer": before}.get(asked.geste, asked.blocs)


def _dits(blocs: Blocs) -> list[tuple[Any, ...]]:
    return [(bloc.genre, bloc.texte, bloc.niveau, bloc.destinataire) for bloc in blocs]


def hors_du_texte(texte: Texte, merge: Integration) -> list[Vu]:
    """The other amendments to the same version: what must not be in the text."""
    places = Places()
    kept = [one for one in texte.amendements if one.version_id == merge.avant_id and one.etat != "integre"]
    return [Vu(one, places) for one in en_discussion(kept)]
