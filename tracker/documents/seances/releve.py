"""The list of decisions as a PDF, and the votes and the voices of a sitting as tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..formules.des_seances import RELEVE
from ..formules.modele import composer
from ..tableurs import Ligne, Valeur, csv_octets
from .elements import Bloc, Cellule, Rangee, encart, paragraphe, precise, table, une_ligne
from .piece import Piece, pdf, signature
from .proces_verbal import PointTraite
from .resultats import nombre
from .tenue import Emetteur, Tenue, minuscule, seconde_convocation
from .votes import CHOIX, Vote

ENTETES_VOTES = (
    "seance",
    "date",
    "point",
    "titre",
    "vote",
    "mode",
    "resultat",
    *CHOIX,
    "blancs",
    "nuls",
    "presents",
    "pouvoirs",
    "en_exercice",
    "seconde_convocation",
    "motifs",
)
ENTETES_DECISIONS = ("seance", "date", "point", "titre", "decision", "mode", "voix")
ENTETES_VOIX = ("seance", "date", "point", "titre", "vote", "membre", "college", "organisme", "choix", "porte_par")


@dataclass(frozen=True, slots=True, kw_only=True)
class Releve:
    """All that the list of decisions prints."""

    emetteur: Emetteur
    tenue: Tenue
    le: date
    points: tuple[PointTraite, ...]


def releve_pdf(donnees: Releve) -> bytes:
    """The list of decisions as a PDF, the same bytes for the same data."""
    return pdf(piece(donnees))


def decisions_csv(tenue: Tenue, points: Iterable[PointTraite]) -> bytes:
    """One line a decision, in the words of the list."""
    return csv_octets(ENTETES_DECISIONS, _decisions(tenue, points))


def votes_csv(tenue: Tenue, points: Iterable[PointTraite]) -> bytes:
    """One line a vote; an empty figure is unknown, and never zero."""
    return csv_octets(ENTETES_VOTES, _votes(tenue, points))


def voix_csv(tenue: Tenue, points: Iterable[PointTraite]) -> bytes:
    """One line a voice of the recorded votes."""
    return csv_octets(ENTETES_VOIX, _voix(tenue, points))


def piece(donnees: Releve) -> Piece:
    """The list, ready to be set."""
    return Piece(
        emetteur=donnees.emetteur,
        titre=f"Relevé de décisions, {minuscule(donnees.tenue.le)}",
        etiquette=donnees.tenue.instance,
        le=donnees.le,
        pied=f"Relevé de décisions, {minuscule(donnees.tenue.le)}",
        serree=True,
        blocs=list(
            composer(
                RELEVE, donnees.emetteur, {"decisions": _liste(donnees), "signature": [signature(donnees.emetteur)]}
            )
        ),
    )


def _liste(donnees: Releve) -> Iterator[Bloc]:
    yield from encart(seconde_convocation(donnees.tenue), "ocre")
    rangees = [rangee for point in donnees.points for rangee in _rangees(point)]
    if rangees:
        yield table(["N°", "Point", "Décision", "Voix"], rangees, ["9mm", 4, 5, 3])
    else:
        yield paragraphe("Aucune décision n’a été prise.")


def _rangees(point: PointTraite) -> Iterator[Rangee]:
    """A line for each vote, each election, each decision, with its item; and one for an item that was struck."""
    debut: list[str | Cellule] = [str(point.rang), une_ligne(point.titre)]
    if point.retire:
        yield [*debut, "Point retiré de l’ordre du jour.", ""]
    for un in point.votes:
        yield [*debut, precise(_decision(un), un.intitule), precise(un.mode, _compte(un))]
    for une in point.elections:
        yield [*debut, precise(une.phrase or "Sans résultat", une.intitule), une.mode]
    for decision in point.decisions:
        yield [*debut, decision, ""]


def _decisions(tenue: Tenue, points: Iterable[PointTraite]) -> Iterator[Ligne]:
    for point in points:
        debut: list[Valeur] = [tenue.intitule, tenue.jour, point.rang, point.titre]
        if point.retire:
            yield [*debut, "Point retiré de l’ordre du jour.", "", ""]
        for un in point.votes:
            yield [*debut, _decision(un), un.mode, _compte(un)]
        for une in point.elections:
            yield [*debut, une.phrase or "Sans résultat", une.mode, ""]
        for decision in point.decisions:
            yield [*debut, decision, "", ""]


def _decision(un: Vote) -> str:
    return next(iter(un.phrases), "") or un.issue or "Sans résultat"


def _compte(un: Vote) -> str:
    """« pour : 86, contre : 4, abstention : 12 »."""
    mots = ("pour", "contre", "abstention", "ne prend pas part")
    connus = [f"{mot} : {nombre(valeur)}" for mot, valeur in zip(mots, un.decompte.valeurs(), strict=True)]
    return ", ".join(connus)


def _votes(tenue: Tenue, points: Iterable[PointTraite]) -> Iterator[Ligne]:
    for point in points:
        for un in point.votes:
            yield [
                tenue.intitule,
                tenue.jour,
                point.rang,
                point.titre,
                un.intitule,
                un.mode,
                un.issue,
                *un.decompte.valeurs(),
                un.blancs,
                un.nuls,
                un.presents,
                un.pouvoirs,
                un.en_exercice,
                tenue.premiere_le is not None,
                " ".join(un.phrases),
            ]


def _voix(tenue: Tenue, points: Iterable[PointTraite]) -> Iterator[Ligne]:
    for point in points:
        for un in point.votes:
            for une in un.voix:
                yield [
                    tenue.intitule,
                    tenue.jour,
                    point.rang,
                    point.titre,
                    un.intitule,
                    une.membre,
                    une.college,
                    une.organisme,
                    CHOIX[une.choix],
                    une.porteur,
                ]
