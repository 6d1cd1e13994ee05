"""Two versions of a text as a page shows them: a summary, each change with its words, what did not change folded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from ..prose.arbre import Arbre, Noeud, composer
from ..prose.blocs import LIBELLES, Bloc, Blocs
from ..prose.comparaison import Ecart, comparer
from ..prose.marquage import Appels, PageMarquee, lus
from .mots import pluriel

Genre = Literal["egal", "replie", "depart", "ajoute", "supprime", "modifie", "deplace"]
#: Unchanged blocks that are shown on each side of a change.
ALENTOUR = 1
#: Below this number of blocks, folding takes more room than it spares.
PLI = 2
#: Changes that the summary names one by one.
NOMMES = 200
DEBUT = 70

MOTS: dict[str, tuple[str, str]] = {
    "modifie": ("bloc modifié", "blocs modifiés"),
    "ajoute": ("bloc ajouté", "blocs ajoutés"),
    "supprime": ("bloc supprimé", "blocs supprimés"),
    "deplace": ("bloc déplacé", "blocs déplacés"),
}
TITRES = {"modifie": "Modifié", "ajoute": "Ajouté", "supprime": "Supprimé", "deplace": "Déplacé"}


@dataclass(frozen=True, slots=True)
class Compte:
    """How many blocks changed in one way, in words."""

    genre: str
    mots: str


@dataclass(frozen=True, slots=True)
class Rangee:
    """What stands at one place of the reading: something that changed, a place left, or blocks that stay."""

    genre: Genre
    html: Markup
    #: The number of the change; for a place that was left, that of the change where its blocks now stand.
    numero: int = 0
    titre: str = ""
    #: The kind of what changed, then what its words do not show: a level, another picture.
    precisions: tuple[str, ...] = ()
    debut: str = ""
    compte: int = 1


@dataclass(frozen=True, slots=True)
class Comparaison:
    """All that the page shows."""

    rangees: list[Rangee]
    comptes: list[Compte]
    egaux: int
    changements: list[Rangee] = field(default_factory=list)

    @property
    def nommes(self) -> list[Rangee]:
        """The changes that the summary names."""
        return self.changements[:NOMMES]

    @property
    def identiques(self) -> bool:
        return not self.changements


def confronter(avant: Blocs, apres: Blocs, image: Callable[[str], str] | None = None) -> Comparaison:
    """Two texts compared; ``image`` gives the address of a picture from its SHA-256."""
    return _Confrontation(avant, apres, image).comparaison()


def marquer(avant: Blocs, apres: Blocs) -> Markup:
    """Both wordings of a passage as one: what comes is underlined, what goes is struck, and both are said aloud."""
    return _Confrontation(avant, apres, None, seul=True).passage()


class _Confrontation:
    """One comparison: both trees read once, each block rendered where it stands."""

    def __init__(self, avant: Blocs, apres: Blocs, image: Callable[[str], str] | None, *, seul: bool = False) -> None:
        self.ecarts = comparer(avant, apres)
        self.avant, self.apres = _Cote(avant), _Cote(apres)
        self.ecrits: dict[tuple[str, bool], str] = {}
        self.page = PageMarquee(Appels(self._notes_suivies(), self.apres.notes), image, seul=seul)
        self.ecarts = [self._tel_que_lu(ecart) for ecart in self.ecarts]
        #: The change where each moved block now stands.
        self.arrivees: dict[str, int] = {}

    def _tel_que_lu(self, ecart: Ecart) -> Ecart:
        """A block whose Markdown alone changed, as the name of a note, reads the same: nothing is shown of it."""
        if ecart.genre != "modifie" or _precisions(ecart) or _marque(self._bloc(ecart)):
            return ecart
        return replace(ecart, genre="egal")

    def _notes_suivies(self) -> dict[int, str]:
        """The notes of the first text, known by the blocks that continue them."""
        suites = {ecart.avant.id: ecart.apres.id for ecart in self.ecarts if ecart.avant and ecart.apres}
        return {numero: suites.get(bloc, bloc) for numero, bloc in self.avant.notes.items()}

    def comparaison(self) -> Comparaison:
        groups = list(_grouper(self.ecarts))
        self._numeroter(groups)
        numero = 0
        rangees: list[Rangee] = []
        for rank, group in enumerate(groups):
            kind = group[0].genre
            if kind == "egal":
                rangees += self._egaux(group, rank == 0, rank == len(groups) - 1)
            elif group[0].depart:
                rangees += self._departs(group)
            else:
                numero += 1
                rangees.append(self._changement(group, numero))
        changed = [one for one in rangees if one.genre in MOTS]
        counts = {kind: sum(one.compte for one in changed if one.genre == kind) for kind in MOTS}
        return Comparaison(
            rangees,
            [Compte(kind, pluriel(count, *MOTS[kind])) for kind, count in counts.items() if count],
            sum(ecart.genre == "egal" for ecart in self.ecarts),
            changed,
        )

    def passage(self) -> Markup:
        return self._html([ecart for ecart in self.ecarts if not ecart.depart])

    def _numeroter(self, groups: list[list[Ecart]]) -> None:
        changes = (group for group in groups if group[0].genre != "egal" and not group[0].depart)
        for numero, group in enumerate(changes, 1):
            for ecart in group:
                if ecart.genre == "deplace" and ecart.avant:
                    self.arrivees[ecart.avant.id] = numero

    def _egaux(self, group: list[Ecart], premier: bool, dernier: bool) -> Iterator[Rangee]:
        """Unchanged blocks: those beside a change are read, the others are folded."""
        start, end = (0 if premier else ALENTOUR), len(group) - (0 if dernier else ALENTOUR)
        if end - start < PLI:
            yield Rangee("egal", self._html(group))
            return
        if start:
            yield Rangee("egal", self._html(group[:start]))
        folded = group[start:end]
        titles = tuple(self.apres.debut(e.apres) for e in folded if e.apres and e.apres.genre == "titre")
        yield Rangee("replie", self._html(folded), precisions=titles, compte=len(folded))
        if end < len(group):
            yield Rangee("egal", self._html(group[end:]))

    def _departs(self, group: list[Ecart]) -> Iterator[Rangee]:
        """Places that were left: one for each change where their blocks now stand."""
        for numero, together in groupby(group, key=lambda ecart: self.arrivees[ecart.avant.id] if ecart.avant else 0):
            left = list(together)
            start = self.avant.debut(left[0].avant) if left[0].avant else ""
            yield Rangee("depart", self._html(left), numero, debut=start, compte=len(left))

    def _changement(self, group: list[Ecart], numero: int) -> Rangee:
        first = group[0]
        bloc = first.apres or first.avant
        assert bloc is not None
        title = TITRES[first.genre]
        if first.genre == "deplace" and any(len(ecart.morceaux) > 1 for ecart in group):
            title = "Déplacé et modifié"
        said = [LIBELLES[bloc.genre] if len(group) == 1 else pluriel(len(group), "bloc")]
        said += [one for ecart in group for one in _precisions(ecart)]
        start = (self.apres if first.apres else self.avant).debut(bloc)
        return Rangee(first.genre, self._html(group), numero, title, tuple(said), start, len(group))

    def _html(self, group: list[Ecart]) -> Markup:
        return Markup("\n".join(self._bloc(ecart) for ecart in group))

    def _bloc(self, ecart: Ecart) -> str:
        """One block as it is read, with what changed in it; each is written once."""
        bloc = ecart.apres or ecart.avant
        assert bloc is not None
        key = (bloc.id, ecart.apres is None)
        if key not in self.ecrits:
            self.ecrits[key] = self._note(ecart, self._ecrire(ecart))
        return self.ecrits[key]

    def _ecrire(self, ecart: Ecart) -> str:
        before, after = self.avant.noeuds(ecart.avant), self.apres.noeuds(ecart.apres)
        if ecart.apres is None:
            return self.page.blocs(before) if ecart.depart else self.page.entier("supprime", before)
        if ecart.genre == "egal" and ecart.apres.genre != "preconisation":
            return self.page.blocs(after)
        return self.page.paire(before, after) if ecart.avant else self.page.entier("ajoute", after)

    def _note(self, ecart: Ecart, html: str) -> str:
        numero = self.apres.note(ecart.apres) or self.avant.note(ecart.avant)
        if not numero or not html:
            return html
        return f'<div class="note-lue"><p class="note-lue__numero">Note {numero}</p>\n{html}</div>'


class _Cote:
    """One of the two texts: the nodes of each block, and the numbers of its notes."""

    def __init__(self, blocs: Blocs) -> None:
        arbre: Arbre = composer(blocs)
        self.par_bloc: dict[str, list[Noeud]] = {}
        for noeud, source in zip(arbre.noeuds, arbre.sources, strict=True):
            self.par_bloc.setdefault(source, []).append(noeud)
        self.par_bloc.update(zip(arbre.sources_des_notes, arbre.notes, strict=True))
        self.notes = dict(enumerate(arbre.sources_des_notes, 1))
        self.numeros = {source: numero for numero, source in self.notes.items()}

    def noeuds(self, bloc: Bloc | None) -> list[Noeud]:
        return self.par_bloc.get(bloc.id, []) if bloc else []

    def note(self, bloc: Bloc | None) -> int:
        return self.numeros.get(bloc.id, 0) if bloc else 0

    def debut(self, bloc: Bloc) -> str:
        """The first words of a block."""
        words = " ".join(" ".join(lus(self.noeuds(bloc))).split())
        if len(words) <= DEBUT:
            return words
        return words[: max(words.rfind(" ", 0, DEBUT), DEBUT // 2)].rstrip(" ,;:") + "…"


def _marque(html: str) -> bool:
    return "<ins" in html or "<del" in html


def _grouper(ecarts: list[Ecart]) -> Iterator[list[Ecart]]:
    """What was added, removed or moved together is one change; each block whose words changed is its own."""
    numbered = enumerate(ecarts)
    for _, group in groupby(
        numbered, key=lambda one: (one[1].genre, one[1].depart, one[1].genre == "modifie" and one[0])
    ):
        yield [ecart for _, ecart in group]


def _precisions(ecart: Ecart) -> list[str]:
    """What changed of a block that its words do not show."""
    before, after = ecart.avant, ecart.apres
    if before is None or after is None:
        return []
    said = []
    if before.genre != after.genre:
        said.append(f"auparavant : {LIBELLES[before.genre].lower()}")
    elif before.niveau != after.niveau:
        said.append(f"niveau {after.niveau}, auparavant {before.niveau}")
    if before.fichier != after.fichier and before.fichier and after.fichier:
        said.append("autre image")
    if before.alternative != after.alternative and before.genre == after.genre:
        said.append(
            f"description : « {after.alternative or 'aucune'} », auparavant « {before.alternative or 'aucune'} »"
        )
    return said
