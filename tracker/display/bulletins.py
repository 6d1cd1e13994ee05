"""The paper of a member in a ballot under way: for themselves and for those whose proxy they carry."""

from dataclasses import dataclass
from secrets import token_urlsafe

from ..door import acteur, jour
from ..extensions import db
from ..models import Electeur, Personne, Scrutin
from ..models.appel import portes, presents
from ..models.urne import BLANC, droits_de_vote, en_lice, qui_a_vote
from ..procedure.scrutin import CHOIX
from ..rights import can

#: Who will see a vote, told before it is cast.
QUI_VOIT = {
    "nominal": (
        "Scrutin public : votre vote sera imprimé avec votre nom dans le procès-verbal. Jusqu’à la clôture, "
        "on voit que vous avez voté, et personne ne voit comment."
    ),
    "secret_appareil": (
        "Scrutin secret : on voit que vous avez voté, jamais comment. Votre bulletin est gardé sans nom ni heure."
    ),
}
#: The rest of it, for who asks: the answers stay in sight on a telephone.
EN_DETAIL = {
    "secret_appareil": (
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
    #: Who cast it in my place, where my proxy did.
    par: str = ""


@dataclass(frozen=True)
class Urne:
    """What a member sees of a ballot under way: their voices, the answers, who will see them."""

    scrutin: Scrutin
    qui_voit: str
    en_detail: str
    voix: tuple[Voix, ...]
    choix: tuple[tuple[str, str], ...]
    #: How many names a paper may bear; None where it bears an answer.
    sieges: int | None
    #: Who carries my voice while I am not there.
    porteur: str = ""

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
    cast = qui_a_vote(db.session(), scrutin)
    # A voice that is in counts, whether its member has left since or came after it was cast.
    shown = rights if mine in rights or mine not in cast else [mine, *rights]
    return Urne(
        scrutin,
        QUI_VOIT[scrutin.mode],
        EN_DETAIL.get(scrutin.mode, ""),
        tuple(_voix(one, mine, cast) for one in shown),
        _reponses(scrutin),
        scrutin.sieges,
        "" if shown else _porteur(scrutin, mine),
    )


def _voix(key: int, mine: int, cast: dict[int, int]) -> Voix:
    by = _nom(cast[mine]) if key == mine and cast.get(mine, mine) != mine else ""
    return Voix(key, _nom(key), key == mine, key in cast, token_urlsafe(24), by)


def _porteur(scrutin: Scrutin, mine: int) -> str:
    """Who carries the voice of a member who is not there; nothing where nobody does."""
    assert scrutin.point is not None
    session, seance = db.session(), scrutin.point.seance
    there = presents(session, seance.id)
    carried = portes(session, seance, there, jour().reglement, scrutin.point_id, scrutin.ouvert_le)
    return _nom(carried[mine]) if mine in carried else ""


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
