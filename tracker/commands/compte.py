"""`flask compte`: open an account from the machine itself, let its holder in again, close those that have ended."""

import secrets

import click
from flask import current_app
from sqlalchemy import select

from ..acces import liens, mots_de_passe, second_facteur, sessions
from ..display.mots import pluriel
from ..door import today
from ..extensions import db
from ..forms.comptes import normale
from ..models import Fonction, Personne, fermeture, reglement_du
from ..models.colonnes import maintenant
from ..models.composition import consigner
from ..prose.dates import sans_jour
from ..prose.typographie import francais
from ..roles import PERMANENTS, Role

#: A councillor's account follows from a mandate, not from a function.
ROLES = [role.value for role in PERMANENTS if role is not Role.CONSEILLER]


@click.group("compte")
def commande() -> None:
    """Ouvre des comptes, et ferme ceux qui ne servent plus."""


@commande.command("creer")
@click.option("--prenom", required=True, help="Le prénom.")
@click.option("--nom", required=True, help="Le nom.")
@click.option("--courriel", required=True, help="L’adresse électronique, qui sert à se connecter.")
@click.option("--role", required=True, type=click.Choice(ROLES), help="Le rôle tenu à compter d’aujourd’hui.")
@click.option("--inviter", is_flag=True, help="Affiche le lien qui choisit le mot de passe, et l’envoie.")
def creer(prenom: str, nom: str, courriel: str, role: str, inviter: bool) -> None:
    """Crée un compte et affiche une fois son mot de passe, ou le lien qui permet de le choisir."""
    address = _adresse(courriel)
    if db.session.scalars(select(Personne).where(Personne.courriel == address)).first():
        raise click.ClickException(f"Un compte existe déjà pour {address}.")
    personne = Personne(prenom=prenom, nom=nom, courriel=address)
    personne.fonctions.append(Fonction(role=role, debut=today()))
    db.session.add(personne)
    db.session.flush()
    password = secrets.token_urlsafe(12)
    if inviter:
        shown = f"Lien, valable sept jours et une seule fois : {liens.inviter(personne)}"
    else:
        mots_de_passe.poser(personne, password)
        shown = f"Mot de passe, affiché une seule fois : {password}"
    consigner(db.session(), "compte", f"Le compte de {personne.nom_complet} est créé.", None, personne)
    db.session.commit()
    click.echo(f"Compte de {personne.nom_complet} : {address}")
    click.echo(shown)


@commande.command("secourir")
@click.option("--courriel", required=True, help="L’adresse du compte.")
def secourir(courriel: str) -> None:
    """Retire le second facteur d’un compte, le rouvre, et affiche un lien qui choisit un autre mot de passe."""
    personne = db.session.scalars(select(Personne).where(Personne.courriel == _adresse(courriel))).first()
    if personne is None:
        raise click.ClickException(f"Personne n’a l’adresse {courriel}.")
    second_facteur.retirer(personne)
    sessions.fermer(personne)
    personne.ferme_le = None
    link = liens.creer(personne, "reinitialisation")
    consigner(db.session(), "compte", f"Le compte de {personne.nom_complet} est secouru.", None, personne)
    db.session.commit()
    click.echo(f"Lien, valable une heure et une seule fois : {link}")


@commande.command("fermer")
@click.option("--essai", is_flag=True, help="Dit quels comptes se fermeraient, et n’écrit rien.")
def fermer(essai: bool) -> None:
    """Ferme les comptes de qui n’exerce plus rien depuis le délai du règlement, et purge les traces de plus d’un an."""
    session = db.session()
    jours = reglement_du(session, today())[1].jours_avant_fermeture
    dues = fermeture.echues(session, today(), jours, current_app.config["FUSEAU"])
    for due in dues:
        click.echo(francais(f"{due.personne.nom_complet} : plus rien depuis le {sans_jour(due.depuis)}"))
        fermeture.fermer(session, due)
    purged = fermeture.purger(session, maintenant())
    if essai:
        session.rollback()
        click.echo(francais(f"Essai : {pluriel(len(dues), 'compte')} à fermer, {pluriel(purged, 'trace')} à effacer."))
    else:
        session.commit()
        told = pluriel(len(dues), "compte fermé", "comptes fermés")
        click.echo(francais(f"{told}, {pluriel(purged, 'trace effacée', 'traces effacées')}."))


def _adresse(courriel: str) -> str:
    address = normale(courriel)
    if address is None:
        raise click.ClickException(f"« {courriel} » n’est pas une adresse électronique.")
    return address
