"""Who exists: standing roles, roles that a record gives, and the calendar that acts by itself."""

from enum import StrEnum


class Role(StrEnum):
    """A name under which somebody acts; member values are what the database stores."""

    SECRETARIAT = "secretariat"
    CHARGE_DE_MISSION = "charge_de_mission"
    DIRECTION = "direction"
    COMMUNICATION = "communication"
    ADMINISTRATION = "administration"
    PRESIDENT = "president"
    VICE_PRESIDENT = "vice_president"
    MEMBRE_DU_BUREAU = "membre_du_bureau"
    RAPPORTEUR_GENERAL = "rapporteur_general"
    CONSEILLER = "conseiller"
    MEMBRE_ASSOCIE = "membre_associe"
    PRESIDENT_DE_COMMISSION = "president_de_commission"
    VICE_PRESIDENT_DE_COMMISSION = "vice_president_de_commission"
    RAPPORTEUR_DE_COMMISSION = "rapporteur_de_commission"
    MEMBRE_DE_COMMISSION = "membre_de_commission"
    RAPPORTEUR = "rapporteur"
    AUTEUR = "auteur"
    DEMANDEUR = "demandeur"
    AUTOMATIQUE = "automatique"


#: Held over the whole assembly, from a dated function.
PERMANENTS = (
    Role.SECRETARIAT,
    Role.CHARGE_DE_MISSION,
    Role.DIRECTION,
    Role.COMMUNICATION,
    Role.ADMINISTRATION,
    Role.PRESIDENT,
    Role.VICE_PRESIDENT,
    Role.MEMBRE_DU_BUREAU,
    Role.RAPPORTEUR_GENERAL,
    Role.CONSEILLER,
)

#: Held in one body: a commission, a section, a group of work.
EN_INSTANCE = (
    Role.PRESIDENT_DE_COMMISSION,
    Role.VICE_PRESIDENT_DE_COMMISSION,
    Role.RAPPORTEUR_DE_COMMISSION,
    Role.MEMBRE_DE_COMMISSION,
    Role.MEMBRE_ASSOCIE,
)

#: Sit in the bureau (R. 4134-12).
BUREAU = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.MEMBRE_DU_BUREAU)

#: Given by one record: its rapporteur, the chair of its commission, its referrer, who tabled an amendment.
PAR_DOSSIER = (
    Role.PRESIDENT_DE_COMMISSION,
    Role.MEMBRE_DE_COMMISSION,
    Role.RAPPORTEUR,
    Role.AUTEUR,
    Role.DEMANDEUR,
)

#: The staff of the assembly: they see every file.
PERSONNEL = frozenset(
    {Role.SECRETARIAT, Role.CHARGE_DE_MISSION, Role.DIRECTION, Role.COMMUNICATION, Role.ADMINISTRATION}
)

#: Held by members of the assembly alone: they end with the seat.
ELECTIFS = (*BUREAU, Role.RAPPORTEUR_GENERAL, *(role for role in EN_INSTANCE if role is not Role.MEMBRE_ASSOCIE))

#: What its holder may lend to somebody else for a time.
DELEGABLES = (Role.PRESIDENT, Role.PRESIDENT_DE_COMMISSION, *sorted(PERSONNEL))

LIBELLES: dict[Role, str] = {
    Role.SECRETARIAT: "le secrétariat",
    Role.CHARGE_DE_MISSION: "un chargé de mission",
    Role.DIRECTION: "la direction",
    Role.COMMUNICATION: "le service communication",
    Role.ADMINISTRATION: "l’administration du site",
    Role.PRESIDENT: "la présidence du conseil",
    Role.VICE_PRESIDENT: "un vice-président",
    Role.MEMBRE_DU_BUREAU: "un membre du bureau",
    Role.RAPPORTEUR_GENERAL: "le rapporteur général",
    Role.CONSEILLER: "un conseiller",
    Role.MEMBRE_ASSOCIE: "un membre associé",
    Role.PRESIDENT_DE_COMMISSION: "la présidence de la commission",
    Role.VICE_PRESIDENT_DE_COMMISSION: "la vice-présidence de la commission",
    Role.RAPPORTEUR_DE_COMMISSION: "le rapporteur de la commission",
    Role.MEMBRE_DE_COMMISSION: "un membre de la commission",
    Role.RAPPORTEUR: "le rapporteur",
    Role.AUTEUR: "l’auteur de l’amendement",
    Role.DEMANDEUR: "l’auteur de la saisine",
    Role.AUTOMATIQUE: "la suite de la procédure",
}

#: Held by so many that they are told as a crowd, without names.
FOULE: dict[Role, str] = {
    Role.CONSEILLER: "tous les conseillers",
    Role.MEMBRE_ASSOCIE: "les membres associés",
    Role.MEMBRE_DE_COMMISSION: "les membres de la commission",
}

#: As a title beside a name.
QUALITES: dict[Role, str] = {
    Role.SECRETARIAT: "Secrétariat",
    Role.CHARGE_DE_MISSION: "Chargé(e) de mission",
    Role.DIRECTION: "Direction",
    Role.COMMUNICATION: "Communication",
    Role.ADMINISTRATION: "Administration du site",
    Role.PRESIDENT: "Présidence du conseil",
    Role.VICE_PRESIDENT: "Vice-présidence du conseil",
    Role.MEMBRE_DU_BUREAU: "Membre du bureau",
    Role.RAPPORTEUR_GENERAL: "Rapporteur général",
    Role.CONSEILLER: "Conseiller",
    Role.MEMBRE_ASSOCIE: "Membre associé",
    Role.PRESIDENT_DE_COMMISSION: "Présidence de commission",
    Role.VICE_PRESIDENT_DE_COMMISSION: "Vice-présidence de commission",
    Role.RAPPORTEUR_DE_COMMISSION: "Rapporteur de commission",
    Role.MEMBRE_DE_COMMISSION: "Membre de commission",
    Role.RAPPORTEUR: "Rapporteur",
    Role.AUTEUR: "Auteur de l’amendement",
    Role.DEMANDEUR: "Auteur de la saisine",
    Role.AUTOMATIQUE: "Automatique",
}


def revient_a(nom: str) -> str:
    """The name of a role after « revient », contracted: « au secrétariat », « à la présidence »."""
    for article, contracted in (("le ", "au "), ("les ", "aux ")):
        if nom.startswith(article):
            return contracted + nom.removeprefix(article)
    return f"à {nom}"
