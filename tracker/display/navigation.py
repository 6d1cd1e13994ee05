"""Where one can go: the entries of the main navigation, and under which titles somebody is known."""

from dataclasses import dataclass

from flask import g, request, url_for

from ..rights import can
from ..roles import QUALITES, Role


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
    "redaction": "textes",
    "apres_vote": "textes",
    "scrutins": "seances",
    "renouvellement": "trombinoscope",
    "investiture": "trombinoscope",
    "reaffectation": "trombinoscope",
}

#: The desks of the assembly: one place of the menu, and a line of tabs that each of them shows.
ONGLETS: tuple[tuple[str, str, str], ...] = (
    ("assemblee.renouveler", "Renouvellement", "renouvellement.renouvellement"),
    ("bureau.voir", "À réaffecter", "reaffectation.dossiers"),
)

MENU = (
    ("accueil.voir", "Accueil", "accueil.accueil"),
    ("suivi.voir", "Vos saisines", "suivi.mes_saisines"),
    ("registre.voir", "Registre", "saisines.registre"),
    ("seance.voir", "Séances", "seances.liste"),
    ("registre.voir", "Textes", "textes.liste"),
    ("commission.voir", "Commissions", "commissions.liste"),
    ("bureau.voir", "Bureau", "bureau.bureau"),
    ("registre.importer", "Reprise", "registre.importer"),
    ("reglement.voir", "Règlement", "reglement.reglement"),
)


def navigation() -> list[Entree]:
    """The desks that the person may open."""
    here = (request.endpoint or "").split(".")[0]
    here = LOGES.get(here, here)
    return [
        Entree(label, url_for(endpoint), here == endpoint.split(".")[0])
        for right, label, endpoint in MENU
        if can(g.acteur, right)
    ]


def onglets() -> list[Entree]:
    """The desks of the assembly that the person may open, as tabs."""
    here = (request.endpoint or "").split(".")[0]
    return [
        Entree(label, url_for(endpoint), here == endpoint.split(".")[0])
        for right, label, endpoint in ONGLETS
        if can(g.acteur, right)
    ]


def qualites() -> list[str]:
    """Under which titles the person is known today."""
    found = [QUALITES[role] for role in Role if role in g.acteur.permanents]
    if g.acteur.preside:
        found.append(QUALITES[Role.PRESIDENT_DE_COMMISSION])
    if g.acteur.demandeurs:
        found.append(QUALITES[Role.DEMANDEUR])
    return [name for name in found if name != QUALITES[Role.CONSEILLER]] or found
