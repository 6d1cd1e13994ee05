"""`flask registre`: take an older register in, and take the register out."""

from collections.abc import Callable, Iterable
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from ..display.mots import pluriel
from ..documents.registre import exporter_csv, exporter_json
from ..door import today
from ..extensions import db
from ..imports.registre import Erreur, LigneRegistre, analyser
from ..imports.reprise import Bilan, Plan, conseil_du_site, ecrire, lignes_du_registre, preparer
from ..imports.tableau import FichierIllisible, lire
from ..models import reglement_du
from ..procedure.grammar import Frame
from ..prose.typographie import francais
from ..roles import Role

FORMATS: dict[str, Callable[[Iterable[LigneRegistre]], bytes]] = {"csv": exporter_csv, "json": exporter_json}


@click.group("registre")
def commande() -> None:
    """Reprend un ancien registre d’avis, ou sort celui d’aujourd’hui."""


@commande.command()
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--essai", is_flag=True, help="Dit ce qui serait écrit, et n’écrit rien.")
@click.option("--partiel", is_flag=True, help="Écrit les lignes bonnes, et laisse les mauvaises.")
@with_appcontext
def importer(fichier: Path, essai: bool, partiel: bool) -> None:
    """Reprend les lignes de FICHIER (.csv ou .xlsx) ; une seule mauvaise, et rien n’est écrit."""
    plan = _plan(fichier)
    _raconter(plan)
    if plan.erreurs and not partiel:
        _dire("Rien n’a été écrit : corrigez le fichier, ou ajoutez --partiel pour laisser ces lignes.", err=True)
        raise SystemExit(1)
    if essai:
        _dire(f"Essai : {pluriel(len(plan.nouvelles), 'ligne')} à écrire. Rien n’a été écrit.")
        return
    bilan = _ecrire(plan, fichier.name)
    ecrites = pluriel(bilan.ecrites, "ligne écrite", "lignes écrites")
    _dire(f"{ecrites}, {pluriel(bilan.mauvaises, 'laissée')}.")


@commande.command()
@click.option("--format", "nom", type=click.Choice(list(FORMATS)), required=True, help="Le format du fichier.")
@click.option("--sortie", type=click.Path(dir_okay=False, path_type=Path), help="Où l’écrire ; sinon, à l’écran.")
@with_appcontext
def exporter(nom: str, sortie: Path | None) -> None:
    """Sort le registre : les archives, puis les textes adoptés ici."""
    octets = FORMATS[nom](lignes_du_registre(db.session(), conseil_du_site(current_app.config)))
    if sortie is None:
        click.echo(octets, nl=False)
    else:
        sortie.write_bytes(octets)


def _plan(fichier: Path) -> Plan:
    """What the file would bring in; one that cannot be read ends the command with its reason."""
    try:
        analyse = analyser(lire(fichier.name, fichier.read_bytes()), today())
    except FichierIllisible as illisible:
        raise click.ClickException(francais(str(illisible))) from illisible
    return preparer(db.session(), analyse, conseil_du_site(current_app.config))


def _ecrire(plan: Plan, nom: str) -> Bilan:
    """Write and commit, all or nothing; nobody is signed in here, so the acts are nobody's."""
    session = db.session()
    reglement_id, reglement = reglement_du(session, today())
    frame = Frame(today(), reglement)
    bilan = ecrire(session, plan, None, {Role.AUTOMATIQUE}, frame, reglement_id, nom)
    session.commit()
    return bilan


def _raconter(plan: Plan) -> None:
    """Say what the file holds: each error and each doubt by its line, then the counts."""
    for erreur in plan.erreurs:
        _dire(_phrase(erreur), err=True)
    for ligne in plan.nouvelles:
        for phrase in ligne.signalements:
            _dire(f"ligne {ligne.numero_de_ligne}, à vérifier : {phrase}")
    for difference in plan.differentes:
        colonnes = ", ".join(difference.colonnes)
        _dire(f"ligne {difference.ligne.numero_de_ligne}, déjà là mais différente (gardée telle quelle) : {colonnes}")
    if plan.colonnes_inconnues:
        _dire(f"colonnes inconnues, laissées de côté : {', '.join(plan.colonnes_inconnues)}")
    _dire(
        f"{pluriel(len(plan.nouvelles), 'nouvelle')}, {len(plan.identiques)} déjà là, "
        f"{pluriel(len(plan.differentes), 'différente')}, {pluriel(plan.mauvaises, 'mauvaise')}"
    )


def _phrase(erreur: Erreur) -> str:
    valeur = f" (« {erreur.valeur} »)" if erreur.valeur else ""
    return f"ligne {erreur.ligne}, colonne {erreur.colonne} : {erreur.raison}{valeur}"


def _dire(phrase: str, *, err: bool = False) -> None:
    click.echo(francais(phrase), err=err)
