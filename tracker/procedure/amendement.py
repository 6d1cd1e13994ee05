"""The table of the amendement: a change asked of a text that the plenary is about to vote."""

from datetime import date, timedelta
from typing import Any

from ..roles import Role
from .grammar import MEME, NEANT, Entail, Frame, State, Transition, Workflow
from .reglement import Reglement
from .scrutin import Issue

#: What an amendment does to a block of the text.
GESTES = {
    "remplacer": "Remplacer",
    "ajouter": "Ajouter après",
    "supprimer": "Supprimer",
    "deplacer": "Déplacer",
}
#: In whose name an amendment is tabled.
QUALITES = {
    "membre": "Un membre",
    "groupe": "Un groupe",
    "college": "Un collège",
    "commission": "Une commission",
    "bureau": "Le bureau",
}
#: Who gives an opinion on an amendment, and what it may say.
AVIS_DE = {"rapporteur": "Rapporteur", "commission": "Commission"}
SENS = {
    "favorable": "Favorable",
    "favorable_modifie": "Favorable, rédaction modifiée",
    "defavorable": "Défavorable",
}

ETATS = (
    State("depose", "Déposé", "Déposé", "attente"),
    State("recevable", "Recevable", "Déposé", "encours"),
    State("irrecevable", "Irrecevable", "Irrecevable", "sombre", open=False),
    State("accepte", "Accepté par le rapporteur", "Accepté", "fait", open=False),
    State("ecarte", "Écarté par le rapporteur", "Non retenu", "sombre", open=False),
    State("adopte", "Adopté", "Adopté", "fait", open=False),
    State("rejete", "Rejeté", "Rejeté", "sombre", open=False),
    State("retire", "Retiré", "Retiré", "neutre", open=False),
    State("tombe", "Tombé", "Tombé", "neutre", open=False),
    State("integre", "Intégré au texte", "Adopté", "fait", open=False),
)
OUVERTS = frozenset(state.name for state in ETATS if state.open)
#: Decided for, and not yet written into the text.
A_INTEGRER = frozenset({"accepte", "adopte"})
RETENUS = A_INTEGRER | {"integre"}

AUTEURS = (Role.CONSEILLER, Role.PRESIDENT_DE_COMMISSION, Role.PRESIDENT, Role.SECRETARIAT)
RECEVABILITE = (Role.PRESIDENT, Role.MEMBRE_DU_BUREAU)
COMPTE = (Role.SECRETARIAT, Role.PRESIDENT)
AUTOMATIQUE = (Role.AUTOMATIQUE,)


def limite_de_depot(pleniere: date, reglement: Reglement) -> date:
    """The last day on which amendments are tabled before a plenary, that day included."""
    return pleniere - timedelta(days=reglement.jours_des_amendements)


def depot_ferme(texte: Any, frame: Frame) -> str | None:
    """Why a text cannot be amended today, or None."""
    if texte.etat != "inscrit" or texte.point is None:
        return "Un amendement se dépose sur un texte inscrit à l’ordre du jour d’une plénière."
    seance = texte.point.seance
    if seance.etat == "ouverte":
        if texte.scrutin_ouvert:
            return "L’assemblée vote sur le texte entier : il ne s’amende plus."
        if frame.reglement.amendements_en_seance:
            return None
        return "La séance est ouverte : le règlement intérieur ne reçoit pas d’amendement en séance."
    last = limite_de_depot(seance.jour, frame.reglement)
    if frame.aujourdhui <= last:
        return None
    return f"Les amendements se déposaient jusqu’au {last:%d/%m/%Y} (règlement intérieur)."


def texte_amendable(amendement: Any, frame: Frame) -> str | None:
    return depot_ferme(amendement.texte, frame)


def auteur_admis(amendement: Any, frame: Frame) -> str | None:
    if amendement.qualite in frame.reglement.auteurs_d_amendement:
        return None
    admitted = ", ".join(QUALITES[name].lower() for name in frame.reglement.auteurs_d_amendement)
    return f"Le règlement intérieur réserve les amendements à : {admitted or 'personne'}."


def sur_la_version_remise(amendement: Any, frame: Frame) -> str | None:
    point = amendement.texte.point
    if point is not None and amendement.version is point.version:
        return None
    return "L’amendement porte sur une autre version que celle qui a été remise aux membres."


def place_trouvee(amendement: Any, frame: Frame) -> str | None:
    """The block it aims at stands in the frozen version, or in the words of the amendment that it amends."""
    blocs = amendement.parent.blocs if amendement.parent else amendement.version.blocs
    known = {bloc.id for bloc in blocs}
    places = [amendement.bloc] if amendement.geste != "deplacer" else [amendement.bloc, amendement.apres]
    # The very start of a text is a place, for what is added or moved there.
    if all(place in known or (place == "" and amendement.geste in ("ajouter", "deplacer")) for place in places):
        return None
    return "Le passage visé n’est pas dans le texte remis aux membres."


def changement_dit(amendement: Any, frame: Frame) -> str | None:
    if amendement.geste in ("remplacer", "ajouter"):
        return None if amendement.blocs else "Écrivez la rédaction proposée."
    return None


def motif_expose(amendement: Any, frame: Frame) -> str | None:
    return None if amendement.expose.strip() else "Exposez les motifs de l’amendement."


def sous_amendement_permis(amendement: Any, frame: Frame) -> str | None:
    if amendement.parent is None:
        return None
    if not frame.reglement.sous_amendements:
        return "Le règlement intérieur ne connaît pas les sous-amendements."
    if amendement.parent.parent_id is not None:
        return "Un sous-amendement ne se sous-amende pas."
    if amendement.parent.etat not in OUVERTS:
        return "L’amendement visé est déjà tranché : il ne se sous-amende plus."
    return scrutin_ferme(amendement.parent, frame)


def scrutin_ferme(amendement: Any, frame: Frame) -> str | None:
    """What is being voted stays what it is until the ballot is closed or cancelled."""
    if any(scrutin.ouvert for scrutin in amendement.scrutins):
        return f"L’assemblée vote sur l’amendement n° {amendement.numero} : attendez la fin du scrutin, ou annulez-le."
    return None


def cosignataires_reunis(amendement: Any, frame: Frame) -> str | None:
    wanted = frame.reglement.cosignataires_exiges
    if amendement.qualite != "membre" or len(amendement.cosignatures) >= wanted:
        return None
    return f"Il faut {wanted} cosignataire{'s' if wanted > 1 else ''} : {len(amendement.cosignatures)} à ce jour."


def rapporteur_souverain(amendement: Any, frame: Frame) -> str | None:
    if frame.reglement.modele_d_amendement == "rapporteur":
        return None
    return "Le règlement intérieur confie la décision à l’assemblée : l’amendement est mis aux voix."


def avis_du_rapporteur(amendement: Any, frame: Frame) -> str | None:
    return None if amendement.avis_de("rapporteur") else "Donnez d’abord l’avis du rapporteur, avec ses raisons."


def avis_favorable(amendement: Any, frame: Frame) -> str | None:
    avis = amendement.avis_de("rapporteur")
    if avis is None or avis.sens != "defavorable":
        return None
    return "L’avis du rapporteur est défavorable : changez-le d’abord."


def sous_amendements_tranches(amendement: Any, frame: Frame) -> str | None:
    waiting = [str(other.numero) for other in amendement.sous_amendements if other.etat in OUVERTS]
    return f"Le sous-amendement n° {', '.join(waiting)} se décide d’abord." if waiting else None


def assemblee_a_adopte(amendement: Any, frame: Frame) -> str | None:
    return _vote(amendement, Issue.ADOPTE)


def assemblee_a_rejete(amendement: Any, frame: Frame) -> str | None:
    return _vote(amendement, Issue.REJETE)


def _vote(amendement: Any, issue: Issue) -> str | None:
    scrutin = amendement.scrutin
    if scrutin is None or scrutin.issue is None:
        return "Aucun scrutin n’est clos sur cet amendement."
    return None if scrutin.issue == issue else "Le scrutin a un autre résultat."


def vote_a_reprendre(amendement: Any, frame: Frame) -> str | None:
    """A ballot is taken again only while its sitting is open."""
    scrutin = amendement.scrutin
    if scrutin is not None and scrutin.point is not None and scrutin.point.seance.etat == "ouverte":
        return None
    return "La séance du vote n’est plus ouverte : ce qu’elle a décidé est acquis."


def texte_non_vote(amendement: Any, frame: Frame) -> str | None:
    if amendement.texte.etat == "inscrit":
        return None
    return f"Le texte est « {amendement.texte.etape} » : ses amendements sont acquis."


AMENDEMENT = Workflow(
    "amendement",
    ETATS,
    (
        Transition("deposer", "Déposer l’amendement", "Amendement déposé", (NEANT,), "depose", AUTEURS,
                   needs=(texte_amendable, auteur_admis, sur_la_version_remise, place_trouvee, changement_dit,
                          motif_expose, sous_amendement_permis)),
        Transition("modifier", "Modifier l’amendement", "Amendement modifié par son auteur", ("depose",), MEME,
                   (Role.AUTEUR, Role.SECRETARIAT),
                   needs=(texte_amendable, place_trouvee, changement_dit, motif_expose), aside=True),
        Transition("declarer_recevable", "Déclarer recevable", "Déclaré recevable", ("depose",), "recevable",
                   RECEVABILITE, needs=(texte_non_vote, cosignataires_reunis), reason=True),
        Transition("declarer_irrecevable", "Déclarer irrecevable", "Déclaré irrecevable", ("depose",), "irrecevable",
                   RECEVABILITE, needs=(texte_non_vote,), reason=True,
                   entails=(Entail("sous_amendements_en_jeu", "tomber"),)),
        Transition("revenir_sur_la_recevabilite", "Revenir sur la recevabilité", "Recevabilité à examiner de nouveau",
                   ("recevable", "irrecevable"), "depose", RECEVABILITE, needs=(texte_non_vote, scrutin_ferme),
                   reason=True, aside=True),
        Transition("accepter", "Accepter l’amendement", "Accepté par le rapporteur", ("recevable",), "accepte",
                   (Role.RAPPORTEUR,),
                   needs=(rapporteur_souverain, texte_non_vote, scrutin_ferme, avis_du_rapporteur, avis_favorable,
                          sous_amendements_tranches)),
        Transition("ecarter", "Ne pas retenir l’amendement", "Écarté par le rapporteur", ("recevable",), "ecarte",
                   (Role.RAPPORTEUR,), needs=(rapporteur_souverain, texte_non_vote, scrutin_ferme), reason=True,
                   entails=(Entail("sous_amendements_en_jeu", "tomber"),)),
        Transition("adopter", "Constater l’adoption", "Adopté", ("recevable",), "adopte", COMPTE,
                   needs=(sous_amendements_tranches, assemblee_a_adopte)),
        Transition("rejeter", "Constater le rejet", "Rejeté", ("recevable",), "rejete", COMPTE,
                   needs=(assemblee_a_rejete,), entails=(Entail("sous_amendements_en_jeu", "tomber"),)),
        Transition("reprendre_le_vote", "Annuler et reprendre le vote", "Vote annulé, à reprendre",
                   ("adopte", "rejete"), "recevable", COMPTE, needs=(texte_non_vote, vote_a_reprendre), reason=True,
                   aside=True),
        Transition("revenir_sur_la_decision", "Revenir sur la décision", "Décision du rapporteur reprise",
                   ("accepte", "ecarte"), "recevable", (Role.RAPPORTEUR,), needs=(texte_non_vote,), reason=True,
                   aside=True),
        Transition("retirer", "Retirer l’amendement", "Retiré par son auteur", ("depose", "recevable"), "retire",
                   (Role.AUTEUR, Role.SECRETARIAT), needs=(scrutin_ferme,),
                   entails=(Entail("sous_amendements_en_jeu", "tomber"),), aside=True),
        Transition("faire_tomber", "Constater qu’il tombe", "Tombé", ("depose", "recevable"), "tombe",
                   (Role.SECRETARIAT, Role.PRESIDENT), needs=(scrutin_ferme,), reason=True,
                   entails=(Entail("sous_amendements_en_jeu", "tomber"),), aside=True),
        Transition("relever", "Appeler de nouveau", "Appelé de nouveau", ("tombe",), "recevable",
                   (Role.SECRETARIAT, Role.PRESIDENT), needs=(texte_non_vote, sur_la_version_remise,
                                                              sous_amendement_permis), reason=True, aside=True),
        Transition("tomber", "Tomber", "Tombé avec ce qu’il modifiait", tuple(sorted(OUVERTS | A_INTEGRER)), "tombe",
                   AUTOMATIQUE),
        Transition("integrer", "Intégrer au texte", "Intégré au texte", tuple(sorted(A_INTEGRER)), "integre",
                   AUTOMATIQUE),
        # The merge is undone: it waits again, decided as it was.
        Transition("redevenir_adopte", "Sortir du texte", "Sorti du texte, toujours adopté", ("integre",), "adopte",
                   AUTOMATIQUE),
        Transition("redevenir_accepte", "Sortir du texte", "Sorti du texte, toujours accepté", ("integre",),
                   "accepte", AUTOMATIQUE),
    ),
)  # fmt: skip
