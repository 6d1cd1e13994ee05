"""What several stories do in the same words: send a signed text, publish it."""

from datetime import date

from playwright.sync_api import expect

from .ecran import Ecran

DESTINATAIRES = ("Président du conseil régional", "Conseil régional", "Conseil économique", "Préfet de région")


def projeter(secretaire: Ecran, instance: str, jour: date) -> Ecran:
    """Put a sitting in the calendar."""
    secretaire.naviguer("Séances").choisir("Instance", instance).ecrire("Date", jour.isoformat())
    secretaire.ecrire("Heure", "09:30").presser("Ajouter au calendrier")
    return secretaire.voit("La séance est au calendrier.", "Projetée")


def enregistrer(secretaire: Ecran, nature: str, fondement: str, objet: str, auteur: str) -> Ecran:
    """Register a saisine with what the law asks and no more."""
    secretaire.naviguer("Registre").presser("Enregistrer une saisine").ecrire("Auteur de la saisine", auteur)
    secretaire.choisir("Nature", nature).choisir("Fondement", fondement).ecrire("Objet", objet)
    return secretaire.presser("Enregistrer la saisine").voit("est enregistrée.")


def compter(secretaire: Ecran, **figures: int) -> Ecran:
    """Open a vote by show of hands, type what two tellers counted, alike; what is not said is none."""
    secretaire.presser("Ouvrir le scrutin").voit("Deux scrutateurs comptent, chacun de son côté")
    counted = {"Pour": 0, "Contre": 0, "Abstention": 0, "Ne prennent pas part": 0} | figures
    for teller in ("Mme Roux", "M. Blanc"):
        secretaire.ecrire("Compté par", teller)
        for label, count in counted.items():
            secretaire.ecrire(label, count)
        secretaire.presser("Enregistrer ce comptage").voit(f"Le comptage de {teller} est enregistré.")
    return secretaire


def transmettre(secretaire: Ecran, titre: str) -> Ecran:
    """Record each sending that the law asks, then say that it is done."""
    secretaire.naviguer("Accueil").suivre("Enregistrer les envois")
    secretaire.choisir("Destinataires", *DESTINATAIRES).ecrire("Moyen et preuve", "courriel avec accusé")
    secretaire.presser("Enregistrer l’envoi").voit("L’envoi est enregistré.")
    return secretaire.suivre(titre).accomplir("Constater la transmission").voit("Transmis.")


def publier(communicante: Ecran, jour: date) -> Ecran:
    """Write the official reference, then publish."""
    communicante.suivre("Saisir la référence officielle")
    communicante.ecrire("Référence de la publication officielle", "RAA n° 2026-12")
    communicante.ecrire("Publié le", jour.isoformat()).presser("Enregistrer la référence")
    return communicante.accomplir("Publier").voit("Publié.", "RAA n° 2026-12")


def rediger(plume: Ecran, texte: str) -> Ecran:
    """On the writing page, type a whole text in the place of the one that is there, line after line."""
    sheet = plume.page.get_by_role("textbox", name="Texte", exact=True)
    expect(sheet).to_be_visible()
    sheet.click()
    plume.page.keyboard.press("Control+a")
    plume.page.keyboard.press("Backspace")
    # The first block keeps its style: it becomes a plain one before anything is typed.
    plume.page.get_by_label("Style du paragraphe").select_option("paragraphe")
    for rank, line in enumerate(filter(None, texte.split("\n"))):
        if rank:
            plume.page.keyboard.press("Enter")
        plume.page.keyboard.type(line)
    return plume


def enregistrer_la_version(plume: Ecran, motif: str = "", bouton: str = "Enregistrer la version") -> Ecran:
    """Save a version, with what changes in it."""
    plume.deplier("Enregistrer une version").ecrire("Ce qui change", motif)
    return plume.presser(bouton)
