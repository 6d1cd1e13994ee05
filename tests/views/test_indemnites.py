"""The extract for allowances: who attended, over a period or at one sitting, for those who pay alone."""

import csv
import io
from datetime import timedelta

from flask import Flask

from tests.factories import Monde
from tests.seances_tenues import levee
from tests.visites import Visiteur, dit
from tracker.models import Acte, Emargement, Interruption, Seance


def heures(m: Monde, seance: Seance) -> None:
    """Two hours of sitting, in which the last one came in the middle and there was a pause of ten minutes."""
    acts = m.session.query(Acte).filter_by(seance_id=seance.id)
    opened, closed = acts.filter_by(transition="ouvrir").one(), acts.filter_by(transition="lever").one()
    begun = closed.le - timedelta(hours=2)
    opened.le = begun
    pause = m.session.query(Interruption).one()
    pause.debut, pause.fin = begun + timedelta(minutes=20), begun + timedelta(minutes=30)
    for move in m.session.query(Emargement).order_by(Emargement.id):
        late = move.personne is m.autre_presidente
        move.le = begun + timedelta(minutes=60 if late else -5)
    m.session.commit()


def lignes(visitor: Visiteur, address: str) -> dict[str, dict[str, str]]:
    response = visitor.voir(address)
    assert response.status_code == 200
    rows = csv.DictReader(io.StringIO(response.data.decode("utf-8-sig")), delimiter=";")
    return {row["nom"]: row for row in rows}


def test_each_member_has_their_minutes_without_the_pauses(m: Monde, secretaire: Visiteur) -> None:
    seance = levee(m)
    heures(m, seance)
    found = lignes(secretaire, f"/seances/{seance.id}/indemnites.csv")
    assert found["President Essai"]["minutes"] == "110" and found["Autre Essai"]["minutes"] == "60"
    assert found["President Essai"]["parties_suivies"] == "1 et 2"
    assert (found["Conseiller Essai"]["presence"], found["Conseiller Essai"]["pouvoir_donne_a"]) == (
        "excusé",
        "Rapporteur Essai",
    )
    dit(secretaire.voir(f"/seances/{seance.id}/indemnites"), "President Essai", "1 h 50")
    assert secretaire.voir(f"/seances/{seance.id}/indemnites.xlsx").data.startswith(b"PK")


def test_a_period_and_a_body_choose_the_sittings(app: Flask, m: Monde) -> None:
    seance = levee(m)
    heures(m, seance)
    direction = Visiteur(app, m.direction)
    period = f"du={m.jour - timedelta(days=3)}&au={m.jour}"
    dit(direction.voir(f"/seances/indemnites?{period}"), "1 séance, 6 membres", "1 h 50")
    assert "1 h 50" not in direction.lire(f"/seances/indemnites?{period}&instance={m.bureau.id}")
    assert len(lignes(direction, f"/seances/indemnites.csv?{period}")) == 6
    assert direction.voir(f"/seances/indemnites.xlsx?{period}").data.startswith(b"PK")
    dit(direction.voir("/seances/indemnites"), "Aucune présence relevée")


def test_a_period_that_is_wrong_says_why(m: Monde, secretaire: Visiteur) -> None:
    cases = {
        "du=2026-02-01&au=2026-01-01": "La fin précède le début.",
        "du=2020-01-01&au=2026-01-01": "Un état couvre deux ans au plus.",
        "du=hier&au=2026-01-01": "Cette date n’existe pas",
        "du=2026-01-01&au=2026-02-01&instance=<b>": "",
        "du=2026-01-01&au=2026-02-01&instance=999": "",
        "du=&au=": "obligatoire",
    }
    for query, phrase in cases.items():
        refused = secretaire.voir(f"/seances/indemnites?{query}")
        assert refused.status_code == 422, query
        dit(refused, phrase)
        assert secretaire.voir(f"/seances/indemnites.csv?{query}").status_code == 422


def test_nobody_else_reads_it(app: Flask, m: Monde) -> None:
    seance = levee(m)
    for who in (m.president, m.conseiller, m.chargee):
        for address in ("/seances/indemnites", f"/seances/{seance.id}/indemnites.csv"):
            assert Visiteur(app, who).voir(address).status_code == 403


def test_a_sitting_under_way_has_no_extract(m: Monde, secretaire: Visiteur) -> None:
    assert secretaire.voir(f"/seances/{m.seance('ouverte').id}/indemnites").status_code == 409
