"""Two people at once: nothing that either wrote is lost, and nothing is done twice."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.factories import Monde
from tracker.models import Acte, Saisine, Scrutin

from .ecran import Ecran
from .gestes import enregistrer_la_version, rediger
from .site import Site


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """A text being written, which answers a saisine."""

    def make(m: Monde) -> None:
        m.ecrire(m.texte("redaction", titre="Avis sur les lycées"), "Une phrase.\n")

    return make


def test_a_form_opened_before_a_colleague_saved_shows_both_texts_and_loses_neither(
    site: Site, devant: Callable[..., Ecran]
) -> None:
    secretaire, chargee = devant("secretaire"), devant("chargee")
    for somebody in (secretaire, chargee):
        somebody.naviguer("Registre").suivre("Orientations budgétaires").suivre("Corriger ces informations")
    secretaire.ecrire("Objet", "Orientations budgétaires 2027").presser("Enregistrer la correction")
    secretaire.voit("La saisine est corrigée.")
    chargee.ecrire("Objet", "Orientations budgétaires, exercice 2027").presser("Enregistrer la correction")
    chargee.voit("Quelqu’un est passé avant vous", "Orientations budgétaires 2027", "exercice 2027")
    assert chargee.champ("Objet").input_value() == "Orientations budgétaires, exercice 2027"
    assert objet(site) == "Orientations budgétaires 2027"
    chargee.presser("Enregistrer la correction").voit("La saisine est corrigée.")
    assert objet(site) == "Orientations budgétaires, exercice 2027"


def test_a_double_click_on_an_act_makes_one_act(site: Site, devant: Callable[..., Ecran]) -> None:
    rapporteur = devant("rapporteur").naviguer("Textes").suivre("Avis sur les lycées")
    rapporteur.presser("Soumettre à la commission").voit("L’acte sera daté d’aujourd’hui")
    with rapporteur.page.expect_navigation(url="**/textes/*"):
        rapporteur.page.get_by_role("button", name="Soumettre à la commission").dblclick()
    rapporteur.page.wait_for_load_state()
    rapporteur.voit("Soumis à la commission.").ne_voit_pas("n’a pas eu lieu")
    made = select(func.count()).select_from(Acte).where(Acte.transition == "soumettre")
    assert site.dans_la_base(lambda session: session.scalar(made)) == 1


def test_what_was_only_computed_can_still_be_saved(site: Site, devant: Callable[..., Ecran]) -> None:
    rapporteur = devant("rapporteur").naviguer("Textes").suivre("Avis sur les lycées").presser("Écrire")
    enregistrer_la_version(rediger(rapporteur, "Une autre phrase."))
    rapporteur.voit("Version 2 enregistrée.").accomplir("Soumettre à la commission")
    presidente = devant("presidente_commission").naviguer("Textes").suivre("Avis sur les lycées")
    presidente.suivre("Saisir le vote de la commission").ecrire("Pour", 5).ecrire("Contre", 1)
    presidente.presser("Calculer sans enregistrer").voit("5 pour sur 6 suffrages exprimés")
    presidente.presser("Enregistrer le vote").voit("Vote de la commission")
    assert site.dans_la_base(lambda session: session.scalar(select(func.count()).select_from(Scrutin))) == 1


def objet(site: Site) -> str:
    found: str = site.dans_la_base(lambda session: session.scalars(select(Saisine.objet)).one())
    return found
