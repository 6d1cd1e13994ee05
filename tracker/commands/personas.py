"""`flask personas`: the people one can enter as in the demonstration."""

import click

from ..demonstration.assemblee import MOT_DE_PASSE
from ..demonstration.base import personas
from ..extensions import db


@click.command("personas")
def commande() -> None:
    """Affiche les personnages de la démonstration."""
    if not afficher():
        raise click.ClickException("Cette base ne contient pas la démonstration.")


def afficher() -> bool:
    """Print them; whether there were any."""
    found = personas(db.session())
    if not found:
        return False
    width = max(len(personne.nom_complet) for personne in found)
    for personne in found:
        click.echo(f"  {personne.nom_complet:<{width}}  {personne.presentation}")
        click.echo(f"  {'':<{width}}  {personne.courriel}")
    click.echo(f"Mot de passe de chacun : {MOT_DE_PASSE}")
    return True
