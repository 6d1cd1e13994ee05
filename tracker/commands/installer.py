"""`flask installer`: give a new database what every assembly starts with."""

import click

from ..extensions import db
from ..installation import installer


@click.command("installer")
def commande() -> None:
    """Ajoute les fondements légaux, la plénière, le bureau et le règlement par défaut, s’ils manquent."""
    added = installer(db.session())
    db.session.commit()
    click.echo("Les données de départ sont en place." if added else "Les données de départ étaient déjà là.")
