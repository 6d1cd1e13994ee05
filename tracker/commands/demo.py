"""`flask demo`: load the demonstration, or start it again; what is not the demonstration is never erased."""

import click
from flask import current_app

from ..demonstration import charger
from ..demonstration.base import Contenu, contenu, effacer
from ..door import today
from ..extensions import db


@click.command("demo")
@click.option("--recommencer", is_flag=True, help="Efface la démonstration présente, puis la recharge.")
def commande(recommencer: bool) -> None:
    """Charge la démonstration dans une base vide."""
    held = contenu(db.session())
    if held is Contenu.AUTRE:
        raise click.ClickException("Cette base contient autre chose que la démonstration : rien n’est effacé.")
    if held is Contenu.DEMONSTRATION:
        if not recommencer:
            raise click.ClickException("La démonstration est déjà là : « flask demo --recommencer » la recharge.")
        effacer(db.session(), current_app.config["FILES_DIR"])
    charger_la_demonstration()
    click.echo("La démonstration est chargée.")


def charger_la_demonstration() -> None:
    """Load it around today, in one transaction."""
    charger(db.session(), today())
    db.session.commit()
