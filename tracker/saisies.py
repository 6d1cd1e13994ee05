"""Where each missing fact is written: from a condition of the tables to the form that satisfies it."""

from dataclasses import dataclass

from .procedure import amendement, saisine, seance, texte
from .procedure.grammar import Condition


@dataclass(frozen=True)
class Saisie:
    """A form: its endpoint, the right it asks for, and the words of the button that leads there."""

    endpoint: str
    droit: str
    libelle: str
    #: Done by the button itself, without a form.
    directe: bool = False
    #: What the form starts from.
    depart: tuple[tuple[str, str], ...] = ()


PIECES = Saisie("depots.pieces", "piece.deposer", "Déposer les pièces")
INTEGRER = Saisie("integration.integrer", "texte.integrer_les_amendements", "Intégrer les amendements")
AVIS = Saisie(
    "avis_rendus.rendre", "amendement.donner_avis", "Donner l’avis du rapporteur", depart=(("de", "rapporteur"),)
)
ORIENTER = Saisie("orientation.orienter", "saisine.orienter", "Orienter la saisine")

SAISIES: dict[Condition, Saisie] = {
    saisine.dossier_complet: PIECES,
    saisine.retrait_ecrit: Saisie(
        "depots.pieces", "piece.deposer", "Déposer la lettre de retrait", depart=(("nature", "retrait"),)
    ),
    saisine.examinee_par_le_bureau: Saisie("orientation.orienter", "saisine.orienter", "Noter l’examen du bureau"),
    saisine.petition_suffisante: Saisie("enregistrement.corriger", "saisine.corriger", "Compter les signatures"),
    saisine.commission_designee: ORIENTER,
    saisine.pleniere_visee: ORIENTER,
    saisine.matiere_deleguee_ou_mandat: Saisie("orientation.orienter", "saisine.orienter", "Noter le mandat"),
    saisine.texte_avec_rapporteur: Saisie("textes.ouvrir", "texte.composer", "Désigner les rapporteurs"),
    saisine.cible_ouverte: Saisie("orientation.joindre", "saisine.fusionner", "Choisir l’autre saisine"),
    saisine.region_a_delibere: Saisie("orientation.delibere", "saisine.modifier", "Noter la délibération"),
    texte.version_ecrite: Saisie("redaction.rediger", "texte.rediger", "Écrire le texte"),
    texte.commission_a_adopte: Saisie("commissions.compter", "texte.compter", "Saisir le vote de la commission"),
    texte.a_l_ordre_du_jour: Saisie("textes.inscrire", "texte.inscrire", "Inscrire à la plénière"),
    texte.accords_integres: INTEGRER,
    texte.amendements_integres: INTEGRER,
    texte.integration_controlee: Saisie(
        "integration.controler", "texte.controler_l_integration", "Contrôler l’intégration"
    ),
    texte.positions_arretees: Saisie("apres_vote.positions", "texte.positions", "Saisir les positions minoritaires"),
    texte.document_final: Saisie("documents.preparer", "texte.document", "Préparer le document final", directe=True),
    texte.destinataires_servis: Saisie("apres_vote.expedier", "texte.expedier", "Enregistrer les envois"),
    texte.reference_officielle: Saisie("apres_vote.reference", "texte.reference", "Saisir la référence officielle"),
    amendement.avis_du_rapporteur: AVIS,
    amendement.avis_favorable: AVIS,
    seance.pv_redige: Saisie("proces_verbal.rediger", "pv.rediger", "Établir le procès-verbal"),
    seance.approbation_constatee: Saisie(
        "proces_verbal.approuver", "seance.approuver_le_pv", "Constater l’approbation sans vote"
    ),
    seance.pv_en_document: Saisie(
        "proces_verbal.preparer", "pv.rediger", "Préparer le document du procès-verbal", directe=True
    ),
    seance.appel_fait: Saisie("presences.appel", "seance.appeler", "Faire l’appel"),
    seance.ordre_du_jour: Saisie("ordre.ordre", "seance.modifier", "Composer l’ordre du jour"),
}

#: Typed too, but somebody else has to do something first: more than a fact that waits for its form.
ATTENDUES = frozenset(
    {
        saisine.dossier_complet,
        saisine.petition_suffisante,
        saisine.matiere_deleguee_ou_mandat,
        texte.commission_a_adopte,
    }
)


def a_saisir(condition: Condition) -> bool:
    """Whether a condition only waits for a fact to be typed."""
    return condition in SAISIES and condition not in ATTENDUES
