"""The papers of a sitting, of its ballots and of a year."""

from .communs import CIVILITE, POLITESSE_A_UN_MEMBRE, SIGNATURE
from .modele import Emplacement, Fixe, Modele

GROUPE = "La séance"
SIGNATURES = Fixe("signatures", "La place des signatures, présidence et secrétariat de séance")

CONVOCATION = Modele(
    "convocation",
    "Convocation",
    GROUPE,
    "Quand la séance est convoquée, sur la page de chaque membre",
    (
        CIVILITE,
        Emplacement(
            "ouverture", "Ouverture", "J’ai l’honneur de vous convoquer à cette réunion, qui se tiendra comme suit."
        ),
        Fixe("reperes", "La date, l’heure, le lieu ; la mention d’une seconde convocation"),
        Fixe("ordre_du_jour", "L’ordre du jour, les documents envoyés et leur empreinte"),
        Fixe("reponse", "Comment répondre, et avant quand"),
        POLITESSE_A_UN_MEMBRE,
        SIGNATURE,
        Fixe("pouvoir", "Le formulaire de pouvoir et ses règles, sur une page à part"),
    ),
)

ATTESTATION = Modele(
    "attestation",
    "Attestation pour l’employeur",
    GROUPE,
    "Avant puis après la séance, sur la page de chaque membre",
    (
        Fixe("attestation", "Qui est convoqué ou a participé, à quelle réunion, quand, de quelle heure à quelle heure"),
        Emplacement(
            "loi",
            "Le droit de s’absenter",
            "L’employeur laisse au salarié membre d’un conseil économique, social et environnemental régional le temps "
            "nécessaire pour se rendre à ses séances plénières et aux réunions de ses commissions, et pour y "
            "participer (code général des collectivités territoriales, art. L. 4134-6).",
        ),
        Emplacement(
            "delivrance", "Délivrance", "Cette attestation est délivrée pour servir et valoir ce que de droit."
        ),
        Fixe("signature", "Le lieu, la date et qui signe"),
    ),
)

FEUILLE = Modele(
    "feuille_de_presence",
    "Feuille de présence",
    GROUPE,
    "Avant la séance pour être signée, après pour être gardée, sur la page de l’appel",
    (
        Fixe("reperes", "Le lieu, l’ouverture, la clôture, les membres en exercice, le quorum"),
        Emplacement("consigne", "Avant l’émargement", "Chaque membre signe en face de son nom, à son arrivée."),
        Fixe("emargement", "Les membres, collège par collège ; les pouvoirs ; les totaux"),
        SIGNATURES,
    ),
)

SCRUTIN = Modele(
    "scrutin",
    "Procès-verbal de scrutin",
    GROUPE,
    "Une fois le scrutin clos, sur la page du scrutin",
    (
        Fixe("reperes", "La séance, le lieu, le point, la présidence, le quorum"),
        Fixe("resultat", "Le résultat, ses chiffres et ses phrases"),
        Emplacement(
            "cloture", "Avant les signatures", "Le présent procès-verbal est dressé pour être joint au registre."
        ),
        SIGNATURES,
    ),
)

PROCES_VERBAL = Modele(
    "proces_verbal",
    "Procès-verbal de la séance",
    GROUPE,
    "Une fois la séance levée, sur la page de la séance",
    (
        Fixe("reperes", "L’instance, la date, le lieu, les heures, la présidence, le quorum, l’appel, les pouvoirs"),
        Fixe("deroulement", "Chaque point : ce qui a été dit, les votes, les décisions ; la levée de la séance"),
        Emplacement(
            "cloture", "Avant les signatures", "De tout ce qui précède, il est dressé le présent procès-verbal."
        ),
        SIGNATURES,
    ),
)

RELEVE = Modele(
    "releve",
    "Relevé de décisions",
    GROUPE,
    "Pendant la séance et après elle, sur la page de la séance",
    (
        Emplacement("ouverture", "Ouverture", ""),
        Fixe("decisions", "Chaque point, sa décision, son vote"),
        SIGNATURE,
    ),
)

RAPPORT = Modele(
    "rapport_annuel",
    "Rapport d’activité",
    "L’année",
    "À tout moment, depuis le registre",
    (
        Emplacement(
            "introduction",
            "Introduction",
            "Ce rapport rend compte de ce que l’assemblée a reçu, rendu et voté dans l’année. Ses chiffres sont "
            "comptés dans le registre, tel qu’il est le jour où le rapport est imprimé.",
        ),
        Fixe("chiffres", "Les saisines reçues, mois par mois et par nature, en un dessin et sa table"),
        Fixe("textes", "Les textes adoptés, avec leur vote"),
        Fixe("delais", "Les délais tenus"),
        Fixe("suites", "Les préconisations et ce qu’on sait de leurs suites"),
        Emplacement("conclusion", "Conclusion", ""),
    ),
)

MODELES = (CONVOCATION, ATTESTATION, FEUILLE, SCRUTIN, PROCES_VERBAL, RELEVE, RAPPORT)
