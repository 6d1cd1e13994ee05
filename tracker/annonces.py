"""The mail about amendments: a tabling, a change to what others signed, and the author of each decision."""

from collections.abc import Callable, Iterable
from datetime import date

from flask import current_app
from sqlalchemy.orm import Session

from .mail import adresse, poster
from .models import Acte, Amendement, Personne
from .models.agents import secretariat
from .procedure.amendement import GESTES
from .prose.typographie import francais, phrase
from .roles import Role
from .titulaires import titulaires

#: Acts that the author of an amendment is told of, when somebody else does them.
DECISIONS = frozenset(
    {"declarer_recevable", "declarer_irrecevable", "revenir_sur_la_recevabilite", "accepter", "ecarter"}
    | {"revenir_sur_la_decision", "adopter", "rejeter", "reprendre_le_vote", "retirer", "faire_tomber", "tomber"}
)


def devoir_sur_l_amendement(session: Session, acte: Acte, jour: date) -> None:
    """Write the mail that an act on an amendment owes."""
    owed = DUS.get(acte.transition, _de_la_decision if acte.transition in DECISIONS else None)
    if owed is not None and acte.amendement is not None:
        owed(session, acte, acte.amendement, jour)


def _du_depot(session: Session, acte: Acte, amendement: Amendement, jour: date) -> None:
    """The rapporteurs, whoever presides over the commission and the secretariat; the author when others tabled."""
    chairs = titulaires(session, Role.PRESIDENT_DE_COMMISSION, amendement, jour)
    told = [*amendement.texte.rapporteurs, *(one.personne for one in chairs), *secretariat(session, jour)]
    subject = f"{_nom(amendement)} à « {amendement.texte.titre} » : déposé"
    said = [
        f"{amendement.auteur} propose : {GESTES[amendement.geste].lower()}.",
        f"Motifs : {phrase(amendement.expose)}",
        f"Le lire, donner un avis : {_lien(amendement)}",
    ]
    _ecrire(session, acte, [*told, amendement.depose_par], subject, said)


def _de_la_modification(session: Session, acte: Acte, amendement: Amendement, jour: date) -> None:
    """Those who signed it: they may take their name back."""
    told = [
        f"{_nom(amendement)} à « {amendement.texte.titre} », que vous avez cosigné, est modifié par son auteur.",
        f"Le relire, et retirer votre nom s’il ne vous convient plus : {_lien(amendement)}",
    ]
    signers = [one.personne for one in amendement.cosignatures]
    _ecrire(session, acte, signers, f"{_nom(amendement)} : un amendement que vous avez cosigné est modifié", told)


def _de_la_decision(session: Session, acte: Acte, amendement: Amendement, jour: date) -> None:
    """The author, with the reason."""
    told = [f"Votre {_nom(amendement).lower()} à « {amendement.texte.titre} » : {acte.fait.lower()}."]
    why = [f"Motif : {phrase(acte.motif)}"] if acte.motif else []
    subject = f"{_nom(amendement)} : {acte.fait.lower()}"
    _ecrire(session, acte, [amendement.depose_par], subject, [*told, *why, f"Le suivre : {_lien(amendement)}"])


#: Transitions that tell others than the author alone.
DUS: dict[str, Callable[[Session, Acte, Amendement, date], None]] = {
    "deposer": _du_depot,
    "modifier": _de_la_modification,
}


def _ecrire(session: Session, acte: Acte, people: Iterable[Personne], subject: str, paragraphs: Iterable[str]) -> None:
    """To each once, but for whoever did it."""
    words = francais("\n\n".join(["Bonjour,", *paragraphs, str(current_app.config["ASSEMBLEE"])]))
    for person in dict.fromkeys(people):
        if person is not acte.personne:
            poster(session, person, francais(subject), words)


def _nom(amendement: Amendement) -> str:
    return f"{'Sous-amendement' if amendement.parent_id else 'Amendement'} n° {amendement.numero}"


def _lien(amendement: Amendement) -> str:
    """The page of an amendment, by the configured address."""
    return adresse("amendements.fiche", amendement_id=str(amendement.id))
