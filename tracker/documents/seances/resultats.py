"""How a vote and an election are printed: the sentence, the figures, the colleges, the voices."""

from collections.abc import Iterable, Iterator

from .elements import Bloc, Cellule, encart, fiche, paragraphe, redaction, table, titre
from .tenue import Tenue
from .votes import CHOIX, Candidat, Decompte, Election, Explication, Tour, Voix, Vote

TONS = {"Adopté": "pin", "Rejeté": "brique"}
TITRES_DE_VOIX = {
    "pour": "Ont voté pour",
    "contre": "Ont voté contre",
    "abstention": "Se sont abstenus",
    "ne_prend_pas_part": "N’ont pas pris part au vote",
}


def vote(un: Vote, tenue: Tenue, niveau: int) -> list[Bloc]:
    """All that is printed of a vote, under headings of the level given."""
    phrases = un.phrases or (un.issue,)
    return [
        *encart(phrases[0], TONS.get(un.issue, "mer")),
        {"type": "chiffres", "paires": _chiffres(un), "parts": un.decompte.valeurs()[:3]},
        *(paragraphe(phrase) for phrase in phrases[1:]),
        *fiche(_conditions(un, tenue)),
        *_colleges(un.colleges, niveau),
        *_voix(un.voix, niveau),
        *explications(un.explications, niveau),
    ]


def _chiffres(un: Vote) -> list[list[str]]:
    connus = [("Présents", un.presents), ("Pouvoirs", un.pouvoirs), ("En exercice", un.en_exercice)]
    bulletins = [("Blancs", un.blancs), ("Nuls", un.nuls)]
    return [
        *([nom, nombre(valeur)] for nom, valeur in zip(CHOIX.values(), un.decompte.valeurs(), strict=True)),
        *([nom, nombre(valeur)] for nom, valeur in bulletins if valeur is not None),
        *([nom, nombre(valeur)] for nom, valeur in connus),
    ]


def nombre(valeur: int | None) -> str:
    """The figure, or that it is not known."""
    return "non connu" if valeur is None else str(valeur)


def _conditions(un: Vote, tenue: Tenue) -> Iterator[tuple[str, str]]:
    yield "Mode de scrutin", un.mode
    yield "Ouverture du vote", tenue.moment(un.ouvert_le) if un.ouvert_le else ""
    yield "Clôture du vote", tenue.moment(un.clos_le) if un.clos_le else ""
    yield "Scrutateurs", ", ".join(un.scrutateurs)
    yield "Version mise aux voix", un.version
    yield "Empreinte SHA-256", un.empreinte


def _colleges(colleges: Iterable[tuple[str, Decompte]], niveau: int) -> list[Bloc]:
    rangees = [[nom or "Sans collège", *map(nombre, decompte.valeurs())] for nom, decompte in colleges]
    if not rangees:
        return []
    entetes = ["Collège", *CHOIX.values()]
    sens = ["gauche", *["droite"] * 4]
    return [titre(niveau, "Décompte par collège"), table(entetes, rangees, [3, 1, 1, 1, 1], sens=sens)]


def _voix(voix: Iterable[Voix], niveau: int) -> Iterator[Bloc]:
    """The names, choice by choice, then college by college."""
    rangees: dict[str, dict[str, list[str]]] = {choix: {} for choix in CHOIX}
    for une in voix:
        rangees[une.choix].setdefault(une.college or "Sans collège", []).append(une.dite)
    for choix, colleges in rangees.items():
        if colleges:
            combien = sum(map(len, colleges.values()))
            yield titre(niveau, f"{TITRES_DE_VOIX[choix]} ({combien})")
            yield from fiche((college, " ; ".join(noms)) for college, noms in colleges.items())


def explications(dites: Iterable[Explication], niveau: int) -> Iterator[Bloc]:
    """What was said to explain a vote, each under its author."""
    for une in dites:
        yield titre(niveau, f"Explication de vote : {une.auteur}")
        yield from redaction(une.texte, niveau)


def election(une: Election, tenue: Tenue, niveau: int) -> Iterator[Bloc]:
    """All that is printed of an election, round after round."""
    yield from encart(une.phrase, "pin")
    yield from fiche([("Mode de scrutin", une.mode), ("Scrutateurs", ", ".join(une.scrutateurs))])
    for rang, tour in enumerate(une.tours, start=1):
        yield titre(niveau, "1er tour" if rang == 1 else f"{rang}e tour")
        yield from _tour(tour, tenue)


def _tour(tour: Tour, tenue: Tenue) -> Iterator[Bloc]:
    comptes = [
        ("Inscrits", tour.inscrits),
        ("Votants", tour.votants),
        ("Blancs", tour.blancs),
        ("Nuls", tour.nuls),
        ("Exprimés", tour.exprimes),
    ]
    yield {"type": "chiffres", "paires": [[nom, nombre(valeur)] for nom, valeur in comptes], "parts": []}
    yield table(
        ["Candidature", "Voix", "Résultat"],
        map(_candidat, tour.candidats),
        [4, 1, 1],
        sens=["gauche", "droite", "gauche"],
    )
    yield from fiche(
        [
            ("Majorité requise", tour.majorite),
            ("Ouverture du vote", tenue.moment(tour.ouvert_le) if tour.ouvert_le else ""),
            ("Clôture du vote", tenue.moment(tour.clos_le) if tour.clos_le else ""),
        ]
    )
    if tour.phrase:
        yield paragraphe(tour.phrase)


def _candidat(candidat: Candidat) -> list[str | Cellule]:
    """A line of the count; who is elected stands out."""
    elu: Cellule = [{"texte": "Élu(e)" if candidat.elu else "", "gras": True}]
    return [[{"texte": candidat.nom, "gras": candidat.elu}], nombre(candidat.voix), elu]
