"""The letters about a saisine: to its author, or to whom the law has the assembly consult."""

from .communs import APPEL, MOTIFS, POLITESSE, SIGNATURE, adresse, references
from .modele import Emplacement, Fixe, Modele

GROUPE = "La saisine"
PAGE = "sur la page de la saisine"

ACCUSE = Modele(
    "accuse",
    "Accusé de réception de votre saisine",
    GROUPE,
    f"Dès l’enregistrement, {PAGE} et sur celle de son auteur",
    (
        APPEL,
        Emplacement(
            "ouverture",
            "Ouverture",
            "J’accuse réception de la saisine dont les références suivent. Son numéro est à rappeler dans toute "
            "correspondance.",
        ),
        references(),
        Fixe("pieces", "Les pièces reçues, et celles qui manquent encore"),
        Fixe("calendrier", "Les dates qui en découlent, et d’où chacune vient"),
        Emplacement(
            "suivi",
            "Avant l’adresse de suivi",
            "**Suivre votre saisine.** L’adresse ci-dessous est propre à cette saisine et vous est réservée : qui la "
            "connaît peut lire l’état du dossier, ne la diffusez pas.",
        ),
        Fixe("adresse_de_suivi", "L’adresse de la page de suivi"),
        POLITESSE,
        SIGNATURE,
    ),
)

DEMANDE_DE_PIECES = Modele(
    "demande_de_pieces",
    "Demande de pièces",
    GROUPE,
    f"Quand le dossier est déclaré incomplet, {PAGE}",
    (
        APPEL,
        Emplacement(
            "ouverture",
            "Ouverture",
            "Le dossier de la saisine dont les références suivent ne contient pas toutes les pièces que les textes "
            "exigent pour que notre assemblée puisse l’examiner.",
        ),
        references(),
        Emplacement("demande", "La demande", "Je vous remercie de bien vouloir nous adresser ce qui suit."),
        Fixe("pieces", "Les pièces qui manquent, l’article qui les exige, la date à laquelle elles sont attendues"),
        Fixe("precisions", "Ce que la demande de pièces précise, quand elle précise quelque chose"),
        Emplacement(
            "suite",
            "Avant la politesse",
            "Nos travaux ne peuvent s’engager utilement qu’une fois ces pièces reçues, alors que les délais de la "
            "consultation continuent de courir.",
        ),
        POLITESSE,
        SIGNATURE,
    ),
)

IRRECEVABILITE = Modele(
    "irrecevabilite",
    "Irrecevabilité de votre demande",
    GROUPE,
    f"Une fois la saisine déclarée irrecevable, {PAGE}",
    (
        APPEL,
        Emplacement("ouverture", "Ouverture", "Notre bureau a examiné la demande dont les références suivent."),
        references("la réunion du bureau"),
        Emplacement("decision", "La décision", "Il l’a déclarée irrecevable, pour les motifs suivants."),
        MOTIFS,
        Emplacement(
            "suite",
            "Avant la politesse",
            "Une nouvelle demande, qui tiendrait compte de ces motifs, peut nous être adressée à tout moment.",
        ),
        POLITESSE,
        SIGNATURE,
    ),
)

CONSULTATION = Modele(
    "consultation",
    "Consultation sur une session d’initiative",
    GROUPE,
    f"Pour une auto-saisine dont la plénière est choisie, {PAGE}",
    (
        adresse("Présidence du conseil régional"),
        APPEL,
        Emplacement(
            "ouverture",
            "Ouverture",
            "Notre assemblée s’est saisie d’elle-même de la question dont les références suivent. En application de "
            "l’article R. 4134-11 du code général des collectivités territoriales, je vous consulte sur la session "
            "qu’elle envisage de lui consacrer.",
        ),
        references("la réunion du bureau", "le jour, l’heure et le lieu de la session"),
        Emplacement(
            "suite",
            "Avant la politesse",
            "Je vous remercie de me faire connaître vos observations. Sans réponse de votre part avant l’envoi des "
            "convocations, je considérerai que cette session n’appelle pas d’observation.",
        ),
        POLITESSE,
        SIGNATURE,
    ),
)

RETRAIT = Modele(
    "retrait",
    "Retrait de votre saisine",
    GROUPE,
    f"Une fois le retrait enregistré, {PAGE}",
    (
        APPEL,
        Emplacement(
            "ouverture",
            "Ouverture",
            "J’ai bien reçu la lettre par laquelle vous retirez la saisine dont les références suivent.",
        ),
        references("la réception de la lettre de retrait"),
        Emplacement(
            "suite",
            "Avant la politesse",
            "Notre assemblée en prend acte : elle ne rendra pas d’avis sur cette saisine. Les travaux déjà engagés "
            "sont conservés.",
        ),
        POLITESSE,
        SIGNATURE,
    ),
)

SANS_AVIS = Modele(
    "sans_avis",
    "Saisine close sans avis",
    GROUPE,
    f"Quand l’assemblée renonce à rendre un avis ou l’a rejeté, {PAGE}",
    (
        APPEL,
        Emplacement(
            "ouverture",
            "Ouverture",
            "Vous avez saisi notre assemblée de la question dont les références suivent.",
        ),
        references(),
        Emplacement("decision", "La décision", "Elle ne rendra pas d’avis, pour les motifs suivants."),
        MOTIFS,
        Emplacement("suite", "Avant la politesse", "Vous voudrez bien en prendre acte."),
        POLITESSE,
        SIGNATURE,
    ),
)

AVIS_REPUTE = Modele(
    "avis_repute",
    "Avis réputé",
    GROUPE,
    f"Une fois l’avis réputé constaté, {PAGE}",
    (
        APPEL,
        Emplacement(
            "ouverture",
            "Ouverture",
            "Le délai dans lequel notre assemblée pouvait rendre son avis sur la saisine dont les références suivent "
            "est expiré.",
        ),
        references("la fin du délai", "ce que les textes déduisent du silence"),
        Emplacement(
            "suite",
            "Avant la politesse",
            "J’en prends acte. Si notre assemblée exprimait plus tard une position sur ce projet, elle vous serait "
            "communiquée comme une contribution.",
        ),
        POLITESSE,
        SIGNATURE,
    ),
)

CADUCITE = Modele(
    "caducite",
    "Consultation close sans avis",
    GROUPE,
    f"Quand la Région a délibéré sans l’avis, {PAGE}",
    (
        APPEL,
        Emplacement(
            "ouverture",
            "Ouverture",
            "Le conseil régional a délibéré sans que notre assemblée ait rendu l’avis demandé par la saisine dont les "
            "références suivent.",
        ),
        references("la délibération de la Région"),
        Emplacement(
            "suite",
            "Avant la politesse",
            "Notre assemblée constate que la consultation est close. Aucun texte ne donne d’effet à son silence : cet "
            "avis ne peut pas être réputé rendu.",
        ),
        POLITESSE,
        SIGNATURE,
    ),
)

MODELES = (ACCUSE, DEMANDE_DE_PIECES, IRRECEVABILITE, CONSULTATION, RETRAIT, SANS_AVIS, AVIS_REPUTE, CADUCITE)
