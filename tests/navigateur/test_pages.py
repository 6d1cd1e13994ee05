"""Each page of the demonstration, as each of its people finds it: nothing that axe or a narrow window would refuse."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from tracker.models import Designation, Fonction, Groupe, Instance, Mandat, Point, Saisine, Scrutin, Seance, Texte

from .conftest import JOUR
from .demonstration import remplir
from .ecran import Ecran
from .site import Site, servir

#: Pages that hang on a record, and in which state to find it.
FORMULAIRES = (
    ("saisine", "recue", "orientation"),
    ("saisine", "recue", "corriger"),
    ("saisine", "incomplete", "pieces"),
    ("saisine", "incomplete", "destinataire"),
    ("saisine", "en_instruction", "version"),
    ("saisine", "recue", "pieces/demander"),
    ("saisine", "affectee", "pourquoi"),
    ("texte", "publie", "versions"),
    ("texte", "en_commission", "vote-de-commission"),
    ("texte", "en_commission", "remarques"),
    ("texte", "pret", "inscrire"),
    ("texte", "adopte", "positions"),
    ("texte", "signe", "transmissions"),
    ("texte", "transmis", "reference"),
    ("seance", "projetee", "date"),
)
#: What the staff open of a sitting, in each state that shows something else.
DE_LA_SEANCE = {
    "appel": ("ouverte",),
    "presences": ("convoquee", "ouverte", "levee"),
    "code": ("ouverte",),
    "carence": ("carence",),
    "pouvoirs": ("convoquee", "ouverte", "levee"),
    "convocations": ("convoquee", "levee"),
    "ordre-du-jour": ("projetee", "convoquee", "ouverte"),
    "conduite": ("convoquee", "ouverte", "levee"),
    "ecran": ("convoquee", "ouverte", "carence", "levee", "annulee"),
    "proces-verbal": ("ouverte", "levee", "pv_projet", "pv_adopte", "pv_signe"),
    "proces-verbal/rediger": ("levee",),
    "proces-verbal/approbation": ("pv_projet",),
    "decisions": ("levee", "pv_signe"),
    "indemnites": ("levee",),
}
ORDINAIRES = (
    "/saisines/nouvelle",
    "/seances/indemnites",
    "/saisines/tableau",
    "/saisines/?q=introuvable",
    "/registre/signalements",
    "/reglement/",
    "/droits",
    "/droits?role=president",
    "/delegations/",
    "/delegations/toutes",
    "/delegations/donner",
    "/voir-comme",
    "/textes/?etat=tous",
    "/papier/",
    "/papier/accuse",
    "/papier/en-tete",
    "/nulle-part",
    "/assemblee/?par=instance&au=2025-10-24",
    "/assemblee/?q=introuvable",
    "/assemblee/?au=jamais",
    "/assemblee/hemicycle",
    "/assemblee/hemicycle?au=1999-01-01",
)
#: Pages that are refusals.
REFUS = ("/nulle-part", "/avis/nulle-part", "/assemblee/?au=jamais")
#: Whose home is looked at, by the word that begins their button.
GENS = ("Direction", "Chargée", "Administration", "Communication", "Présidence du conseil", "Membre du bureau")
AUTRES = (
    "Présidence de la commission",
    "Rapporteur",
    "Conseil :",
    "Agent de la Région",
    "Agent de la préfecture",
    "Membre associé",
)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, loaded once: these pages are only read."""
    with servir(tmp_path_factory.mktemp("demonstration"), JOUR, remplir, DEMONSTRATION=True) as found:
        yield found


@pytest.fixture
def site(demonstration: Site) -> Site:
    return demonstration


@pytest.fixture
def un_de_chaque(site: Site) -> dict[str, dict[str, int]]:
    """One record of each state, the latest."""
    models = {"saisine": Saisine, "texte": Texte, "seance": Seance}

    def read(session: Any) -> dict[str, dict[str, int]]:
        return {
            word: dict(session.execute(select(model.etat, func.max(model.id)).group_by(model.etat)).all())
            for word, model in models.items()
        }

    found: dict[str, dict[str, int]] = site.dans_la_base(read)
    return found


def feuilleter(ecran: Ecran, adresses: dict[str, str]) -> None:
    """Open each address, with all that is folded in it open too."""
    for genre, adresse in adresses.items():
        answer = ecran.page.goto(ecran.site.adresse + adresse)
        assert answer and (answer.ok or adresse in REFUS), f"{answer and answer.status} : {adresse}"
        ecran.page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true; })")
        ecran.examen.regarder(ecran.page, genre)


def test_the_desks_of_the_navigation_are_read_by_all_and_fit_all_windows(devant: Callable[..., Ecran]) -> None:
    secretaire = devant("Secrétariat")
    bar = secretaire.page.get_by_role("navigation", name="Navigation principale").get_by_role("link")
    desks = [str(link.get_attribute("href")) for link in bar.all()]
    assert len(desks) == 9
    feuilleter(secretaire, {f"{address} (bureau)": address for address in (*desks, *ORDINAIRES)})


@pytest.mark.parametrize("table", ["saisine", "texte", "seance"])
def test_a_record_is_read_by_all_and_fits_all_windows_in_each_of_its_states(
    devant: Callable[..., Ecran], un_de_chaque: dict[str, dict[str, int]], table: str
) -> None:
    records = un_de_chaque[table]
    assert len(records) >= {"saisine": 19, "texte": 12, "seance": 9}[table]
    feuilleter(devant("Secrétariat"), {f"{table} {etat}": f"/{table}s/{key}" for etat, key in records.items()})


def test_each_form_is_read_by_all_and_fits_all_windows(
    devant: Callable[..., Ecran], un_de_chaque: dict[str, dict[str, int]]
) -> None:
    pages = {f"{page} ({etat})": f"/{table}s/{un_de_chaque[table][etat]}/{page}" for table, etat, page in FORMULAIRES}
    feuilleter(devant("Secrétariat"), pages)
    chargee = {
        f"{page} (chargée)": f"/textes/{un_de_chaque['texte']['redaction']}/{page}"
        for page in ("rediger", "composer", "importer")
    }
    chargee["ouvrir"] = f"/saisines/{un_de_chaque['saisine']['affectee']}/textes/ouvrir"
    feuilleter(devant("Chargée"), chargee)
    feuilleter(devant("Direction"), {"règles": "/reglement/modifier"})
    chair = {page: f"/saisines/{un_de_chaque['saisine']['recue']}/{page}" for page in ("jonction", "actes/suspendre")}
    feuilleter(devant("Présidence du conseil"), chair)


def test_each_page_of_a_sitting_is_read_by_all_and_fits_all_windows(
    site: Site, devant: Callable[..., Ecran], un_de_chaque: dict[str, dict[str, int]]
) -> None:
    sittings = un_de_chaque["seance"]
    pages = {
        f"{page} ({etat})": f"/seances/{sittings[etat]}/{page}" for page, of in DE_LA_SEANCE.items() for etat in of
    }

    def read(session: Any) -> dict[str, str]:
        item = session.scalars(select(Point).where(Point.seance_id == sittings["convoquee"])).first()
        told = session.scalars(select(Point).where(Point.seance_id == sittings["levee"])).first()
        ballot = session.scalars(select(Scrutin).where(Scrutin.mode == "nominal")).first()
        return {
            "point": f"/seances/{item.seance_id}/ordre-du-jour/{item.id}",
            "point du procès-verbal": f"/seances/{told.seance_id}/proces-verbal/points/{told.id}",
            "scrutin nominal": f"/scrutins/{ballot.id}",
        }

    feuilleter(devant("Secrétariat"), pages | site.dans_la_base(read))


def test_each_page_of_a_member_in_a_sitting_is_read_by_all_and_fits_all_windows(
    site: Site, devant: Callable[..., Ecran]
) -> None:
    def read(session: Any) -> dict[str, str]:
        held = select(Seance.id).join(Seance.instance).where(Instance.genre == "pleniere")
        today = session.scalars(held.where(Seance.etat == "convoquee", Seance.jour == JOUR)).one()
        over = session.scalars(held.where(Seance.etat == "pv_projet")).first()
        words = ("convocation", "emarger", "pouvoirs/mien", "ma-seance")
        return {f"{word} (membre)": f"/seances/{today}/{word}" for word in words} | {
            "ma séance (tenue)": f"/seances/{over}/ma-seance",
            "procès-verbal (membre)": f"/seances/{over}/proces-verbal",
        }

    feuilleter(devant("Conseil :"), site.dans_la_base(read))


def test_a_person_is_read_by_all_and_fits_all_windows(site: Site, devant: Callable[..., Ecran]) -> None:
    def read(session: Any) -> dict[str, int]:
        ended = session.scalars(select(Mandat.personne_id).where(Mandat.fin.is_not(None))).first()
        chair = session.scalars(select(Fonction.personne_id).where(Fonction.role == "president")).first()
        writes = session.scalars(select(Designation.personne_id)).first()
        staff = session.scalars(select(Fonction.personne_id).where(Fonction.role == "direction")).first()
        return {"ancien membre": ended, "présidence": chair, "rapporteur": writes, "personnel": staff}

    found = site.dans_la_base(read)
    pages = {f"personne ({word})": f"/assemblee/personnes/{key}" for word, key in found.items()}
    pages["portrait"] = f"/assemblee/personnes/{found['présidence']}/portrait"
    feuilleter(devant("Secrétariat"), pages)


@pytest.mark.parametrize("qui", GENS + AUTRES)
def test_each_person_finds_a_home_that_is_read_by_all_and_fits_all_windows(
    devant: Callable[..., Ecran], qui: str
) -> None:
    ecran = devant(qui, lire=False)
    feuilleter(ecran, {f"accueil de {qui}": ecran.chemin})
    ecran.page.get_by_role("banner").locator("summary").click()
    ecran.examen.regarder(ecran.page, "menu de la personne")


def test_the_public_pages_are_read_by_all_and_fit_all_windows(site: Site, devant: Callable[..., Ecran]) -> None:
    def read(session: Any) -> dict[str, str]:
        texts = dict(session.execute(select(Texte.etat, func.max(Texte.adresse)).group_by(Texte.etat)).all())
        asked = session.scalars(select(Saisine).where(Saisine.etat == "incomplete")).first()
        return {f"avis {etat}": f"/avis/{address}" for etat, address in texts.items() if address} | {
            "suivi": f"/suivi/{asked.jeton}"
        }

    pages = {
        "accueil public": "/",
        "composition": "/composition",
        "recueil": "/avis/",
        "recherche": "/avis/?q=transports",
        "perdu": "/avis/nulle-part",
    }
    feuilleter(devant(), pages | site.dans_la_base(read) | {"connexion": "/connexion"})


def test_the_desks_of_the_assembly_are_read_by_all_and_fit_all_windows(
    site: Site, devant: Callable[..., Ecran]
) -> None:
    def read(session: Any) -> dict[str, str]:
        mandat = session.scalars(select(Mandat).where(Mandat.fin.is_(None))).first()
        fonction = session.scalars(select(Fonction).where(Fonction.instance_id.is_not(None))).first()
        groupe = session.scalars(select(Groupe)).first()
        bodies = {one.genre: one.id for one in session.scalars(select(Instance))}
        return {
            "sièges": "/sieges/",
            "siège": f"/sieges/{mandat.siege_id}",
            "pourvoir": f"/sieges/{mandat.siege_id}/pourvoir",
            "créer des sièges": "/sieges/nouveaux",
            "arrêté d’un siège": f"/sieges/{mandat.siege_id}/arrete",
            "fin d’un mandat": f"/mandats/{mandat.id}/fin",
            "corriger un mandat": f"/mandats/{mandat.id}/corriger",
            "rouvrir un mandat": f"/mandats/{mandat.id}/rouvrir",
            "identité": f"/personnes/{mandat.personne_id}/identite",
            "instances": "/instances/",
            "nouvelle instance": "/instances/nouvelle",
            "modifier une instance": f"/instances/{bodies['commission']}/modifier",
            "fin d’une instance": f"/instances/{bodies['commission']}/fin",
            "nommer dans une section": f"/instances/{bodies['section']}/nommer",
            "fin d’une fonction": f"/fonctions/{fonction.id}/fin",
            "groupes": "/groupes/",
            "groupe": f"/groupes/{groupe.id}",
            "membres d’un groupe": f"/groupes/{groupe.id}/membres",
            "équipe": "/equipe/",
            "affecter": "/equipe/affecter",
            "journal": "/journal/",
            "journal vide": "/journal/?q=introuvable",
        } | {f"instance {genre}": f"/instances/{key}" for genre, key in bodies.items()}

    feuilleter(devant("Direction"), site.dans_la_base(read))
