"""`flask scrutin`: recount a closed vote from its file."""

from pathlib import Path

import click

from ..procedure.recompte import DocumentIllisible, conclusion, lire, recompter
from ..prose.typographie import francais


@click.group("scrutin")
def commande() -> None:
    """Recompte un scrutin clos."""


@commande.command("recompter")
@click.argument("fichier", type=click.Path(path_type=Path))
def recompter_le_fichier(fichier: Path) -> None:
    """Recompte le scrutin exporté dans FICHIER (.json) ; 0 si le résultat suit, 1 sinon, 2 si rien n’est lisible."""
    try:
        recompte = recompter(lire(fichier))
    except DocumentIllisible as illisible:
        click.echo(francais(str(illisible)), err=True)
        raise SystemExit(2) from illisible
    for constat in recompte.constats:
        click.echo(francais(constat))
    click.echo(conclusion(recompte))
    raise SystemExit(0 if recompte.verifie else 1)
