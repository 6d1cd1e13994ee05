"""Those who are convened to a sitting: who still has to be, what each opened, read and answered."""

from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ..procedure.grammar import Refusal
from ..procedure.reglement import Reglement
from . import pouvoirs
from .annuaire import Membre
from .appel import battre, membres, presents
from .colonnes import maintenant
from .convocation import Convocation
from .personne import Personne
from .presence import Pouvoir, Presence
from .seance import Seance

#: Answers by which somebody does not come.
ABSENCES = frozenset({"excuse", "pouvoir"})


def a_convoquer(session: Session, seance: Seance) -> list[Membre]:
    """Members of that day who have no notice yet, in the order of the roll."""
    told = set(session.scalars(select(Convocation.personne_id).where(Convocation.seance_id == seance.id)))
    return [one for key, one in membres(session, seance).items() if key not in told]


def convocation_de(session: Session, seance_id: int, personne_id: int) -> Convocation | None:
    """The notice that somebody received of a sitting, if they did."""
    mine = Convocation.seance_id == seance_id, Convocation.personne_id == personne_id
    return session.scalars(select(Convocation).where(*mine)).first()


def noter_l_ouverture(session: Session, key: int) -> None:
    """Note the first opening of a notice; the later ones change nothing."""
    session.execute(
        update(Convocation)
        .where(Convocation.id == key, Convocation.ouverte_le.is_(None))
        .values(ouverte_le=maintenant())
    )


def noter_la_lecture(session: Session, key: int) -> None:
    """Note that the papers were read, once; who reads them has opened the notice."""
    now = maintenant()
    session.execute(
        update(Convocation)
        .where(Convocation.id == key, Convocation.lue_le.is_(None))
        .values(lue_le=now, ouverte_le=func.coalesce(Convocation.ouverte_le, now))
    )


def pouvoir_donne(session: Session, seance_id: int, personne_id: int) -> Pouvoir | None:
    """The proxy that somebody gave for a whole sitting, while it holds."""
    held = (
        Pouvoir.seance_id == seance_id,
        Pouvoir.mandant_id == personne_id,
        Pouvoir.point_id.is_(None),
        Pouvoir.fin_le.is_(None),
    )
    return session.scalars(select(Pouvoir).where(*held)).first()


def ferme(session: Session, seance: Seance, personne_id: int, jour: date) -> str | None:
    """Why an answer can no longer be given, in words; None while it can."""
    if seance.etat != "convoquee" or seance.jour < jour:
        return f"La séance est « {seance.etape.lower()} » : les réponses ne changent plus, l’appel fait foi."
    if personne_id not in membres(session, seance):
        return "Vous ne siégez plus dans cette instance le jour de la séance : il n’y a pas de réponse à donner."
    if personne_id in presents(session, seance.id):
        return "Vous avez émargé : votre présence est notée."
    return None


def repondre(
    session: Session,
    convocation: Convocation,
    reponse: str,
    *,
    jour: date,
    reglement: Reglement,
    motif: str = "",
    mandataire: Personne | None = None,
) -> None:
    """Keep what a member answers, with the roll and the proxy that follow from it; raises Refusal.

    The caller holds the lock of the sitting, and forgets the transaction after a refusal.
    """
    seance, personne = convocation.seance, convocation.personne
    if closed := ferme(session, seance, personne.id, jour):
        raise Refusal([closed])
    if reponse == "distance" and not reglement.seances_a_distance:
        raise Refusal(["Le règlement ne permet pas de siéger à distance."])
    _suivre_le_pouvoir(session, convocation, mandataire if reponse == "pouvoir" else None, reglement)
    _suivre_l_appel(session, seance, personne, absent=reponse in ABSENCES, motif=motif)
    convocation.reponse, convocation.repondu_le = reponse, maintenant()
    convocation.motif = motif if reponse in ABSENCES else ""
    convocation.ouverte_le = convocation.ouverte_le or convocation.repondu_le
    session.flush()
    battre(session, seance)


def _suivre_le_pouvoir(
    session: Session, convocation: Convocation, mandataire: Personne | None, reglement: Reglement
) -> None:
    """End the proxy that the answer no longer gives, and write the one that it does."""
    seance, personne = convocation.seance, convocation.personne
    given = pouvoir_donne(session, seance.id, personne.id)
    if given is not None and given.mandataire is not mandataire:
        pouvoirs.reprendre(session, given, "revocation", reglement)
        given = None
    if mandataire is not None and given is None:
        pouvoirs.donner(session, seance, personne, mandataire, reglement=reglement)


def _suivre_l_appel(session: Session, seance: Seance, personne: Personne, *, absent: bool, motif: str) -> None:
    """The roll starts from what was answered: excused who does not come, and nothing said of who does."""
    here = Presence.seance_id == seance.id, Presence.personne_id == personne.id
    row = session.scalars(select(Presence).where(*here)).first()
    if absent and row is None:
        session.add(Presence(seance=seance, personne=personne, etat="excuse", motif=motif))
    elif absent and row is not None:
        row.etat, row.motif = "excuse", motif
    elif row is not None and row.etat == "excuse":
        session.delete(row)
