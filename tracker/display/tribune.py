"""The seats of a sitting in their order, each with what is drawn there: present, has voted, what was answered."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import College as Collegial
from ..models import Scrutin, Seance
from ..models.annuaire import annuaire
from ..models.appel import presents
from ..models.urne import ont_vote
from ..models.voix import Electeur, Voix
from .hemicycle_du_vote import College, Image, Siege, Signe, presence, vote_nominal, vote_ouvert

SANS_COLLEGE = College(0, "Sans collège")
LIEUX = {"salle": Signe.PRESENT, "distance": Signe.DISTANCE}


def salle(session: Session, seance: Seance) -> Image:
    """Who is there, seat by seat."""
    return presence(
        _sieges(session, seance, {one: LIEUX[place] for one, place in presents(session, seance.id).items()})
    )


def votants(session: Session, scrutin: Scrutin, seance: Seance) -> Image:
    """Who has voted, while one votes."""
    return vote_ouvert(_sieges(session, seance, dict.fromkeys(ont_vote(session, scrutin), Signe.VOTE), scrutin))


def reponses(session: Session, scrutin: Scrutin, seance: Seance) -> Image:
    """What each answered in a recorded vote; a proxy's voice stands on the seat of its giver."""
    rows = session.execute(
        select(Voix.personne_id, Voix.votant_id, Voix.choix).where(Voix.scrutin_id == scrutin.id)
    ).all()
    carried = {row.personne_id for row in rows if row.personne_id != row.votant_id}
    return vote_nominal(_sieges(session, seance, {row.personne_id: Signe(row.choix) for row in rows}, scrutin, carried))


def _sieges(
    session: Session,
    seance: Seance,
    signes: Mapping[int, Signe],
    scrutin: Scrutin | None = None,
    portes: set[int] | frozenset[int] = frozenset(),
) -> list[Siege]:
    """The seats of the body: for the plenary those of the assembly, the vacant ones among them."""
    book = annuaire(session, seance.jour)
    held: list[tuple[int, Collegial | None]]
    if seance.instance.genre == "pleniere":
        held = [(place.titulaire.id if place.titulaire else 0, place.college) for place in book.places]
    else:
        held = [(one.id, one.college) for one in book.siegent(seance.instance)]
    if scrutin is not None:
        held = _comme_a_l_ouverture(session, scrutin, held)
    return [Siege(_college(of), signes.get(who, Signe.ABSENT), who in portes) for who, of in held]


def _comme_a_l_ouverture(
    session: Session, scrutin: Scrutin, held: list[tuple[int, Collegial | None]]
) -> list[tuple[int, Collegial | None]]:
    """The same seats with the members who could vote: a mandate corrected since then takes no voice away."""
    electors = session.execute(
        select(Electeur.personne_id, Collegial)
        .outerjoin(Collegial, Collegial.id == Electeur.college_id)
        .where(Electeur.scrutin_id == scrutin.id)
    ).all()
    known = {who for who, _ in held}
    return held + [(who, of) for who, of in electors if who not in known]


def _college(of: Collegial | None) -> College:
    return College(of.rang, of.court) if of else SANS_COLLEGE
