"""The directory as a page shows it: cards in groups, and the seats of the hemicycle."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..models.annuaire import DU_CONSEIL, GROUPE, Annuaire, Lien, Membre, Place, cle_de_tri
from ..procedure.assemblee import GENRES
from ..prose.recherche import plier
from ..roles import BUREAU, QUALITES, Role
from .hemicycle import Hemicycle, Position, hemicycle

#: The ways to group the members, as the filter names them.
GROUPEMENTS: dict[str, str] = {
    "college": "Collège",
    "organisme": "Organisation",
    "instance": "Instance",
    "groupe": "Groupe",
}
PRESIDENCES = (Role.PRESIDENT_DE_COMMISSION, Role.VICE_PRESIDENT_DE_COMMISSION, Role.RAPPORTEUR_DE_COMMISSION)


@dataclass(frozen=True)
class Carte:
    """One member, or a vacant seat; `mention` is what they do, `detail` where they come from."""

    membre: Membre | None
    rang: int
    detail: str
    mention: str = ""


@dataclass
class Ensemble:
    """The members shown under one title."""

    titre: str
    cartes: list[Carte] = field(default_factory=list)
    #: The college whose sign stands beside the title.
    rang: int = 0
    surtitre: str = ""

    @property
    def tenus(self) -> int:
        return sum(carte.membre is not None for carte in self.cartes)

    @property
    def vacants(self) -> int:
        return len(self.cartes) - self.tenus


@dataclass(frozen=True)
class SiegeDessine:
    """A seat of the hemicycle: where it stands, how it is drawn, what it says, where it leads."""

    position: Position
    classe: str
    titre: str
    url: str | None = None


def ensembles(found: Annuaire, par: str, q: str = "") -> list[Ensemble]:
    """The members of a day in groups; with words to look for, those whose name holds them all, and no empty seat."""
    grouped = {"organisme": par_organisme, "instance": par_instance, "groupe": par_groupe}.get(par, par_college)(found)
    words = plier(q).split()
    if words:
        for one in grouped:
            one.cartes = [carte for carte in one.cartes if carte.membre and _nomme(carte.membre, words)]
    return [one for one in grouped if one.cartes]


def _nomme(membre: Membre, words: Iterable[str]) -> bool:
    name = plier(membre.nom_complet)
    return all(word in name for word in words)


def par_college(found: Annuaire) -> list[Ensemble]:
    """College by college, in the order of the seats, the empty ones in their place."""
    made = {college.id: Ensemble(college.nom, rang=college.rang) for college in found.colleges}
    for place in found.places:
        made[place.college.id].cartes.append(_carte(place))
    return list(made.values())


def par_organisme(found: Annuaire) -> list[Ensemble]:
    """Organisation by organisation, college after college."""
    made: dict[tuple[int, str], Ensemble] = {}
    for place in found.places:
        name = place.organisme or "Personnalités qualifiées"
        one = made.setdefault(
            (place.college.rang, name), Ensemble(name, rang=place.college.rang, surtitre=place.college.court)
        )
        one.cartes.append(_carte(place, detail=f"Siège n° {place.numero}"))
    return [made[key] for key in sorted(made, key=lambda key: (key[0], plier(key[1])))]


def _carte(place: Place, detail: str | None = None) -> Carte:
    who = place.titulaire
    shown = place.organisme if detail is None else detail
    return Carte(who, place.college.rang, shown or "Personnalité qualifiée", du_conseil(who) if who else "")


def par_instance(found: Annuaire) -> list[Ensemble]:
    """The bureau, then each body, its chair first; outsiders of a section among them."""
    bureau = [(lien, one) for one in found.membres.values() for lien in one.liens if lien.role in BUREAU]
    made = [_instance("Bureau", bureau)] if bureau else []
    bodies: dict[tuple[int, str, int | None], list[tuple[Lien, Membre]]] = {}
    for membre in found.membres.values():
        for lien in membre.liens:
            if lien.cle is not None and lien.genre != GROUPE:
                key = (list(GENRES).index(lien.genre), lien.nom, lien.cle)
                bodies.setdefault(key, []).append((lien, membre))
    return made + [
        _instance(key[1], bodies[key], GENRES[bodies[key][0][0].genre])
        for key in sorted(bodies, key=lambda key: (key[0], plier(key[1])))
    ]


def _instance(title: str, held: list[tuple[Lien, Membre]], surtitre: str = "") -> Ensemble:
    cards: dict[int, Carte] = {}
    for lien, membre in sorted(held, key=lambda pair: (pair[0].rang, cle_de_tri(pair[1]))):
        cards.setdefault(membre.id, Carte(membre, _rang(membre), membre.provenance, dit(lien, seul=True)))
    return Ensemble(title, list(cards.values()), surtitre=surtitre)


def _rang(membre: Membre) -> int:
    return membre.college.rang if membre.college else 0


def par_groupe(found: Annuaire) -> list[Ensemble]:
    """Group by group, then those of none."""
    made: dict[str, Ensemble] = {}
    alone = Ensemble("Sans groupe")
    for membre in sorted(found.conseillers, key=cle_de_tri):
        names = [lien.nom for lien in membre.liens if lien.genre == GROUPE]
        card = Carte(membre, _rang(membre), membre.provenance, du_conseil(membre))
        for name in names:
            made.setdefault(name, Ensemble(name)).cartes.append(card)
        if not names:
            alone.cartes.append(card)
    return [made[name] for name in sorted(made, key=plier)] + [alone]


def du_conseil(membre: Membre) -> str:
    """What somebody is for the whole council, in words."""
    return " ; ".join(dit(lien) for lien in membre.liens if lien.role in DU_CONSEIL)


def dit(lien: Lien, *, seul: bool = False) -> str:
    """A function in words; `seul` where the body is already named, and a plain member needs no word."""
    if seul and lien.role in {Role.MEMBRE_DE_COMMISSION, Role.MEMBRE_DU_BUREAU, Role.MEMBRE_ASSOCIE}:
        return ""
    words = QUALITES[Role(lien.role)]
    if lien.role in PRESIDENCES:
        words = words.removesuffix(" de commission")
    return f"{words}, {lien.attributions}" if lien.attributions else words


def teinte(rang: int) -> int:
    """The hue of a college: there are four."""
    return (rang - 1) % 4 + 1 if rang else 0


def en_hemicycle(
    found: Annuaire, adresse: Callable[[Membre], str] | None = None
) -> tuple[Hemicycle, list[SiegeDessine]]:
    """The seats of a day, drawn: full where somebody sits, hollow where nobody does."""
    drawn = hemicycle([figure.sieges for figure in found.effectifs])
    seats = []
    for position, place in zip(drawn.positions, found.places, strict=True):
        who = place.titulaire
        state = "occupe" if who else "vacant"
        said = f"{who.nom_complet}, {who.provenance}" if who else f"Vacant : {place.organisme}"
        classe = f"siege siege--c{teinte(place.college.rang)} siege--{state}"
        seats.append(SiegeDessine(position, classe, said, adresse(who) if who and adresse else None))
    return drawn, seats
