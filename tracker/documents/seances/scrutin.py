"""The record of one ballot: a vote or an election, with its rounds, its figures and its tellers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.prose.dates import en_lettres

from ..formules.des_seances import SCRUTIN
from ..formules.modele import composer
from .elements import Bloc, encart, fiche, titre
from .piece import Piece, pdf
from .resultats import election, vote
from .tenue import Emetteur, Tenue, minuscule, seconde_convocation
from .votes import Election, Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcesVerbalDeScrutin:
    """All that the record prints."""

    emetteur: Emetteur
    tenue: Tenue
    le: date
    scrutin: Vote | Election
    #: The item of the agenda on which it was held.
    point: str = ""
    president: str = ""
    secretaire: str = ""
    quorum: tuple[str, ...] = ()


def proces_verbal_de_scrutin(donnees: ProcesVerbalDeScrutin) -> bytes:
    """The record as a PDF, the same bytes for the same data."""
    return pdf(piece(donnees))


def piece(donnees: ProcesVerbalDeScrutin) -> Piece:
    """The record, ready to be set."""
    return Piece(
        emetteur=donnees.emetteur,
        titre=donnees.scrutin.intitule or "Scrutin",
        etiquette="Procès-verbal de scrutin",
        le=donnees.le,
        pied=f"Procès-verbal de scrutin, {minuscule(donnees.tenue.le)}",
        blocs=list(
            composer(
                SCRUTIN,
                donnees.emetteur,
                {"reperes": _reperes(donnees), "resultat": _resultat(donnees), "signatures": _signatures(donnees)},
            )
        ),
    )


def _reperes(donnees: ProcesVerbalDeScrutin) -> Iterator[Bloc]:
    tenue = donnees.tenue
    yield from encart(seconde_convocation(tenue), "ocre")
    yield from fiche(
        [
            ("Séance", tenue.le),
            ("Lieu", tenue.lieu),
            ("Point", donnees.point),
            ("Présidence", donnees.president),
            ("Quorum", " ".join(donnees.quorum)),
        ]
    )


def _resultat(donnees: ProcesVerbalDeScrutin) -> Iterator[Bloc]:
    tenue, scrutin = donnees.tenue, donnees.scrutin
    yield titre(1, "Résultat")
    yield from vote(scrutin, tenue, 2) if isinstance(scrutin, Vote) else election(scrutin, tenue, 2)


def _signatures(donnees: ProcesVerbalDeScrutin) -> Iterator[Bloc]:
    noms = [["Le président de séance", donnees.president], ["Le secrétaire de séance", donnees.secretaire]]
    noms += [["Scrutateur", nom] for nom in donnees.scrutin.scrutateurs]
    yield from fiche([("Fait le", en_lettres(donnees.le))])
    for rang in range(0, len(noms), 2):
        yield {"type": "signatures", "noms": noms[rang : rang + 2]}
