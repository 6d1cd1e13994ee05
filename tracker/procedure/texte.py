"""The table of the texte: what the assembly writes, from the first draft to the published avis."""

from datetime import date
from typing import Any

from ..roles import Role
from .amendement import A_INTEGRER
from .amendement import OUVERTS as AMENDEMENTS_OUVERTS
from .delais import avant_la_pleniere, limite_d_envoi
from .grammar import MEME, NEANT, Entail, Frame, State, Transition, Workflow
from .positions import limite
from .reglement import (
    ARTICLE_DELEGATION,
    ARTICLE_ENVOI,
    ARTICLE_PUBLICITE,
    ARTICLE_VOTE,
    JOURS_AVANT_PLENIERE,
    MENTION,
)
from .scrutin import INDIVIDUELS, Issue

NATURES = {
    "avis": "Avis",
    "rapport": "Rapport",
    "rapport_avis": "Rapport-avis",
    "etude": "Étude",
    "contribution": "Contribution",
    "voeu": "Vœu",
    "motion": "Motion",
    "evaluation": "Évaluation",
    "expression": "Expression",
    "devoir_de_suite": "Devoir de suite",
    "note": "Note",
    "communication": "Communication",
}

#: To whom an adopted text goes by law (R. 4134-13), and by setting.
DESTINATAIRES = {
    "president_region": "Président du conseil régional",
    "conseil_regional": "Conseil régional",
    "cese": "Conseil économique, social et environnemental",
    "prefet": "Préfet de région",
}

#: What is printed after an opinion in somebody's name (R. 4134-17).
POSITIONS = {"minoritaire": "Position minoritaire", "explication": "Explication de vote"}

ETATS = (
    State("redaction", "En rédaction", "En rédaction", "encours"),
    State("en_commission", "Soumis à la commission", "En commission", "encours"),
    State("arrete", "Arrêté par la commission", "En commission", "encours"),
    State("en_bureau", "Soumis au bureau", "Devant le bureau", "encours"),
    State("pret", "Prêt à inscrire", "Devant le bureau", "encours"),
    State("inscrit", "Inscrit en plénière", "À l’ordre du jour", "attente"),
    State("adopte", "Adopté", "Adopté", "fait", open=False),
    State("rejete", "Rejeté", "Rejeté", "sombre"),
    State("signe", "Signé", "Adopté", "fait", open=False),
    State("transmis", "Transmis", "Transmis", "fait", open=False),
    State("publie", "Publié", "Publié", "fait", open=False),
    State("positions_publiees", "Rejeté, positions publiées", "Positions publiées, sans avis", "sombre", open=False),
    State("abandonne", "Abandonné", "Abandonné", "sombre", open=False),
    State("integre", "Intégré à l’ensemble", "Intégré à l’ensemble", "fait", open=False),
    State("dispense", "Partie dispensée", "Partie dispensée", "neutre", open=False),
    State("repris", "Archive", "Archive", "neutre", open=False),
)

ADOPTES = frozenset({"adopte", "signe", "transmis", "publie"})
#: The text is still written: a save makes a version.
REDIGEABLES = frozenset({"redaction", "en_commission", "en_bureau"})
OUVERTS = frozenset(state.name for state in ETATS if state.open)
#: The plenary refused it; its positions may have been made known for one of the saisines that it answers.
REJETES = frozenset({"rejete", "positions_publiees"})
#: The path of a part: its whole goes further.
CHEMIN_DE_LA_PARTIE = ("redaction", "en_commission", "arrete", "integre")
CHEMIN = ("redaction", "en_commission", "arrete", "en_bureau", "inscrit", "adopte", "signe", "transmis", "publie")

AUTEURS = (Role.RAPPORTEUR, Role.CHARGE_DE_MISSION)
COMMISSION = (Role.PRESIDENT_DE_COMMISSION,)
#: Nothing more is awaited from a part in these states.
PARTIES_FAITES = frozenset({"integre", "dispense"})
BUREAU = (Role.PRESIDENT, Role.MEMBRE_DU_BUREAU)
AUTOMATIQUE = (Role.AUTOMATIQUE,)


def saisine_affectee(texte: Any, frame: Frame) -> str | None:
    if not texte.saisines:
        return "Rattachez le texte à une saisine."
    accepted = {"affectee", "en_instruction", "confiee_au_bureau"}
    if texte.nature == "contribution":
        # An opinion deemed given does not forbid a late contribution.
        accepted |= {"reputee", "caduque"}
    wrong = [saisine.numero for saisine in texte.saisines if saisine.etat not in accepted]
    return f"Aucun texte ne peut s’ouvrir pour la saisine {', '.join(wrong)} dans son état." if wrong else None


def rapporteur_designe(texte: Any, frame: Frame) -> str | None:
    return None if texte.rapporteurs else "Désignez au moins un rapporteur."


def version_ecrite(texte: Any, frame: Frame) -> str | None:
    if texte.version and texte.version.contenu.strip():
        return None
    return "Le texte est vide : enregistrez une première version."


def texte_entier(texte: Any, frame: Frame) -> str | None:
    """A part goes no further than the whole that it joins."""
    if texte.ensemble is None:
        return None
    return f"C’est une partie de « {texte.ensemble.titre} » : l’ensemble seul va plus loin."


def est_une_partie(texte: Any, frame: Frame) -> str | None:
    return None if texte.ensemble is not None else "Ce texte n’est pas une partie d’un autre."


def ensemble_en_redaction(texte: Any, frame: Frame) -> str | None:
    if texte.ensemble is None or texte.ensemble.etat == "redaction":
        return None
    return f"L’ensemble est « {texte.ensemble.etape} » : ses parties ne se rouvrent plus."


def parties_pretes(texte: Any, frame: Frame) -> str | None:
    if not texte.parties:
        return "Ce texte n’a pas de parties."
    waiting = [part.titre for part in texte.parties if part.etat not in PARTIES_FAITES | {"arrete"}]
    if waiting:
        return f"Reste à arrêter ou à dispenser : {_cites(waiting)}."
    if all(part.etat == "dispense" for part in texte.parties):
        return "Toutes les parties sont dispensées : il n’y a rien à assembler."
    return None


def parties_rassemblees(texte: Any, frame: Frame) -> str | None:
    waiting = [part.titre for part in texte.parties if part.etat not in PARTIES_FAITES]
    return f"Reste à intégrer à l’ensemble : {_cites(waiting)}." if waiting else None


def _cites(titres: list[str]) -> str:
    """A few titles, and how many more."""
    told = ", ".join(f"« {titre} »" for titre in titres[:5])
    return told if len(titres) <= 5 else f"{told} et {len(titres) - 5} autres"


def avant_le_vote(texte: Any) -> list[str]:
    """What of its amendments keeps a text from being voted as a whole."""
    return [wrong for wrong in (_a_decider(texte), _a_ecrire(texte)) if wrong]


def amendements_tranches(texte: Any, frame: Frame) -> str | None:
    return _a_decider(texte)


def _a_decider(texte: Any) -> str | None:
    waiting = sorted(one.numero for one in texte.amendements if one.etat in AMENDEMENTS_OUVERTS)
    if not waiting:
        return None
    listed = ", ".join(map(str, waiting))
    return f"Reste à décider : {'l’amendement' if len(waiting) == 1 else 'les amendements'} n° {listed}."


def accords_integres(texte: Any, frame: Frame) -> str | None:
    return _a_ecrire(texte)


def _a_ecrire(texte: Any) -> str | None:
    """What the rapporteur accepted is written into the text before the whole is voted (two models of R.I.)."""
    waiting = sorted(one.numero for one in texte.amendements if one.etat == "accepte")
    if not waiting:
        return None
    return f"Intégrez d’abord ce que le rapporteur a accepté : n° {', '.join(map(str, waiting))}."


def amendements_a_integrer(texte: Any, frame: Frame) -> str | None:
    if any(one.etat in A_INTEGRER for one in texte.amendements):
        return None
    return "Aucun amendement adopté n’attend d’être intégré."


def amendements_integres(texte: Any, frame: Frame) -> str | None:
    waiting = sorted(one.numero for one in texte.amendements if one.etat in A_INTEGRER)
    if not waiting:
        return None
    return f"Intégrez d’abord les amendements adoptés : n° {', '.join(map(str, waiting))}."


def integration_a_controler(texte: Any, frame: Frame) -> str | None:
    if texte.integration is not None and texte.integration.controle_le is None:
        return None
    return "Aucune intégration d’amendements n’attend d’être contrôlée."


def integration_controlee(texte: Any, frame: Frame) -> str | None:
    if texte.integration is None or texte.integration.controle_le is not None:
        return None
    return "Une seconde personne contrôle d’abord l’intégration des amendements, au regard des votes."


def integration_reprenable(texte: Any, frame: Frame) -> str | None:
    """A merge is undone while nothing rests on what it gave: no vote on the whole, no other amendment."""
    merge = texte.integration
    if merge is None or merge.version is not texte.version:
        return "Aucune intégration d’amendements n’est à reprendre."
    if texte.scrutin_ouvert or any(one.version is merge.version for one in texte.scrutins if one.annule_le is None):
        return "L’assemblée se prononce sur le texte intégré, ou l’a déjà fait : il ne change plus."
    later = sorted(one.numero for one in texte.amendements if one.version is merge.version is not merge.avant)
    if later:
        return f"D’autres amendements portent sur le texte intégré : n° {', '.join(map(str, later))}."
    return None


def integration_defaite(texte: Any, frame: Frame) -> str | None:
    """A vote is taken again on the text that was voted, not on what was made of it since."""
    merge, scrutin = texte.integration, texte.scrutin_d_adoption
    if merge is None or scrutin is None or merge.version is not texte.version or scrutin.version is texte.version:
        return None
    return "Les amendements adoptés sont déjà intégrés : annulez d’abord leur intégration."


def erratum_pret(texte: Any, frame: Frame) -> str | None:
    return None if texte.edition_en_attente else "Préparez d’abord l’erratum : il corrige des fautes, rien d’autre."


def commission_a_adopte(texte: Any, frame: Frame) -> str | None:
    scrutin = texte.dernier_scrutin("commission")
    if scrutin is None:
        return "Saisissez le vote de la commission."
    if scrutin.version is not texte.version:
        return "Le texte a changé depuis le vote de la commission : elle doit se prononcer sur la version en cours."
    if scrutin.instance is not texte.commission:
        return "Le vote saisi est celui d’une autre commission : celle qui est saisie au fond doit se prononcer."
    return None if scrutin.issue == Issue.ADOPTE else "La commission n’a pas adopté le texte."


def bureau_a_adopte(texte: Any, frame: Frame) -> str | None:
    return _vote(texte, "bureau", Issue.ADOPTE)


def bureau_a_rejete(texte: Any, frame: Frame) -> str | None:
    return _vote(texte, "bureau", Issue.REJETE)


def pleniere_a_adopte(texte: Any, frame: Frame) -> str | None:
    return _vote(texte, "pleniere", Issue.ADOPTE)


def pleniere_a_rejete(texte: Any, frame: Frame) -> str | None:
    return _vote(texte, "pleniere", Issue.REJETE)


def _vote(texte: Any, body: str, issue: Issue) -> str | None:
    scrutin = texte.dernier_scrutin(body)
    name = "de la plénière" if body == "pleniere" else "du bureau"
    if scrutin is None:
        return f"Aucun scrutin {name} n’est clos sur ce texte (CGCT, art. {ARTICLE_VOTE})."
    if scrutin.version is not texte.version:
        return f"Le scrutin {name} porte sur une autre version du texte."
    if scrutin.point is None or scrutin.point.seance.etat != "ouverte":
        return f"La séance {name} n’est pas ouverte."
    if scrutin.issue == issue:
        return None
    return f"Le scrutin {name} a un autre résultat."


def saisines_confiees_au_bureau(texte: Any, frame: Frame) -> str | None:
    if texte.saisines_en_cause and all(saisine.etat == "confiee_au_bureau" for saisine in texte.saisines_en_cause):
        return None
    return (
        "Le bureau n’adopte un avis que sur délégation ou mandat : le président doit d’abord lui confier la saisine "
        f"(CGCT, art. {ARTICLE_DELEGATION})."
    )


def destine_a_la_pleniere(texte: Any, frame: Frame) -> str | None:
    if any(saisine.etat == "confiee_au_bureau" for saisine in texte.saisines):
        return "La saisine est confiée au bureau : il vote ce texte à sa réunion, sans passer par la plénière."
    return None


def revue_faite(texte: Any, frame: Frame) -> str | None:
    if texte.etat == "arrete" and frame.reglement.revue_du_bureau:
        return "Le règlement fait passer chaque projet devant le bureau : envoyez-le d’abord au bureau."
    return None


def a_l_ordre_du_jour(texte: Any, frame: Frame) -> str | None:
    if texte.point is None:
        return "Choisissez la plénière à l’ordre du jour de laquelle inscrire le texte."
    if texte.point.version is not texte.version:
        return "Le point de l’ordre du jour porte sur une autre version du texte."
    if _ajoute_a_la_seconde(texte):
        return (
            "La seconde séance garde l’ordre du jour de la première, et vote sans quorum : "
            f"aucun texte ne s’y ajoute (CGCT, art. {ARTICLE_VOTE})."
        )
    return None


def _ajoute_a_la_seconde(texte: Any) -> bool:
    """Whether the sitting is a second one, whose first had not this text on its agenda."""
    seance = texte.point.seance
    return seance.seconde_convocation and all(point.seance is not seance.premiere for point in texte.points)


def plus_de_douze_jours(texte: Any, frame: Frame) -> str | None:
    if texte.point is None or texte.point.seance.seconde_convocation:
        return None
    return envoi_tardif(texte.point.seance.jour, frame)


def envoi_tardif(pleniere: date, frame: Frame) -> str | None:
    """What the opinion will say of papers that leave today, too late for a plenary; None while there is time."""
    if frame.aujourdhui <= limite_d_envoi(pleniere, frame.reglement):
        return None
    when = avant_la_pleniere((pleniere - frame.aujourdhui).days)
    return (
        f"Le texte est remis aux membres {when}, moins que les {JOURS_AVANT_PLENIERE} jours d’envoi "
        f"(CGCT, art. {ARTICLE_ENVOI}){MENTION}"
    )


def vote_de_pleniere_repris(texte: Any, frame: Frame) -> str | None:
    return _seance_du_vote(texte, "pleniere")


def vote_de_bureau_repris(texte: Any, frame: Frame) -> str | None:
    return _seance_du_vote(texte, "bureau")


def _seance_du_vote(texte: Any, body: str) -> str | None:
    """A ballot is taken again only while its sitting is open."""
    scrutin = texte.scrutin_d_adoption
    if scrutin is None or scrutin.instance.genre != body:
        return "Le dernier vote est celui d’une autre instance."
    if scrutin.point is not None and scrutin.point.seance.etat == "ouverte":
        return None
    return "La séance est levée : le décompte peut se rectifier, le résultat ne change plus."


def saisines_en_cours(texte: Any, frame: Frame) -> str | None:
    accepted = {"affectee", "en_instruction", "en_deliberation"}
    if texte.nature == "contribution":
        # An opinion deemed given does not forbid a late contribution.
        accepted |= {"reputee", "caduque"}
    wrong = [
        f"{saisine.numero} ({saisine.etape.lower()})"
        for saisine in texte.saisines_en_cause
        if saisine.etat not in accepted
    ]
    if wrong:
        return f"La plénière ne peut pas se prononcer pour la saisine {', '.join(wrong)}."
    return None if texte.saisines_en_cause else "Aucune saisine n’attend plus ce texte."


def saisines_non_suspendues(texte: Any, frame: Frame) -> str | None:
    waiting = [saisine.numero for saisine in texte.saisines_en_cause if saisine.suspendue]
    return f"La saisine {', '.join(waiting)} est suspendue : levez d’abord la suspension." if waiting else None


def decompte_a_rectifier(texte: Any, frame: Frame) -> str | None:
    """Once the sitting is over figures may be corrected, never the result: while it lasts, the vote is taken again."""
    scrutin = texte.scrutin_d_adoption
    if scrutin is None or scrutin.point is None:
        return "Aucun vote de séance n’est à rectifier."
    if scrutin.point.seance.etat == "ouverte":
        return "La séance est ouverte : annulez le vote et reprenez-le."
    if scrutin.mode in INDIVIDUELS:
        return "Chacun y a voté en son nom, et rien n’a été saisi : il n’y a pas de décompte à rectifier."
    return None


def positions_arretees(texte: Any, frame: Frame) -> str | None:
    last = limite(texte.adopte_le, frame.reglement.jours_des_positions)
    if last is not None and frame.aujourdhui <= last:
        return f"Les positions se déposent jusqu’au {last:%d/%m/%Y} : l’avis se signe ensuite (art. {ARTICLE_VOTE})."
    if texte.aucune_position or any(position.genre == "minoritaire" for position in texte.positions):
        return None
    return (
        "Saisissez les positions minoritaires, ou cochez « aucune » : "
        f"l’avis doit en faire mention (art. {ARTICLE_VOTE})."
    )


def document_final(texte: Any, frame: Frame) -> str | None:
    if texte.document is None:
        return "Préparez le document final : c’est lui que le président signe."
    if not texte.document_a_jour:
        return "Le document final ne correspond plus au texte et à ses positions : préparez-le de nouveau."
    return None


def destinataires_servis(texte: Any, frame: Frame) -> str | None:
    due = destinataires(frame.reglement.prefet_destinataire)
    served = {transmission.destinataire for transmission in texte.transmissions}
    missing = [DESTINATAIRES[key] for key in due if key not in served]
    return f"Transmission à enregistrer : {', '.join(missing)} (art. {ARTICLE_PUBLICITE})." if missing else None


def destinataires(prefet: bool) -> list[str]:
    """The recipients an adopted text is owed to."""
    return [key for key in DESTINATAIRES if key != "prefet" or prefet]


def reference_officielle(texte: Any, frame: Frame) -> str | None:
    if texte.publication_reference and texte.publication_le:
        return None
    return f"Indiquez la référence et la date de la publication officielle (art. {ARTICLE_PUBLICITE})."


def positions_existent(texte: Any, frame: Frame) -> str | None:
    return None if texte.positions else "Saisissez les positions à communiquer."


def _affectee(saisine: Any) -> bool:
    return bool(saisine.etat == "affectee")


def _tout_est_vote(saisine: Any) -> bool:
    """The opinion is given once no other text of the saisine is still on its way."""
    return saisine.etat in {"en_deliberation", "confiee_au_bureau"} and not saisine.textes_ouverts


def _reste_adopte(saisine: Any) -> bool:
    """The last open text is given up, and another was adopted: the opinion is given."""
    return _tout_est_vote(saisine) and any(texte.adopte for texte in saisine.textes)


def _plus_rien_a_voter(saisine: Any) -> bool:
    """The last text on the agenda is given up, and no other was voted: the commission takes the file up again."""
    voted = any(texte.adopte or texte.etat in REJETES for texte in saisine.textes)
    return saisine.etat == "en_deliberation" and not saisine.textes_ouverts and not voted


def _pendant(amendement: Any) -> bool:
    """Tabled on a text that goes back to work: what was decided of it falls with the version."""
    return amendement.etat in AMENDEMENTS_OUVERTS | A_INTEGRER


def _sorti_du_texte(*, vote: bool) -> Any:
    """Merged into what is no longer the text: the one that it amends is, again."""
    return lambda one: one.etat == "integre" and one.version is one.texte.version and (one.scrutin is not None) == vote


def _dans(*states: str) -> Any:
    return lambda saisine: saisine.etat in states


def _tous(*states: str) -> Any:
    """The saisine follows once each of its adopted texts has got there."""
    return lambda saisine: (
        not saisine.textes_ouverts and all(texte.etat in states for texte in saisine.textes if texte.adopte)
    )


TEXTE = Workflow(
    "texte",
    ETATS,
    (
        Transition("ouvrir", "Désigner les rapporteurs et ouvrir le texte", "Texte ouvert", (NEANT,), "redaction",
                   (Role.PRESIDENT_DE_COMMISSION, Role.PRESIDENT, Role.CHARGE_DE_MISSION),
                   needs=(saisine_affectee, rapporteur_designe),
                   entails=(Entail("saisines", "engager", _affectee),)),
        Transition("reprendre_archive", "Reprendre une archive", "Reprise de l’ancien registre", (NEANT,), "repris",
                   (Role.SECRETARIAT, Role.ADMINISTRATION, Role.AUTOMATIQUE)),
        Transition("soumettre", "Soumettre à la commission", "Soumis à la commission", ("redaction",),
                   "en_commission", AUTEURS, needs=(rapporteur_designe, version_ecrite, parties_rassemblees)),
        # The parts of a budget: each has its authors and its commission, the whole takes them up.
        Transition("ouvrir_la_partie", "Ouvrir une partie", "Partie ouverte", (NEANT,), "redaction",
                   (Role.RAPPORTEUR, Role.CHARGE_DE_MISSION, Role.PRESIDENT),
                   needs=(est_une_partie, ensemble_en_redaction, rapporteur_designe)),
        Transition("valider_la_partie", "Arrêter la partie", "Partie arrêtée par la commission", ("en_commission",),
                   "arrete", COMMISSION, needs=(est_une_partie,)),
        Transition("assembler_les_parties", "Assembler les parties", "Parties assemblées", ("redaction",), MEME,
                   AUTEURS, needs=(parties_pretes,),
                   entails=(Entail("parties", "integrer", lambda part: part.etat == "arrete"),)),
        Transition("integrer", "Intégrer à l’ensemble", "Partie intégrée à l’ensemble", ("arrete",), "integre",
                   AUTOMATIQUE),
        Transition("dispenser", "Dispenser de cette partie", "Partie dispensée",
                   ("redaction", "en_commission", "arrete"), "dispense",
                   (Role.CHARGE_DE_MISSION, Role.PRESIDENT, Role.PRESIDENT_DE_COMMISSION), needs=(est_une_partie,),
                   reason=True, aside=True),
        Transition("rouvrir_la_partie", "Rouvrir la partie", "Partie rouverte", ("integre", "dispense"), "redaction",
                   (Role.CHARGE_DE_MISSION, Role.PRESIDENT_DE_COMMISSION), needs=(ensemble_en_redaction,),
                   reason=True, aside=True),
        Transition("arreter", "Arrêter le projet", "Projet arrêté par la commission", ("en_commission",), "arrete",
                   COMMISSION, needs=(commission_a_adopte,)),
        Transition("envoyer_au_bureau", "Envoyer au bureau", "Envoyé au bureau", ("arrete",), "en_bureau",
                   (Role.PRESIDENT_DE_COMMISSION, Role.CHARGE_DE_MISSION), needs=(texte_entier,)),
        Transition("proposer_a_la_pleniere", "Envoyer à la plénière", "Proposé à la plénière", ("arrete",), "pret",
                   (Role.PRESIDENT_DE_COMMISSION, Role.CHARGE_DE_MISSION),
                   needs=(texte_entier, destine_a_la_pleniere, revue_faite)),
        Transition("saisir_le_bureau", "Soumettre au bureau par délégation", "Soumis au bureau par délégation",
                   ("redaction", "en_commission", "pret"), "en_bureau", AUTEURS,
                   needs=(version_ecrite, texte_entier, saisines_confiees_au_bureau)),
        Transition("valider", "Valider le projet", "Projet validé par le bureau", ("en_bureau",), "pret", BUREAU,
                   needs=(destine_a_la_pleniere,)),
        Transition("inscrire", "Inscrire à la plénière", "Inscrit à l’ordre du jour de la plénière",
                   ("arrete", "pret"), "inscrit", (Role.PRESIDENT, Role.SECRETARIAT),
                   needs=(texte_entier, saisines_en_cours, saisines_non_suspendues, revue_faite, a_l_ordre_du_jour),
                   warns=(plus_de_douze_jours,),
                   entails=(Entail("saisines", "deliberer", _dans("affectee", "en_instruction")),)),
        Transition("ajourner", "Retirer de l’ordre du jour", "Retiré de l’ordre du jour", ("inscrit",), "pret",
                   (Role.PRESIDENT,), reason=True,
                   entails=(Entail("saisines", "ajourner", _dans("en_deliberation")),), aside=True),
        Transition("renvoyer", "Renvoyer en rédaction", "Renvoyé en rédaction",
                   ("en_commission",), "redaction", COMMISSION, reason=True, aside=True),
        Transition("renvoyer", "Renvoyer à la commission", "Renvoyé à la commission",
                   ("arrete", "en_bureau", "pret"), "redaction",
                   (*BUREAU, Role.PRESIDENT_DE_COMMISSION, Role.AUTOMATIQUE), reason=True,
                   entails=(Entail("saisines", "renvoyer", _dans("confiee_au_bureau")),), aside=True),
        Transition("renvoyer", "Renvoyer en commission", "Renvoyé en commission", ("inscrit", "rejete"), "redaction",
                   (*BUREAU, Role.AUTOMATIQUE), reason=True,
                   entails=(Entail("saisines", "renvoyer", _dans("en_deliberation", "confiee_au_bureau")),
                            Entail("amendements", "tomber", _pendant)),
                   aside=True),
        Transition("adopter", "Constater l’adoption", "Adopté par la plénière", ("inscrit",), "adopte",
                   (Role.SECRETARIAT, Role.PRESIDENT),
                   needs=(saisines_non_suspendues, amendements_tranches, accords_integres, pleniere_a_adopte),
                   entails=(Entail("saisines", "rendre_avis", _tout_est_vote),)),
        Transition("rejeter", "Constater le rejet", "Rejeté par la plénière", ("inscrit",), "rejete",
                   (Role.SECRETARIAT, Role.PRESIDENT), needs=(saisines_non_suspendues, pleniere_a_rejete)),
        Transition("adopter", "Constater l’adoption par délégation", "Adopté par le bureau, par délégation",
                   ("en_bureau",), "adopte", (Role.SECRETARIAT, Role.PRESIDENT),
                   needs=(saisines_confiees_au_bureau, saisines_non_suspendues, bureau_a_adopte),
                   entails=(Entail("saisines", "rendre_avis", _tout_est_vote),)),
        Transition("rejeter", "Constater le rejet par le bureau", "Rejeté par le bureau", ("en_bureau",), "rejete",
                   (Role.SECRETARIAT, Role.PRESIDENT),
                   needs=(saisines_confiees_au_bureau, saisines_non_suspendues, bureau_a_rejete)),
        # Who wrote before stays in the acts and in the versions.
        Transition("designer", "Changer les rapporteurs", "Rapporteurs changés", tuple(sorted(OUVERTS)), MEME,
                   (Role.PRESIDENT_DE_COMMISSION, Role.PRESIDENT, Role.CHARGE_DE_MISSION),
                   needs=(rapporteur_designe,), reason=True, aside=True),
        Transition("reprendre_le_vote", "Annuler et reprendre le vote", "Vote annulé, à reprendre",
                   ("adopte", "rejete"), "inscrit", (Role.SECRETARIAT, Role.PRESIDENT),
                   needs=(vote_de_pleniere_repris, integration_defaite), reason=True,
                   entails=(Entail("saisines", "rouvrir_la_deliberation", _dans("avis_rendu")),), aside=True),
        Transition("reprendre_le_vote_du_bureau", "Annuler et reprendre le vote du bureau",
                   "Vote du bureau annulé, à reprendre", ("adopte", "rejete"), "en_bureau",
                   (Role.SECRETARIAT, Role.PRESIDENT), needs=(vote_de_bureau_repris,), reason=True,
                   entails=(Entail("saisines", "rouvrir_au_bureau", _dans("avis_rendu")),), aside=True),
        Transition("rectifier", "Rectifier le décompte", "Décompte rectifié", ("adopte", "rejete"), MEME,
                   (Role.SECRETARIAT, Role.PRESIDENT), needs=(decompte_a_rectifier,), reason=True, aside=True),
        Transition("integrer_les_amendements", "Intégrer les amendements", "Amendements intégrés au texte",
                   ("inscrit", "adopte"), MEME, (Role.SECRETARIAT, Role.CHARGE_DE_MISSION, Role.RAPPORTEUR),
                   needs=(amendements_tranches, amendements_a_integrer),
                   entails=(Entail("amendements", "integrer", lambda one: one.etat in A_INTEGRER),)),
        Transition("controler_l_integration", "Contrôler l’intégration", "Intégration contrôlée au regard des votes",
                   ("inscrit", "adopte"), MEME,
                   (Role.SECRETARIAT, Role.CHARGE_DE_MISSION, Role.DIRECTION, Role.RAPPORTEUR, Role.PRESIDENT),
                   needs=(integration_a_controler,)),
        Transition("annuler_l_integration", "Annuler l’intégration", "Intégration annulée, à reprendre",
                   ("inscrit", "adopte"), MEME,
                   (Role.SECRETARIAT, Role.CHARGE_DE_MISSION, Role.DIRECTION, Role.RAPPORTEUR, Role.PRESIDENT),
                   needs=(integration_reprenable,), reason=True,
                   entails=(Entail("amendements", "redevenir_adopte", _sorti_du_texte(vote=True)),
                            Entail("amendements", "redevenir_accepte", _sorti_du_texte(vote=False))), aside=True),
        Transition("signer", "Signer", "Signé par la présidence", ("adopte",), "signe", (Role.PRESIDENT,),
                   needs=(amendements_integres, integration_controlee, positions_arretees, document_final)),
        Transition("signer_l_erratum", "Signer l’erratum", "Erratum signé", ("signe", "transmis", "publie"), MEME,
                   (Role.PRESIDENT,), needs=(erratum_pret,), reason=True, aside=True),
        Transition("transmettre", "Constater la transmission", "Transmis", ("signe",), "transmis",
                   (Role.SECRETARIAT,), needs=(destinataires_servis,),
                   entails=(Entail("saisines", "transmettre",
                                   lambda saisine: saisine.etat == "avis_rendu"
                                   and _tous("transmis", "publie")(saisine)),)),
        Transition("publier", "Publier", "Publié", ("transmis",), "publie", (Role.COMMUNICATION, Role.SECRETARIAT),
                   needs=(reference_officielle,),
                   entails=(Entail("saisines", "publier",
                                   lambda saisine: saisine.etat == "transmise" and _tous("publie")(saisine)),)),
        Transition("publier_les_positions", "Publier les positions", "Positions publiées, sans avis", ("rejete",),
                   "positions_publiees", AUTOMATIQUE, needs=(positions_existent,)),
        Transition("abandonner", "Abandonner le texte", "Texte abandonné", tuple(sorted(OUVERTS)), "abandonne",
                   (Role.AUTOMATIQUE, Role.PRESIDENT, Role.PRESIDENT_DE_COMMISSION), reason=True,
                   entails=(Entail("saisines", "rendre_avis", _reste_adopte),
                            Entail("saisines", "ajourner", _plus_rien_a_voter),
                            Entail("amendements", "tomber", _pendant),
                            Entail("parties", "abandonner", lambda part: part.ouvert)), aside=True),
    ),
)  # fmt: skip
