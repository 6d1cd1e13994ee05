"""An election as pictures and words: its rounds side by side, each candidate a bar, the majority a line."""

from dataclasses import dataclass

from ..documents.scrutin_json import reglement, votants
from ..extensions import db
from ..models import Point, Scrutin
from ..models.urne import tour_a_ouvrir, tours
from ..procedure.election import REGLE_ELECTION, BaseAbsolue
from ..procedure.reglement import Reglement
from ..roles import QUALITES, Role
from .mots import pluriel

ORDINAUX = ("Premier", "Deuxième", "Troisième", "Quatrième", "Cinquième")


@dataclass(frozen=True)
class Barre:
    """A candidate at one round."""

    nom: str
    voix: int
    elu: bool
    retire: bool
    largeur: float


@dataclass(frozen=True)
class TourVu:
    """A closed round as a page shows it."""

    scrutin_id: int
    rang: int
    titre: str
    sieges: int
    barres: tuple[Barre, ...]
    #: The votes that this round asked for, and where the line stands; None where the most votes were enough.
    majorite: int | None
    x: float | None
    votants: int
    blancs: int
    nuls: int
    phrases: tuple[str, ...]

    @property
    def exprimes(self) -> int:
        return self.votants - self.blancs - self.nuls

    @property
    def elus(self) -> tuple[str, ...]:
        return tuple(one.nom for one in self.barres if one.elu)


@dataclass(frozen=True)
class Election:
    """What an election fills, the rounds that were held, and what is left."""

    fonction: str
    sieges: int
    tours: tuple[TourVu, ...]
    #: The round that would come next, and the seats that it fills.
    suivant: int
    reste: int

    @property
    def elus(self) -> tuple[str, ...]:
        return tuple(name for one in self.tours for name in one.elus)

    @property
    def ordinal(self) -> str:
        return ordinal(self.suivant).lower()


def election_de(point: Point, jusqu_a: int | None = None) -> Election:
    """An election, with all its rounds or those up to one of them."""
    held = tours(point)
    shown = [one for one in held if jusqu_a is None or (one.tour or 0) <= jusqu_a]
    asked = {one.id: majorite(one, reglement(db.session(), one)) for one in shown}
    votes = [count.voix for one in shown for count in one.suffrages]
    scale = max([1, *votes, *(figure or 0 for figure in asked.values())])
    following, left = tour_a_ouvrir(point)
    return Election(
        fonction=fonction_pourvue(point),
        sieges=point.sieges or (held[0].sieges if held else None) or 1,
        tours=tuple(_tour(one, asked[one.id], scale) for one in shown),
        suivant=following,
        reste=left,
    )


def fonction_pourvue(point: Point) -> str:
    """The function that an election fills, in words; what its title says where it is no function of a table."""
    return QUALITES[Role(point.fonction)] if point.fonction else ""


def majorite(scrutin: Scrutin, regles: Reglement) -> int | None:
    """The votes that elect at a round; None where the relative majority is enough, or the base is not the members."""
    if (scrutin.tour or 1) > regles.tours_a_la_majorite_absolue or REGLE_ELECTION.base is not BaseAbsolue.MEMBRES:
        return None
    # A roll by figures may not say how many are in office: those written down with the ballot are.
    members = scrutin.en_exercice if scrutin.en_exercice is not None else len(scrutin.electeurs)
    return members // 2 + 1


def majorite_a_venir(point: Point, rang: int, en_exercice: int, regles: Reglement) -> str:
    """What the next round will ask for."""
    if rang > regles.tours_a_la_majorite_absolue:
        return "majorité relative : le plus de voix l’emporte"
    return f"majorité absolue des {pluriel(en_exercice, 'membre')} en exercice, soit {en_exercice // 2 + 1} voix"


def ordinal(rang: int) -> str:
    """« Premier », « Deuxième »… as the announced sentences say it."""
    return ORDINAUX[rang - 1] if rang <= len(ORDINAUX) else f"{rang}e"


def _tour(scrutin: Scrutin, asked: int | None, scale: int) -> TourVu:
    ranked = sorted(scrutin.suffrages, key=lambda one: (-one.voix, one.candidature.rang))
    bars = (
        Barre(
            nom=one.candidature.nom,
            voix=one.voix,
            elu=one.elu,
            retire=one.candidature.retiree_le is not None,
            largeur=round(100 * one.voix / scale, 2),
        )
        for one in ranked
    )
    return TourVu(
        scrutin_id=scrutin.id,
        rang=scrutin.tour or 1,
        titre=f"{ordinal(scrutin.tour or 1)} tour",
        sieges=scrutin.sieges or 1,
        barres=tuple(bars),
        majorite=asked,
        x=round(100 * asked / scale, 2) if asked else None,
        votants=votants(db.session(), scrutin),
        blancs=scrutin.blancs or 0,
        nuls=scrutin.nuls or 0,
        phrases=tuple(scrutin.motifs.splitlines()),
    )
