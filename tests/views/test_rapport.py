"""The yearly report: its figures are those of the records, its chart has its table, an unknown year is not there."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import pikepdf
import pytest
from flask import Flask

from tests.documents.conftest import dit as dit
from tests.factories import Monde
from tests.visites import Visiteur
from tracker.models.annee import Annee, Tenu, annee, annees

Dit = Callable[[bytes, str], bool]


def test_a_year_is_counted_in_the_records(m: Monde) -> None:
    m.saisine("recue"), m.saisine("annulee"), m.saisine("retiree"), m.saisine("caduque")
    voted, refused = m.texte("adopte", titre="Avis sur l’eau"), m.texte("rejete")
    voted.saisines[0].session_region_le = m.jour
    m.session.commit()
    found = annee(m.session(), m.jour.year, m.jour)
    # What was registered by mistake is not counted; the two texts bring their saisines.
    assert found.recues == sum(found.recues_par_nature.values()) == 5
    assert found.sorties == {"retiree": 1, "caduque": 1}
    assert [text.titre for text in found.textes] == ["Avis sur l’eau"] and found.rejetes == 1
    assert found.textes[0].voix == (7, 1, 0) and refused.etat == "rejete"
    assert found.rendus_par_mois[m.jour.month - 1] == 1
    assert found.avant_la_region == Tenu(1, 1) and found.douze_jours.sur == 1


def test_a_late_opinion_is_counted_as_late(m: Monde) -> None:
    texte = m.texte("adopte")
    texte.saisines[0].session_region_le = m.jour - timedelta(days=1)
    m.session.commit()
    assert annee(m.session(), m.jour.year, m.jour).avant_la_region == Tenu(0, 1)


def test_an_empty_register_knows_no_year_and_an_empty_year_says_so(m: Monde) -> None:
    assert annees(m.session(), m.jour) == []
    assert annee(m.session(), 2020, m.jour) == Annee(annee=2020, au=date(2020, 12, 31))


def test_the_report_says_the_figures_and_is_led_to_from_the_register(m: Monde, secretaire: Visiteur, dit: Dit) -> None:
    m.texte("publie", titre="Avis sur l’eau")
    address = f"/rapport-annuel/{m.jour.year}.pdf"
    assert f'href="{address}"' in secretaire.voir("/saisines/").text
    response = secretaire.voir(address)
    assert response.status_code == 200
    assert f"rapport-activite-{m.jour.year}.pdf" in response.headers["Content-Disposition"]
    for words in ("Avis sur l’eau", "Mois par mois", "Janvier", "7 · 1 · 0", "Transports et mobilités", "Délais"):
        assert dit(response.data, words), words
    with pikepdf.open(io.BytesIO(response.data)) as opened:
        assert opened.Root.MarkInfo.Marked


@pytest.mark.parametrize("year", [1950, 2999])
def test_a_year_that_the_register_does_not_know_is_not_there(m: Monde, secretaire: Visiteur, year: int) -> None:
    m.saisine("recue")
    assert secretaire.voir(f"/rapport-annuel/{year}.pdf").status_code == 404


def test_the_report_is_for_the_members(app: Flask, m: Monde) -> None:
    m.saisine("recue")
    address = f"/rapport-annuel/{m.jour.year}.pdf"
    assert Visiteur(app, m.conseiller).voir(address).status_code == 200
    assert Visiteur(app, m.agent).voir(address).status_code == 403
