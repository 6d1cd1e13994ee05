"""The table of the saisine: the question asked, from the letter to what became of the answer."""

from datetime import date
from typing import Any

from ..roles import Role
from .delais import avant_la_pleniere, limite_legale
from .grammar import MEME, NEANT, Entail, Frame, State, Transition, Workflow
from .reglement import (
    ARTICLE_DELEGATION,
    ARTICLE_ENVOI,
    ARTICLE_PIECES,
    JOURS_AVANT_PLENIERE,
    MENTION,
    Reglement,
)
from .texte import REJETES

#: The kinds of saisine; a request from another authority is in law an auto-saisine.
NATURES = {
    "obligatoire": "Saisine obligatoire",
    "facultative": "Saisine facultative",
    "auto_saisine": "Auto-saisine",
    "citoyenne": "Saisine citoyenne",
    "conjointe": "Saisine conjointe",
    "autre_autorite": "Demande d’une autre autorité",
}
#: The kinds on whose admissibility the bureau decides first.
NATURES_EXAMINEES = frozenset({"auto_saisine", "citoyenne", "autre_autorite"})
#: The kinds that the president of the Region refers, with the right to an answer.
NATURES_DE_LA_REGION = frozenset({"obligatoire", "facultative", "conjointe"})

CANAUX = {
    "courrier": "Courrier",
    "courriel": "Courriel",
    "plateforme": "Plateforme de la Région",
    "remise": "Remise en main propre",
    "interne": "Proposition interne",
}

#: What a piece of the file is; a legal basis says which are required.
PIECES = {
    "lettre": "Lettre de saisine",
    "projet": "Projet de délibération",
    "rapport": "Rapport de présentation",
    "preparatoire": "Document préparatoire",
    "annexe": "Annexe",
    "petition": "Pétition et signatures",
    "retrait": "Lettre de retrait",
    "reponse": "Réponse de la Région",
    "autre": "Autre pièce",
}
#: Kinds of pieces that the author of a saisine alone can have written.
PIECES_DE_L_AUTEUR = frozenset({"lettre", "projet", "rapport", "petition", "retrait", "reponse"})

ETATS = (
    State("recue", "Reçue", "Saisine reçue", "attente"),
    State("incomplete", "Incomplète", "Pièces demandées", "retard"),
    State("a_l_examen", "À l’examen du bureau", "Recevabilité à l’examen", "attente"),
    State("recevable", "Recevable, à affecter", "Recevable", "attente"),
    State("affectee", "Affectée", "Confiée à une commission", "encours"),
    State("en_instruction", "En instruction", "En cours d’instruction", "encours"),
    State("en_deliberation", "En délibération", "Inscrite à l’ordre du jour", "encours"),
    State("confiee_au_bureau", "Confiée au bureau", "Soumise au bureau", "encours"),
    State("avis_rendu", "Avis rendu", "Avis rendu", "fait"),
    State("transmise", "Transmise", "Avis transmis", "fait", open=False),
    State("publiee", "Publiée", "Avis publié", "fait", open=False),
    State("en_suivi", "En suivi", "Avis publié, suites attendues", "fait", open=False),
    State("close", "Close", "Dossier clos", "neutre", open=False),
    State("irrecevable", "Irrecevable", "Déclarée irrecevable", "sombre", open=False),
    State("retiree", "Retirée", "Retirée par son auteur", "sombre", open=False),
    State("fusionnee", "Fusionnée", "Jointe à une autre saisine", "neutre", open=False),
    State("sans_avis", "Sans avis", "Le conseil n’a pas rendu d’avis", "sombre", open=False),
    State("reputee", "Avis réputé", "Avis réputé par l’effet du délai", "sombre", open=False),
    State("caduque", "Caduque", "Consultation close sans avis", "sombre", open=False),
    State("annulee", "Enregistrée par erreur", "Enregistrement annulé", "sombre", open=False),
    State("archivee", "Archive", "Archive", "neutre", open=False),
)

A_AFFECTER = ("recue", "recevable")
AVANT_AVIS = (
    "recue",
    "incomplete",
    "a_l_examen",
    "recevable",
    "affectee",
    "en_instruction",
    "en_deliberation",
    "confiee_au_bureau",
)
#: None of its texts is on an agenda yet.
AVANT_VOTE = ("recue", "incomplete", "a_l_examen", "recevable", "affectee", "en_instruction")
AVANT_DELIBERATION = ("recue", "recevable", "affectee", "en_instruction")
EN_VOTE = ("en_deliberation", "confiee_au_bureau")
EN_TRAVAIL = ("affectee", "en_instruction")
#: Nothing has been decided yet: an error of registration can still be undone.
A_L_ENTREE = ("recue", "incomplete", "a_l_examen")
#: The bureau has said where it goes: what changes of it since is an act. On an agenda, it leaves it first.
ORIENTEES = ("affectee", "en_instruction", "confiee_au_bureau")

#: Its commission and its plenary can be said, or said otherwise.
ORIENTABLES = tuple(state for state in AVANT_AVIS if state != "en_deliberation")

#: Ways out of the path: no text is owed any more.
SORTIES = frozenset({"irrecevable", "retiree", "fusionnee", "sans_avis", "reputee", "caduque", "annulee"})

#: The path that a page draws, in order; each step with the states that stand on it.
CHEMIN = (
    ("recue", "Reçue"),
    ("a_l_examen", "Examen du bureau"),
    ("recevable", "Recevable"),
    ("affectee", "Affectée"),
    ("en_instruction", "En instruction"),
    ("en_deliberation", "En délibération"),
    ("avis_rendu", "Avis rendu"),
    ("transmise", "Transmise"),
    ("publiee", "Publiée"),
    ("en_suivi", "Suites"),
    ("close", "Close"),
)

SECRETARIAT = (Role.SECRETARIAT,)
BUREAU = (Role.PRESIDENT, Role.MEMBRE_DU_BUREAU)
AUTOMATIQUE = (Role.AUTOMATIQUE,)


def examen_non_requis(saisine: Any, frame: Frame) -> str | None:
    if saisine.nature in NATURES_EXAMINEES:
        return "Cette nature de saisine passe d’abord devant le bureau, qui juge de sa recevabilité."
    return None


def examen_requis(saisine: Any, frame: Frame) -> str | None:
    return None if saisine.nature in NATURES_EXAMINEES else "Cette nature de saisine ne s’examine pas en recevabilité."


def identifiee(saisine: Any, frame: Frame) -> str | None:
    missing = [
        label
        for label, value in (
            ("l’auteur de la saisine", saisine.demandeur),
            ("la nature", saisine.nature),
            ("le fondement", saisine.base),
            ("la date de réception", saisine.recue_le),
            ("l’objet", saisine.objet),
        )
        if not value
    ]
    return f"Il manque {', '.join(missing)}." if missing else None


def pieces_manquantes(saisine: Any) -> list[str]:
    """The labels of the pieces that the legal basis requires and the file lacks."""
    return [PIECES[nature] for nature in natures_manquantes(saisine)]


def natures_manquantes(saisine: Any) -> list[str]:
    """The kinds of the pieces that the legal basis requires and the file lacks."""
    required = saisine.base.pieces_requises if saisine.base else ()
    return [nature for nature in required if nature not in saisine.natures_de_pieces]


def dossier_complet(saisine: Any, frame: Frame) -> str | None:
    missing = pieces_manquantes(saisine)
    if not missing:
        return None
    listed = " et ".join(f"« {label} »" for label in missing)
    return f"Le dossier attend encore {listed} (CGCT, art. {ARTICLE_PIECES})."


def dossier_incomplet(saisine: Any, frame: Frame) -> str | None:
    return None if pieces_manquantes(saisine) else "Aucune pièce exigée ne manque : le dossier est complet."


def refus_possible(saisine: Any, frame: Frame) -> str | None:
    """The bureau may refuse what the law lets it refuse; not what has taken over a file that it may not."""
    held = obligatoire_en_elle(saisine)
    if held is saisine:
        return "Une saisine obligatoire ne peut pas être déclarée irrecevable : seule sa complétude se discute."
    if held:
        return f"Elle répond aussi à la saisine {held.numero}, qui est obligatoire : elle ne peut pas être refusée."
    return None


def obligatoire_en_elle(saisine: Any) -> Any | None:
    """The saisine itself, or the first joined to it near or far, on which the Region had to consult."""
    if saisine.nature == "obligatoire":
        return saisine
    return next(filter(None, map(obligatoire_en_elle, saisine.fusionnees)), None)


def rien_ne_lui_est_joint(saisine: Any, frame: Frame) -> str | None:
    """What took over another file carries it: to undo the one would lose the other."""
    joined = [other.numero for other in saisine.fusionnees]
    if not joined:
        return None
    return f"Elle reprend la saisine {', '.join(joined)}, qui resterait sans réponse : elle ne s’annule plus."


def examinee_par_le_bureau(saisine: Any, frame: Frame) -> str | None:
    if saisine.bureau_du is None:
        return "Indiquez la réunion du bureau qui a examiné la saisine."
    if saisine.bureau_du > frame.aujourdhui:
        return "La réunion du bureau n’a pas encore eu lieu."
    if saisine.recue_le and saisine.bureau_du < saisine.recue_le:
        return "La réunion du bureau précède la réception de la saisine."
    return None


def petition_suffisante(saisine: Any, frame: Frame) -> str | None:
    """What a petition lacks of what the règlement asks; a count that is not known is not enough."""
    if saisine.nature != "citoyenne":
        return None
    return " ".join(_manques_de_la_petition(saisine, frame.reglement)) or None


def _manques_de_la_petition(saisine: Any, regles: Reglement) -> list[str]:
    missing = []
    if (saisine.signatures or 0) < regles.signatures_exigees:
        missing.append(_compte("signatures", saisine.signatures, f"au moins {regles.signatures_exigees}"))
    if (saisine.departements or 0) < regles.departements_exiges:
        missing.append(_compte("départements", saisine.departements, f"au moins {regles.departements_exiges}"))
    most = regles.part_maximale_d_un_departement
    if most < 100 and (saisine.part_d_un_departement is None or saisine.part_d_un_departement > most):
        known = saisine.part_d_un_departement
        missing.append(_compte("signatures d’un même département, en pour cent", known, f"{most} au plus"))
    return missing


def _compte(quoi: str, nombre: int | None, demande: str) -> str:
    found = "nombre inconnu" if nombre is None else str(nombre)
    return f"Pétition, {quoi} : {found} ; le règlement intérieur en demande {demande}."


def commission_designee(saisine: Any, frame: Frame) -> str | None:
    return None if saisine.commission else "Désignez la commission saisie au fond."


def reste_orientee(saisine: Any, frame: Frame) -> str | None:
    """What was assigned stays so; a file given to the bureau may have no commission while no text is written."""
    if saisine.etat == "confiee_au_bureau" and not saisine.textes_ouverts:
        return None
    return commission_designee(saisine, frame)


def aucun_texte_arrete(saisine: Any, frame: Frame) -> str | None:
    """The commission that adopted a text answers for it: another one takes it over once it is sent back."""
    kept = [texte.titre for texte in saisine.textes_ouverts if texte.etat not in {"redaction", "en_commission"}]
    if not kept:
        return None
    return f"« {kept[0]} » a quitté la commission : renvoyez-le d’abord en commission."


def pleniere_visee(saisine: Any, frame: Frame) -> str | None:
    if saisine.pleniere is None and saisine.nature == "obligatoire":
        return "Choisissez la plénière visée : la Région attend cet avis."
    return None


def douze_jours(saisine: Any, frame: Frame) -> str | None:
    if saisine.pleniere is None or saisine.recue_le is None:
        return None
    days = (saisine.pleniere.jour - saisine.recue_le).days
    if days >= JOURS_AVANT_PLENIERE:
        return None
    return (
        f"La saisine a été reçue {avant_la_pleniere(days)}, moins que les {JOURS_AVANT_PLENIERE} jours "
        f"d’envoi des rapports (CGCT, art. {ARTICLE_ENVOI}){MENTION}"
    )


def avant_la_region(saisine: Any, frame: Frame) -> str | None:
    """An opinion that comes after the Region's vote serves no longer."""
    session = saisine.session_region_le
    if saisine.pleniere is None or session is None or saisine.pleniere.jour <= session:
        return None
    return (
        f"La plénière visée, le {chiffree(saisine.pleniere.jour)}, vient après la session du conseil régional, "
        f"le {chiffree(session)} : la Région aura déjà délibéré."
    )


def chiffree(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def non_suspendue(saisine: Any, frame: Frame) -> str | None:
    return "Le dossier est suspendu : levez d’abord la suspension." if saisine.suspendue else None


def suspendue(saisine: Any, frame: Frame) -> str | None:
    return None if saisine.suspendue else "Le dossier n’est pas suspendu."


def texte_avec_rapporteur(saisine: Any, frame: Frame) -> str | None:
    if any(texte.rapporteurs for texte in saisine.textes_ouverts):
        return None
    return "Désignez au moins un rapporteur : le texte s’ouvre à son nom."


def texte_inscrit(saisine: Any, frame: Frame) -> str | None:
    if any(texte.etat == "inscrit" for texte in saisine.textes):
        return None
    return "Aucun texte de cette saisine n’est inscrit à l’ordre du jour d’une plénière."


def texte_adopte(saisine: Any, frame: Frame) -> str | None:
    return None if any(texte.adopte for texte in saisine.textes) else "Aucun texte n’est adopté."


def texte_transmis(saisine: Any, frame: Frame) -> str | None:
    if any(texte.etat in {"transmis", "publie"} for texte in saisine.textes):
        return None
    return "Aucun texte n’est transmis."


def texte_publie(saisine: Any, frame: Frame) -> str | None:
    return None if any(texte.etat == "publie" for texte in saisine.textes) else "Aucun texte n’est publié."


def aucun_texte_adopte(saisine: Any, frame: Frame) -> str | None:
    if any(texte.adopte for texte in saisine.textes):
        return "Un texte de cette saisine est adopté : l’avis est rendu dès que les autres textes sont abandonnés."
    return None


def texte_rejete(saisine: Any, frame: Frame) -> str | None:
    return None if any(texte.etat in REJETES for texte in saisine.textes) else "Aucun texte n’a été rejeté."


def positions_saisies(saisine: Any, frame: Frame) -> str | None:
    if any(texte.etat in REJETES and texte.positions for texte in saisine.textes):
        return None
    return "Saisissez d’abord les positions à communiquer, sur la page du texte rejeté."


def vote_acquis(saisine: Any, frame: Frame) -> str | None:
    if any(texte.etat in {"inscrit", "en_bureau"} and texte.scrutin_ouvert for texte in saisine.textes):
        return "Un scrutin est en cours sur un texte de cette saisine."
    return None


def rien_de_signe(saisine: Any, frame: Frame) -> str | None:
    if any(texte.signe_le for texte in saisine.textes):
        return "L’avis est signé : ce qu’il dit de la saisine ne se corrige plus."
    return None


def retrait_ecrit(saisine: Any, frame: Frame) -> str | None:
    if "retrait" in saisine.natures_de_pieces:
        return None
    return "Déposez d’abord la lettre de retrait de l’auteur de la saisine."


def avis_peut_rester_du(saisine: Any, frame: Frame) -> str | None:
    held = obligatoire_en_elle(saisine)
    if held is None:
        return None
    which = "" if held is saisine else f", pour la saisine {held.numero} qui lui est jointe"
    return f"La consultation est obligatoire{which} : la délibération de la Région peut encore avoir besoin d’un avis."


def delai_expire(saisine: Any, frame: Frame) -> str | None:
    limite = limite_legale(saisine.recue_le, saisine.base.delai_mois) if saisine.base else None
    if limite is None:
        return "Le fondement de cette saisine ne fixe aucun délai à l’assemblée."
    return None if limite < frame.aujourdhui else "Le délai légal n’est pas expiré."


def silence_a_effet(saisine: Any, frame: Frame) -> str | None:
    if saisine.base and saisine.base.effet_silence != "aucun":
        return None
    return "Aucun texte ne donne d’effet au silence de l’assemblée sur ce fondement : l’avis n’est jamais « réputé »."


def silence_sans_effet(saisine: Any, frame: Frame) -> str | None:
    if saisine.base and saisine.base.effet_silence != "aucun":
        return "Sur ce fondement le silence a un effet légal : constatez l’avis réputé."
    return None


def region_a_delibere(saisine: Any, frame: Frame) -> str | None:
    if saisine.region_deliberee_le and saisine.region_deliberee_le <= frame.aujourdhui:
        return None
    return "Indiquez la date à laquelle la Région a délibéré sans l’avis."


def matiere_deleguee_ou_mandat(saisine: Any, frame: Frame) -> str | None:
    if saisine.mandat_le and saisine.mandat_le <= frame.aujourdhui:
        return None
    if saisine.base and saisine.base.code in frame.reglement.matieres_deleguees:
        return None
    return (
        "Le règlement intérieur ne délègue pas cette matière au bureau et la plénière ne lui a pas donné mandat "
        f"(CGCT, art. {ARTICLE_DELEGATION})."
    )


def cible_ouverte(saisine: Any, frame: Frame) -> str | None:
    if saisine.cible is None:
        return "Choisissez la saisine qui reprend celle-ci."
    if saisine.cible is saisine or saisine.cible.etat not in AVANT_DELIBERATION:
        return "La saisine choisie n’est plus ouverte à une jonction."
    return None


def _seul_a_repondre(texte: Any) -> bool:
    """An open text that answers no other living saisine has no reason to go on."""
    alive = [saisine for saisine in texte.saisines if saisine.etat in AVANT_AVIS]
    return texte.ouvert and not alive


ABANDON = Entail("textes", "abandonner", _seul_a_repondre)

SAISINE = Workflow(
    "saisine",
    ETATS,
    (
        # name, label, done, from, to, by …
        Transition("enregistrer", "Enregistrer la saisine", "Saisine enregistrée", (NEANT,), "recue",
                   SECRETARIAT, needs=(identifiee, examen_non_requis)),
        Transition("proposer", "Enregistrer la demande", "Demande enregistrée, à l’examen du bureau", (NEANT,),
                   "a_l_examen", SECRETARIAT, needs=(identifiee, examen_requis)),
        Transition("reprendre_archive", "Reprendre une archive", "Reprise de l’ancien registre", (NEANT,), "archivee",
                   (Role.SECRETARIAT, Role.ADMINISTRATION, Role.AUTOMATIQUE)),
        Transition("declarer_incomplete", "Demander les pièces manquantes", "Dossier déclaré incomplet", ("recue",),
                   "incomplete", (Role.SECRETARIAT, Role.CHARGE_DE_MISSION), needs=(dossier_incomplet,)),
        Transition("completer", "Constater que le dossier est complet", "Dossier complété", ("incomplete",), "recue",
                   (Role.SECRETARIAT, Role.CHARGE_DE_MISSION), needs=(dossier_complet,)),
        Transition("admettre", "Déclarer recevable", "Saisine déclarée recevable", ("a_l_examen",), "recevable",
                   BUREAU, needs=(petition_suffisante, examinee_par_le_bureau)),
        Transition("declarer_irrecevable", "Déclarer irrecevable", "Saisine déclarée irrecevable",
                   ("a_l_examen",), "irrecevable", BUREAU,
                   needs=(refus_possible, examinee_par_le_bureau), reason=True),
        Transition("declarer_irrecevable", "Déclarer irrecevable", "Saisine déclarée irrecevable",
                   ("recue",), "irrecevable", BUREAU,
                   needs=(refus_possible, examinee_par_le_bureau), reason=True, aside=True),
        Transition("affecter", "Affecter à la commission", "Affectée à une commission", A_AFFECTER, "affectee",
                   BUREAU, needs=(non_suspendue, commission_designee, pleniere_visee),
                   warns=(dossier_complet, douze_jours, avant_la_region)),
        Transition("engager", "Engager l’instruction", "Instruction engagée", ("affectee",), "en_instruction",
                   (Role.AUTOMATIQUE, Role.PRESIDENT_DE_COMMISSION, Role.CHARGE_DE_MISSION),
                   needs=(non_suspendue, texte_avec_rapporteur)),
        Transition("deliberer", "Mettre en délibération", "Mise en délibération", EN_TRAVAIL, "en_deliberation",
                   AUTOMATIQUE, needs=(non_suspendue, texte_inscrit)),
        Transition("confier_au_bureau", "Confier au bureau par délégation", "Confiée au bureau par délégation",
                   AVANT_DELIBERATION, "confiee_au_bureau", (Role.PRESIDENT,),
                   needs=(non_suspendue, matiere_deleguee_ou_mandat), reason=True, aside=True),
        Transition("renvoyer", "Renvoyer en commission", "Renvoyée en commission", EN_VOTE, "en_instruction",
                   (*BUREAU, Role.AUTOMATIQUE), needs=(commission_designee, vote_acquis), reason=True,
                   entails=(Entail("textes", "renvoyer",
                                   lambda texte: texte.etat in {"inscrit", "en_bureau", "rejete"}),), aside=True),
        Transition("ajourner", "Ajourner", "Point ajourné", ("en_deliberation",), "en_instruction", AUTOMATIQUE),
        Transition("rendre_avis", "Rendre l’avis", "Avis rendu", EN_VOTE, "avis_rendu", AUTOMATIQUE,
                   needs=(texte_adopte,)),
        Transition("rouvrir_la_deliberation", "Rouvrir la délibération", "Délibération rouverte", ("avis_rendu",),
                   "en_deliberation", AUTOMATIQUE),
        Transition("rouvrir_au_bureau", "Rouvrir devant le bureau", "Délibération du bureau rouverte",
                   ("avis_rendu",), "confiee_au_bureau", AUTOMATIQUE),
        Transition("prendre_acte_du_rejet", "Prendre acte du rejet : pas d’avis", "Rejet constaté, aucun avis",
                   EN_VOTE, "sans_avis", BUREAU, needs=(non_suspendue, texte_rejete, aucun_texte_adopte), reason=True,
                   entails=(ABANDON,), aside=True),
        Transition("communiquer_les_positions", "Communiquer les seules positions", "Positions communiquées sans avis",
                   EN_VOTE, "sans_avis", BUREAU,
                   needs=(non_suspendue, texte_rejete, aucun_texte_adopte, positions_saisies), reason=True,
                   entails=(Entail("textes", "publier_les_positions",
                                   lambda texte: texte.etat == "rejete" and bool(texte.positions)), ABANDON),
                   aside=True),
        Transition("renoncer", "Renoncer à rendre un avis", "Le conseil renonce à rendre un avis",
                   ("affectee", "en_instruction", "en_deliberation", "confiee_au_bureau"), "sans_avis", BUREAU,
                   needs=(vote_acquis, aucun_texte_adopte), warns=(avis_peut_rester_du,), reason=True,
                   entails=(ABANDON,), aside=True),
        Transition("transmettre", "Transmettre l’avis", "Avis transmis", ("avis_rendu",), "transmise", AUTOMATIQUE,
                   needs=(texte_transmis,)),
        Transition("publier", "Publier l’avis", "Avis publié", ("transmise",), "publiee", AUTOMATIQUE,
                   needs=(texte_publie,)),
        Transition("suivre", "Ouvrir le suivi", "Suivi ouvert", ("publiee",), "en_suivi",
                   (Role.SECRETARIAT, Role.CHARGE_DE_MISSION)),
        Transition("clore", "Clore le dossier", "Dossier clos", ("publiee", "en_suivi"), "close",
                   (Role.SECRETARIAT, Role.PRESIDENT, Role.MEMBRE_DU_BUREAU), reason=True, aside=True),
        # Beside the path
        Transition("corriger", "Corriger les informations", "Informations corrigées", (*AVANT_AVIS, "avis_rendu"), MEME,
                   (Role.SECRETARIAT, Role.CHARGE_DE_MISSION), needs=(rien_de_signe,), reason=True, aside=True),
        Transition("viser", "Changer de plénière visée", "Autre plénière visée", ORIENTEES, MEME,
                   (Role.SECRETARIAT, *BUREAU), needs=(pleniere_visee,), warns=(douze_jours, avant_la_region),
                   reason=True, aside=True),
        Transition("reaffecter", "Changer de commission", "Confiée à une autre commission", ORIENTEES, MEME, BUREAU,
                   needs=(reste_orientee, aucun_texte_arrete), reason=True, aside=True),
        Transition("annuler", "Annuler l’enregistrement", "Enregistrement annulé", A_L_ENTREE, "annulee", SECRETARIAT,
                   needs=(rien_ne_lui_est_joint,), reason=True, aside=True),
        Transition("recevoir_une_version", "Enregistrer une nouvelle version du dossier",
                   "Nouvelle version du dossier", AVANT_AVIS, MEME, (Role.SECRETARIAT, Role.CHARGE_DE_MISSION),
                   reason=True, aside=True),
        Transition("suspendre", "Suspendre le dossier", "Dossier suspendu", AVANT_AVIS, MEME, (Role.PRESIDENT,),
                   needs=(non_suspendue,), reason=True, aside=True),
        Transition("lever_la_suspension", "Lever la suspension", "Suspension levée", AVANT_AVIS, MEME,
                   (Role.PRESIDENT,), needs=(suspendue,), aside=True),
        Transition("fusionner", "Joindre à une autre saisine", "Jointe à une autre saisine", AVANT_DELIBERATION,
                   "fusionnee", BUREAU, needs=(non_suspendue, cible_ouverte), reason=True, entails=(ABANDON,),
                   aside=True),
        Transition("retirer", "Enregistrer le retrait", "Retirée par son auteur", AVANT_AVIS, "retiree", SECRETARIAT,
                   needs=(retrait_ecrit, vote_acquis), warns=(avis_peut_rester_du,), reason=True, entails=(ABANDON,),
                   aside=True),
        Transition("constater_avis_repute", "Constater l’avis réputé", "Avis réputé par l’effet du délai", AVANT_AVIS,
                   "reputee", SECRETARIAT, needs=(silence_a_effet, delai_expire), aside=True),
        Transition("constater_caducite", "Constater que la Région a délibéré sans avis", "Consultation close sans avis",
                   AVANT_AVIS, "caduque", SECRETARIAT, needs=(silence_sans_effet, region_a_delibere), reason=True,
                   aside=True),
    ),
)  # fmt: skip

OUVERTS = frozenset(name for name, state in SAISINE.states.items() if state.open)
#: Its file still takes pieces: on the way to an opinion, then while the assembly follows what becomes of it.
RECOIT_DES_PIECES = OUVERTS | {"transmise", "publiee", "en_suivi"}
