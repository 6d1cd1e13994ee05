"""What is read of a ballot: who has voted, for whom, and how once it is closed and public."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..procedure.reglement import Reglement
from ..procedure.scrutin import par_groupe
from ..prose.recherche import plier
from .appel import presents
from .assemblee import College
from .personne import Personne
from .scrutin import Scrutin
from .urne import salle
from .voix import Electeur, Signature, Voix

#: The college of those who hold no seat.
SANS_COLLEGE = "Membres associés"


@dataclass(frozen=True)
class Ligne:
    """A member in a ballot; `choix` is None while it is open, and for ever in a secret one."""

    id: int
    nom: str
    #: How a list sorts them.
    tri: str
    college: str
    rang: int
    organisme: str
    present: bool
    #: Who votes for them, holding their proxy.
    porteur: str
    porteur_id: int | None
    a_vote: bool
    choix: str | None

    @property
    def peut_voter(self) -> bool:
        """Whether a voice is to be expected: from somebody there, or by the holder of a proxy."""
        return self.present or self.porteur_id is not None


def liste_de_vote(session: Session, scrutin: Scrutin, reglement: Reglement) -> list[Ligne]:
    """Each member in office when a ballot opened, college by college, each in the order of the names."""
    carried, _ = salle(session, scrutin, reglement, scrutin.clos_le)
    there = presents(session, scrutin.point.seance_id, scrutin.clos_le) if scrutin.point else {}
    choices = _choix(session, scrutin)
    rows = session.execute(
        select(Electeur, Personne, College)
        .join(Personne, Personne.id == Electeur.personne_id)
        .outerjoin(College, College.id == Electeur.college_id)
        .where(Electeur.scrutin_id == scrutin.id)
    ).all()
    names = {person.id: person.nom_complet for _, person, _ in rows}
    public = scrutin.mode == "nominal" and scrutin.clos_le is not None
    lines = [
        Ligne(
            id=person.id,
            nom=person.nom_complet,
            tri=f"{plier(person.nom)} {plier(person.prenom)}",
            college=college.nom if college else SANS_COLLEGE,
            rang=college.rang if college else 99,
            organisme=elector.organisme,
            present=person.id in there and person.id not in carried,
            porteur=names.get(carried.get(person.id, 0), ""),
            porteur_id=carried.get(person.id),
            a_vote=person.id in choices,
            choix=choices.get(person.id) if public else None,
        )
        for elector, person, college in rows
    ]
    return sorted(lines, key=lambda line: (line.rang, line.tri, line.id))


def _choix(session: Session, scrutin: Scrutin) -> dict[int, str | None]:
    """Whose voice is in; what it says is read only where it may be told."""
    if scrutin.secret:
        signed = select(Signature.personne_id).where(Signature.scrutin_id == scrutin.id)
        return dict.fromkeys(session.scalars(signed))
    told: Any = Voix.choix if scrutin.clos_le is not None else Voix.personne_id
    rows = session.execute(select(Voix.personne_id, told).where(Voix.scrutin_id == scrutin.id))
    return {row[0]: str(row[1]) for row in rows}


def par_college(lines: list[Ligne]) -> list[tuple[str, list[Ligne]]]:
    """The members under the name of their college, in the order of the colleges."""
    found: dict[str, list[Ligne]] = {}
    for line in lines:
        found.setdefault(line.college, []).append(line)
    return list(found.items())


def voix_par_college(lines: list[Ligne]) -> list[tuple[str, dict[str, int]]]:
    """How each college voted in a recorded vote, in the order of the colleges; nothing of any other one."""
    said = [(line.college, line.choix) for line in lines if line.choix is not None]
    counts = par_groupe(said, secret=False)
    return [(college, counts[college]) for college, _ in par_college(lines) if college in counts]
