"""The archives of the demonstration: the 102 real opinions of the register, taken in as a file would be."""

from pathlib import Path

from sqlalchemy import update

from ..imports.registre import analyser
from ..imports.reprise import ecrire, preparer
from ..imports.tableau import lire
from ..models import Acte
from ..rights import acteur_du
from .scene import Scene

REGISTRE = Path(__file__).parent.parent / "donnees" / "registre.csv"


def reprendre(scene: Scene) -> None:
    """Take the register in, on the day before, under the administration of the site."""
    scene.jour = scene.le(-1)
    personne = scene.assemblee.qui("administrateur")
    acteur = acteur_du(scene.session, personne, scene.jour)
    analyse = analyser(lire(REGISTRE.name, REGISTRE.read_bytes()), scene.jour)
    plan = preparer(scene.session, analyse)
    ecrire(
        scene.session,
        plan,
        personne,
        acteur.permanents,
        scene.frame(),
        scene.regles()[0],
        fichier=REGISTRE.name,
    )
    taken_in = update(Acte).where(Acte.transition == "reprendre_archive")
    scene.session.execute(taken_in.values(le=scene.instant()))
