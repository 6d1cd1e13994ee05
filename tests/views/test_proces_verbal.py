"""The minutes: drafted, completed by hand, approved, made a document, signed; who reads what of them."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from flask import Flask
from sqlalchemy import event

from tests.factories import Monde
from tests.seances_tenues import levee, ouverte, voter
from tests.visites import Visiteur, dit
from tracker.extensions import db
from tracker.models import Point, ProcesVerbal, Seance, urne
from tracker.models.piece import Fichier

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} =SOMME(A1) \u202e\n\n# Titre\n\n| a | b |\n|---|---|\n| 1 | <b> |"


def pv(seance: Seance, suite: str = "") -> str:
    return f"/seances/{seance.id}/proces-verbal{suite}"


def projet(m: Monde, secretaire: Visiteur) -> Seance:
    """Minutes drafted and put to approval."""
    seance = levee(m)
    assert secretaire.remplir(pv(seance, "/rediger"), ouverture="Bienvenue.").status_code == 303
    m.agir(m.session.get_one(Seance, seance.id), "etablir_le_pv", m.secretaire)
    m.session.commit()
    return seance


def suivante(m: Monde) -> Seance:
    """A later sitting of the plenary, under way."""
    later = ouverte(m, Point(intitule="Autre point"))
    later.jour = m.jour + timedelta(days=1)
    m.session.commit()
    return later


def approuve(m: Monde, secretaire: Visiteur) -> Seance:
    seance = projet(m, secretaire)
    there = suivante(m)
    assert secretaire.remplir(pv(seance, "/approbation"), "seance", seance=str(there.id)).status_code == 303
    return seance


def test_the_draft_tells_what_was_recorded(m: Monde, secretaire: Visiteur) -> None:
    page = secretaire.voir(pv(levee(m)))
    dit(page, "Projet de procès-verbal", "Faut-il siéger à Nice ?", "reprise", "(déjeuner)", "Membre Essai")
    dit(page, "Quorum atteint : 4 présents pour 6 membres en exercice")
    dit(page, "Adopté : 4 pour sur 5 suffrages exprimés", "Ont voté contre (1)", "Rapporteur Essai, pouvoir de")
    dit(page, "arrivée à", "Pouvoirs (1)", "toute la séance", "Scrutin public nominal", "Décompte par collège")


def test_a_hand_completes_each_item_and_the_two_ends(m: Monde, secretaire: Visiteur) -> None:
    seance = levee(m)
    first = pv(seance, f"/points/{seance.points[0].id}")
    answer = secretaire.remplir(first, compte_rendu="On a *débattu*.", continuer="1")
    assert answer.location == pv(seance, f"/points/{seance.points[1].id}")
    secretaire.remplir(pv(seance, "/rediger"), ouverture="Mot d’accueil.", cloture="Prochaine séance en mai.")
    page = secretaire.voir(pv(seance))
    dit(page, "On a <em>débattu</em>.", "Mot d’accueil.", "Prochaine séance en mai.")


def test_a_stale_form_is_refused_with_both_texts(m: Monde, secretaire: Visiteur) -> None:
    seance = levee(m)
    for address, field in (
        (pv(seance, "/rediger"), "ouverture"),
        (pv(seance, f"/points/{seance.points[0].id}"), "compte_rendu"),
    ):
        old = secretaire.formulaire(address)
        secretaire.remplir(address, **{field: "La première main."})
        stale = secretaire.renvoyer(old, address, **{field: "La seconde main."})
        assert stale.status_code == 409
        dit(stale, "La première main.", "La seconde main.")


def test_a_form_sent_twice_writes_once(m: Monde, secretaire: Visiteur) -> None:
    seance = levee(m)
    form = secretaire.formulaire(pv(seance, "/rediger"))
    answers = [secretaire.renvoyer(form, pv(seance, "/rediger"), ouverture="Une fois.") for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert m.session.query(ProcesVerbal).count() == 1


def test_an_item_of_another_sitting_is_not_there(m: Monde, secretaire: Visiteur) -> None:
    seance, other = levee(m), suivante(m)
    assert secretaire.voir(pv(seance, f"/points/{other.points[0].id}")).status_code == 404


def test_a_draft_is_for_its_writers_until_it_is_put_to_approval(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance, member = levee(m), Visiteur(app, m.conseiller)
    refused = member.voir(pv(seance))
    assert refused.status_code == 409
    dit(refused, "n’est pas encore établi")
    assert member.voir(pv(seance, ".pdf")).status_code == 409
    secretaire.remplir(pv(seance, "/rediger"), ouverture="Bienvenue.")
    m.agir(m.session.get_one(Seance, seance.id), "etablir_le_pv", m.secretaire)
    m.session.commit()
    dit(member.voir(pv(seance)), "Bienvenue.")
    assert "Raconter, point par point" not in member.lire(pv(seance))


def test_nothing_is_written_once_the_draft_is_put_to_approval(m: Monde, secretaire: Visiteur) -> None:
    seance = levee(m)
    form = secretaire.formulaire(pv(seance, "/rediger"))
    secretaire.renvoyer(form, pv(seance, "/rediger"), ouverture="Avant.")
    late = secretaire.formulaire(pv(seance, "/rediger"))
    m.agir(m.session.get_one(Seance, seance.id), "etablir_le_pv", m.secretaire)
    m.session.commit()
    assert secretaire.renvoyer(late, pv(seance, "/rediger"), ouverture="Après.").status_code == 409
    m.session.expire_all()
    assert m.session.query(ProcesVerbal).one().ouverture == "Avant."


def test_an_approval_without_a_vote_names_a_later_sitting_of_the_same_body(m: Monde, secretaire: Visiteur) -> None:
    seance = projet(m, secretaire)
    dit(secretaire.voir(pv(seance, "/approbation")), "Aucune séance de cette instance")
    foreign = m.seance("ouverte", instance=m.bureau)
    there = suivante(m)
    assert secretaire.remplir(pv(seance, "/approbation"), "seance", seance=str(foreign.id)).status_code == 422
    assert secretaire.remplir(pv(seance, "/approbation"), "seance", seance=str(there.id)).status_code == 303
    m.session.expire_all()
    minutes = m.session.query(ProcesVerbal).one()
    assert (minutes.approuve_le, minutes.approuve_en_id) == (there.jour, there.id)
    assert minutes.seance.etat == "pv_adopte"
    dit(secretaire.voir(f"/seances/{seance.id}"), "Approuvé sans vote à la séance du")
    dit(secretaire.voir(pv(seance)), "Procès-verbal adopté le")
    assert secretaire.voir(pv(seance, "/approbation")).status_code == 409


def test_the_vote_of_a_later_sitting_approves_the_minutes(m: Monde, secretaire: Visiteur) -> None:
    seance = projet(m, secretaire)
    later = ouverte(m, Point(intitule="Approbation", genre="proces_verbal", pv_de=m.session.get_one(Seance, seance.id)))
    scrutin = urne.ouvrir(m.session(), later.points[0], "nominal", par=m.secretaire)
    urne.voter(m.session(), scrutin, m.president.id, m.president.id, "pour", reglement=m.frame().reglement)
    m.session.commit()
    closed = secretaire.envoyer(f"/scrutins/{scrutin.id}/clore")
    assert closed.status_code == 303, closed.text
    m.session.expire_all()
    held = m.session.get_one(Seance, seance.id)
    assert held.etat == "pv_adopte" and held.proces_verbal and held.proces_verbal.approuve_en_id == later.id
    dit(secretaire.voir(pv(held)), "Procès-verbal adopté le", "séance plénière du")


def test_what_is_signed_never_changes(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance, chair = approuve(m, secretaire), Visiteur(app, m.president)
    assert secretaire.envoyer(pv(seance, "/document")).status_code == 303
    m.session.expire_all()
    kept = m.session.query(Fichier).order_by(Fichier.id.desc()).first()
    assert chair.remplir(f"/seances/{seance.id}/actes/signer_le_pv").status_code == 303
    signed = chair.voir(pv(seance, ".pdf")).data
    m.session.expire_all()
    held = m.session.get_one(Seance, seance.id)
    assert held.etat == "pv_signe" and held.proces_verbal and held.proces_verbal.document is kept
    held.points[0].intitule = "Un titre changé derrière"
    m.president.nom = "Renommé"
    m.session.commit()
    assert chair.voir(pv(seance, ".pdf")).data == signed
    assert secretaire.envoyer(pv(seance, "/document")).status_code == 409


def test_a_file_that_was_altered_is_not_served(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance = approuve(m, secretaire)
    secretaire.envoyer(pv(seance, "/document"))
    for path in app.config["FILES_DIR"].rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(b"%PDF falsified")
    assert secretaire.voir(pv(seance, ".pdf")).status_code == 500


def test_a_reserved_item_is_told_to_the_members_of_its_body_alone(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance = m.seance("levee", instance=m.commission)
    seance.points[0].intitule, seance.points[0].reserve = "Un litige", True
    seance.points[0].compte_rendu = "Ce qui ne sort pas."
    m.session.commit()
    secretaire.remplir(pv(seance, "/rediger"), ouverture="Bienvenue.")
    m.agir(m.session.get_one(Seance, seance.id), "etablir_le_pv", m.secretaire)
    m.session.commit()
    for who in (m.rapporteur, m.secretaire, m.presidente_commission):
        dit(Visiteur(app, who).voir(pv(seance)), "Ce qui ne sort pas.", "Un litige")
    for who in (m.conseiller, m.autre_presidente):
        outside = Visiteur(app, who)
        page = outside.voir(pv(seance))
        dit(page, "Extrait : ce qui est réservé", "Point réservé aux membres de l’instance")
        assert "Un litige" not in page.text and "ne sort pas" not in page.text
        assert b"litige" not in outside.voir(pv(seance, ".odt")).data
        assert "Un litige" not in outside.lire(f"/seances/{seance.id}/decisions")
    assert Visiteur(app, m.associe).voir(pv(seance)).status_code == 404


def test_a_hostile_text_stays_a_text(m: Monde, secretaire: Visiteur) -> None:
    seance = levee(m)
    point = seance.points[0]
    point.intitule = HOSTILE.replace("\n", " ")[:500]
    m.session.commit()
    secretaire.remplir(pv(seance, f"/points/{point.id}"), compte_rendu=HOSTILE)
    secretaire.remplir(pv(seance, "/rediger"), ouverture=HOSTILE, cloture=HOSTILE)
    page = secretaire.voir(pv(seance))
    assert page.status_code == 200 and "<script>alert" not in page.text and "{{ 7*7 }}" in page.text
    assert secretaire.voir(pv(seance, ".pdf")).data.startswith(b"%PDF")
    with ZipFile(BytesIO(secretaire.voir(pv(seance, ".odt")).data)) as odt:
        assert b"<script>" not in odt.read("content.xml")
    too_long = secretaire.remplir(pv(seance, "/rediger"), ouverture="a" * 100_001)
    assert too_long.status_code == 422


def test_a_long_sitting_asks_the_database_no_more_than_a_short_one(m: Monde, secretaire: Visiteur) -> None:
    counts = []
    for size in (2, 12):
        points = [Point(intitule=f"Question {rank}", genre="question") for rank in range(size)]
        seance = ouverte(m, *points)
        for point in seance.points:
            voter(m, point)
        m.agir(seance, "lever")
        # The sitting of the next turn falls on a day of its own.
        seance.jour -= timedelta(days=size)
        m.session.commit()
        counts.append(requetes(lambda seance=seance: secretaire.lire(pv(seance))))
    assert counts[1] <= counts[0] + 1, counts


def requetes(read: Callable[[], object]) -> int:
    """How many statements a page asks for."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        read()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


def test_a_sitting_that_was_not_held_has_no_minutes(m: Monde, secretaire: Visiteur) -> None:
    for etat in ("projetee", "annulee"):
        refused = secretaire.voir(pv(m.seance(etat)))
        assert refused.status_code == 409
        dit(refused, "elle n’a pas de procès-verbal")


def test_the_work_list_names_the_minutes_to_write_and_to_sign(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    dit(secretaire.voir("/accueil"), "Accueil")
    seance = levee(m)
    dit(secretaire.voir("/accueil"), "Établir le procès-verbal", "Séance plénière")
    m.session.add(ProcesVerbal(seance=seance))
    m.session.flush()
    m.agir(seance, "etablir_le_pv")
    there = suivante(m)
    minutes = m.session.query(ProcesVerbal).one()
    minutes.approuve_le, minutes.approuve_en = there.jour, there
    m.agir(m.session.get_one(Seance, minutes.seance_id), "approuver_le_pv")
    m.session.commit()
    dit(secretaire.voir("/accueil"), "Préparer le document du procès-verbal")
    secretaire.envoyer(pv(minutes.seance, "/document"))
    dit(Visiteur(app, m.president).voir("/accueil"), "Signer le procès-verbal")
