"""The paper of a member in a ballot under way: for themselves and for those whose proxy they carry."""

from dataclasses import dataclass
from secrets import token_urlsafe

from ..door import acteur, jour
from ..extensions import db
from ..models import Electeur, Personne, Scrutin
from ..models.urne import BLANC, droits_de_vote, en_lice, ont_vote
from ..procedure.scrutin import CHOIX
from ..rights import can

#: Who will see a vote, told before it is cast.
QUI_VOIT = {
    "nominal": (
        "Scrutin public : votre vote sera imprimé avec votre nom dans le procès-verbal. Jusqu’à la clôture, "
        "on voit que vous avez voté, et personne ne voit comment."
    ),
    "secret_appareil": (
        "Scrutin secret : on voit que vous avez voté, jamais comment. Votre bulletin est gardé sans nom ni heure. "
        "Tant que le scrutin est ouvert, quelqu’un qui lirait la base de données au moment même où vous votez "
        "pourrait rapprocher les deux ; à la clôture, signatures et bulletins sont réécrits dans le désordre "
        "et plus personne ne le peut, pas même l’administration du site."
    ),
}


@dataclass(frozen=True)
class Voix:
    """One voice that a member may cast, or has cast."""

    electeur_id: int
    nom: str
    pour_soi: bool
    exprimee: bool
    cle: str


@dataclass(frozen=True)
class Urne:
    """What a member sees of a ballot under way: their voices, the answers, who will see them."""

    scrutin: Scrutin
    qui_voit: str
    voix: tuple[Voix, ...]
    choix: tuple[tuple[str, str], ...]
    #: How many names a paper may bear; None where it bears an answer.
    sieges: int | None

    @property
    def a_voter(self) -> tuple[Voix, ...]:
        return tuple(one for one in self.voix if not one.exprimee)


def urne_de(scrutin: Scrutin | None) -> Urne | None:
    """The papers of the person of this request; None where no one votes on a device, or they do not sit there."""
    if scrutin is None or not scrutin.ouvert or scrutin.fige_le or not scrutin.individuel or acteur().regarde:
        return None
    mine = acteur().personne.id
    if not can(acteur(), "seance.participer", scrutin) or db.session.get(Electeur, (scrutin.id, mine)) is None:
        return None
    rights = droits_de_vote(db.session(), scrutin, mine, jour().reglement)
    voted = ont_vote(db.session(), scrutin)
    return Urne(
        scrutin,
        QUI_VOIT[scrutin.mode],
        tuple(Voix(one, _nom(one), one == mine, one in voted, token_urlsafe(24)) for one in rights),
        _reponses(scrutin),
        scrutin.sieges,
    )


def _nom(personne_id: int) -> str:
    person = db.session.get(Personne, personne_id)
    assert person is not None
    return person.nom_complet


def _reponses(scrutin: Scrutin) -> tuple[tuple[str, str], ...]:
    blank = ((BLANC, "Vote blanc"),) if scrutin.secret else ()
    if scrutin.tour is None:
        return (*CHOIX.items(), *blank)
    assert scrutin.point is not None
    return (*((str(one.id), one.nom) for one in en_lice(scrutin.point)), *blank)
