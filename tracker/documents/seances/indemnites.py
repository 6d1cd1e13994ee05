"""The extract for allowances: who attended, from when to when, for how long; restricted to those who pay them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..tableurs import Ligne, csv_octets, xlsx_octets
from .tenue import Membre, Tenue

ENTETES = (
    "nom",
    "college",
    "organisme",
    "instance",
    "date",
    "presence",
    "arrivee",
    "depart",
    "minutes",
    "parties_suivies",
    "parties",
    "pouvoir_donne_a",
)
ETATS = {
    "present": "présent en salle",
    "distance": "présent à distance",
    "excuse": "excusé",
    "absent": "absent",
    "": "",
}
Intervalle = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class SeanceTenue:
    """A sitting that is over, and its roll."""

    tenue: Tenue
    membres: tuple[Membre, ...]


def indemnites_csv(seances: Iterable[SeanceTenue]) -> bytes:
    """One line a member and a sitting, as CSV."""
    return csv_octets(ENTETES, _lignes(seances))


def indemnites_xlsx(seances: Iterable[SeanceTenue]) -> bytes:
    """The same lines as a workbook."""
    return xlsx_octets("État de présence", ENTETES, _lignes(seances))


def parties(tenue: Tenue) -> list[Intervalle]:
    """The parts of a sitting, which its suspensions separate; none while it is not known when it opened and closed."""
    if tenue.ouverte_le is None or tenue.levee_le is None:
        return []
    bornes = [tenue.ouverte_le]
    for suspension in tenue.suspensions:
        bornes += [suspension.debut, suspension.fin or tenue.levee_le]
    bornes.append(tenue.levee_le)
    return [(debut, fin) for debut, fin in zip(bornes[::2], bornes[1::2], strict=True) if debut < fin]


def minutes_par_partie(membre: Membre, tenue: Tenue) -> list[int] | None:
    """Whole minutes in each part; None where a time is not known. Stays that overlap count once."""
    if not membre.est_present:
        return [0] * len(parties(tenue)) if membre.presence else None
    sejours = [(un.arrivee, un.depart or tenue.levee_le) for un in membre.passages]
    connus = [(arrivee, depart) for arrivee, depart in sejours if arrivee and depart]
    if not connus or len(connus) < len(sejours) or not parties(tenue):
        return None
    return [_commun(sorted(connus), partie) for partie in parties(tenue)]


def _commun(sejours: list[Intervalle], partie: Intervalle) -> int:
    debut, fin = partie
    total = timedelta()
    for arrivee, depart in sejours:
        de, a = max(arrivee, debut), min(depart, fin)
        if de < a:
            total += a - de
            debut = a
    return int(total.total_seconds() // 60)


def _lignes(seances: Iterable[SeanceTenue]) -> Iterator[Ligne]:
    for seance in seances:
        for membre in seance.membres:
            yield _ligne(membre, seance.tenue)


def _ligne(membre: Membre, tenue: Tenue) -> Ligne:
    temps = minutes_par_partie(membre, tenue)
    suivies = [str(rang) for rang, partie in enumerate(temps or [], start=1) if partie]
    arrivees = [un.arrivee for un in membre.passages if un.arrivee]
    departs = [depart for un in membre.passages if (depart := un.depart or tenue.levee_le)]
    return [
        membre.nom,
        membre.college,
        membre.organisme,
        tenue.instance,
        tenue.jour,
        ETATS[membre.presence],
        _heure(min(arrivees, default=None)),
        _heure(max(departs, default=None)) if membre.est_present else "",
        None if temps is None else sum(temps),
        " et ".join(suivies),
        len(parties(tenue)) or None,
        membre.pouvoir_a,
    ]


def _heure(instant: datetime | None) -> str:
    return f"{instant:%H:%M}" if instant else ""
