"""One file per record; imported here so that migrations and sessions know them all."""

from .acte import WORKFLOWS, Acte, Dossier, accomplir
from .assemblee import College, Instance, Organisme
from .base_legale import BaseLegale
from .connexion import Connexion, Tentative
from .demandeur import Demandeur
from .envoi import Envoi
from .personne import Fonction, Mandat, Personne, en_cours
from .piece import Fichier, Piece
from .reglement import Compteur, ReglementDate, numero_suivant, reglement_du
from .reprise import Reprise
from .saisine import Lien, Saisine, Suspension, pour_avis, reponses
from .scrutin import Scrutin
from .seance import Point, Seance
from .texte import Designation, Position, Texte, Transmission, Version
from .verrous import verrouiller
from .vue import Vue

__all__ = [
    "WORKFLOWS",
    "Acte",
    "BaseLegale",
    "College",
    "Compteur",
    "Connexion",
    "Demandeur",
    "Designation",
    "Dossier",
    "Envoi",
    "Fichier",
    "Fonction",
    "Instance",
    "Lien",
    "Mandat",
    "Organisme",
    "Personne",
    "Piece",
    "Point",
    "Position",
    "ReglementDate",
    "Reprise",
    "Saisine",
    "Scrutin",
    "Seance",
    "Suspension",
    "Tentative",
    "Texte",
    "Transmission",
    "Version",
    "Vue",
    "accomplir",
    "en_cours",
    "numero_suivant",
    "pour_avis",
    "reglement_du",
    "reponses",
    "verrouiller",
]
