"""One file per record; imported here so that migrations and sessions know them all."""

from .acte import WORKFLOWS, Acte, Dossier, accomplir
from .amendement import Amendement, AvisSurAmendement, Cosignature, Integration
from .apport import Apport
from .assemblee import College, Denomination, Groupe, Instance, Mandature, Organisme, Siege
from .base_legale import BaseLegale
from .connexion import CodeDeSecours, Connexion, Jeton, Tentative
from .convocation import Convocation
from .courrier import Courrier
from .demandeur import Demandeur
from .deroulement import Interruption, Orateur, ProcesVerbal
from .edition import Edition
from .envoi import Envoi
from .modele import Modele
from .mouvement import Lecture, Mouvement
from .papier import Formule, Papier
from .personne import Appartenance, Delegation, Fonction, Mandat, Personne, en_cours
from .piece import Fichier, Piece
from .preconisation import Preconisation
from .presence import Emargement, Pouvoir, Presence
from .redaction import Brouillon, Illustration, Visite
from .reglement import Compteur, ReglementDate, numero_suivant, reglement_du
from .remarque import Commentaire, Suggestion
from .reprise import Reprise
from .saisine import Lien, Saisine, Suspension, pour_avis, reponses
from .scrutin import Scrutin
from .seance import Point, Seance
from .texte import Designation, Position, Texte, Transmission, Version
from .verrous import verrouiller, verrouiller_ensemble
from .voix import Bulletin, Candidature, Comptage, Electeur, Signature, Suffrage, Voix
from .vue import Vue

__all__ = [
    "WORKFLOWS",
    "Acte",
    "Amendement",
    "Appartenance",
    "Apport",
    "AvisSurAmendement",
    "BaseLegale",
    "Brouillon",
    "Bulletin",
    "Candidature",
    "CodeDeSecours",
    "College",
    "Commentaire",
    "Comptage",
    "Compteur",
    "Connexion",
    "Convocation",
    "Cosignature",
    "Courrier",
    "Delegation",
    "Demandeur",
    "Denomination",
    "Designation",
    "Dossier",
    "Edition",
    "Electeur",
    "Emargement",
    "Envoi",
    "Fichier",
    "Fonction",
    "Formule",
    "Groupe",
    "Illustration",
    "Instance",
    "Integration",
    "Interruption",
    "Jeton",
    "Lecture",
    "Lien",
    "Mandat",
    "Mandature",
    "Modele",
    "Mouvement",
    "Orateur",
    "Organisme",
    "Papier",
    "Personne",
    "Piece",
    "Point",
    "Position",
    "Pouvoir",
    "Preconisation",
    "Presence",
    "ProcesVerbal",
    "ReglementDate",
    "Reprise",
    "Saisine",
    "Scrutin",
    "Seance",
    "Siege",
    "Signature",
    "Suffrage",
    "Suggestion",
    "Suspension",
    "Tentative",
    "Texte",
    "Transmission",
    "Version",
    "Visite",
    "Voix",
    "Vue",
    "accomplir",
    "en_cours",
    "numero_suivant",
    "pour_avis",
    "reglement_du",
    "reponses",
    "verrouiller",
    "verrouiller_ensemble",
]
