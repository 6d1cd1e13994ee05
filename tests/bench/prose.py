"""Two versions of a text of 150 pages, rewritten almost everywhere: compared, merged, modified, shown."""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from tracker.display.comparaison import confronter
from tracker.prose.blocs import Bloc, Blocs, ecrire
from tracker.prose.comparaison import apparier, comparer
from tracker.prose.fusion import fusionner
from tracker.prose.lecture import lire
from tracker.prose.modification import Modification, appliquer_toutes, en_ordre, heurts

from .cibles import Cible
from .vocabulaire import titre

#: Blocks of some two hundred characters: 600,000 in all, some 150 pages.
BLOCS, CARACTERES = 2_400, 200
MODIFICATIONS = 300
FOIS = 5


def mesurer() -> list[Cible]:
    """Each of them timed, in milliseconds; nothing here asks a database."""
    drawn = random.Random(5)
    avant = texte(drawn)
    apres, autre = recrire(avant, drawn, "b"), recrire(avant, drawn, "c")
    sans_noms = tuple(replace(bloc, id=f"z{rank:06}") for rank, bloc in enumerate(apres))
    asked = demander(avant, drawn)
    print(f"  texte de {len(avant)} blocs, {len(ecrire(avant))} caractères ; {len(asked)} modifications")
    return [
        cible("comparaison de 150 pages", lambda: comparer(avant, apres), 1_000),
        cible("comparaison de 150 pages sans identités", lambda: comparer(avant, sans_noms), 1_000),
        cible("appariement de 150 pages venues de Word", lambda: apparier(avant, sans_noms), 1_000),
        cible("comparaison de 150 pages mise en page", lambda: confronter(avant, apres), 2_000),
        cible("fusion de deux écritures de 150 pages", lambda: fusionner(avant, apres, autre), 2_000),
        cible("300 modifications : heurts, ordre et texte", lambda: _modifier(avant, asked), 1_000),
    ]


def texte(drawn: random.Random) -> Blocs:
    """A long text: headings, paragraphs, recommendations now and then."""
    paragraphs = []
    for rank in range(BLOCS):
        words = titre(drawn)
        while len(words) < CARACTERES:
            words += f", {titre(drawn).lower()}"
        paragraphs.append(f"# {titre(drawn)}" if rank % 20 == 0 else f"{words}.")
    ranks = iter(range(BLOCS * 2))
    return lire("\n\n".join(paragraphs), lambda: f"a{next(ranks):06}")


def recrire(blocs: Blocs, drawn: random.Random, lettre: str) -> Blocs:
    """The same text with a third of its blocks rewritten, others removed, moved and added."""
    found = []
    for rank, bloc in enumerate(blocs):
        chance = drawn.random()
        if chance < 0.03:
            continue
        if chance < 0.36:
            words = bloc.texte.split(" ")
            for _ in range(4):
                words[drawn.randrange(len(words))] = drawn.choice(["régional", "durable", "partagé", "annuel"])
            bloc = replace(bloc, texte=" ".join(words))
        found.append(bloc)
        if chance > 0.97:
            found.append(Bloc(f"{lettre}{rank:06}", "paragraphe", f"{titre(drawn)}, {titre(drawn).lower()}."))
    for _ in range(BLOCS // 50):
        found.insert(drawn.randrange(len(found)), found.pop(drawn.randrange(len(found))))
    return tuple(found)


def demander(blocs: Blocs, drawn: random.Random) -> list[Modification]:
    """Three hundred modifications, one a block: replaced, removed, followed by another."""
    asked = []
    for rank, bloc in enumerate(drawn.sample(blocs, MODIFICATIONS)):
        new = (Bloc(f"m{rank:06}", "paragraphe", titre(drawn)),)
        geste = drawn.choice(["remplacer", "supprimer", "ajouter"])
        asked.append(Modification(geste, bloc.id, () if geste == "supprimer" else new))  # type: ignore[arg-type]
    return asked


def _modifier(blocs: Blocs, asked: list[Modification]) -> Blocs:
    assert not heurts(asked)
    return appliquer_toutes(blocs, en_ordre(blocs, asked))


def cible(nom: str, faire: Callable[[], object], maximum: float) -> Cible:
    durations = []
    for _ in range(FOIS):
        start = time.perf_counter()
        faire()
        durations.append(1000 * (time.perf_counter() - start))
    print(f"  {nom} : {median(durations):.0f} ms")
    return Cible(nom, median(durations), maximum, " ms")
