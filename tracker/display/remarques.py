"""What is said of a draft, beside each block that it is said of: comments with their answers, suggested changes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from flask import url_for
from markupsafe import Markup
from sqlalchemy import func, select, union_all
from sqlalchemy.orm import defer, joinedload, undefer

from ..door import acteur
from ..extensions import db
from ..models import Commentaire, Personne, Suggestion, Texte, Version
from ..prose.blocs import Bloc, Blocs
from ..prose.citation import Devenir, debut, devenir, mots_lus
from ..prose.html import rendre_par_bloc
from ..prose.modification import appliquer
from ..rights import can, visible
from .comparaison import confronter

VIDE = Markup()
#: What is shown of the remarks, by what became of them.
ETATS = {"ouvertes": "Ouvertes", "closes": "Closes", "toutes": "Toutes"}
GENRES = {"commentaires": "Commentaires", "suggestions": "Suggestions"}


@dataclass(frozen=True)
class Filtres:
    """Which remarks are shown, and whether the blocks of which nobody speaks are too."""

    etat: str = "ouvertes"
    genre: str = ""
    auteur: int | None = None
    seulement: bool = False

    def garde(self, remarque: Commentaire | Suggestion) -> bool:
        """Whether a remark is shown."""
        kind = "commentaires" if isinstance(remarque, Commentaire) else "suggestions"
        wanted = self.etat == "toutes" or ouverte(remarque) == (self.etat == "ouvertes")
        return wanted and self.genre in ("", kind) and self.auteur in (None, remarque.auteur_id)


@dataclass(frozen=True)
class Fil:
    """A comment, what was answered to it, and what became of the words that it speaks of."""

    tete: Commentaire
    reponses: list[Commentaire]
    devenir: Devenir
    #: The last word of the thread, which its author may still correct.
    modifiable: int


@dataclass(frozen=True)
class Proposition:
    """A suggested change: what it does, in words and word by word, and what became of the block aimed at."""

    suggestion: Suggestion
    titre: str
    html: Markup
    devenir: Devenir


@dataclass
class Passage:
    """One block as it is read, or the whole text, and what is said of it."""

    bloc: str
    html: Markup = VIDE
    debut: str = ""
    fils: list[Fil] = field(default_factory=list)
    propositions: list[Proposition] = field(default_factory=list)

    @property
    def nu(self) -> bool:
        """Whether nothing is said of it."""
        return not self.fils and not self.propositions


@dataclass(frozen=True)
class Feuille:
    """A text with its remarks: on the whole, block by block, and on the blocks that are gone."""

    ensemble: Passage
    passages: list[Passage]
    disparus: list[Passage]
    ouvertes: int
    closes: int
    auteurs: list[Personne]


def ouverte(remarque: Commentaire | Suggestion) -> bool:
    """Whether a remark still waits for the authors."""
    return remarque.ouvert if isinstance(remarque, Commentaire) else remarque.ouverte


def feuille(texte: Texte, filtres: Filtres) -> Feuille:
    """A text with the remarks that the person of this request reads, and has asked for."""
    reading = _Lecture(texte)
    remarks = reading.remarques
    passages = reading.passages([remark for remark in remarks if filtres.garde(remark)])
    blocs = reading.blocs
    image = partial(url_for, "illustrations.image", texte_id=texte.id)
    html = rendre_par_bloc(blocs, 3, lambda mark: image(empreinte=mark))
    shown = [replace(passages.pop(bloc.id, Passage(bloc.id)), html=Markup(html.get(bloc.id, ""))) for bloc in blocs]
    opened = sum(ouverte(remark) for remark in remarks)
    return Feuille(
        ensemble=passages.pop("", Passage("")),
        passages=[
            replace(passage, debut=debut(bloc))
            for passage, bloc in zip(shown, blocs, strict=True)
            if passage.html and not (filtres.seulement and passage.nu)
        ],
        disparus=list(passages.values()),
        ouvertes=opened,
        closes=len(remarks) - opened,
        auteurs=sorted({remark.auteur for remark in remarks}, key=lambda who: (who.nom, who.prenom)),
    )


def marges(texte: Texte, bloc: str = "") -> list[Passage]:
    """The open remarks of a text, block by block in its order; those of one block alone if it is named."""
    reading = _Lecture(texte)
    found = reading.passages([remark for remark in reading.remarques if ouverte(remark)])
    order = {one.id: rank for rank, one in enumerate(reading.blocs)}
    kept = sorted(found.values(), key=lambda one: (one.bloc != "", order.get(one.bloc, len(order))))
    return [passage for passage in kept if not bloc or passage.bloc == bloc]


def conclut(tete: Commentaire) -> bool:
    """Whether the person of this request may close a thread, or open it again: the text's authors, and its own."""
    return tete.auteur_id == acteur().personne.id or can(acteur(), "texte.rediger", tete.texte)


def ouvertes(textes: Iterable[Texte]) -> dict[int, int]:
    """How many open remarks the person of this request reads on each of these texts."""
    keys = [texte.id for texte in textes]
    if not keys or acteur().regarde:
        # Through the eyes of somebody else, what was told to them is not even counted.
        return {}
    heads = select(Commentaire.texte_id).where(Commentaire.parent_id.is_(None), Commentaire.ouvert)
    changes = select(Suggestion.texte_id).where(Suggestion.sort == "proposee")
    both = union_all(
        heads.where(Commentaire.texte_id.in_(keys), visible(acteur(), Commentaire)),
        changes.where(Suggestion.texte_id.in_(keys), visible(acteur(), Suggestion)),
    ).subquery()
    counts = select(both.c.texte_id, func.count()).group_by(both.c.texte_id)
    return {row[0]: row[1] for row in db.session.execute(counts)}


def proposition(suggestion: Suggestion, lus: Blocs, actuels: Blocs) -> Proposition:
    """A suggested change as it is shown, from the blocks that its author read and those of today."""
    now = {bloc.id: bloc for bloc in actuels}
    change = suggestion.modification
    read = next((bloc for bloc in lus if bloc.id == change.bloc), None)
    if change.geste in ("remplacer", "supprimer"):
        became = devenir("", read, now.get(change.bloc))
    else:
        # What is added or moved goes with the words of today: only the places count.
        became = "intact" if all(key in now for key in change.vises) else "supprime"
    return Proposition(suggestion, _titre(suggestion, lus), _mots(suggestion, read), became)


def _mots(suggestion: Suggestion, lu: Bloc | None) -> Markup:
    """The words that a suggested change takes away and brings, as they are read; none when it only moves."""
    change = suggestion.modification
    if change.geste == "deplacer":
        return VIDE
    before = () if change.geste == "ajouter" or lu is None else (lu,)
    after = appliquer(before, change) if before else change.blocs
    return Markup("\n").join(row.html for row in confronter(before, after).rangees)


def _titre(suggestion: Suggestion, lus: Blocs) -> str:
    match suggestion.geste:
        case "remplacer":
            return "Remplacer ce passage"
        case "supprimer":
            return "Supprimer ce passage"
        case "ajouter":
            return "Ajouter après ce passage" if suggestion.bloc else "Ajouter au début du texte"
    place = next((bloc for bloc in lus if bloc.id == suggestion.apres), None)
    return f"Déplacer ce passage après « {debut(place)} »" if place else "Déplacer ce passage au début du texte"


class _Lecture:
    """What the person of this request reads of the remarks of a text, in three queries."""

    def __init__(self, texte: Texte) -> None:
        self.texte = texte
        self.blocs: Blocs = texte.version.blocs if texte.version else ()
        said = self._lues(Commentaire, Commentaire.auteur, Commentaire.resolu_par, Commentaire.rouvert_par)
        self.reponses: defaultdict[int, list[Commentaire]] = defaultdict(list)
        for one in said:
            if one.parent_id is not None:
                self.reponses[one.parent_id].append(one)
        heads = [one for one in said if one.parent_id is None]
        changes = self._lues(Suggestion, Suggestion.auteur, Suggestion.decidee_par)
        self.remarques: list[Commentaire | Suggestion] = [*heads, *changes]
        self.versions = self._versions()

    def _lues(self, model: Any, *people: Any) -> list[Any]:
        query = select(model).where(model.texte_id == self.texte.id, visible(acteur(), model)).order_by(model.id)
        more = [joinedload(Suggestion.resultat).load_only(Version.numero)] if model is Suggestion else []
        return list(db.session.scalars(query.options(*(joinedload(one) for one in people), *more)))

    def _versions(self) -> dict[int | None, Version]:
        """The versions that the remarks were written on."""
        keys = {remark.version_id for remark in self.remarques} - {None}
        query = select(Version).where(Version.id.in_(keys)).options(undefer(Version.blocs), defer(Version.contenu))
        return {version.id: version for version in db.session.scalars(query)} if keys else {}

    def passages(self, remarks: Iterable[Commentaire | Suggestion]) -> dict[str, Passage]:
        """The remarks by the block that they speak of; a block that is gone is told as it was."""
        found: dict[str, Passage] = {}
        for remark in remarks:
            read = self._lu(remark)
            place = found.setdefault(remark.bloc, Passage(remark.bloc, debut=mots_lus(read) if read else ""))
            if isinstance(remark, Commentaire):
                place.fils.append(self._fil(remark, read))
            else:
                place.propositions.append(proposition(remark, self._blocs_lus(remark), self.blocs))
        return found

    def _blocs_lus(self, remark: Commentaire | Suggestion) -> Blocs:
        version = self.versions.get(remark.version_id)
        return version.blocs if version else ()

    def _lu(self, remark: Commentaire | Suggestion) -> Bloc | None:
        return next((bloc for bloc in self._blocs_lus(remark) if bloc.id == remark.bloc), None)

    def _fil(self, tete: Commentaire, read: Bloc | None) -> Fil:
        answers = self.reponses[tete.id]
        now = next((bloc for bloc in self.blocs if bloc.id == tete.bloc), None)
        became: Devenir = devenir(tete.passage, read, now) if tete.bloc else "intact"
        return Fil(tete, answers, became, (answers or [tete])[-1].id)
