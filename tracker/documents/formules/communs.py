"""The passages and the fixed parts that several documents share."""

from .modele import Emplacement, Fixe

APPEL = Emplacement("appel", "Formule d’appel", "Madame, Monsieur,")
POLITESSE = Emplacement(
    "politesse",
    "Formule de politesse",
    "Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée.",
)
#: To somebody whose title is known: it opens the letter, and is not said again.
POLITESSE_A_UN_MEMBRE = Emplacement(
    "politesse", "Formule de politesse", "Je vous prie d’agréer l’expression de ma considération distinguée."
)
CIVILITE = Fixe("civilite", "« Madame, » ou « Monsieur, », d’après la civilité de la personne")
SIGNATURE = Fixe("signature", "Qui signe : la présidence en fonction le jour de la lettre")
MOTIFS = Fixe("motifs", "Les motifs, tels que l’acte les garde")


def references(*precisions: str) -> Fixe:
    """What identifies a saisine, and what this letter adds to it."""
    known = ("l’objet", "le numéro", "la nature", "le fondement", "les dates de la lettre et de la réception")
    return Fixe("references", f"Les références : {', '.join((*known, *precisions))}")


def adresse(origine: str) -> Emplacement:
    """The lines of an addressee that no record names."""
    return Emplacement("adresse", "Destinataire et adresse, une ligne par ligne", origine, adresse=True)
