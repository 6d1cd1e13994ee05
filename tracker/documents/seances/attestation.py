"""The attestation for an employer: that a member is convened, then that the member took part, from when to when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ..formules.des_seances import ATTESTATION
from ..formules.modele import composer
from .elements import Bloc, fiche, paragraphe
from .piece import Piece, pdf, signature
from .tenue import Emetteur, Passage, Tenue, a_la_minute, accord, en_toutes_lettres, minuscule


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
        pied=f"{nature}, {minuscule(donnees.tenue.le)}",
        blocs=list(
            composer(
                ATTESTATION,
                donnees.emetteur,
                {"attestation": _attestation(donnees), "signature": _signature(donnees)},
            )
        ),
    )


def _attestation(donnees: Attestation) -> Iterator[Bloc]:
    emetteur = donnees.emetteur
    qui = f"{donnees.civilite} {donnees.nom}".strip()
    yield paragraphe(
        f"Par la présente, il est attesté que {qui}, membre {_du(emetteur.assemblee)}, {_fait(donnees)} "
        "à la réunion suivante."
    )
    yield from fiche(_reunion(donnees))


def _signature(donnees: Attestation) -> Iterator[Bloc]:
    emetteur = donnees.emetteur
    fait = f"Fait à {emetteur.ville}, le" if emetteur.ville else "Fait le"
    yield paragraphe(f"{fait} {en_toutes_lettres(donnees.le)}.")
    yield signature(emetteur)


def _du(assemblee: str) -> str:
    """« du Conseil », « de l’Assemblée »; a name of another kind is quoted."""
    if assemblee.lower().startswith("conseil"):
        return f"du {assemblee}"
    if assemblee.lower().startswith("assemblée"):
        return f"de l’{assemblee}"
    return f"de « {assemblee} »"


def _fait(donnees: Attestation) -> str:
    if donnees.passages:
        return "a participé à distance" if donnees.a_distance else "a participé"
    return f"est {accord(donnees.civilite, 'convoqué')}"


def _reunion(donnees: Attestation) -> Iterator[tuple[str, str]]:
    tenue = donnees.tenue
    yield "Réunion", tenue.intitule
    yield "Date", en_toutes_lettres(tenue.jour)
    yield "Horaire prévu", _horaire(tenue)
    yield "Lieu", tenue.lieu
    if donnees.passages:
        yield "Présence constatée", _temps(donnees)


def _horaire(tenue: Tenue) -> str:
    if tenue.heure is None:
        return ""
    debut = a_la_minute(tenue.heure)
    return f"de {debut} à {a_la_minute(tenue.fin)}" if tenue.fin else f"à {debut}"


def _temps(donnees: Attestation) -> str:
    """« de 9 h 12 à 12 h 30 et de 14 h à 16 h 40 »; or that no hour was taken down."""
    dits = [_sejour(un, donnees.tenue) for un in donnees.passages]
    return " et ".join(filter(None, dits)) or "sans relevé d’heure"


def _sejour(un: Passage, tenue: Tenue) -> str:
    de = _borne(un.arrivee, tenue, "de", "du")
    a = _borne(un.depart, tenue, "à", "au")
    if de and a:
        return f"{de} {a}"
    return f"à partir {de}" if de else f"jusqu’{a}" if a else ""


def _borne(instant: datetime | None, tenue: Tenue, ce_jour: str, un_autre: str) -> str:
    """« de 9 h 12 »; « du 11 déc. 2026 à 9 h 12 » on another day."""
    if instant is None:
        return ""
    moment = tenue.moment(instant)
    return f"{un_autre} {moment.removeprefix('le ')}" if moment.startswith("le ") else f"{ce_jour} {moment}"
