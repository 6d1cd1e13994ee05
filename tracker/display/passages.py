"""What can be done with a record, or why not yet and to whom it falls: a table read for one person."""

from dataclasses import dataclass
from typing import Any

from flask import g, url_for

from ..door import jour
from ..models import WORKFLOWS, Amendement, Dossier, Saisine, Seance, Texte
from ..procedure.amendement import A_INTEGRER
from ..procedure.grammar import Option, Workflow
from ..procedure.saisine import NATURES_DE_LA_REGION
from ..procedure.seance import quorum_de, quorum_exige
from ..prose.typographie import francais
from ..rights import can, roles
from ..saisies import SAISIES


@dataclass(frozen=True)
class Passage:
    """A transition as a page shows it: a button, or why not and to whom it falls."""

    possible: bool
    #: Falls to this person, now or once nothing is missing.
    a_moi: bool
    libelle: str
    url: str
    explication: str
    raisons: tuple[str, ...]
    qui: str
    avertissements: tuple[str, ...]
    nom: str
    #: Beside the normal path.
    a_cote: bool
    #: Where the person can write the first fact that is missing.
    saisie: str
    saisie_libelle: str
    saisie_directe: bool
    #: All that is missing can be written by this person.
    saisissable: bool


#: Transitions that have a form of their own.
FORMULAIRES = {
    ("saisine", "declarer_incomplete"): "depots.demander",
    ("saisine", "recevoir_une_version"): "depots.version",
    ("texte", "rectifier"): "decomptes.rectifier",
    ("saisine", "corriger"): "enregistrement.corriger",
    ("saisine", "fusionner"): "orientation.joindre",
    ("saisine", "viser"): "orientation.orienter",
    ("saisine", "reaffecter"): "orientation.orienter",
    ("texte", "designer"): "textes.composer",
    ("texte", "assembler_les_parties"): "parties.assembler",
    ("texte", "integrer_les_amendements"): "integration.integrer",
    ("texte", "controler_l_integration"): "integration.controler",
    ("texte", "signer"): "signature.signer",
    ("texte", "signer_l_erratum"): "signature.signer_l_erratum",
    ("amendement", "modifier"): "amender.modifier",
    ("amendement", "declarer_recevable"): "recevabilite.examiner",
    ("amendement", "declarer_irrecevable"): "recevabilite.examiner",
    ("seance", "approuver_le_pv"): "proces_verbal.approuver",
    ("seance", "convoquer_les_nouveaux"): "convocations.suivi",
    ("seance", "modifier_l_ordre_du_jour"): "ordre.ordre",
}


#: What the bureau can do of a saisine whose text was rejected: beside the path until then.
SUITES_DU_REJET = frozenset({"prendre_acte_du_rejet", "communiquer_les_positions", "renvoyer"})


#: Transitions that the closing of a ballot fires.
PAR_SCRUTIN = frozenset(
    {("texte", "adopter"), ("texte", "rejeter"), ("amendement", "adopter"), ("amendement", "rejeter")}
)


#: What only the whole of a text does, and what only one of its parts does.
DE_L_ENSEMBLE = frozenset(
    {"envoyer_au_bureau", "proposer_a_la_pleniere", "saisir_le_bureau", "inscrire", "assembler_les_parties"}
)
DE_LA_PARTIE = frozenset({"valider_la_partie", "dispenser", "rouvrir_la_partie"})


#: What a rapporteur decides of an amendment where the règlement leaves it to them.
DU_RAPPORTEUR = frozenset({"accepter", "ecarter"})


#: Transitions that a page offers beside what they change, and not again among the acts.
SUR_PLACE = frozenset(
    {"corriger", "viser", "reaffecter", "designer", "convoquer_les_nouveaux", "modifier_l_ordre_du_jour", "modifier"}
)


def hors_sujet(name: str, record: Dossier) -> bool:
    """Whether a transition says nothing of this record: its opposite does, or the law gives it no ground."""
    if name in SUR_PLACE or (isinstance(record, Texte) and _hors_du_texte(name, record)):
        return True
    if isinstance(record, Amendement):
        # Where the assembly decides each by its vote, the rapporteur only gives an opinion.
        return name in DU_RAPPORTEUR and jour().reglement.modele_d_amendement != "rapporteur"
    if name == "lever_la_suspension":
        return not getattr(record, "suspendue", False)
    if name == "saisir_le_bureau":
        return not any(saisine.etat == "confiee_au_bureau" for saisine in getattr(record, "saisines", ()))
    if name == "suspendre":
        return bool(getattr(record, "suspendue", False))
    if name == "constater_la_carence" and isinstance(record, Seance):
        return not quorum_exige(record, jour().reglement) or bool(quorum_de(record).atteint)
    if name in {"constater_avis_repute", "constater_caducite"} and isinstance(record, Saisine):
        if record.nature not in NATURES_DE_LA_REGION:
            return True
        effect = record.base.effet_silence if record.base else "aucun"
        return (effect == "aucun") == (name == "constater_avis_repute")
    return False


def _hors_du_texte(name: str, texte: Texte) -> bool:
    """What speaks of parts, of amendments or of an erratum, where a text has none; and what a part never does."""
    if texte.ensemble_id is not None:
        return name in DE_L_ENSEMBLE
    return (
        name in DE_LA_PARTIE
        or (name == "assembler_les_parties" and not texte.parties)
        or (name == "integrer_les_amendements" and not any(one.etat in A_INTEGRER for one in texte.amendements))
        or (name == "controler_l_integration" and (texte.integration is None or bool(texte.integration.controle_le)))
        or (name == "annuler_l_integration" and not integration_a_reprendre(texte))
        or (name == "signer_l_erratum" and texte.edition_en_attente is None)
    )


def integration_a_reprendre(texte: Texte) -> bool:
    """Whether the present text is the one that a merge gave."""
    return texte.integration is not None and texte.integration.version_id == texte.version_id


def passages(record: Dossier) -> list[Passage]:
    """What can be done with a record and what cannot yet, in the order of its table."""
    workflow = WORKFLOWS[type(record)]
    options = workflow.options(record, roles(g.acteur, record), jour().frame)
    return [
        passage(workflow, record, option)
        for option in options
        if (workflow.name, option.transition.name) not in PAR_SCRUTIN and not hors_sujet(option.transition.name, record)
    ]


def formulaire(record: Dossier, name: str) -> str:
    """The address of the form that a transition has of its own; empty for those that share one."""
    table = WORKFLOWS[type(record)].name
    endpoint = FORMULAIRES.get((table, name))
    named: dict[str, Any] = {f"{table}_id": record.id}
    return url_for(endpoint, **named) if endpoint else ""


def passage(workflow: Workflow, record: Dossier, option: Option) -> Passage:
    row = option.transition
    named: dict[str, Any] = {f"{workflow.name}_id": record.id}
    form = formulaire(record, row.name)
    entries = [SAISIES.get(condition) for condition in option.missing]
    mine = [entry for entry in entries if entry and can(g.acteur, entry.droit, record)]
    entry = mine[0] if mine else None
    return Passage(
        possible=option.possible,
        a_moi=option.allowed,
        libelle=row.label,
        url=form or url_for("actes.acte", **named, transition=row.name),
        explication="" if option.allowed else francais(f"Cet acte revient à : {row.actors()}."),
        raisons=tuple(francais(reason) for reason in option.blocked),
        qui="" if option.allowed else f"à : {row.actors()}",
        avertissements=tuple(francais(warning) for warning in option.warnings) if option.possible else (),
        nom=row.name,
        a_cote=row.aside and not (option.possible and attendu(row.name, record)),
        saisie=url_for(entry.endpoint, **(named | dict(entry.depart))) if entry else "",
        saisie_libelle=entry.libelle if entry else "",
        saisie_directe=bool(entry and entry.directe),
        saisissable=bool(mine) and len(mine) == len(entries),
    )


def attendu(name: str, record: Dossier) -> bool:
    """Whether what stands beside the path is the next step here: a rejected text, a file that waits."""
    if name == "lever_la_suspension":
        return True
    rejected = any(texte.etat == "rejete" for texte in getattr(record, "textes", ()))
    return rejected and name in SUITES_DU_REJET
