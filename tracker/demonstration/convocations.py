"""What became of the notices of each sitting to come: sent at once, opened by most, answered by many."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from ..convocations import avis
from ..mail import ESSAIS
from ..models import Acte, Convocation, Courrier, Personne, Presence, Seance
from ..models import pouvoirs as operations
from ..models.appel import regle_des_pouvoirs
from ..procedure.grammar import Refusal
from ..prose.typographie import francais
from .scene import Scene

MOTIFS = ("En mission pour mon organisation", "Congés", "Autre réunion, prise de longue date", "Raison de santé")
#: What each member in turn does of a notice: comes, comes, is excused… nothing is nobody knows yet.
REPONSES: tuple[str | None, ...] = (
    "present", "present", "excuse", "present", "present", None, "present", "pouvoir", "present", None,
)  # fmt: skip
ECHEC = "Le serveur refuse cette adresse : 550 5.1.1 boîte inconnue"
#: The one whom the mail does not reach, in the order of the roll.
PERDU = 11
DOMAINE = "ceser-demonstration.example"
#: From the notice to the first opening.
DELAI = timedelta(hours=5)


def suivre(d: Scene) -> None:
    """Date the notices as their acts are, and tell what became of those whose sitting is to come."""
    for seance in d.session.scalars(select(Seance).where(Seance.etat != "projetee").order_by(Seance.id)).all():
        made = _moment(d.session, seance)
        if made is None:
            continue
        d.session.execute(update(Convocation).where(Convocation.seance_id == seance.id).values(emise_le=made))
        if seance.etat == "convoquee":
            _suivre(d, seance, made)
    d.session.flush()


def _moment(session: Session, seance: Seance) -> datetime | None:
    wanted = Acte.seance_id == seance.id, Acte.transition.in_(("convoquer", "reconvoquer"))
    return session.scalars(select(Acte.le).where(*wanted).order_by(Acte.id)).first()


def _suivre(d: Scene, seance: Seance, made: datetime) -> None:
    rows = _convocations(d.session, seance)
    subject, paragraphs = avis(seance, made.date())
    words = francais("\n\n".join(["Bonjour,", *paragraphs]))
    for rank, row in enumerate(rows):
        row.courrier = Courrier(
            personne=row.personne,
            destinataire=row.personne.courriel or f"membre-{row.personne_id}@{DOMAINE}",
            objet=francais(subject)[:200],
            corps=words,
            cree_le=made,
            essais=ESSAIS if rank == PERDU else 1,
            envoye_le=None if rank == PERDU else made + timedelta(seconds=rank),
            erreur=ECHEC if rank == PERDU else "",
        )
        if rank != PERDU:
            _repondre(d, rows, rank, made)


def _convocations(session: Session, seance: Seance) -> Sequence[Convocation]:
    query = select(Convocation).where(Convocation.seance_id == seance.id).order_by(Convocation.id)
    query = query.options(joinedload(Convocation.personne)).execution_options(populate_existing=True)
    return session.scalars(query).all()


def _repondre(d: Scene, rows: Sequence[Convocation], rank: int, made: datetime) -> None:
    """Nobody answers before the notice, nor after today; those whose eyes one may borrow have not answered yet."""
    row, answer = rows[rank], REPONSES[rank % len(REPONSES)]
    opened = min(made + DELAI + timedelta(minutes=7 * rank), d.instant())
    if row.personne.presentation is not None or opened <= made:
        return
    row.ouverte_le = opened
    row.lue_le = opened if rank % 3 else None
    if answer == "pouvoir" and not _donner(d, row, rows[rank - 1].personne):
        answer = "excuse"
    if answer is None:
        return
    row.reponse, row.repondu_le = answer, opened
    row.motif = MOTIFS[rank % len(MOTIFS)] if answer == "excuse" else ""
    if answer in {"excuse", "pouvoir"}:
        d.session.add(Presence(seance=row.seance, personne=row.personne, etat="excuse", motif=row.motif))


def _donner(d: Scene, row: Convocation, holder: Personne) -> bool:
    rules = d.regles()[1]
    if not regle_des_pouvoirs(row.seance, rules).ouverts:
        return False
    try:
        operations.donner(d.session, row.seance, row.personne, holder, reglement=rules)
    except Refusal:
        return False
    return True
