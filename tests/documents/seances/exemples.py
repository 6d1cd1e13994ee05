"""One sitting, with everything that its papers may print."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tracker.documents.seances.attestation import Attestation
from tracker.documents.seances.convocation import Convocation, DocumentJoint, PointPrevu, ReglesDePouvoir
from tracker.documents.seances.presence import FeuilleDePresence
from tracker.documents.seances.proces_verbal import PointTraite, ProcesVerbal
from tracker.documents.seances.releve import Releve
from tracker.documents.seances.scrutin import ProcesVerbalDeScrutin
from tracker.documents.seances.tenue import Emetteur, Membre, Passage, Suspension, Tenue
from tracker.documents.seances.votes import Candidat, Decompte, Election, Explication, Tour, Voix, Vote

PARIS = ZoneInfo("Europe/Paris")
JOUR = date(2026, 12, 10)


def a(heure: int, minute: int = 0, jour: date = JOUR) -> datetime:
    """A moment of the sitting."""
    return datetime.combine(jour, time(heure, minute), PARIS)


EMETTEUR = Emetteur(
    assemblee="Conseil économique, social et environnemental régional du Ponant",
    ville="Marseille",
    adresse=("27, place Jules-Guesde", "13481 Marseille cedex 20"),
    signataire="Claire Demonceau",
    qualite_signataire="La présidente",
)
TENUE = Tenue(
    intitule="Séance plénière",
    instance="Assemblée plénière",
    jour=JOUR,
    heure=time(9, 30),
    fin=time(17),
    lieu="Hôtel de Région, salle des séances, Marseille",
    ouverte_le=a(9, 32),
    levee_le=a(16, 40),
    suspensions=(
        Suspension(a(12, 30), a(14), "déjeuner"),
        Suspension(a(15, 5), a(15, 20), "à la demande du 2e collège"),
    ),
)
SECONDE = replace(TENUE, premiere_le=date(2026, 12, 8))

ENTREPRISES = "Entreprises et activités non salariées"
SYNDICATS = "Organisations syndicales de salariés"
ASSOCIATIONS = "Vie collective et environnement"

AUBRAC = Membre(
    nom="Jeanne Aubrac",
    college=SYNDICATS,
    organisme="CFDT",
    presence="present",
    passages=(Passage(a(9, 12), a(16, 40)),),
)
MERCADIER = Membre(
    nom="Paul Mercadier",
    college=ENTREPRISES,
    organisme="Chambre de métiers et de l’artisanat",
    presence="present",
    passages=(Passage(a(10, 5), a(12, 30)), Passage(a(14, 10), a(15))),
)
SAVIN = Membre(
    nom="Hélène Savin",
    college=ENTREPRISES,
    organisme="Medef",
    presence="excuse",
    motif="Santé",
    pouvoir_a="Paul Mercadier",
)
NADAUD = Membre(
    nom="Inès Nadaud", college=ASSOCIATIONS, organisme="France nature environnement", presence="distance",
    passages=(Passage(a(9, 30), None),),
)  # fmt: skip
TISSOT = Membre(nom="Marc Tissot", college=SYNDICATS, organisme="CGT", presence="absent")
MEMBRES = (MERCADIER, SAVIN, AUBRAC, TISSOT, NADAUD)

QUORUM = (
    "Quorum atteint : 102 présents pour 138 membres en exercice, il en faut 70 (plus de la moitié, art. R. 4134-17)."
)
VOTE = Vote(
    intitule="Vote sur l’ensemble",
    mode="Scrutin public",
    decompte=Decompte(pour=86, contre=4, abstention=12, ne_prend_pas_part=1),
    issue="Adopté",
    phrases=(
        "Adopté : 86 pour sur 90 suffrages exprimés ; majorité des suffrages exprimés (CGCT, art. R. 4134-17).",
        QUORUM,
    ),
    ouvert_le=a(11, 2),
    clos_le=a(11, 6),
    presents=102,
    en_exercice=138,
    pouvoirs=1,
    colleges=(
        (ENTREPRISES, Decompte(pour=40, contre=0, abstention=2, ne_prend_pas_part=1)),
        (SYNDICATS, Decompte(pour=22, contre=4, abstention=10, ne_prend_pas_part=0)),
        (ASSOCIATIONS, Decompte(pour=24, contre=0, abstention=0, ne_prend_pas_part=0)),
    ),
    voix=(
        Voix(membre="Paul Mercadier", choix="pour", college=ENTREPRISES, organisme="Chambre de métiers"),
        Voix(membre="Hélène Savin", choix="contre", college=ENTREPRISES, organisme="Medef", porteur="Paul Mercadier"),
        Voix(membre="Jeanne Aubrac", choix="pour", college=SYNDICATS, organisme="CFDT"),
        Voix(membre="Inès Nadaud", choix="abstention", college=ASSOCIATIONS),
    ),
    explications=(Explication("CFDT", "Nous votons **pour**, avec deux réserves :\n\n- les lycées ;\n- les trains."),),
    version="version 4",
    empreinte="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)
ELECTION = Election(
    intitule="Élection à la vice-présidence chargée de la prospective",
    phrase="Inès Nadaud est élue au deuxième tour, à la majorité relative.",
    scrutateurs=("Jeanne Aubrac", "Marc Tissot"),
    tours=(
        Tour(
            candidats=(Candidat("Inès Nadaud", 60), Candidat("Paul Mercadier", 38)),
            inscrits=138, votants=103, blancs=4, nuls=1, exprimes=98,
            majorite="majorité absolue des membres en exercice, 70 voix",
            phrase="Aucune candidature n’obtient la majorité absolue.",
            ouvert_le=a(14, 20), clos_le=a(14, 40),
        ),
        Tour(
            candidats=(Candidat("Inès Nadaud", 64, elu=True), Candidat("Paul Mercadier", 33)),
            inscrits=138, votants=101, blancs=3, nuls=1, exprimes=97, majorite="majorité relative",
        ),
    ),
)  # fmt: skip
POINTS = (
    PointTraite(rang=1, titre="Approbation du procès-verbal du 8 octobre 2026", nature="Communication",
                decisions=("Le procès-verbal est approuvé sans observation.",)),
    PointTraite(
        rang=2,
        titre="Orientations budgétaires 2027",
        nature="Projet d’avis",
        rapporteurs=("Jeanne Aubrac", "Paul Mercadier"),
        debats="La rapporteure présente.\n\n## Discussion\n\nM. Tissot demande *un chiffrage*.\n\n> Le voici.",
        votes=(VOTE,),
    ),
    PointTraite(rang=3, titre="Vice-présidence", nature="Élection", elections=(ELECTION,), huis_clos=True,
                ajoute_le=date(2026, 12, 2)),
    PointTraite(rang=4, titre="Schéma des mobilités", nature="Audition", retire=True),
)  # fmt: skip
PROCES_VERBAL = ProcesVerbal(
    emetteur=EMETTEUR,
    tenue=TENUE,
    le=date(2026, 12, 14),
    president="Claire Demonceau",
    secretaire="Jeanne Aubrac",
    quorum=(QUORUM,),
    presents=102,
    en_exercice=138,
    membres=MEMBRES,
    points=POINTS,
    suite="La prochaine séance plénière se tient le **jeudi 11 février 2027**.",
)
CONVOCATION = Convocation(
    emetteur=EMETTEUR,
    tenue=TENUE,
    le=date(2026, 11, 25),
    civilite="Madame",
    nom="Jeanne Aubrac",
    qualite="Membre du conseil, 2e collège",
    message="La séance sera suivie d’un *déjeuner de travail*.",
    points=(
        PointPrevu(rang=1, titre="Approbation du procès-verbal du 8 octobre 2026", nature="Communication",
                   heure=time(9, 30)),
        PointPrevu(rang=2, titre="Orientations budgétaires 2027", nature="Projet d’avis", heure=time(9, 45),
                   rapporteurs=("Jeanne Aubrac", "Paul Mercadier")),
        PointPrevu(rang=3, titre="Vice-présidence chargée de la prospective", nature="Élection", heure=time(14),
                   huis_clos=True),
        PointPrevu(rang=4, titre="Schéma des mobilités", nature="Audition", ajoute_le=date(2026, 12, 1)),
    ),
    documents=(
        DocumentJoint("Projet d’avis sur les orientations budgétaires 2027", "version 4", VOTE.empreinte),
        DocumentJoint("Projet de procès-verbal du 8 octobre 2026", "version 1", "b" * 64),
    ),
    documents_envoyes_le=date(2026, 11, 25),
    limite_d_envoi=date(2026, 11, 28),
    a_distance=True,
    adresse_reponse="https://saisines.exemple.fr/seances/12/ma-page",
    repondre_avant=date(2026, 12, 8),
    pouvoirs=ReglesDePouvoir(),
)  # fmt: skip
ATTESTATION = Attestation(emetteur=EMETTEUR, tenue=TENUE, le=date(2026, 11, 25), civilite="Madame", nom="Jeanne Aubrac")
FEUILLE = FeuilleDePresence(
    emetteur=EMETTEUR, tenue=TENUE, le=JOUR, membres=MEMBRES, avec_motifs=True, en_exercice=138,
    quorum=PROCES_VERBAL.quorum[0],
)  # fmt: skip
RELEVE = Releve(emetteur=EMETTEUR, tenue=TENUE, le=JOUR, points=POINTS)
SCRUTIN = ProcesVerbalDeScrutin(
    emetteur=EMETTEUR, tenue=TENUE, le=JOUR, scrutin=VOTE, point="2. Orientations budgétaires 2027",
    president="Claire Demonceau", secretaire="Jeanne Aubrac", quorum=PROCES_VERBAL.quorum,
)  # fmt: skip
