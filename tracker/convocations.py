"""The mail of convening: notice, urgent second notice, cancellation, reminder; each owed by its act, in its words."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from .mail import ESSAIS, adresse, poster
from .models import Acte, Convocation, Courrier, Point, Seance
from .models.colonnes import maintenant
from .models.ordre import heures_prevues
from .procedure.delais import limite_de_reponse
from .procedure.reglement import ARTICLE_VOTE
from .prose.dates import en_lettres, jour_de, sans_jour
from .prose.typographie import francais, phrase

#: What a notice says: its subject, and its paragraphs.
Message = tuple[str, list[str]]
#: A member is not reminded twice within this time.
ENTRE_DEUX_RAPPELS = timedelta(days=1)


def devoir_aux_membres(session: Session, seance: Seance, acte: Acte, jour: date) -> None:
    """Write the mail that an act owes to those who are convened."""
    owed = DUS.get(acte.transition)
    if owed:
        owed(session, seance, acte, jour)
        session.flush()


def _convoquer(session: Session, seance: Seance, acte: Acte, jour: date) -> None:
    """The notice, to each member whom this very act convenes."""
    message = avis(seance, jour)
    for convocation in convocations(session, seance):
        if convocation.courrier_id is None and convocation.emise_le == acte.le:
            convocation.courrier = _ecrire(session, convocation, message)


def _annuler(session: Session, seance: Seance, acte: Acte, jour: date) -> None:
    """Each member who was convened learns that there is no sitting, and why."""
    message = annulation(seance, acte.motif)
    for convocation in convocations(session, seance):
        _ecrire(session, convocation, message)


#: Transition of a sitting → the mail that it owes.
DUS: dict[str, Callable[[Session, Seance, Acte, date], None]] = {
    "convoquer": _convoquer,
    "reconvoquer": _convoquer,
    "convoquer_les_nouveaux": _convoquer,
    "annuler": _annuler,
}


def convocations(session: Session, seance: Seance) -> Sequence[Convocation]:
    """The notices of a sitting with their people and their mail, in one query."""
    query = select(Convocation).where(Convocation.seance_id == seance.id).order_by(Convocation.id)
    whole = (joinedload(Convocation.personne), joinedload(Convocation.courrier), joinedload(Convocation.rappel))
    return session.scalars(query.options(*whole)).all()


def relancer(session: Session, chosen: Iterable[Convocation], jour: date) -> int:
    """Send again the notices that did not arrive, and remind those who did not answer; how many leave."""
    return sum(_relancer(session, convocation, jour) for convocation in chosen)


def _relancer(session: Session, convocation: Convocation, jour: date) -> bool:
    if not convocation.personne.courriel:
        return False
    if a_renvoyer(convocation):
        if convocation.courrier is not None:
            # What replaces it is on its way: nobody receives two.
            convocation.courrier.essais = ESSAIS
        convocation.courrier = _ecrire(session, convocation, avis(convocation.seance, jour))
        return True
    if convocation.reponse is not None or not rappelable(convocation):
        return False
    convocation.rappel = _ecrire(session, convocation, rappel(convocation.seance, jour))
    return True


def a_renvoyer(convocation: Convocation) -> bool:
    """Whether its mail failed, or was never written, to somebody who received nothing on paper."""
    mail = convocation.courrier
    return convocation.remise_le is None and (mail is None or echec(mail))


def echec(mail: Courrier) -> bool:
    """Whether the last try of a message was refused."""
    return mail.envoye_le is None and bool(mail.erreur)


def rappelable(convocation: Convocation) -> bool:
    """Whether a day has passed since the notice, or since the last reminder."""
    last = convocation.rappel or convocation.courrier
    return last is None or last.cree_le <= maintenant() - ENTRE_DEUX_RAPPELS


def avis(seance: Seance, jour: date) -> Message:
    """The notice: what, when, where, the agenda with its papers, by when and where to answer."""
    second = seance.seconde_convocation
    name = f"{_minuscule(seance.intitule)} du {en_lettres(seance.jour)}"
    subject = f"Urgent : seconde convocation, {name}" if second else f"Convocation : {name}"
    return subject, [
        *([_sans_quorum(seance)] if second else []),
        f"Votre présence est attendue à la {name}.\n{_rendez_vous(seance)}",
        f"Ordre du jour :\n{_ordre_du_jour(seance)}",
        *_papiers(seance),
        f"Merci de répondre au plus tard le {en_lettres(limite_de_reponse(seance.jour, jour))} : {lien(seance)}",
    ]


def annulation(seance: Seance, motif: str) -> Message:
    """The sitting will not be held."""
    name = f"{_minuscule(seance.intitule)} du {en_lettres(seance.jour)}"
    why = [f"Motif : {phrase(motif)}"] if motif else []
    return f"Annulée : {name}", [f"La {name} est annulée : ne vous déplacez pas.", *why]


def rappel(seance: Seance, jour: date) -> Message:
    """The answer is still awaited."""
    name = f"{_minuscule(seance.intitule)} du {en_lettres(seance.jour)}"
    return f"Rappel : votre réponse est attendue, {name}", [
        f"Vous n’avez pas encore répondu à la convocation à la {name}.\n{_rendez_vous(seance)}",
        "Présent, excusé ou représenté : votre réponse prend un instant, et le quorum en dépend.",
        f"Répondre : {lien(seance)}",
    ]


def lien(seance: Seance) -> str:
    """Where a member opens their notice, by the configured address."""
    return adresse("convocations.ouvrir", seance_id=str(seance.id))


def emise_le(convocation: Convocation) -> date:
    """The legal day on which somebody was convened."""
    return jour_de(convocation.emise_le, current_app.config["FUSEAU"])


def _sans_quorum(seance: Seance) -> str:
    failed = f" le {sans_jour(seance.premiere.jour)}" if seance.premiere else ""
    return (
        f"Le quorum n’a pas été atteint{failed}. À cette seconde séance, aucun quorum n’est exigé : les votes y sont "
        f"valables quel que soit le nombre des présents (CGCT, art. {ARTICLE_VOTE})."
    )


def _rendez_vous(seance: Seance) -> str:
    hour = f" à {seance.heure.hour} h {seance.heure.minute:02d}" if seance.heure else ", heure à préciser"
    where = seance.lieu or "à préciser"
    return f"— Quand : {en_lettres(seance.jour)}{hour}\n— Où : {where}"


def _ordre_du_jour(seance: Seance) -> str:
    """The items in their order; the title of what is reserved is read in the room and on one's page."""
    return "\n".join(
        f"{rank}. {'Point réservé' if point.reserve else point.intitule}" + (f" (vers {hour})" if hour else "")
        for rank, (point, hour) in enumerate(heures_prevues(seance), 1)
    )


def _papiers(seance: Seance) -> list[str]:
    papers = [point for point in seance.points if point.texte_id and not point.retire and not point.reserve]
    listed = "\n".join(f"— {point.intitule}{_version(point)} : {_lecture(point)}" for point in papers)
    return [f"Documents :\n{listed}"] if papers else []


def _version(point: Point) -> str:
    return f", version {point.version.numero}" if point.version else ""


def _lecture(point: Point) -> str:
    return adresse("convocations.lire", seance_id=str(point.seance_id), point=str(point.id))


def _ecrire(session: Session, convocation: Convocation, message: Message) -> Courrier | None:
    subject, paragraphs = message
    words = "\n\n".join(["Bonjour,", *paragraphs, str(current_app.config["ASSEMBLEE"])])
    return poster(session, convocation.personne, francais(subject), francais(words))


def _minuscule(words: str) -> str:
    return words[:1].lower() + words[1:]
