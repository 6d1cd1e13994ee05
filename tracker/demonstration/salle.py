"""The hall of the demonstration: who came and when, who carried whose voice, who voted what where votes were public."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from ..models import Electeur, Emargement, Pouvoir, Presence, Scrutin, Seance, Voix
from ..models.annuaire import annuaire
from ..procedure.scrutin import CHOIX
from ..procedure.seance import TENUES
from .greffe import PARIS
from .scene import Scene

#: One in so many comes once the sitting has begun, and one leaves before its end.
RETARD, DEPART = 11, 17
#: The plenaries whose votes were recorded by name.
NOMINATIVES = ("printemps", "automne")


def peupler(d: Scene) -> None:
    """Write the hours of each sitting that was opened, its proxies, and its recorded votes."""
    for seance in d.session.scalars(select(Seance).where(Seance.etat.in_(("ouverte", "carence", *TENUES)))):
        there = _emarger(d, seance)
        _porter(d, seance, there)
    for word in NOMINATIVES:
        for point in d.seances[word].points:
            if point.scrutin is not None and point.scrutin.clos_le is not None:
                _nommer(d, point.scrutin)
    d.session.flush()


def _emarger(d: Scene, seance: Seance) -> list[int]:
    """Arrivals of those the roll found there, some of them late; some leave early, never so many that it shows."""
    there = _de(d, seance, "present")
    opening = datetime.combine(seance.jour, seance.heure, tzinfo=PARIS).astimezone(UTC) if seance.heure else None
    if opening is None:
        return there
    for rank, key in enumerate(there):
        early = rank % RETARD != RETARD - 1
        arrival = opening + timedelta(minutes=rank % 25 - 28 if early else rank % 20 + 8)
        d.session.add(_passage(seance, key, "arrivee", arrival))
        if seance.etat in TENUES and rank % DEPART == DEPART - 1:
            d.session.add(_passage(seance, key, "depart", opening + timedelta(hours=5, minutes=rank)))
    return there


def _passage(seance: Seance, key: int, sens: str, le: datetime) -> Emargement:
    return Emargement(seance_id=seance.id, personne_id=key, sens=sens, moyen="secretariat", le=le)


def _porter(d: Scene, seance: Seance, there: Sequence[int]) -> None:
    """As many proxies as the roll tells: those who are excused lend their voice, each to somebody else."""
    away = _de(d, seance, "excuse")
    for giver, holder in list(zip(away, there, strict=False))[: seance.pouvoirs or 0]:
        given = datetime.combine(seance.jour, datetime.min.time(), tzinfo=UTC) - timedelta(days=1)
        d.session.add(Pouvoir(seance=seance, mandant_id=giver, mandataire_id=holder, moyen="papier", donne_le=given))


def _de(d: Scene, seance: Seance, etat: str) -> list[int]:
    query = select(Presence.personne_id).where(Presence.seance_id == seance.id, Presence.etat == etat)
    return list(d.session.scalars(query.order_by(Presence.id)))


def _nommer(d: Scene, scrutin: Scrutin) -> None:
    """A recorded vote whose voices are those that the figures count; an excused member's is carried."""
    assert scrutin.point is not None and scrutin.clos_le is not None
    seance = scrutin.point.seance
    scrutin.mode, scrutin.ouvert_le = "nominal", scrutin.clos_le - timedelta(minutes=2)
    seated = annuaire(d.session, seance.jour).siegent(seance.instance)
    d.session.add_all(
        Electeur(
            scrutin_id=scrutin.id,
            personne_id=one.id,
            college_id=one.college.id if one.college else None,
            organisme=one.organisme,
        )
        for one in seated
    )
    carried = {one.mandant_id: one.mandataire_id for one in d.session.scalars(select(Pouvoir).filter_by(seance=seance))}
    there = _de(d, seance, "present")
    # The same people vote the same way each time the demonstration is loaded, and not by the order of the roll.
    voters = sorted([*there, *carried], key=lambda key: (key * 6007 + scrutin.id * 131) % 2003)
    said = [name for name in CHOIX for _ in range(getattr(scrutin, name) or 0)]
    for key, choix in zip(voters, said, strict=False):
        d.session.add(
            Voix(
                scrutin_id=scrutin.id,
                personne_id=key,
                votant_id=carried.get(key, key),
                choix=choix,
                moyen="appareil",
                le=scrutin.clos_le - timedelta(seconds=key % 100),
            )
        )
