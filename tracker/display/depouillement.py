"""A ballot as the room sees it: under way, closed, waiting for the chair's voice; a round of an election."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Point, Scrutin, Seance
from ..models.annuaire import annuaire
from ..models.appel import portes, presents
from ..models.urne import ont_vote
from ..models.voix import Candidature, Electeur, Suffrage
from ..procedure.reglement import Reglement
from ..procedure.scrutin import MODES, MOTS, Base, Issue
from .ecran import Candidat, Decision, Election, Resultat, VoteOuvert
from .elections import majorite
from .hemicycle_du_vote import CHOIX, Image, Signe, vote_compte
from .mots import intitule, nomme, pluriel
from .tribune import reponses, votants

QUESTIONS = {
    "texte": "Adoptez-vous ce texte ?",
    "proces_verbal": "Approuvez-vous ce procès-verbal ?",
    "question": "Question soumise au vote",
}
#: What a member knows before answering: who will see their vote.
PUBLICITES = {
    "main_levee": "Deux scrutateurs comptent les mains, chacun de son côté.",
    "nominal": "Le vote de chacun sera public, imprimé par collège et par organisation.",
    "secret_papier": "Bulletins de papier : personne ne saura qui a répondu quoi.",
    "secret_appareil": "On voit qui a voté ; personne, ni maintenant ni plus tard, ne peut savoir quoi.",
}
#: Why the seats of a picture are nobody's.
MENTIONS = {
    "main_levee": "Vote compté : seul le nombre des voix est connu, ces sièges ne sont ceux de personne.",
    "secret_papier": "Scrutin secret : les voix sont comptées, ces sièges ne sont ceux de personne.",
    "secret_appareil": "Scrutin secret : les voix sont comptées, ces sièges ne sont ceux de personne.",
}
PARTAGE = "Partage égal des voix"


def scrutin_en_cours(session: Session, scrutin: Scrutin, point: Point, reglement: Reglement) -> VoteOuvert | Resultat:
    """A vote under way; once two tellers agree on a tie, the chair's voice is what the room waits for."""
    if tie := _partage(session, scrutin, point, reglement):
        return tie
    voted, expected = _avancee(session, scrutin, point, reglement) if scrutin.individuel else (0, 0)
    return VoteOuvert(
        rang=point.rang,
        titre=intitule(point),
        question=_question(scrutin, point),
        mode=MODES[scrutin.mode],
        publicite=PUBLICITES[scrutin.mode],
        votes=voted,
        attendus=expected,
        image=votants(session, scrutin, point.seance) if scrutin.individuel else None,
    )


def _question(scrutin: Scrutin, point: Point) -> str:
    if scrutin.amendement is not None:
        named = nomme(scrutin.amendement)
        return f"Adoptez-vous {'le ' if scrutin.amendement.parent_id else 'l’'}{named[:1].lower()}{named[1:]} ?"
    if scrutin.tour is None:
        return QUESTIONS.get(point.genre, QUESTIONS["question"])
    turn = "1er tour" if scrutin.tour == 1 else f"{scrutin.tour}e tour"
    return f"{turn}, {pluriel(scrutin.sieges or 1, 'siège')} à pourvoir"


def _avancee(session: Session, scrutin: Scrutin, point: Point, reglement: Reglement) -> tuple[int, int]:
    """How many voices are in, and how many may come: those there, those carried, those who voted and left."""
    voted, there = ont_vote(session, scrutin), presents(session, point.seance_id)
    awaited = {*there, *portes(session, point.seance, there, reglement, point.id, scrutin.ouvert_le)}
    electors = set(session.scalars(select(Electeur.personne_id).where(Electeur.scrutin_id == scrutin.id)))
    return len(voted), len(voted | (awaited & electors))


def _partage(session: Session, scrutin: Scrutin, point: Point, reglement: Reglement) -> Resultat | None:
    """A tie that two tellers agree on. On devices nobody knows it before the closing."""
    rule, counts = scrutin.regle(reglement), [one.chiffres for one in scrutin.comptages]
    decides = rule.voix_preponderante and rule.base is Base.EXPRIMES
    decides = decides and (rule.voix_preponderante_au_secret or not scrutin.secret)
    if scrutin.individuel or scrutin.tour is not None or len(counts) < 2 or counts[0] != counts[1] or not decides:
        return None
    figures = {sign: counts[0].get(sign.value) or 0 for sign in CHOIX}
    if not figures[Signe.POUR] or figures[Signe.POUR] != figures[Signe.CONTRE]:
        return None
    said = f"{figures[Signe.POUR]} pour, {figures[Signe.CONTRE]} contre"
    phrase = f"{said} : la voix {rule.presidence} l’emporte ({rule.article}). Elle est attendue."
    image = vote_compte(_places(session, point.seance), figures, MENTIONS[scrutin.mode])
    return Resultat(point.rang, intitule(point), PARTAGE, "attente", (phrase,), image)


def issue_du_vote(session: Session, scrutin: Scrutin, point: Point, reglement: Reglement) -> Resultat | Election:
    """A ballot that is closed, with the sentences announced with it."""
    if scrutin.tour is not None:
        return _tour(session, scrutin, point, reglement)
    word = MOTS[Issue(scrutin.issue)] if scrutin.issue else "Vote clos"
    # The verdict stands above in large letters: the sentence goes on from there.
    told = [line.removeprefix(f"{word} : ") for line in scrutin.motifs.splitlines()]
    return Resultat(
        rang=point.rang,
        titre=intitule(point),
        libelle=word,
        ton=scrutin.issue or "attente",
        phrases=tuple(line[:1].upper() + line[1:] for line in told),
        image=_image(session, scrutin, point.seance),
    )


def _image(session: Session, scrutin: Scrutin, seance: Seance) -> Image:
    if scrutin.mode == "nominal" and scrutin.ouvert_le is not None:
        return reponses(session, scrutin, seance)
    apart = [(scrutin.blancs, "bulletin blanc", "bulletins blancs"), (scrutin.nuls, "bulletin nul", "bulletins nuls")]
    outside = ", ".join(pluriel(number, one, many) for number, one, many in apart if number)
    mention = MENTIONS.get(scrutin.mode, MENTIONS["main_levee"])
    figures = {sign: getattr(scrutin, sign.value) or 0 for sign in CHOIX}
    return vote_compte(_places(session, seance), figures, f"{mention} {outside}.".strip(" .") + ".")


def _places(session: Session, seance: Seance) -> int:
    """How many seats the body has."""
    book = annuaire(session, seance.jour)
    return len(book.places) if seance.instance.genre == "pleniere" else len(book.siegent(seance.instance))


def _tour(session: Session, scrutin: Scrutin, point: Point, reglement: Reglement) -> Election:
    rows = session.execute(
        select(Candidature.nom, Suffrage.voix, Suffrage.elu)
        .join(Suffrage, Suffrage.candidature_id == Candidature.id)
        .where(Suffrage.scrutin_id == scrutin.id)
        .order_by(Suffrage.voix.desc(), Candidature.rang)
    )
    return Election(
        rang=point.rang,
        titre=intitule(point),
        tour=scrutin.tour or 1,
        candidats=tuple(Candidat(*row) for row in rows),
        phrase=next(iter(scrutin.motifs.splitlines()), ""),
        blancs=scrutin.blancs or 0,
        nuls=scrutin.nuls or 0,
        majorite=majorite(scrutin, reglement),
    )


def decision(point: Point) -> Decision:
    """What became of an item, in a word."""
    done = point.scrutin
    if done is None or done.clos_le is None:
        return Decision(point.rang, intitule(point), "")
    if done.tour is not None:
        elected = [one.candidature.nom for one in done.suffrages if one.elu]
        return Decision(point.rang, intitule(point), ", ".join(elected) or "Personne n’est élu")
    return Decision(point.rang, intitule(point), MOTS[Issue(done.issue)] if done.issue else "", done.issue or "attente")
