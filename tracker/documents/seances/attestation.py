"""The attestation for an employer: that a member is convened, then that the member took part, from when to when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.prose.dates import en_lettres, heure

from .convocation import accord, minuscule
from .elements import Bloc, paragraphe
from .piece import Piece, pdf
from .tenue import Emetteur, Passage, Tenue


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """All that the attestation prints; with stays, it says that the member took part."""

    emetteur: Emetteur
    tenue: Tenue
    le: date
    civilite: str
    nom: str
    passages: tuple[Passage, ...] = ()
    a_distance: bool = False


def attestation(donnees: Attestation) -> bytes:
    """The attestation as a PDF, the same bytes for the same data."""
    return pdf(piece(donnees))


def piece(donnees: Attestation) -> Piece:
    """The attestation, ready to be set."""
    nature = "Attestation de présence" if donnees.passages else "Attestation de convocation"
    return Piece(
        emetteur=donnees.emetteur,
        titre=nature,
        etiquette="À l’attention de l’employeur",
        le=donnees.le,
        pied=f"{nature}, {donnees.tenue.le}",
        blocs=list(_corps(donnees)),
    )


def _corps(donnees: Attestation) -> Iterator[Bloc]:
    emetteur, tenue = donnees.emetteur, donnees.tenue
    qui = f"{donnees.civilite} {donnees.nom}".strip()
    yield paragraphe(f"{_signataire(emetteur)} de l’assemblée « {emetteur.assemblee} » atteste que {qui}, membre de "
                     f"cette assemblée, {_fait(donnees)}")  # fmt: skip
    lieu = f", {tenue.lieu}" if tenue.lieu else ""
    yield {"type": "encart", "ton": "mer", "texte": f"{tenue.le}{_heure(tenue)}{lieu}"}
    if donnees.passages:
        yield paragraphe(_temps(donnees))
    yield paragraphe(
        "L’employeur laisse au salarié membre d’un conseil économique, social et environnemental régional le temps "
        "nécessaire pour se rendre à ses séances plénières et aux réunions de ses commissions et y participer "
        "(code général des collectivités territoriales, art. L. 4134-6)."
    )
    yield paragraphe("Cette attestation est délivrée pour servir et valoir ce que de droit.")
    fait = f"Fait à {emetteur.ville}, le" if emetteur.ville else "Fait le"
    yield paragraphe(f"{fait} {en_lettres(donnees.le)}.")
    yield {"type": "signatures", "noms": [[emetteur.qualite_signataire, emetteur.signataire]]}


def _signataire(emetteur: Emetteur) -> str:
    return f"{emetteur.qualite_signataire} {emetteur.signataire}".strip()


def _fait(donnees: Attestation) -> str:
    if donnees.passages:
        return f"a participé{' à distance' if donnees.a_distance else ''} à la réunion suivante :"
    return f"est {accord(donnees.civilite, 'convoqué')} à la réunion suivante :"


def _heure(tenue: Tenue) -> str:
    return f", à {heure(tenue.heure)}" if tenue.heure else ""


def _temps(donnees: Attestation) -> str:
    """« Présence constatée de 9 h 12 à 16 h 40. »."""
    moment = donnees.tenue.moment
    dits = [
        (f"de {moment(un.arrivee)} " if un.arrivee else "") + f"à {moment(un.depart)}"
        if un.depart
        else f"à partir de {moment(un.arrivee)}"
        for un in donnees.passages
        if un.arrivee or un.depart
    ]
    return f"Présence constatée {' et '.join(dits)}." if dits else "Présence constatée, sans relevé d’heure."
