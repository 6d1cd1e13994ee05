"""`flask preparer`: bring the database up to date before the site is served; cheap when it already is."""

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade

from ..demonstration.base import Contenu, contenu
from ..extensions import db
from ..installation import installer
from . import MIGRATIONS
from .demo import charger_la_demonstration
from .personas import afficher


@click.command("preparer")
@click.option("--demo", is_flag=True, help="Charge la démonstration si la base est vide.")
def commande(demo: bool) -> None:
    """Met la base à jour, ajoute les données de départ, et dit où entrer."""
    if not a_jour():
        upgrade()
    installer(db.session())
    db.session.commit()
    if demo and contenu(db.session()) is Contenu.VIDE:
        click.echo("La démonstration se charge…")
        charger_la_demonstration()
    click.echo(f"Le site : {current_app.config['BASE_URL']}")
    if demo or current_app.config["DEMONSTRATION"]:
        afficher()


def a_jour() -> bool:
    """Whether the database stands at the last migration."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
