"""Amendments as a sitting sees them: where each stands in the text, what it changes, what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from ..extensions import db
from ..models import Amendement, Point, Scrutin, Texte, Version
from ..models.discussion import charger, en_debat, prochain
from ..models.integration import demandee
from ..procedure.amendement import AMENDEMENT, AVIS_DE, GESTES, SENS
from ..procedure.reglement import Reglement
from ..procedure.scrutin import MOTS, Issue
from ..prose.arbre import composer
from ..prose.blocs import Blocs
from ..prose.lignes import etendues, numeroter
from ..prose.modification import Introuvable, Modification, appliquer
from .comparaison import marquer
from .mots import nomme, peut

#: What an amendment does, as it is announced and printed.
ANNONCES = {**GESTES, "remplacer": "Rédiger ainsi", "ajouter": "Ajouter"}


class Places:
    """The lines of the versions that are amended, each read once."""

    def __init__(self) -> None:
        self._lignes: dict[int, dict[str, tuple[int, int]]] = {}

    def lignes(self, version: Version) -> dict[str, tuple[int, int]]:
        if version.id not in self._lignes:
            self._lignes[version.id] = etendues(numeroter(composer(version.blocs)))
        return self._lignes[version.id]

    def lieu(self, amendement: Amendement) -> str:
        """Where it stands: « Lignes 12 à 15 », « Après la ligne 15 », or the amendment that it changes."""
        if amendement.parent is not None:
            return f"À l’amendement n° {amendement.parent.numero}"
        lines = self.lignes(amendement.version)
        if amendement.geste == "ajouter":
            return _apres(lines.get(amendement.bloc), amendement.bloc)
        here = _lignes(lines.get(amendement.bloc))
        if amendement.geste != "deplacer":
            return here
        where = _apres(lines.get(amendement.apres), amendement.apres)
        return f"{here}, à placer {where[:1].lower()}{where[1:]}"


def _lignes(etendue: tuple[int, int] | None) -> str:
    if etendue is None:
        return "Dans le texte"
    first, last = etendue
    return f"Ligne {first}" if first == last else f"Lignes {first} à {last}"


def _apres(etendue: tuple[int, int] | None, bloc: str) -> str:
    if not bloc:
        return "Au début du texte"
    return f"Après la ligne {etendue[1]}" if etendue else "Dans le texte"


@dataclass(frozen=True)
class Vu:
    """One amendment as the pages and the screen of a sitting show it."""

    amendement: Amendement
    places: Places

    @property
    def numero(self) -> int:
        return self.amendement.numero

    @property
    def nom(self) -> str:
        """« Amendement n° 4 », « Sous-amendement n° 5 »."""
        return nomme(self.amendement)

    @property
    def geste(self) -> str:
        return ANNONCES[self.amendement.geste]

    @cached_property
    def lieu(self) -> str:
        return self.places.lieu(self.amendement)

    @property
    def etat(self) -> str:
        return AMENDEMENT.states[self.amendement.etat].label

    @property
    def ton(self) -> str:
        return AMENDEMENT.states[self.amendement.etat].tone

    @property
    def cosignataires(self) -> str:
        return ", ".join(one.personne.nom_complet for one in self.amendement.cosignatures)

    @property
    def chiffres(self) -> str:
        """« 52 pour, 20 contre » of the ballot that decided it."""
        scrutin = self.amendement.scrutin
        if scrutin is None or scrutin.issue is None:
            return ""
        return f"{scrutin.pour or 0} pour, {scrutin.contre or 0} contre"

    @property
    def avis(self) -> list[tuple[str, str]]:
        """Who gave an opinion, and which."""
        return [(AVIS_DE[one.origine], SENS[one.sens]) for one in self.amendement.avis]

    @cached_property
    def changement(self) -> Markup:
        """The words that it changes, marked."""
        return marquer(*extrait(self.amendement, demandee(self.amendement)[0]))


def extrait(amendement: Amendement, asked: Modification) -> tuple[Blocs, Blocs]:
    """The place that it changes before and after: the text around stays out of it."""
    base = amendement.parent.blocs if amendement.parent else amendement.version.blocs
    if asked.geste in ("ajouter", "deplacer"):
        moved = tuple(bloc for bloc in base if bloc.id == asked.bloc) if asked.geste == "deplacer" else asked.blocs
        return ((), moved) if asked.geste == "ajouter" else (moved, moved)
    here = tuple(bloc for bloc in base if bloc.id == asked.bloc)
    try:
        return here, appliquer(here, asked)
    except Introuvable:
        return (), asked.blocs


@dataclass(frozen=True)
class Liste:
    """The amendments of a text in the order of discussion, and the one that is called now."""

    vus: tuple[Vu, ...]
    courant: Vu | None

    @property
    def decides(self) -> int:
        return sum(not one.amendement.ouvert for one in self.vus)

    @property
    def en_attente(self) -> tuple[Vu, ...]:
        """Those whose form nobody has examined yet: they cannot be called."""
        return tuple(one for one in self.vus if one.amendement.etat == "depose")

    def fenetre(self, taille: int) -> tuple[Vu, ...]:
        """Those around the one that is called, as many as a screen holds."""
        here = self.vus.index(self.courant) if self.courant else len(self.vus)
        start = max(0, min(here - taille // 3, len(self.vus) - taille))
        return self.vus[start : start + taille]


def liste(texte: Texte, reglement: Reglement, scrutin: Scrutin | None = None) -> Liste:
    """The discussion of a text; `scrutin` is the ballot under way, whose amendment is the one that is called."""
    places = Places()
    seen = tuple(Vu(one, places) for one in en_debat(texte))
    called = scrutin.amendement if scrutin is not None else None
    if called is None and reglement.modele_d_amendement == "assemblee":
        called = prochain(texte)
    return Liste(seen, next((one for one in seen if one.amendement is called), None))


def debattu(point: Point | None, reglement: Reglement, scrutin: Scrutin | None) -> Liste | None:
    """The amendments of the text under discussion, for who may read them, until the whole is put to the vote."""
    texte = point.texte if point is not None else None
    if texte is None or texte.etat != "inscrit" or (scrutin is not None and scrutin.amendement_id is None):
        return None
    if not peut("amendement.voir", texte) or not charger(db.session(), texte):
        return None
    found = liste(texte, reglement, scrutin)
    return found if found.vus else None


def dernier_vote(texte: Texte, seance_id: int) -> Scrutin | None:
    """The ballot on an amendment that was closed last in a sitting, and still counts."""
    held: Iterable[Scrutin] = (
        scrutin
        for one in texte.amendements
        for scrutin in one.scrutins
        if scrutin.clos_le and scrutin.annule_le is None and scrutin.point and scrutin.point.seance_id == seance_id
    )
    return max(held, key=lambda scrutin: (scrutin.clos_le, scrutin.id), default=None)


@dataclass(frozen=True)
class Verdict:
    """What a ballot on an amendment gave, in words."""

    nom: str
    libelle: str
    ton: str
    phrase: str


def verdict(scrutin: Scrutin) -> Verdict:
    """The result of a closed ballot on an amendment."""
    assert scrutin.amendement is not None and scrutin.issue is not None
    word = MOTS[Issue(scrutin.issue)]
    told = next(iter(scrutin.motifs.splitlines()), "").removeprefix(f"{word} : ")
    return Verdict(nomme(scrutin.amendement), word, scrutin.issue, told[:1].upper() + told[1:])
