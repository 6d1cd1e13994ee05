"""A question that the council asks itself goes before the bureau, which may refuse it; an obligatory one cannot be."""

from collections.abc import Callable

from .conftest import JOUR
from .ecran import Ecran
from .gestes import enregistrer

MOTIF = "La question relève du département, qui vient d’y répondre."


def test_the_bureau_examines_an_auto_saisine_and_refuses_it_with_its_reasons_in_writing(
    devant: Callable[..., Ecran],
) -> None:
    secretaire = devant("secretaire")
    enregistrer(secretaire, "Auto-saisine", "Auto-saisine", "Les sentiers du littoral", "Le conseil lui-même")
    fiche = secretaire.voit("À l’examen du bureau").chemin
    membre = devant("membre_bureau")
    membre.naviguer("Bureau").voit("Recevabilité").presser("Examiner : Les sentiers du littoral")
    membre.ecrire("Examinée par le bureau du", JOUR.isoformat()).presser("Enregistrer")
    membre.voit("L’orientation est enregistrée.").presser("Déclarer irrecevable")
    membre.presser("Déclarer irrecevable").voit("Indiquez le motif")
    membre.ecrire("Motif", MOTIF).presser("Déclarer irrecevable")
    membre.voit("Saisine déclarée irrecevable.", "Irrecevable", MOTIF)
    secretaire.ouvrir(fiche).voit(MOTIF, "Membre Essai")


def test_the_page_of_an_obligatory_saisine_says_that_it_cannot_be_refused_and_why(devant: Callable[..., Ecran]) -> None:
    secretaire = devant("secretaire")
    enregistrer(
        secretaire, "Saisine obligatoire", "Budget primitif", "Budget primitif 2027", "Président du conseil régional"
    )
    fiche = secretaire.voit("exigée, manquante").chemin
    membre = devant("membre_bureau").ouvrir(fiche).deplier("Autres actes")
    membre.voit("Déclarer irrecevable", "Une saisine obligatoire ne peut pas être déclarée irrecevable")
    assert membre.page.get_by_role("link", name="Déclarer irrecevable").count() == 0
    membre.ouvrir(f"{fiche}/actes/declarer_irrecevable").voit("seule sa complétude se discute")
    assert membre.page.get_by_role("button", name="Déclarer irrecevable").count() == 0
