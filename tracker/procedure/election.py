"""Elections of persons by secret ballot: absolute majority, then relative, each round with its reasons in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .scrutin import quorum


class BaseAbsolue(StrEnum):
    """What the absolute majority is counted on."""

    MEMBRES = "membres"
    EXPRIMES = "exprimes"


@dataclass(frozen=True)
class RegleElection:
    """The rules of an election; the law leaves them to the règlement intérieur."""

    #: How many rounds ask for the absolute majority; those that follow are content with the relative one.
    tours_absolus: int = 2
    base: BaseAbsolue = BaseAbsolue.MEMBRES
    quorum: bool = True
    article: str = "règlement intérieur, par analogie avec CGCT, art. L. 4133-1"


REGLE_ELECTION = RegleElection()


@dataclass(frozen=True)
class Tour:
    """One round: what was counted; a blank or null ballot has a voter and no vote cast."""

    rang: int
    sieges: int
    #: Members in office.
    inscrits: int
    presents: int
    pouvoirs: int
    votants: int
    blancs: int
    nuls: int
    suffrages: Mapping[str, int]
    #: The eldest of those equal at the last seat, told by the chair.
    au_benefice_de_l_age: str | None = None
    seconde_convocation: bool = False

    @property
    def exprimes(self) -> int:
        """Ballots that name somebody."""
        return self.votants - self.blancs - self.nuls


@dataclass(frozen=True)
class ResultatElection:
    """Who is elected and how many seats are left; nobody as long as something is missing."""

    elus: tuple[str, ...]
    reste: int
    phrases: tuple[str, ...]
    manques: tuple[str, ...]
    #: Those equal at the last seat, while nobody has told which of them is the eldest.
    egaux: tuple[str, ...] = ()


def resultat_election(tour: Tour, regle: RegleElection = REGLE_ELECTION) -> ResultatElection:
    """Whom the round elects, with its reasons, or what is missing to say it."""
    manques = _incoherences(tour)
    etat = quorum(tour.presents, tour.inscrits, seconde_convocation=tour.seconde_convocation)
    if regle.quorum and not etat.atteint:
        manques.append(etat.phrase)
    egaux = () if manques else _egaux(tour, regle)
    elus, refus = ((), []) if manques else _elus(tour, regle, egaux)
    if manques or refus:
        untold = egaux if tour.au_benefice_de_l_age not in egaux else ()
        return ResultatElection((), tour.sieges, (), tuple(manques or refus), untold)
    phrases = [_phrase(tour, regle, elus), *_suffrages(tour)]
    if regle.quorum:
        phrases.append(etat.phrase)
    return ResultatElection(elus, tour.sieges - len(elus), tuple(phrases), ())


def seuil(tour: Tour, regle: RegleElection = REGLE_ELECTION) -> int:
    """The votes that this round asks for; in a relative one, a single vote."""
    if tour.rang > regle.tours_absolus:
        return 1
    return (tour.inscrits if regle.base is BaseAbsolue.MEMBRES else tour.exprimes) // 2 + 1


def _incoherences(tour: Tour) -> list[str]:
    figures = [tour.presents, tour.pouvoirs, tour.votants, tour.blancs, tour.nuls, *tour.suffrages.values()]
    if min(figures) < 0 or tour.sieges < 1 or tour.rang < 1:
        return ["Un chiffre est négatif, ou il n’y a ni tour ni siège : recomptez."]
    found = []
    if tour.presents + tour.pouvoirs > tour.inscrits:
        held = f"{tour.presents} présents et {tour.pouvoirs} pouvoirs"
        found.append(f"{held} pour {tour.inscrits} membres en exercice : recomptez.")
    if tour.pouvoirs > tour.presents:
        found.append("Il y a plus de pouvoirs que de présents pour les porter.")
    if tour.votants > tour.presents + tour.pouvoirs:
        found.append(f"{tour.votants} votants pour {tour.presents} présents et {tour.pouvoirs} pouvoirs : recomptez.")
    return found + _sommes(tour)


def _sommes(tour: Tour) -> list[str]:
    """The ballots against the votes that they bear: one each for a single seat, up to one a seat otherwise."""
    total = sum(tour.suffrages.values())
    if tour.exprimes < 0:
        return [f"{tour.blancs} blancs et {tour.nuls} nuls pour {tour.votants} votants : recomptez."]
    if tour.sieges == 1 and total != tour.exprimes:
        return [
            f"{tour.votants} votants, mais {total} suffrages, {tour.blancs} blancs et {tour.nuls} nuls "
            f"font {total + tour.blancs + tour.nuls} : recomptez."
        ]
    if not tour.exprimes <= total <= tour.exprimes * tour.sieges:
        return [
            f"{total} suffrages pour {tour.exprimes} bulletins valables et {tour.sieges} sièges : "
            "chaque bulletin porte un nom au moins, et pas plus de noms que de sièges."
        ]
    return [
        f"{name} : {votes} suffrages pour {tour.exprimes} bulletins valables, recomptez."
        for name, votes in tour.suffrages.items()
        if votes > tour.exprimes
    ]


def _en_mesure(tour: Tour, regle: RegleElection) -> list[tuple[int, str]]:
    """Those who have the votes that this round asks for, the most voted first."""
    return sorted((-votes, name) for name, votes in tour.suffrages.items() if votes >= seuil(tour, regle))


def _egaux(tour: Tour, regle: RegleElection) -> tuple[str, ...]:
    """Those equal at the last seat, where there are more of them than seats left."""
    able = _en_mesure(tour, regle)
    if len(able) <= tour.sieges or able[tour.sieges - 1][0] != able[tour.sieges][0]:
        return ()
    return tuple(name for votes, name in able if votes == able[tour.sieges][0])


def _elus(tour: Tour, regle: RegleElection, egaux: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    """Those elected, the most voted first, or why the last seat is still open."""
    able, eldest = _en_mesure(tour, regle), tour.au_benefice_de_l_age
    if not egaux:
        refus = [f"{eldest} : le bénéfice de l’âge ne joue qu’à égalité au dernier siège."] if eldest else []
        return tuple(name for _, name in able[: tour.sieges]), refus
    last = tour.suffrages[egaux[0]]
    above = tuple(name for votes, name in able if -votes > last)
    if eldest not in egaux:
        return (), [f"Égalité entre {_et([*egaux])} ({last} voix) : indiquez la personne la plus âgée, qui l’emporte."]
    return (*above, eldest), []


def _phrase(tour: Tour, regle: RegleElection, elus: tuple[str, ...]) -> str:
    """Figures, base, threshold and article in one sentence."""
    counted = (
        f"{_pluriel(tour.votants, 'votant')}, {_pluriel(tour.blancs, 'blanc')}, {_pluriel(tour.nuls, 'nul')}, "
        f"{_pluriel(tour.exprimes, 'suffrage exprimé', 'suffrages exprimés')}"
    )
    if tour.rang > regle.tours_absolus:
        asked = "majorité relative"
    elif regle.base is BaseAbsolue.MEMBRES:
        asked = f"majorité absolue des {tour.inscrits} membres en exercice, soit {seuil(tour, regle)} voix"
    else:
        asked = f"majorité absolue des suffrages exprimés, soit {seuil(tour, regle)} voix"
    said = f"{_ordinal(tour.rang)} tour : {counted} ; {asked} ({regle.article}) ; {_gagnants(tour, elus)}"
    left = tour.sieges - len(elus)
    return f"{said} ; {_pluriel(left, 'siège reste', 'sièges restent')} à pourvoir." if left else f"{said}."


def _suffrages(tour: Tour) -> list[str]:
    """What each candidate obtained, the most voted first."""
    ranked = sorted(tour.suffrages.items(), key=lambda pair: (-pair[1], pair[0]))
    told = [f"{name}, {votes} voix" for name, votes in ranked]
    return [f"Ont obtenu : {' ; '.join(told)}."] if told else []


def _gagnants(tour: Tour, elus: tuple[str, ...]) -> str:
    if not elus:
        return "personne ne l’emporte"
    named = _et([f"{name} ({tour.suffrages[name]} voix)" for name in elus])
    verb = "l’emporte" if len(elus) == 1 else "l’emportent"
    eldest = tour.au_benefice_de_l_age
    if eldest is None:
        return f"{named} {verb}"
    return f"{named} {verb}, {'' if len(elus) == 1 else f'{eldest} '}au bénéfice de l’âge"


def _ordinal(rang: int) -> str:
    words = ("Premier", "Deuxième", "Troisième", "Quatrième", "Cinquième")
    return words[rang - 1] if rang <= len(words) else f"{rang}e"


def _et(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"


def _pluriel(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count < 2 else many or one + 's'}"
