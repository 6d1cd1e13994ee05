"""What a Word file brings, set against what the text says: its blocks meet those that they continue."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from tracker.prose.arbre import composer
from tracker.prose.blocs import Bloc, Blocs
from tracker.prose.comparaison import apparier
from tracker.prose.lecture import normaliser
from tracker.prose.typographie import francais

_APPEL = re.compile(r"(?<!\\)\[\^([A-Za-z0-9_-]{1,32})\]")


def rencontrer(avant: Blocs, apport: Blocs) -> Blocs:
    """The whole text that a file brings, with the identities of the blocks of ``avant`` that it continues.

    A block that reads the same is the same, however its Markdown is written; a note that is found again keeps its
    mark and its place: where a note stands is no word of a file. Raises ``ValueError`` when it is too long.
    """
    said = {bloc.texte: bloc.marque for bloc in avant if bloc.genre == "note"}
    same = {bloc.marque: said[bloc.texte] for bloc in apport if bloc.genre == "note" and bloc.texte in said}
    known, brought = _notes(avant), _marquer(apport, same, avant)
    notes = apparier(known, _notes(brought))
    marks = {bloc.id: bloc.marque for bloc in known}
    found = {old.marque: marks[new.id] for old, new in zip(_notes(brought), notes, strict=True) if new.id in marks}
    named = iter(notes)
    brought = tuple(next(named) if bloc.genre == "note" else bloc for bloc in brought)
    brought = _marquer(brought, found, avant)
    words = iter(apparier(_corps(avant), _corps(brought)))
    met = tuple(bloc if bloc.genre == "note" else next(words) for bloc in brought)
    anciens = {bloc.id: bloc for bloc in avant}
    return normaliser(_replacees(avant, [_le_meme(anciens.get(bloc.id), bloc) for bloc in met]))


def a_la_suite(avant: Blocs, apport: Blocs) -> Blocs:
    """What a file brings, below what is written; raises ``ValueError`` when both are too long for one text."""
    return normaliser((*avant, *_marquer(apport, {}, avant)))


def _marquer(apport: Blocs, marques: dict[str, str], avant: Iterable[Bloc]) -> Blocs:
    """The blocks with their notes called by those marks; the others take marks that nothing in the text has."""
    taken = {bloc.marque for bloc in avant if bloc.genre == "note"}
    own = [bloc.marque for bloc in apport if bloc.genre == "note"]
    free = _libres(taken | set(own))
    changes: dict[str, str] = {}
    for mark in own:
        wanted = marques.get(mark)
        if wanted and wanted not in changes.values():
            changes[mark] = wanted
        else:
            changes[mark] = next(free) if mark in taken else mark
    return tuple(
        replace(
            bloc,
            marque=changes.get(bloc.marque, bloc.marque),
            texte=_APPEL.sub(lambda call: f"[^{changes.get(call[1], call[1])}]", bloc.texte)
            if bloc.genre not in ("code", "note")
            else bloc.texte,
        )
        for bloc in apport
    )


def _libres(prises: set[str]) -> Iterator[str]:
    return (mark for rank in count(1) if (mark := f"w{rank}") not in prises)


def _le_meme(ancien: Bloc | None, nouveau: Bloc) -> Bloc:
    """The older block where both read the same."""
    if ancien is None or ancien.genre != nouveau.genre:
        return nouveau
    return ancien if _lu(ancien) == _lu(nouveau) else nouveau


def _lu(bloc: Bloc) -> Any:
    """What a block says once it is set, with the spaces and apostrophes that setting it gives."""
    arbre = composer((bloc,))
    return _typographie([arbre.noeuds, arbre.notes]), bloc.niveau, bloc.marque


def _typographie(valeur: Any) -> Any:
    match valeur:
        case str():
            return " ".join(francais(valeur).split())
        case list():
            return [_typographie(one) for one in valeur]
        case dict():
            # How a list was spaced is not told by a file.
            return {name: _typographie(one) for name, one in valeur.items() if name != "serree"}
    return valeur


def _notes(blocs: Iterable[Bloc]) -> Blocs:
    return tuple(bloc for bloc in blocs if bloc.genre == "note")


def _corps(blocs: Iterable[Bloc]) -> Blocs:
    return tuple(bloc for bloc in blocs if bloc.genre != "note")


def _replacees(avant: Blocs, apres: Sequence[Bloc]) -> Iterator[Bloc]:
    """The blocks with each note below the block that it stood below; a new one where the others stand."""
    places = _places(avant)
    here = {bloc.id for bloc in apres}
    last = next((bloc.id for bloc in reversed(apres) if bloc.genre != "note"), "")
    below = _dessous(avant)
    ranks = {bloc.id: rank for rank, bloc in enumerate(avant)}
    standing: dict[str, list[Bloc]] = {}
    now = _places(apres)
    for note in _notes(apres):
        place = now[note.id]
        wanted = places.get(note.id, place)
        standing.setdefault(last if below else wanted if wanted in here else place, []).append(note)
    for notes in standing.values():
        notes.sort(key=lambda note: ranks.get(note.id, len(ranks)))
    yield from standing.get("", ())
    for bloc in _corps(apres):
        yield bloc
        yield from standing.get(bloc.id, ())


def _places(blocs: Iterable[Bloc]) -> dict[str, str]:
    """The block below which each note stands, by its identity."""
    found: dict[str, str] = {}
    place = ""
    for bloc in blocs:
        if bloc.genre == "note":
            found[bloc.id] = place
        else:
            place = bloc.id
    return found


def _dessous(blocs: Blocs) -> bool:
    """Whether the notes of a text all stand below it, and not under the blocks that call them."""
    kinds = [bloc.genre == "note" for bloc in blocs]
    return kinds == sorted(kinds) and kinds.count(True) > 1
