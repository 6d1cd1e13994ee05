"""Where one can go: the entries of the main navigation, and under which titles somebody is known."""

from dataclasses import dataclass

from flask import g, request, url_for

from ..extensions import db
from ..prose.dates import sans_jour
from ..rights import can
from ..roles import QUALITES, Role
from ..titulaires import delegations_de


@dataclass(frozen=True)
class Entree:
    """One entry of the main navigation."""

    libelle: str
    url: str
    courant: bool
    icone: str = ""
    compte: int = 0


#: Desks that work on what another place of the menu shows.
LOGES = {
    "enregistrement": "saisines",
    "orientation": "saisines",
    "depots": "saisines",
    "lectures": "saisines",
    "redaction": "textes",
    "comparaison": "textes",
    "word": "textes",
    "brouillons": "textes",
    "presents": "textes",
    "illustrations": "textes",
    "lecture": "textes",
    "remarques": "textes",
    "fils": "textes",
    "suggestions": "textes",
    "sorties": "textes",
    "apres_vote": "textes",
    "scrutins": "seances",
    "decomptes": "seances",
    "elections": "seances",
    "releves": "seances",
    "presences": "seances",
    "convocations": "seances",
    "proces_verbal": "seances",
    "decisions": "seances",
    "indemnites": "seances",
    "positions": "textes",
    "signature": "textes",
    "parties": "textes",
    "modeles": "textes",
    "papier": "textes",
    "lettres": "saisines",
    "rapport": "saisines",
    "amendements": "textes",
    "amender": "textes",
    "recevabilite": "textes",
    "avis_rendus": "textes",
    "calendrier": "seances",
    "attestations": "seances",
    "envois": "seances",
    "pouvoirs": "seances",
    "ordre": "seances",
    "points": "seances",
    "ecran": "seances",
    "conduite": "seances",
    "debats": "seances",
    "integration": "textes",
    "cahier": "textes",
    "ma_seance": "seances",
    "droits": "reglement",
    "hemicycle": "trombinoscope",
    "personnes": "trombinoscope",
    "membres": "trombinoscope",
    "delegations": "trombinoscope",
    "comptes": "trombinoscope",
    "courriers": "trombinoscope",
    "droits.saisine": "saisines",
    "droits.texte": "textes",
    "droits.amendement": "textes",
    "droits.seance": "seances",
    "sieges": "trombinoscope",
    "mandats": "trombinoscope",
    "identites": "trombinoscope",
    "mandatures": "trombinoscope",
    "instances": "trombinoscope",
    "fonctions": "trombinoscope",
    "groupes": "trombinoscope",
    "equipe": "trombinoscope",
    "journal": "trombinoscope",
    "renouvellement": "trombinoscope",
    "investiture": "trombinoscope",
    "reaffectation": "trombinoscope",
}

#: The desks of the assembly: one place of the menu, and a line of tabs that each of them shows.
ONGLETS: tuple[tuple[str, str, str], ...] = (
    ("assemblee.voir", "Membres", "trombinoscope.trombinoscope"),
    ("assemblee.voir", "Hémicycle", "hemicycle.hemicycle"),
    ("assemblee.voir", "Sièges", "sieges.liste"),
    ("assemblee.voir", "Instances", "instances.liste"),
    ("assemblee.voir", "Groupes", "groupes.liste"),
    ("equipe.modifier", "Équipe", "equipe.equipe"),
    ("assemblee.importer", "Importer", "membres.importer"),
    ("assemblee.renouveler", "Renouvellement", "renouvellement.renouvellement"),
    ("bureau.voir", "À réaffecter", "reaffectation.dossiers"),
    ("delegation.voir", "Délégations", "delegations.toutes"),
    ("compte.ouvrir", "Comptes", "comptes.liste"),
    ("courrier.voir", "Courriers", "courriers.liste"),
    ("assemblee.journal", "Journal", "journal.journal"),
)
#: Desks of the assembly that work on what another tab shows.
SOUS = {
    "mandats": "sieges",
    "identites": "sieges",
    "mandatures": "sieges",
    "fonctions": "instances",
    "investiture": "renouvellement",
    "personnes": "trombinoscope",
}

MENU = (
    ("accueil.voir", "Accueil", "accueil.accueil"),
    ("suivi.voir", "Vos saisines", "suivi.mes_saisines"),
    ("registre.voir", "Registre", "saisines.registre"),
    ("seance.voir", "Séances", "seances.liste"),
    ("registre.voir", "Textes", "textes.liste"),
    ("commission.voir", "Commissions", "commissions.liste"),
    ("assemblee.voir", "Assemblée", "trombinoscope.trombinoscope"),
    ("bureau.voir", "Bureau", "bureau.bureau"),
    ("registre.importer", "Reprise", "registre.importer"),
    ("reglement.voir", "Règlement", "reglement.reglement"),
)


def navigation() -> list[Entree]:
    """The desks that the person may open."""
    endpoint = request.endpoint or ""
    here = endpoint.split(".")[0]
    here = LOGES.get(endpoint, LOGES.get(here, here))
    return [
        Entree(label, url_for(endpoint), here == endpoint.split(".")[0])
        for right, label, endpoint in MENU
        if can(g.acteur, right)
    ]


def onglets() -> list[Entree]:
    """The desks of the assembly that the person may open, as tabs."""
    here = (request.endpoint or "").split(".")[0]
    here = SOUS.get(here, here)
    return [
        Entree(label, url_for(endpoint), here == endpoint.split(".")[0])
        for right, label, endpoint in ONGLETS
        if can(g.acteur, right)
    ]


def qualites() -> list[str]:
    """Under which titles the person is known today."""
    lent = {role for role, instance in g.acteur.pour if instance is None}
    found = [QUALITES[role] for role in Role if role in g.acteur.permanents - lent]
    if g.acteur.preside - {instance for _, instance in g.acteur.pour}:
        found.append(QUALITES[Role.PRESIDENT_DE_COMMISSION])
    if g.acteur.demandeurs:
        found.append(QUALITES[Role.DEMANDEUR])
    return [name for name in found if name != QUALITES[Role.CONSEILLER]] or found


def en_quels_noms() -> list[str]:
    """In whose names the person acts today beside their own, and until when."""
    return [f"pour {one.delegant} jusqu’au {sans_jour(one.fin)}" for one in delegations_de(db.session(), g.acteur)]
