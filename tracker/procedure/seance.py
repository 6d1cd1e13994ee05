"""The table of the séance: from the date in the calendar to the end of the sitting."""

from typing import Any

from ..roles import Role
from .delais import avant_la_pleniere, limite_d_envoi, limite_de_convocation
from .grammar import MEME, NEANT, Frame, State, Transition, Workflow
from .reglement import ARTICLE_ENVOI, ARTICLE_VOTE, JOURS_AVANT_PLENIERE, Reglement
from .saisine import AVANT_VOTE
from .scrutin import Quorum, quorum

#: What an item of an agenda is about.
POINTS = {
    "texte": "Texte",
    "proces_verbal": "Approbation d’un procès-verbal",
    "election": "Élection",
    "communication": "Communication",
    "audition": "Audition",
    "compte_rendu": "Compte rendu de délégation",
    "question": "Question soumise au vote",
    "pause": "Pause",
}
#: Items that somebody adds by hand: the others come with their text, their minutes, the bureau's decision.
POINTS_LIBRES = ("communication", "audition", "election", "question", "pause")
#: Items on which one votes.
POINTS_VOTES = frozenset({"texte", "proces_verbal", "election", "question"})

#: What a member answers to a notice.
REPONSES = {
    "present": "Présent",
    "distance": "À distance",
    "excuse": "Excusé",
    "pouvoir": "Donne pouvoir",
}
#: How a notice on paper reached a member.
REMISES = {"main": "Remise en main propre", "poste": "Envoyée par voie postale"}
#: Where somebody attends from.
LIEUX = {"salle": "Dans la salle", "distance": "À distance"}
#: How an arrival is known.
MOYENS_D_EMARGEMENT = {
    "secretariat": "Noté par le secrétariat",
    "code": "Code de la salle",
    "appareil": "Depuis son appareil",
}
#: Why a proxy holds no more.
FINS_DE_POUVOIR = {
    "arrivee": "Caduc : le mandant est arrivé",
    "revocation": "Révoqué par le mandant",
    "erreur": "Retiré par le secrétariat",
}

ETATS = (
    State("projetee", "Projetée", "Prévue", "attente"),
    State("convoquee", "Convoquée", "Convoquée", "encours"),
    State("ouverte", "Ouverte", "En cours", "encours"),
    State("levee", "Levée", "Tenue", "fait", open=False),
    State("pv_projet", "Procès-verbal à approuver", "Tenue", "attente", open=False),
    State("pv_adopte", "Procès-verbal approuvé", "Tenue", "fait", open=False),
    State("pv_signe", "Procès-verbal signé", "Tenue", "fait", open=False),
    State("carence", "Quorum non atteint", "Reportée faute de quorum", "retard", open=False),
    State("annulee", "Annulée", "Annulée", "sombre", open=False),
)

#: The sitting has been held to its end.
TENUES = frozenset({"levee", "pv_projet", "pv_adopte", "pv_signe"})

CONVOQUE = (Role.PRESIDENT, Role.PRESIDENT_DE_COMMISSION, Role.SECRETARIAT)

#: Who drafts the minutes.
REDIGE = (Role.SECRETARIAT, Role.CHARGE_DE_MISSION)


def ordre_du_jour(seance: Any, frame: Frame) -> str | None:
    return None if seance.points else "L’ordre du jour est vide."


def douze_jours(seance: Any, frame: Frame) -> str | None:
    if seance.instance.genre != "pleniere":
        return None
    if frame.aujourdhui <= limite_d_envoi(seance.jour, frame.reglement):
        return None
    return (
        f"Les rapports partent {avant_la_pleniere((seance.jour - frame.aujourdhui).days)} : la loi veut "
        f"{JOURS_AVANT_PLENIERE} jours au moins (CGCT, art. {ARTICLE_ENVOI})."
    )


def jours_de_convocation(seance: Any, frame: Frame) -> str | None:
    """The time that the règlement gives the members of a body that the law does not speak of."""
    genre, days = seance.instance.genre, frame.reglement.jours_de_convocation
    if genre == "pleniere" or frame.aujourdhui <= limite_de_convocation(genre, seance.jour, frame.reglement):
        return None
    left = (seance.jour - frame.aujourdhui).days
    when = "le jour même de" if left <= 0 else "un jour avant" if left == 1 else f"{left} jours avant"
    asked = "un jour" if days == 1 else f"{days} jours"
    return f"La convocation part {when} la réunion : le règlement intérieur veut {asked} au moins."


def saisines_inscrites(seance: Any, frame: Frame) -> str | None:
    """Files that aim at a plenary and are not on its agenda: its papers leave without them."""
    waiting = [saisine.numero for saisine in seance.saisines_visees if saisine.etat in AVANT_VOTE]
    if not waiting:
        return None
    aim = "vise" if len(waiting) == 1 else "visent"
    return f"{', '.join(waiting)} {aim} cette plénière et n’y {'est' if len(waiting) == 1 else 'sont'} pas inscrites."


def a_venir(seance: Any, frame: Frame) -> str | None:
    return None if seance.jour >= frame.aujourdhui else "La date de la séance est passée."


def jour_venu(seance: Any, frame: Frame) -> str | None:
    return None if seance.jour <= frame.aujourdhui else "La séance ne s’ouvre que le jour dit."


def appel_fait(seance: Any, frame: Frame) -> str | None:
    if not quorum_exige(seance, frame.reglement):
        return None if seance.presents is not None else "Saisissez l’appel : les présents."
    if seance.presents is not None and seance.en_exercice is not None:
        return None
    return "Saisissez l’appel : présents et membres en exercice."


def quorum_de(seance: Any) -> Quorum:
    """Where a sitting stands, with the text that asks for a quorum there."""
    plenary = seance.instance.genre == "pleniere"
    return quorum(
        seance.presents,
        seance.en_exercice,
        seconde_convocation=seance.seconde_convocation,
        article=f"art. {ARTICLE_VOTE}" if plenary else "règlement intérieur",
    )


def quorum_exige(seance: Any, reglement: Reglement) -> bool:
    """Whether a body needs more than half of its members: the plenary by law, the others by the règlement."""
    genre = seance.instance.genre
    if genre == "pleniere":
        return True
    return reglement.quorum_du_bureau if genre == "bureau" else reglement.quorum_des_commissions


def quorum_atteint(seance: Any, frame: Frame) -> str | None:
    if not quorum_exige(seance, frame.reglement):
        return None
    etat = quorum_de(seance)
    # A figure not typed is the roll's affair: this condition speaks of figures that are known.
    return None if etat.atteint is not False else etat.phrase


def quorum_manque(seance: Any, frame: Frame) -> str | None:
    if not quorum_exige(seance, frame.reglement):
        return "Le règlement intérieur ne fixe pas de quorum pour cette instance."
    etat = quorum_de(seance)
    return etat.phrase if etat.atteint else None


def points_traites(seance: Any, frame: Frame) -> str | None:
    waiting = [point.texte.titre for point in seance.points if point.texte and point.texte.etat == "inscrit"]
    if not waiting:
        return None
    listed = ", ".join(f"« {titre} »" for titre in waiting)
    return f"Reste à voter, à renvoyer ou à retirer de l’ordre du jour : {listed}."


def scrutins_clos(seance: Any, frame: Frame) -> str | None:
    under_way = [point.nom_public for point in seance.points if point.scrutin_ouvert]
    return f"Un scrutin est en cours sur {under_way[0]} : fermez-le ou annulez-le d’abord." if under_way else None


def non_suspendue(seance: Any, frame: Frame) -> str | None:
    return "La séance est suspendue : reprenez-la d’abord." if seance.suspendue else None


def suspendue(seance: Any, frame: Frame) -> str | None:
    return None if seance.suspendue else "La séance n’est pas suspendue."


def pv_redige(seance: Any, frame: Frame) -> str | None:
    return None if seance.proces_verbal else "Rédigez le procès-verbal : il reprend ce qui a été enregistré en séance."


def approbation_constatee(seance: Any, frame: Frame) -> str | None:
    if seance.proces_verbal and seance.proces_verbal.approuve_le:
        return None
    return "Le procès-verbal s’approuve à une séance suivante : inscrivez-le à son ordre du jour et faites-le voter."


def pv_en_document(seance: Any, frame: Frame) -> str | None:
    if seance.proces_verbal and seance.proces_verbal.document:
        return None
    return "Préparez le document du procès-verbal : c’est lui qui se signe."


def sans_texte_inscrit(seance: Any, frame: Frame) -> str | None:
    if any(point.texte and point.texte.etat == "inscrit" for point in seance.points):
        return "Retirez d’abord les textes de l’ordre du jour : ils attendent une autre séance."
    return None


def premiere_en_carence(seance: Any, frame: Frame) -> str | None:
    if seance.premiere is not None and seance.premiere.etat == "carence":
        return None
    return "Une seconde séance ne suit qu’un quorum manqué."


SEANCE = Workflow(
    "seance",
    ETATS,
    (
        Transition("projeter", "Ajouter une séance", "Séance projetée", (NEANT,), "projetee",
                   (Role.SECRETARIAT, Role.PRESIDENT, Role.PRESIDENT_DE_COMMISSION), needs=(a_venir,)),
        Transition("reconvoquer", "Reconvoquer", "Seconde séance convoquée", (NEANT,), "convoquee", CONVOQUE,
                   needs=(premiere_en_carence,)),
        Transition("convoquer", "Convoquer", "Séance convoquée", ("projetee",), "convoquee",
                   CONVOQUE, needs=(a_venir, ordre_du_jour),
                   warns=(douze_jours, jours_de_convocation, saisines_inscrites)),
        Transition("convoquer_les_nouveaux", "Convoquer les nouveaux membres", "Nouveaux membres convoqués",
                   ("convoquee",), MEME, CONVOQUE, aside=True),
        Transition("ouvrir", "Ouvrir la séance", "Séance ouverte", ("convoquee",), "ouverte", CONVOQUE,
                   needs=(jour_venu, appel_fait, quorum_atteint)),
        Transition("constater_la_carence", "Constater que le quorum n’est pas atteint", "Quorum non atteint",
                   ("convoquee",), "carence", CONVOQUE, needs=(jour_venu, appel_fait, quorum_manque)),
        Transition("constater_la_carence", "Constater que le quorum est perdu", "Quorum perdu en séance",
                   ("ouverte",), "carence", CONVOQUE, needs=(scrutins_clos, appel_fait, quorum_manque)),
        Transition("modifier_l_ordre_du_jour", "Modifier l’ordre du jour", "Ordre du jour modifié",
                   ("convoquee", "ouverte"), MEME, CONVOQUE, reason=True, aside=True),
        Transition("suspendre", "Suspendre la séance", "Séance suspendue", ("ouverte",), MEME, CONVOQUE,
                   needs=(scrutins_clos, non_suspendue), aside=True),
        Transition("reprendre", "Reprendre la séance", "Séance reprise", ("ouverte",), MEME, CONVOQUE,
                   needs=(suspendue,), aside=True),
        Transition("lever", "Lever la séance", "Séance levée", ("ouverte",), "levee", CONVOQUE,
                   needs=(scrutins_clos, non_suspendue, points_traites)),
        Transition("etablir_le_pv", "Établir le procès-verbal", "Projet de procès-verbal établi", ("levee",),
                   "pv_projet", REDIGE, needs=(pv_redige,)),
        Transition("reprendre_le_pv", "Reprendre le projet de procès-verbal", "Projet de procès-verbal repris",
                   ("pv_projet",), "levee", REDIGE, reason=True, aside=True),
        Transition("approuver_le_pv", "Constater l’approbation du procès-verbal", "Procès-verbal approuvé",
                   ("pv_projet",), "pv_adopte", (*CONVOQUE, Role.AUTOMATIQUE), needs=(approbation_constatee,)),
        Transition("signer_le_pv", "Signer le procès-verbal", "Procès-verbal signé", ("pv_adopte",), "pv_signe",
                   (Role.PRESIDENT, Role.PRESIDENT_DE_COMMISSION), needs=(pv_en_document,)),
        Transition("annuler", "Annuler la séance", "Séance annulée", ("projetee",), "annulee",
                   CONVOQUE, needs=(sans_texte_inscrit,), reason=True, aside=True),
        Transition("annuler", "Annuler la séance", "Séance annulée", ("convoquee",), "annulee",
                   (Role.PRESIDENT, Role.PRESIDENT_DE_COMMISSION), needs=(sans_texte_inscrit,), reason=True,
                   aside=True),
    ),
)  # fmt: skip
