"""Slips corrected in a signed text: a few words for a few others, each found once in its block."""

from collections.abc import Iterable
from dataclasses import replace

from .blocs import Blocs

#: One slip: the block, the words that are wrong, those that are right.
Faute = tuple[str, str, str]


class FauteIntrouvable(ValueError):
    """The wrong words are not in the block, or are there several times; with the rank of the slip."""

    def __init__(self, rang: int, phrase: str) -> None:
        self.rang = rang
        super().__init__(phrase)


def corriger(blocs: Blocs, fautes: Iterable[Faute]) -> Blocs:
    """The blocks with their slips corrected; raises FauteIntrouvable where the words are not there exactly once."""
    found = {bloc.id: bloc for bloc in blocs}
    for rang, (key, wrong, right) in enumerate(fautes):
        bloc = found.get(key)
        if bloc is None or not wrong:
            raise FauteIntrouvable(rang, "Choisissez le passage et écrivez les mots fautifs.")
        times = bloc.texte.count(wrong)
        if times != 1:
            told = "n’y sont pas" if times == 0 else f"y sont {times} fois : prenez quelques mots de plus"
            raise FauteIntrouvable(rang, f"Ces mots {told}, tels quels.")
        found[key] = replace(bloc, texte=bloc.texte.replace(wrong, right))
    return tuple(found[bloc.id] for bloc in blocs)
