"""`flask courrier`: send what is owed, from a timer."""

import click
from flask.cli import with_appcontext

from ..display.mots import pluriel
from ..mail import expedier, regle


@click.group("courrier")
def commande() -> None:
    """Envoie les courriers."""


@commande.command()
@with_appcontext
def envoyer() -> None:
    """Envoie les courriers dus, et ceux dont l’envoi est à retenter ; à lancer toutes les dix minutes."""
    if not regle():
        raise click.ClickException("Aucun serveur n’est réglé : donnez SMTP_URL.")
    bilan = expedier()
    click.echo(f"{pluriel(bilan.partis, 'courrier envoyé', 'courriers envoyés')}, {pluriel(bilan.echecs, 'échec')}.")
