"""What is kept of somebody who writes, comments, amends or checks a text."""

from ..models import (
    Amendement,
    AvisSurAmendement,
    Brouillon,
    Commentaire,
    Cosignature,
    Edition,
    Formule,
    Integration,
    Modele,
    Papier,
    Suggestion,
    Visite,
)
from ..models.remarque import SORTS
from ..procedure.amendement import AVIS_DE, GESTES, SENS
from ..procedure.texte import NATURES
from .genre import ARCHIVE, Champ, Genre

SORT: dict[str, Champ] = {"texte": "texte.titre", "geste": ("geste", GESTES), "quand": "le", "sort": ("sort", SORTS)}
AMENDEMENT: dict[str, Champ] = {"texte": "amendement.texte.titre", "amendement": "amendement.numero"}
JUSQU_A_LA_VERSION = "Jusqu’à l’enregistrement d’une version, ou l’abandon."
DEUX_MINUTES = "Remplacée à chaque passage ; dite pendant deux minutes."

# fmt: off
DU_TEXTE: tuple[Genre, ...] = (
    Genre("brouillons", "Brouillons en cours", Brouillon.personne_id,
          {"texte": "texte.titre", "quand": "le"},
          "Ne rien perdre de ce que vous écrivez ; personne d’autre ne les lit.", JUSQU_A_LA_VERSION),
    Genre("visites", "Textes ouverts", Visite.personne_id, {"vu le": "vue_le"},
          "Dire aux autres auteurs que vous êtes là.", DEUX_MINUTES),
    Genre("commentaires", "Commentaires", Commentaire.auteur_id,
          {"texte": "texte.titre", "quand": "le", "commentaire": "contenu"},
          "Un projet se discute avant d’être voté.", ARCHIVE),
    Genre("commentaires_resolus", "Commentaires résolus", Commentaire.resolu_par_id,
          {"texte": "texte.titre", "quand": "resolu_le"},
          "Dire qui a clos une discussion.", ARCHIVE),
    Genre("commentaires_rouverts", "Commentaires rouverts", Commentaire.rouvert_par_id,
          {"texte": "texte.titre", "quand": "rouvert_le"},
          "Dire qui a repris une discussion close.", ARCHIVE),
    Genre("suggestions", "Changements suggérés", Suggestion.auteur_id, {**SORT, "motif": "motif"},
          "Un changement accepté a un auteur.", ARCHIVE),
    Genre("suggestions_decidees", "Suggestions tranchées", Suggestion.decidee_par_id, {**SORT, "réponse": "reponse"},
          "Dire qui a accepté ou refusé.", ARCHIVE),
    Genre("amendements", "Amendements déposés", Amendement.depose_par_id,
          {"texte": "texte.titre", "amendement": "numero", "au nom de": "qualite", "déposé le": "depose_le",
           "exposé": "expose"},
          "Un amendement a un auteur, que le cahier nomme.", ARCHIVE),
    Genre("cosignatures", "Amendements cosignés", Cosignature.personne_id, {**AMENDEMENT, "le": "le"},
          "Le cahier des amendements nomme les cosignataires.", ARCHIVE),
    Genre("avis_sur_amendements", "Avis donnés sur des amendements", AvisSurAmendement.auteur_id,
          {**AMENDEMENT, "au titre de": ("origine", AVIS_DE), "sens": ("sens", SENS), "le": "le"},
          "L’avis du rapporteur ou de la commission est lu avant le vote.", ARCHIVE),
    Genre("integrations", "Amendements intégrés", Integration.par_id, {"texte": "texte.titre", "le": "le"},
          "Dire qui a écrit dans le texte ce qui a été voté.", ARCHIVE),
    Genre("controles", "Intégrations contrôlées", Integration.controle_par_id,
          {"texte": "texte.titre", "le": "controle_le"},
          "Deux personnes répondent du texte voté.", ARCHIVE),
    Genre("editions", "Documents finals préparés", Edition.preparee_par_id,
          {"texte": "texte.titre", "rang": "rang", "le": "preparee_le"},
          "Dire qui a préparé ce qui a été signé.", ARCHIVE),
    Genre("modeles", "Modèles de textes modifiés", Modele.auteur_id, {"nature": ("nature", NATURES), "le": "le"},
          "Dire qui a changé un modèle.", ARCHIVE),
    Genre("papiers", "Papier à en-tête modifié", Papier.auteur_id, {"le": "le"},
          "Dire qui a changé l’en-tête.", ARCHIVE),
    Genre("formules", "Formules modifiées", Formule.auteur_id, {"document": "document", "le": "le"},
          "Dire qui a changé les mots d’un document.", ARCHIVE),
)
# fmt: on
