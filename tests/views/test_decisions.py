"""The list of decisions of a sitting: its page, its PDF, its votes and voices as tables."""

import csv
import io

from flask import Flask

from tests.factories import Monde
from tests.seances_tenues import levee, ouverte, voter
from tests.visites import Visiteur, dit
from tracker.models import Point, ProcesVerbal, Seance, urne


def lignes(visitor: Visiteur, seance: Seance, name: str) -> list[dict[str, str]]:
    response = visitor.voir(f"/seances/{seance.id}/{name}.csv")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig")), delimiter=";"))


def test_each_vote_has_its_line(app: Flask, m: Monde) -> None:
    seance, member = levee(m), Visiteur(app, m.conseiller)
    page = member.voir(f"/seances/{seance.id}/decisions")
    dit(page, "Faut-il siéger à Nice ?", "Adopté : 4 pour sur 5 suffrages exprimés", "pour : 4, contre : 1")
    assert member.voir(f"/seances/{seance.id}/decisions.pdf").data.startswith(b"%PDF")
    (vote,) = lignes(member, seance, "votes")
    assert (vote["pour"], vote["contre"], vote["abstention"], vote["resultat"]) == ("4", "1", "1", "Adopté")
    voices = lignes(member, seance, "voix")
    assert len(voices) == 6
    (carried,) = [one for one in voices if one["porte_par"]]
    assert (carried["membre"], carried["choix"], carried["porte_par"]) == (
        "Conseiller Essai",
        "Contre",
        "Rapporteur Essai",
    )
    assert lignes(member, seance, "decisions")[0]["decision"].startswith("Adopté : 4 pour")


def test_a_secret_vote_names_nobody(m: Monde, secretaire: Visiteur) -> None:
    seance = ouverte(m, Point(intitule="En secret", genre="question"))
    voter(m, seance.points[0], "secret_appareil")
    assert lignes(secretaire, seance, "voix") == []
    (vote,) = lignes(secretaire, seance, "votes")
    assert (vote["mode"], vote["pour"]) == ("Scrutin secret, sur les appareils", "5")
    page = secretaire.lire(f"/seances/{seance.id}/proces-verbal")
    assert "Ont voté" not in page and "Décompte par collège" not in page


def test_a_cancelled_ballot_is_told_and_decides_nothing(m: Monde, secretaire: Visiteur) -> None:
    seance = ouverte(m, Point(intitule="Deux fois", genre="question"))
    scrutin = urne.ouvrir(m.session(), seance.points[0], "nominal", par=m.secretaire)
    urne.annuler(m.session(), scrutin, "question mal posée")
    voter(m, seance.points[0])
    said = [one["decision"] for one in lignes(secretaire, seance, "decisions")]
    assert said[0].startswith("Adopté") and "annulé avant sa clôture : question mal posée" in said[1]


def test_an_approved_record_and_a_struck_item_are_decisions(m: Monde, secretaire: Visiteur) -> None:
    former = levee(m)
    former.proces_verbal = ProcesVerbal()
    m.session.flush()
    m.agir(former, "etablir_le_pv")
    seance = ouverte(
        m,
        Point(intitule="Approbation", genre="proces_verbal", pv_de=former),
        Point(intitule="Repoussé", genre="communication", retire=True),
    )
    voter(m, seance.points[0])
    said = [one["decision"] for one in lignes(secretaire, seance, "decisions")]
    assert any(one.startswith("Le procès-verbal de la séance du") for one in said)
    assert "Point retiré de l’ordre du jour." in said


def test_a_formula_in_a_title_is_not_run(m: Monde, secretaire: Visiteur) -> None:
    seance = ouverte(m, Point(intitule="=CMD()", genre="question"))
    voter(m, seance.points[0])
    assert lignes(secretaire, seance, "votes")[0]["titre"] == "'=CMD()"


def test_nothing_is_decided_before_the_sitting(m: Monde, secretaire: Visiteur) -> None:
    for name in ("decisions", "decisions.pdf", "decisions.csv", "votes.csv", "voix.csv"):
        assert secretaire.voir(f"/seances/{m.seance('projetee').id}/{name}").status_code == 409
