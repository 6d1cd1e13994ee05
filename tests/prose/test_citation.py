"""Words quoted from a block: found whatever sets them, told when they change."""

from dataclasses import replace

import pytest

from tracker.prose.citation import cite, debut, devenir, mots_lus
from tracker.prose.lecture import lire

TEXTE = """# Le *titre*

Un constat : l'eau manque[^a], et **les sols** s'épuisent. Que faire ?

- un
- deux
    - trois

| Quoi | Combien |
| --- | --- |
| Eau | 12 |

> Dit par quelqu’un.

::: préconisation : La Région
Agir vite.
:::

::: position minoritaire : La CGT
Nous refusons.
:::

```
a = b
```

[^a]: Selon l’agence.
"""


def test_a_block_of_each_kind_says_its_words() -> None:
    assert [mots_lus(bloc) for bloc in lire(TEXTE)] == [
        "Le titre",
        "Un constat : l’eau manque, et les sols s’épuisent. Que faire ?",
        "un deux trois",
        "Quoi Combien Eau 12",
        "Dit par quelqu’un.",
        "La Région Agir vite.",
        "La CGT Nous refusons.",
        "a = b",
        "Selon l’agence.",
    ]


@pytest.mark.parametrize(
    "passage",
    [
        "l'eau manque",
        "l’eau  manque",
        "les sols\ns’épuisent",
        "Un constat\u00a0: l’eau",
        "Que faire\u202f?",
        "sols",
        "manque, et les",
    ],
)
def test_a_passage_is_found_whatever_set_it(passage: str) -> None:
    assert cite(passage, lire(TEXTE)[1])
    assert not cite(f"{passage} jamais", lire(TEXTE)[1])


def test_what_becomes_of_words_is_told_apart() -> None:
    bloc = lire("L’eau manque. Les sols s’épuisent.")[0]
    other = replace(bloc, texte="L’eau manque. Les sols vont bien.")
    assert devenir("", bloc, bloc) == "intact"
    assert devenir("L’eau manque", bloc, other) == "alentour"
    assert devenir("sols s’épuisent", bloc, other) == "change"
    assert devenir("", bloc, other) == "change"
    assert devenir("L’eau", bloc, None) == "supprime"
    assert devenir("", None, bloc) == "intact"


def test_a_block_is_named_by_its_first_words() -> None:
    bloc = lire("Un paragraphe assez long pour être coupé entre deux mots.")[0]
    assert debut(bloc, 20) == "Un paragraphe assez…"
    assert debut(replace(bloc, texte="Anticonstitutionnellement"), 10) == "Anticonsti…"
    assert debut(replace(bloc, genre="figure", texte="", fichier="0" * 64, alternative="Une carte")) == "Une carte"
