"""What is kept about a person, kind by kind: where it stands, why it is kept, how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case
from sqlalchemy.orm import InstrumentedAttribute

from ..models import (
    Acte,
    Appartenance,
    Candidature,
    CodeDeSecours,
    Comptage,
    Connexion,
    Convocation,
    Courrier,
    Delegation,
    Designation,
    Electeur,
    Emargement,
    Envoi,
    Fonction,
    Jeton,
    Lecture,
    Mandat,
    Mouvement,
    Orateur,
    Personne,
    Piece,
    Point,
    Position,
    Pouvoir,
    Presence,
    ProcesVerbal,
    ReglementDate,
    Reprise,
    Saisine,
    Scrutin,
    Seance,
    Signature,
    Tentative,
    Texte,
    Version,
    Voix,
    Vue,
)
from ..procedure.assemblee import MOTIFS_DE_FIN, PRESENCES
from ..procedure.saisine import PIECES
from ..procedure.scrutin import CHOIX, MODES
from ..procedure.seance import FINS_DE_POUVOIR, MOYENS_D_EMARGEMENT, REPONSES
from ..procedure.texte import POSITIONS
from ..roles import QUALITES

#: One column: the path to it through the relations, or an expression; and the words of its values where it is a code.
Champ = str | ColumnElement[Any] | tuple[str, Mapping[Any, str]]


@dataclass(frozen=True)
class Genre:
    """One kind of what is kept: the rows whose column `de` names the person."""

    nom: str
    titre: str
    de: InstrumentedAttribute[Any]
    champs: Mapping[str, Champ]
    pourquoi: str
    duree: str
    #: What of the person the column holds.
    cle: str = "id"


ARCHIVE = "Sans limite : archives publiques."
OUVERT = "Jusqu’à la fermeture du compte."
UN_AN = "Un an."
GENRES_DE_LIEN = {"invitation": "Invitation", "reinitialisation": "Nouveau mot de passe"}
DELEGATION: dict[str, Champ] = {
    "rôle": ("role", QUALITES),
    "instance": "instance.nom",
    "début": "debut",
    "fin": "fin",
    "motif": "motif",
    "retirée le": "retiree_le",
}
ACTE: dict[str, Champ] = {
    "quand": "le",
    "acte": "transition",
    "de": "de",
    "vers": "vers",
    "en qualité de": ("role", QUALITES),
    "motif": "motif",
    "saisine": "saisine.numero",
    "texte": "texte.titre",
    "séance": "seance.jour",
}
POUVOIR: dict[str, Champ] = {
    "séance": "seance.jour",
    "pour le point": "point.intitule",
    "donné le": "donne_le",
    "fin": ("fin", FINS_DE_POUVOIR),
    "le": "fin_le",
}
SENS = {"arrivee": "Arrivée", "depart": "Départ"}
SCRUTIN: dict[str, Champ] = {
    "séance": "point.seance.jour",
    "point": "point.intitule",
    "mode": ("mode", MODES),
}
VOTE: dict[str, Champ] = {"scrutin": "scrutin_id"}

# fmt: off
FAMILLES: dict[str, tuple[Genre, ...]] = {
    "Qui vous êtes": (
        Genre("identite", "Identité", Personne.id,
              {"prénom": "prenom", "nom": "nom", "civilité": "civilite", "portrait": "portrait.type_mime"},
              "Vous nommer dans vos actes, et compter la parité (CGCT, art. L. 4134-2).", ARCHIVE),
        Genre("compte", "Compte", Personne.id,
              {"adresse électronique": "courriel", "mot de passe": Personne.mot_de_passe.is_not(None),
               "second facteur depuis": "totp_depuis", "fermé le": "ferme_le", "nouveautés lues le": "vu_le",
               "présentation": "presentation"},
              "Vous laisser entrer. L’adresse survit au compte, pour qu’un nouveau mandat le rouvre sans le doubler.",
              "Mot de passe et second facteur : jusqu’à la fermeture du compte. Adresse : jusqu’à votre demande."),
        Genre("mandats", "Mandats", Mandat.personne_id,
              {"collège": "siege.college.nom", "siège": "siege.numero", "organisme": "organisme.nom", "début": "debut",
               "fin": "fin", "motif de la fin": ("motif_fin", MOTIFS_DE_FIN),
               "vacance constatée le": "vacance_constatee_le"},
              "Savoir qui siégeait un jour donné : quorum et votes en dépendent.", ARCHIVE),
        Genre("fonctions", "Fonctions", Fonction.personne_id,
              {"fonction": ("role", QUALITES), "instance": "instance.nom", "attributions": "attributions",
               "début": "debut", "fin": "fin"},
              "Vous donner vos droits, et dire qui pouvait quoi le jour d’un acte.", ARCHIVE),
        Genre("groupes", "Groupes", Appartenance.personne_id,
              {"groupe": "groupe.nom", "début": "debut", "fin": "fin"},
              "Connaître la composition des groupes.", ARCHIVE),
        Genre("delegations_donnees", "Délégations données", Delegation.delegant_id,
              {"à": "delegataire.nom_complet", **DELEGATION},
              "Dire au nom de qui un acte a été accompli.", ARCHIVE),
        Genre("delegations_recues", "Délégations reçues", Delegation.delegataire_id,
              {"de": "delegant.nom_complet", **DELEGATION},
              "Dire au nom de qui un acte a été accompli.", ARCHIVE),
    ),
    "Vos connexions": (
        Genre("sessions", "Sessions", Connexion.personne_id,
              {"ouverte le": "ouverte_le", "fermée le": "fermee_le", "adresse": "adresse", "navigateur": "navigateur"},
              "Vous montrer où votre compte est ouvert, et le fermer à distance.", UN_AN),
        Genre("regards", "Regards par vos yeux", Connexion.comme_id,
              {"par": "personne.nom_complet", "ouverte le": "ouverte_le", "fermée le": "fermee_le"},
              "Le personnel peut voir le site comme vous, sans rien y faire ; chaque regard est inscrit.", UN_AN),
        Genre("essais", "Essais de connexion manqués", Tentative.courriel, {"quand": "le", "adresse": "adresse"},
              "Freiner qui essaierait des mots de passe.", UN_AN, cle="courriel"),
        Genre("liens", "Liens à usage unique", Jeton.personne_id,
              {"genre": ("genre", GENRES_DE_LIEN), "envoyé le": "cree_le", "valable jusqu’au": "expire_le",
               "employé le": "utilise_le"},
              "Vous inviter, et changer un mot de passe oublié. Le lien lui-même n’est pas gardé.", OUVERT),
        Genre("codes", "Codes de secours", CodeDeSecours.personne_id, {"employé le": "utilise_le"},
              "Remplacer une fois votre second facteur. Le code lui-même n’est pas gardé.", OUVERT),
        Genre("formulaires", "Formulaires envoyés", Envoi.personne_id, {"quand": "le", "suite": "reponse"},
              "Répondre une seule fois à un formulaire envoyé deux fois.", UN_AN),
        Genre("vues", "Vues du registre", Vue.personne_id, {"nom": "nom", "filtres": "filtres"},
              "Retrouver les filtres que vous avez gardés.", OUVERT),
    ),
    "Ce que vous avez fait": (
        Genre("actes", "Actes accomplis", Acte.personne_id, {**ACTE, "au nom de": "pour.nom_complet"},
              "Un acte dit qui, quand et pourquoi : sans son auteur, la décision n’a plus de preuve.", ARCHIVE),
        Genre("actes_en_votre_nom", "Actes accomplis en votre nom", Acte.pour_id,
              {**ACTE, "par": "personne.nom_complet"},
              "Un acte pris par délégation nomme aussi qui l’a donnée.", ARCHIVE),
        Genre("versions", "Versions écrites", Version.auteur_id,
              {"texte": "texte.titre", "version": "numero", "quand": "le", "motif": "motif", "empreinte": "empreinte"},
              "L’histoire d’un texte, version par version, avec son auteur.", ARCHIVE),
        Genre("rapports", "Textes dont vous êtes rapporteur", Designation.personne_id,
              {"texte": "texte.titre", "rang": "rang"},
              "L’avis nomme ses rapporteurs.", ARCHIVE),
        Genre("suivis", "Saisines que vous suivez", Saisine.suivie_par_id,
              {"saisine": "numero", "objet": "objet"},
              "Dire à qui s’adresser pour un dossier.", ARCHIVE),
        Genre("pieces", "Pièces déposées", Piece.deposee_par_id,
              {"pièce": "nom", "nature": ("nature", PIECES), "saisine": "saisine.numero", "déposée le": "deposee_le",
               "confidentielle": "confidentielle", "message": "message"},
              "Dire d’où vient chaque pièce d’un dossier.", ARCHIVE),
        Genre("verifications", "Pièces vérifiées", Piece.verifiee_par_id,
              {"pièce": "nom", "saisine": "saisine.numero", "vérifiée le": "verifiee_le", "écartée": "ecart"},
              "Dire qui a versé au dossier, ou écarté, ce que son auteur a déposé.", ARCHIVE),
        Genre("signatures", "Documents à signer par délégation", Texte.signataire_id,
              {"texte": "titre", "numéro": "numero"},
              "Le document final nomme qui le signe au nom d’un autre.", ARCHIVE),
        Genre("lectures", "Pièces confidentielles ouvertes", Lecture.personne_id,
              {"pièce": "piece.nom", "saisine": "piece.saisine.numero", "quand": "le"},
              "Une pièce confidentielle ne s’ouvre que sous un nom.", ARCHIVE),
        Genre("presences", "Présences aux séances", Presence.personne_id,
              {"séance": "seance.jour", "instance": "seance.instance.nom", "présence": ("etat", PRESENCES),
               "motif": "motif"},
              "Le quorum, et les absences répétées (CGCT, art. R. 4134-7).", ARCHIVE),
        Genre("emargements", "Arrivées et départs", Emargement.personne_id,
              {"séance": "seance.jour", "sens": ("sens", SENS), "quand": "le", "moyen": ("moyen", MOYENS_D_EMARGEMENT),
               "rayé": "raye_le"},
              "Le quorum se compte sur les présents, à chaque vote (CGCT, art. R. 4134-17).", ARCHIVE),
        Genre("emargements_notes", "Arrivées et départs que vous avez notés", Emargement.par_id,
              {"de": "personne.nom_complet", "séance": "seance.jour", "sens": ("sens", SENS), "quand": "le"},
              "Dire qui a fait l’appel.", ARCHIVE),
        Genre("emargements_rayes", "Arrivées et départs que vous avez rayés", Emargement.raye_par_id,
              {"de": "personne.nom_complet", "séance": "seance.jour", "sens": ("sens", SENS), "quand": "raye_le"},
              "Dire qui a corrigé l’appel.", ARCHIVE),
        Genre("pouvoirs_donnes", "Pouvoirs donnés", Pouvoir.mandant_id,
              {"à": "mandataire.nom_complet", **POUVOIR},
              "Dire qui a voté en votre nom.", ARCHIVE),
        Genre("pouvoirs_recus", "Pouvoirs reçus", Pouvoir.mandataire_id,
              {"de": "mandant.nom_complet", **POUVOIR},
              "Dire pour qui vous avez voté.", ARCHIVE),
        Genre("pouvoirs_saisis", "Pouvoirs que vous avez saisis", Pouvoir.par_id,
              {"de": "mandant.nom_complet", "à": "mandataire.nom_complet", **POUVOIR},
              "Dire qui a enregistré le papier.", ARCHIVE),
        Genre("votes", "Vos votes aux scrutins publics", Voix.personne_id,
              {**VOTE, "choix": ("choix", CHOIX), "exprimé par": "votant.nom_complet", "quand": "le"},
              "Un scrutin public nominal s’imprime avec les noms.", ARCHIVE),
        Genre("votes_portes", "Votes exprimés pour un mandant", Voix.votant_id,
              {**VOTE, "pour": "personne.nom_complet", "choix": ("choix", CHOIX), "quand": "le"},
              "Dire qui a exprimé chaque voix.", ARCHIVE),
        Genre("votes_secrets", "Scrutins secrets auxquels vous avez voté", Signature.personne_id, VOTE,
              "Que personne ne vote deux fois ; ce qui a été voté n’est relié à personne.", ARCHIVE),
        Genre("votes_secrets_portes", "Scrutins secrets où vous avez voté pour un mandant", Signature.votant_id, VOTE,
              "Que personne ne vote deux fois ; ce qui a été voté n’est relié à personne.", ARCHIVE),
        Genre("electeurs", "Scrutins où vous étiez en exercice", Electeur.personne_id,
              {**VOTE, "organisme": "organisme", "groupe": "groupe"},
              "La composition de l’assemblée se fige avec chaque vote : elle le fait tenir.", ARCHIVE),
        Genre("scrutins_ouverts", "Scrutins que vous avez ouverts", Scrutin.ouvert_par_id,
              {**SCRUTIN, "le": "ouvert_le"},
              "Dire qui a conduit le vote.", ARCHIVE),
        Genre("scrutins_clos", "Scrutins que vous avez clos", Scrutin.clos_par_id, {**SCRUTIN, "le": "clos_le"},
              "Dire qui a conduit le vote.", ARCHIVE),
        Genre("comptages", "Comptages que vous avez saisis", Comptage.saisi_par_id,
              {**VOTE, "scrutateur": "scrutateur", "le": "le"},
              "Deux comptages font un résultat : chacun dit d’où il vient.", ARCHIVE),
        Genre("candidatures", "Vos candidatures", Candidature.personne_id,
              {"élection": "point.intitule", "sous le nom": "nom", "retirée le": "retiree_le"},
              "Le procès-verbal nomme les candidats.", ARCHIVE),
        Genre("paroles", "Vos prises de parole", Orateur.personne_id,
              {"séance": "seance.jour", "point": "point.intitule", "demandée le": "demande_le",
               "commencée le": "commence_le", "finie le": "fini_le"},
              "Le procès-verbal dit qui a parlé.", ARCHIVE),
        Genre("points", "Points que vous présentez", Point.rapporteur_id,
              {"séance": "seance.jour", "point": "intitule"},
              "L’ordre du jour nomme qui présente chaque point.", ARCHIVE),
        Genre("presidences", "Séances que vous présidez", Seance.president_id,
              {"séance": "jour", "instance": "instance.nom"},
              "Le procès-verbal nomme qui a présidé.", ARCHIVE),
        Genre("secretariats", "Séances dont vous êtes secrétaire", Seance.secretaire_id,
              {"séance": "jour", "instance": "instance.nom"},
              "Le procès-verbal nomme le secrétaire de séance.", ARCHIVE),
        Genre("proces_verbaux", "Procès-verbaux établis", ProcesVerbal.etabli_par_id,
              {"séance": "seance.jour", "le": "etabli_le"},
              "Dire qui a rédigé.", ARCHIVE),
        Genre("positions", "Positions et explications de vote déposées", Position.deposee_par_id,
              {"texte": "texte.titre", "genre": ("genre", POSITIONS), "au nom de": "auteur", "le": "deposee_le"},
              "L’avis mentionne les positions des minorités (CGCT, art. R. 4134-17).", ARCHIVE),
        Genre("reglements", "Règles arrêtées", ReglementDate.auteur_id, {"en vigueur le": "debut"},
              "Dire qui a fixé les règles sous lesquelles on vote.", ARCHIVE),
        Genre("jugements", "Archives jugées", Reprise.juge_par_id,
              {"archive": "reference", "jugée le": "juge_le", "jugement": "jugement"},
              "Dire qui a tranché un doute de l’ancien registre.", ARCHIVE),
        Genre("changements", "Changements faits à l’assemblée", Mouvement.auteur_id, {"quand": "le", "quoi": "phrase"},
              "Le journal dit qui a changé quoi dans les sièges, les fonctions et les comptes.", ARCHIVE),
    ),
    "Ce qui vous concerne": (
        Genre("courriers", "Courriers", Courrier.personne_id,
              {"objet": "objet", "adressé à": "destinataire", "écrit le": "cree_le", "envoyé le": "envoye_le",
               # A link that lets in is never handed out again.
               "texte": case((Courrier.secret, "(contenait un lien personnel)"), else_=Courrier.corps)},
              "Prouver qu’une convocation ou un avis vous a été adressé.", ARCHIVE),
        Genre("convocations", "Convocations", Convocation.personne_id,
              {"séance": "seance.jour", "émise le": "emise_le", "remise le": "remise_le", "ouverte le": "ouverte_le",
               "lue le": "lue_le", "réponse": ("reponse", REPONSES), "motif": "motif", "répondu le": "repondu_le"},
              "Prouver que les rapports vous ont été envoyés à temps (CGCT, art. R. 4134-9).", ARCHIVE),
        Genre("journal", "Journal de l’assemblée", Mouvement.personne_id, {"quand": "le", "quoi": "phrase"},
              "Le journal dit ce qui a changé dans vos mandats, vos fonctions et votre compte.", ARCHIVE),
    ),
}
# fmt: on

GENRES: tuple[Genre, ...] = tuple(genre for family in FAMILLES.values() for genre in family)

#: Columns that name a person and are not told to them, each with its reason; a test holds the rest of them to GENRES.
EXEMPTES: dict[tuple[str, str], str] = {}
