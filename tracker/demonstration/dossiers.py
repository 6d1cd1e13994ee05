"""The files that go their ordinary way, as data: each stops at the state in which it is found today."""

from .gestes import Voix
from .parcours import Dossier

CGT_FSU = (
    "CGT et FSU",
    "Nos organisations partagent une partie des constats. Elles ne peuvent approuver un texte qui ne dit rien des "
    "moyens humains : sans agents, les préconisations resteront lettre morte.",
)
ARTISANAT = (
    "Union régionale de l’artisanat (inventé)",
    "Nous nous abstenons : plusieurs préconisations ajoutent des conditions aux aides, que les plus petites "
    "entreprises ne sauront pas remplir.",
)
NATURE = (
    "Ligue régionale de la protection de la nature (inventé)",
    "Nous votons contre. Le texte tient pour acquise une croissance que les ressources en eau ne permettent plus.",
)

# fmt: off
TERMINES = (
    Dossier("budget_supplementaire", "Budget supplémentaire {an}", "budget_supplementaire", "finances", -208, "close",
            pleniere="printemps", vote=Voix(112, 0, 0), faits={"session": -148, "limite": -152}),
    Dossier("velo", "Plan régional vélo {an}-2032", "schema_sectoriel", "transports", -206, "reponse",
            pleniere="printemps", vote=Voix(78, 21, 12, president="pour"), positions=(ARTISANAT,),
            avis_de=("environnement",), faits={"session": -140}),
    Dossier("foret", "Programme régional de la forêt et du bois : révision à mi-parcours", "foret_bois",
            "environnement", -204, "en_suivi", pleniere="printemps", vote=Voix(101, 3, 9), faits={"session": -139}),
    Dossier("eau", "Stratégie régionale de l’eau", "environnement", "environnement", -135, "publie", pleniere="ete",
            vote=Voix(61, 9, 12), positions=(NATURE,), avis_de=("emploi", "amenagement"), faits={"session": -55}),
    Dossier("lycees", "Plan pluriannuel d’investissement des lycées", "orientations_generales", "culture", -133,
            "publie", pleniere="ete", vote=Voix(39, 39, 5, president="pour"), positions=(CGT_FSU, ARTISANAT),
            avis_de=("finances",), faits={"session": -54}),
    Dossier("cper_mobilites", "Avenant « mobilités » au contrat de plan État-Région", "cper_avenant", "transports", -66,
            "transmis", pleniere="automne", rapporteurs=("rapporteur",), vote=Voix(88, 6, 15), positions=(CGT_FSU,),
            faits={"session": 9, "limite": 4}),
    Dossier("egalite", "Rapport annuel sur l’égalité entre les femmes et les hommes", "rapport_egalite", "solidarites",
            -64, "signe", pleniere="automne", vote=Voix(109, 0, 0), faits={"session": 5, "limite": -1}),
    Dossier("ter", "Convention d’exploitation des trains régionaux", "orientations_generales", "transports", -62,
            "vote", pleniere="automne", rapporteurs=("rapporteur",), vote=Voix(71, 24, None),
            faits={"session": 6, "limite": 2}),
    Dossier("zan", "La sobriété foncière dans les petites communes", "auto_saisine", "amenagement", -90, "publie",
            titre="Faire de la sobriété foncière un projet d’habitat", pleniere="automne", genre="rapport_avis",
            nature="auto_saisine", de="conseil", vote=Voix(97, 4, 8), positions=(ARTISANAT,)),
)

EN_SEANCE = (
    Dossier("budget_orientations", "Orientations budgétaires {suivant} de la Région", "budget_orientations", "finances",
            -42, "inscrit", titre="Avis sur les orientations budgétaires {suivant}", pleniere="aujourd_hui",
            avis_de=("emploi", "transports", "culture"), faits={"session": 8, "limite": 3}),
    Dossier("ports", "Plan régional d’électrification des quais", "schema_sectoriel", "transports", -44, "inscrit",
            pleniere="aujourd_hui", rapporteurs=("rapporteur",), en_commission=Voix(9, 4, 3),
            faits={"session": 22}),
)

EN_TRAVAIL = (
    Dossier("climat", "Plan régional d’adaptation au changement climatique", "environnement", "environnement", -40,
            "inscrit", pleniere="prochaine", faits={"session": 24, "limite": 20}),
    Dossier("tourisme", "Schéma régional de développement du tourisme", "tourisme", "emploi", -38, "pret",
            pleniere="prochaine", faits={"session": 24, "limite": 20}),
    Dossier("dechets", "Bilan à six ans de la prévention et de la gestion des déchets", "bilan", "environnement", -35,
            "en_bureau", pleniere="prochaine", en_commission=Voix(8, 3, 4), faits={"session": 24}),
    Dossier("velo_gares", "Schéma des pôles d’échanges et du stationnement des vélos en gare", "schema_sectoriel",
            "transports", -33, "arrete", projet="velo", pleniere="prochaine", rapporteurs=("rapporteur",),
            faits={"session": 24, "limite": 20}),
    Dossier("cars", "Règlement régional des transports scolaires", "orientations_generales", "transports", -30,
            "vote_en_commission", projet="ter", pleniere="prochaine", en_commission=Voix(7, 7, 2, president="pour"),
            faits={"session": 24, "limite": 20}),
    Dossier("routieres", "Programme de rénovation des gares routières", "schema_sectoriel", "transports", -26,
            "ebauche", projet="cper_mobilites", titre="Avis sur la rénovation des gares routières",
            pleniere="prochaine", rapporteurs=("rapporteur",), faits={"session": 24, "limite": 20}),
    Dossier("sante", "L’accès aux soins, en montagne et en ville", "auto_saisine", "solidarites", -100, "en_commission",
            genre="rapport", nature="auto_saisine", de="conseil", pleniere="hiver"),
    Dossier("logement", "Étude sur le logement des étudiants et des jeunes actifs", "demande_etude", "amenagement", -70,
            "ebauche", genre="etude", nature="facultative", pleniere="hiver", faits={"pieces": ("lettre",)}),
    Dossier("aeroports", "Desserte ferroviaire des aéroports", "demande_avis", "transports", -21, "esquisse",
            projet="cper_mobilites", nature="facultative", pleniere="hiver", rapporteurs=("rapporteur",),
            faits={"pieces": ("lettre", "preparatoire")}),
    Dossier("recherche", "L’intelligence artificielle dans les petites entreprises et les services publics",
            "auto_saisine", "recherche", -58, "redaction", genre="etude", nature="auto_saisine", de="conseil"),
    Dossier("tarifs", "Nouvelle gamme tarifaire des transports régionaux", "orientations_generales", "transports", -9,
            "affectee", pleniere="prochaine", faits={"session": 24, "limite": 19}),
    Dossier("srdeii", "Modification du schéma de développement économique (SRDEII)", "srdeii", "emploi", -8, "affectee",
            pleniere="hiver", faits={"session": 66}),
)
# fmt: on
