"""In a real browser: in by the institution from another site, a confidential piece opened, one's data taken away."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.factories import Monde
from tests.outils.fournisseur import CLIENT, SECRET, servir
from tracker.views import oidc

from .ecran import Ecran
from .site import Site

OBJET = "Le schéma des trains de nuit"


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    return lambda m: m.saisine("recue", objet=OBJET)


def test_somebody_comes_in_by_the_institution_and_finds_the_page_they_asked_for(
    site: Site, devant: Callable[..., Ecran]
) -> None:
    oidc._decouverte.cache_clear()
    # Under another name: for a browser it is another site, which gets no cookie of ours.
    with servir(f"{site.adresse}/connexion/institution/retour", "localhost") as provider:
        site.app.config.update(OIDC_ISSUER=provider.issuer, OIDC_CLIENT_ID=CLIENT, OIDC_CLIENT_SECRET=SECRET)
        provider.personne["email"] = site.comptes["chargee"]
        ecran = devant().ouvrir("/saisines/?etat=toutes").presser("Se connecter avec le compte de l’institution")
        assert ecran.chemin == "/saisines/?etat=toutes"
        ecran.voit(OBJET)
        ecran.naviguer("Accueil").voit("Ce qui m’attend")


def test_a_confidential_piece_is_opened_under_a_name_that_the_registry_reads(
    devant: Callable[..., Ecran], papiers: Callable[..., list[Path]]
) -> None:
    secretaire = devant("secretaire").naviguer("Registre").suivre(OBJET)
    fiche = secretaire.chemin
    secretaire.presser("Déposer ou classer").joindre("Fichiers", papiers("Annexe des prix.pdf"))
    secretaire.cocher("Pièces confidentielles").presser("Déposer").voit(
        "confidentielle", "Chaque ouverture est inscrite."
    )
    president = devant("president").ouvrir(fiche).suivre("Annexe — Annexe des prix.pdf")
    president.voit("Votre nom sera inscrit au registre des lectures.")
    with president.page.expect_download() as download:
        president.page.get_by_role("button", name="Ouvrir sous mon nom").click()
    assert download.value.suggested_filename == "Annexe des prix.pdf"
    devant("conseiller").ouvrir(fiche).voit("confidentielle").ne_voit_pas("lectures de")
    secretaire.ouvrir(fiche).suivre("lectures de Annexe — Annexe des prix.pdf")
    secretaire.voit("1 ouverture, par 1 personne", "President Essai")


def test_somebody_takes_away_what_is_kept_about_them(devant: Callable[..., Ecran]) -> None:
    ecran = devant("conseiller").ouvrir("/accueil").deplier("Conseiller Essai").suivre("Mes données")
    ecran.voit("Votre compte reste ouvert tant que vous exercez un mandat ou une fonction.")
    with ecran.page.expect_download() as download:
        ecran.page.get_by_role("link", name="Télécharger mes données").click()
    told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert told["personne"] == "Conseiller Essai"
    assert told["données"]["mandats"]["lignes"][0]["collège"] == "Premier collège"
