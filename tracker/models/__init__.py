"""One file per record; imported here so that migrations and sessions know them all."""

from .acte import WORKFLOWS, Acte, Dossier, accomplir
from .assemblee import College, Denomination, Groupe, Instance, Mandature, Organisme, Siege
from .base_legale import BaseLegale
from .connexion import CodeDeSecours, Connexion, Jeton, Tentative
from .convocation import Convocation
from .courrier import Courrier
from .demandeur import Demandeur
from .deroulement import Interruption, Orateur, ProcesVerbal
from .envoi import Envoi
from .mouvement import Lecture, Mouvement
from .personne import Appartenance, Delegation, Fonction, Mandat, Personne, en_cours
from .piece import Fichier, Piece
from .presence import Emargement, Pouvoir, Presence
from .reglement import Compteur, ReglementDate, numero_suivant, reglement_du
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
    "Appartenance",
    "BaseLegale",
    "Bulletin",
    "Candidature",
    "CodeDeSecours",
    "College",
    "Comptage",
    "Compteur",
    "Connexion",
    "Convocation",
    "Courrier",
    "Delegation",
    "Demandeur",
    "Denomination",
    "Designation",
    "Dossier",
    "Electeur",
    "Emargement",
    "Envoi",
    "Fichier",
    "Fonction",
    "Groupe",
    "Instance",
    "Interruption",
    "Jeton",
    "Lecture",
    "Lien",
    "Mandat",
    "Mandature",
    "Mouvement",
    "Orateur",
    "Organisme",
    "Personne",
    "Piece",
    "Point",
    "Position",
    "Pouvoir",
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
    "Suspension",
    "Tentative",
    "Texte",
    "Transmission",
    "Version",
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
