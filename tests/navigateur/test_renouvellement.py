"""A renewal from the screen: read, confirmed, the members gone, the open files listed and given again together."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest

from tests.factories import DEBUT, Monde
from tracker.models import Fonction, Instance, Mandat, Personne, Siege
from tracker.roles import Role

from .conftest import JOUR, empreinte
from .ecran import Ecran
from .site import Site

FIN = JOUR
APRES = JOUR + timedelta(days=1)
NOUVELLE = "Mobilités de demain"


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """Two files at work in the commission that will end, and the one that takes over, with nobody in it yet."""

    def fill(m: Monde) -> None:
        m.college.rang = 3
        for objet in ("Les trains du quotidien", "Les ports"):
            m.saisine("en_instruction", objet=objet)
        m.session.add(Instance(genre="commission", nom=NOUVELLE, debut=DEBUT))

    return fill


def elire(site: Site) -> None:
    """The order that the import would read: a new member for each of four seats, one of whom will preside."""

    def write(session: Any) -> None:
        body = session.query(Instance).filter_by(nom=NOUVELLE).one()
        for rank, seat in enumerate(session.query(Siege).order_by(Siege.numero).limit(4)):
            word = ("Camille", "Dominique", "Claude", "Andrea")[rank]
            person = Personne(
                prenom=word, nom="Nouvelle", courriel=f"{word.lower()}@exemple.test", mot_de_passe=empreinte()
            )
            role = Role.PRESIDENT_DE_COMMISSION if rank == 0 else Role.MEMBRE_DE_COMMISSION
            session.add(Mandat(personne=person, siege=seat, debut=APRES))
            session.add(Fonction(personne=person, role=role.value, instance=body, debut=APRES))
            site.comptes[word] = str(person.courriel)
        session.commit()

    site.dans_la_base(write)


def test_a_term_is_closed_and_its_open_files_find_a_commission_and_a_rapporteur(
    devant: Callable[..., Ecran], site: Site
) -> None:
    site.au(FIN, time(19))
    rapporteur, direction = devant("rapporteur"), devant("direction")
    rapporteur.ouvrir("/accueil").presser("Écrire")
    written = rapporteur.chemin

    # Read, then confirmed.
    direction.ouvrir("/assemblee/renouvellement").voit("14 janvier 2030").presser("Clore la mandature")
    direction.ecrire("Dernier jour", FIN.isoformat()).choisir("Instances qui prennent fin", "Transports et mobilités")
    direction.presser("Voir ce qui prend fin").voit("Ce qui prend fin le 2 mars 2026", "6 mandats")
    direction.voit("2 saisines ouvertes n’auront plus de commission présidée", "2 textes ouverts n’auront plus")
    direction.deplier("fonction").voit("Rapporteur Essai").presser("Clore la mandature")
    direction.voit("La mandature est close le 2 mars 2026", "Elle commence le 3 mars 2026")

    # That evening the members still have their rights; past midnight, where the assembly sits, nothing is left.
    assert rapporteur.ouvrir(written).page.title().startswith("Écrire")
    site.au(FIN, time(23, 30))
    assert rapporteur.page.goto(site.adresse + written).status == 404  # type: ignore[union-attr]
    direction.ouvrir("/accueil").voit("4 dossiers à réaffecter : commission, présidence ou rapporteur manque").presser(
        "Réaffecter"
    )
    direction.voit("Les trains du quotidien", "Les ports", "n’existe plus depuis le 3 mars 2026")
    direction.voit("Il n’y a ni présidence du conseil ni bureau depuis le 3 mars 2026")

    # The order comes in, the bureau is elected.
    elire(site)
    direction.presser("Installer le bureau").choisir("Présidence du conseil", "Dominique Nouvelle")
    direction.presser("Installer le bureau").voit("Le bureau est installé à compter du 3 mars 2026.")

    # Given again, together.
    presidente = devant("Dominique")
    presidente.voit("4 dossiers à réaffecter : commission, présidence ou rapporteur manque").presser("Réaffecter")
    for box in presidente.page.get_by_label("Choisir la saisine").all():
        box.check()
    presidente.choisir("Nouvelle commission", NOUVELLE).ecrire("Motif", "Les commissions de la nouvelle mandature.")
    presidente.presser("Confier à cette commission").voit(f"2 saisines confiées à « {NOUVELLE} ».")
    presidente.suivre("Rapporteurs (2)").voit("Rapporteur Essai n’est plus membre du conseil depuis le 3 mars 2026.")
    for box in presidente.page.get_by_label("Choisir le texte").all():
        box.check()
    presidente.choisir("Rapporteur", "Claude Nouvelle").ecrire("Motif", "Le rapporteur a quitté le conseil.")
    presidente.presser("Désigner ces rapporteurs").voit("2 textes ont de nouveaux rapporteurs.")
    presidente.voit("Chaque texte a ses rapporteurs")

    # The one who follows writes where the other had stopped, whose name stays in the story.
    text = devant("Claude").ouvrir(written.removesuffix("/rediger"))
    text.voit("Claude Nouvelle", "Rapporteurs changés", "« Rapporteur Essai »")


def test_a_half_term_is_closed_and_the_same_screen_installs_the_elected(devant: Callable[..., Ecran]) -> None:
    direction = devant("direction").ouvrir("/assemblee/renouvellement").presser("Clore le mi-mandat")
    direction.ecrire("Dernier jour", FIN.isoformat()).presser("Voir ce qui prend fin")
    direction.voit("2 fonctions prennent fin le 2 mars 2026", "President Essai").presser("Clore le mi-mandat")
    direction.voit("Le mi-mandat est clos le 2 mars 2026.", "Installer le bureau", "Il n’y aura ni présidence")
    direction.choisir("Présidence du conseil", "Conseiller Essai")
    direction.choisir("Autres membres du bureau", "Membre Essai").presser("Installer le bureau")
    direction.voit("Le bureau est installé à compter du 3 mars 2026.", "Mi-mandat")
