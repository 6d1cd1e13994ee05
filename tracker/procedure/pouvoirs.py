"""Proxies: who may give one to whom, and for whom a holder votes on an item."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Pouvoir:
    """A member's voice lent to another, for one item or, without one, for the whole sitting."""

    mandant: int
    mandataire: int
    point: int | None = None

    def vaut_pour(self, point: int | None) -> bool:
        """Whether it covers this item; without an item, whether it covers the whole sitting."""
        return self.point is None or self.point == point

    def recouvre(self, autre: "Pouvoir") -> bool:
        """Whether both could serve for one item."""
        return self.point is None or autre.point is None or self.point == autre.point


@dataclass(frozen=True)
class ReglePouvoirs:
    """What the règlement intérieur allows a body."""

    #: How many proxies one member may hold for one item.
    par_membre: int = 1
    #: Whether the giver and the holder must belong to the same college.
    meme_college: bool = False
    #: Whether this body has proxies at all.
    ouverts: bool = True


REGLE_POUVOIRS = ReglePouvoirs()


def refus_de_pouvoir(
    pouvoir: Pouvoir,
    *,
    existants: Collection[Pouvoir],
    presents: Collection[int],
    colleges: Mapping[int, int | None],
    membres: Collection[int],
    regle: ReglePouvoirs = REGLE_POUVOIRS,
) -> list[str]:
    """Every reason why this proxy cannot be taken, in words; none when it can.

    `existants` holds those of the same sitting that are neither withdrawn nor this one.
    """
    if not regle.ouverts:
        return ["Le règlement intérieur n’admet pas de pouvoir dans cette instance."]
    return [
        *_personnes(pouvoir, presents, membres),
        *_chaine(pouvoir, existants),
        *_limite(pouvoir, existants, regle),
        *_college(pouvoir, colleges, regle),
    ]


def porte(pouvoir: Pouvoir, presents: Collection[int]) -> bool:
    """Whether it serves now: its holder is there, and its giver, whose arrival ends it, is not."""
    return pouvoir.mandataire in presents and pouvoir.mandant not in presents


def voix_portees(
    mandataire: int,
    point: int | None,
    existants: Iterable[Pouvoir],
    presents: Collection[int],
    regle: ReglePouvoirs = REGLE_POUVOIRS,
) -> list[int]:
    """The givers for whom this member votes on this item, in the order in which the proxies were given.

    It trusts no earlier check: a giver lends one voice, the first given, and a holder carries no more than the rule
    allows.
    """
    if not regle.ouverts:
        return []
    lent: dict[int, int] = {}
    for pouvoir in existants:
        if pouvoir.vaut_pour(point) and pouvoir.mandant != pouvoir.mandataire:
            lent.setdefault(pouvoir.mandant, pouvoir.mandataire)
    held = [giver for giver, holder in lent.items() if holder == mandataire]
    return [giver for giver in held if porte(Pouvoir(giver, mandataire), presents)][: max(regle.par_membre, 0)]


def _personnes(pouvoir: Pouvoir, presents: Collection[int], membres: Collection[int]) -> list[str]:
    found = []
    if pouvoir.mandant == pouvoir.mandataire:
        found.append("Nul ne se donne pouvoir à soi-même.")
    if pouvoir.mandant not in membres:
        found.append("La personne qui donne pouvoir n’est pas membre en exercice de l’instance.")
    if pouvoir.mandataire not in membres:
        found.append("La personne qui reçoit le pouvoir n’est pas membre en exercice de l’instance.")
    if pouvoir.mandant in presents:
        found.append("La personne qui donne pouvoir est présente : elle vote elle-même.")
    return found


def _chaine(pouvoir: Pouvoir, existants: Collection[Pouvoir]) -> list[str]:
    """One voice is lent once, and not lent again by the one who holds it."""
    met = [autre for autre in existants if autre.recouvre(pouvoir)]
    found = []
    if any(autre.mandant == pouvoir.mandant for autre in met):
        found.append("Cette personne a déjà donné pouvoir pour cette séance ou pour ce point.")
    if any(autre.mandant == pouvoir.mandataire for autre in met):
        found.append("La personne qui reçoit le pouvoir a donné le sien : un pouvoir ne se transmet pas.")
    if any(autre.mandataire == pouvoir.mandant for autre in met):
        found.append("La personne qui donne pouvoir en porte un elle-même : un pouvoir ne se transmet pas.")
    return found


def _limite(pouvoir: Pouvoir, existants: Collection[Pouvoir], regle: ReglePouvoirs) -> list[str]:
    """The holder's load at the busiest item that this proxy covers."""
    held = [autre for autre in existants if autre.mandataire == pouvoir.mandataire]
    items = {autre.point for autre in held} if pouvoir.point is None else {pouvoir.point}
    load = max((sum(autre.vaut_pour(item) for autre in held) for item in items), default=0)
    if load < regle.par_membre:
        return []
    most = max(regle.par_membre, 0)
    return [
        f"La personne qui reçoit le pouvoir en porte déjà {load}, et le règlement intérieur en admet {most} au plus."
    ]


def _college(pouvoir: Pouvoir, colleges: Mapping[int, int | None], regle: ReglePouvoirs) -> list[str]:
    if not regle.meme_college:
        return []
    given, held = colleges.get(pouvoir.mandant), colleges.get(pouvoir.mandataire)
    if given is None or held is None:
        return ["Un pouvoir se donne dans son collège, et celui d’une de ces deux personnes n’est pas connu."]
    return [] if given == held else ["Un pouvoir se donne à un membre du même collège."]
