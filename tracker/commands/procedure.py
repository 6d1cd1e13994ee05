"""`flask procedure`: the tables of the procedure, as text and as Mermaid diagrams."""

import click

from ..models import WORKFLOWS
from ..procedure.schema import mermaid, tableau


@click.command("procedure")
@click.option("--mermaid", "diagrams", is_flag=True, help="Les schémas seuls, en Mermaid.")
def commande(diagrams: bool) -> None:
    """Affiche les tables de la procédure et leurs schémas."""
    for workflow in WORKFLOWS.values():
        if not diagrams:
            click.echo(tableau(workflow))
        click.echo(mermaid(workflow))
