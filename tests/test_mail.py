"""Mail: owed with the act, sent after it, once, by a real server; what fails is tried again, then left to a person."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from flask import Flask
from sqlalchemy import select, update

from tests.courrier import Boite, partis, serveur
from tests.factories import Monde
from tests.visites import Visiteur
from tracker import mail
from tracker.extensions import db
from tracker.mail import ATTENTES, ESSAIS, VIE, expedier, poster
from tracker.models import Courrier, Personne
from tracker.models.colonnes import maintenant


@pytest.fixture
def boite(app: Flask) -> Iterator[Boite]:
    with serveur() as found:
        app.config["SMTP_URL"] = found.url
        app.config["BASE_URL"] = "https://suivi.exemple.test"
        yield found


def devoir(m: Monde, personne: Personne | None = None, corps: str = "Un message.", **faits: Any) -> Courrier:
    row = poster(m.session(), personne or m.conseiller, "Un objet", corps, **faits)
    assert row is not None
    m.session.commit()
    return row


def relu(m: Monde, row: Courrier) -> Courrier:
    m.session.expire_all()
    return m.session.get(Courrier, row.id)


def vieillir(m: Monde, depuis: timedelta) -> None:
    """So much time passes since the last try."""
    m.session.execute(update(Courrier).values(pris_le=maintenant() - depuis))
    m.session.commit()


def test_a_message_arrives_whole_and_once(m: Monde, boite: Boite) -> None:
    row = devoir(m, corps="Bonjour,\n\nL’avis « Été » est prêt.\n.\nFin.\n")
    assert (expedier().partis, expedier().partis) == (1, 0)
    (message,) = boite.attendre(1)
    assert message["To"] == "Conseiller Essai <conseiller@exemple.test>"
    assert message["From"] == "CESER <suivi@suivi.exemple.test>"
    assert message["Subject"] == "Un objet"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().replace("\r\n", "\n") == "Bonjour,\n\nL’avis « Été » est prêt.\n.\nFin.\n"
    assert relu(m, row).envoye_le is not None and row.essais == 1 and row.erreur == ""


def test_somebody_without_an_address_is_owed_nothing(m: Monde) -> None:
    nobody = Personne(prenom="A", nom="B")
    m.session.add(nobody)
    assert poster(m.session(), nobody, "Un objet", "Un message.") is None


@pytest.mark.parametrize("words", ["Jean\r\nBcc: tous@exemple.test", "Jean\nX: y", 'A" <x@y.fr>, "B', "a\u2028b"])
def test_no_name_and_no_subject_writes_a_header(m: Monde, boite: Boite, words: str) -> None:
    m.conseiller.prenom = words[:80]
    poster(m.session(), m.conseiller, words, "Un message.")
    m.session.commit()
    assert expedier().partis == 1
    (message,) = boite.attendre(1)
    assert message["Bcc"] is None and message["X"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["conseiller@exemple.test"]
    assert "\n" not in message["Subject"]


def test_a_link_is_forgotten_once_it_has_left_and_not_before(m: Monde, boite: Boite) -> None:
    words = "Ouvrez https://suivi.exemple.test/connexion/invitation/abc\nMerci."
    row = devoir(m, corps=words, secret=True)
    plain = devoir(m, corps=words)
    assert relu(m, row).corps == words
    expedier()
    assert relu(m, row).corps == f"Ouvrez {mail.OUBLIE}\nMerci."
    assert relu(m, plain).corps == words
    assert boite.liens() == ["https://suivi.exemple.test/connexion/invitation/abc"] * 2


def test_a_server_that_does_not_answer_is_tried_later_and_later_then_left(m: Monde, app: Flask) -> None:
    app.config["SMTP_URL"] = "smtp://127.0.0.1:9"
    row, other = devoir(m), devoir(m)
    bilan = expedier()
    assert (bilan.partis, bilan.echecs) == (0, 1), "the second message does not wait for the same silence"
    assert "Le serveur ne répond pas" in relu(m, row).erreur
    assert relu(m, other).essais == 0
    other.envoye_le = maintenant()
    m.session.commit()
    for tries, wait in enumerate(ATTENTES, start=1):
        vieillir(m, wait - timedelta(minutes=1))
        assert expedier().echecs == 0, f"after {tries} tries, {wait} are waited"
        vieillir(m, wait + timedelta(minutes=1))
        assert expedier().echecs == 1
    assert relu(m, row).essais == ESSAIS
    vieillir(m, timedelta(days=3))
    assert expedier().echecs == 0, "a person decides now"
    assert "Le serveur ne répond pas" in relu(m, row).erreur


def test_an_address_that_the_server_does_not_know_is_not_asked_again_and_the_others_leave(
    m: Monde, boite: Boite
) -> None:
    boite.refus["conseiller@exemple.test"] = "550 no such user"
    row, other = devoir(m), devoir(m, m.president)
    bilan = expedier()
    assert (bilan.partis, bilan.echecs) == (1, 1)
    assert relu(m, row).essais == ESSAIS and "550 no such user" in row.erreur
    assert relu(m, other).envoye_le is not None


def test_a_server_that_is_busy_is_asked_again(m: Monde, boite: Boite) -> None:
    boite.refus["*"] = "451 come back later"
    row = devoir(m)
    expedier()
    assert relu(m, row).essais == 1 and "451" in row.erreur
    boite.refus.clear()
    vieillir(m, timedelta(minutes=11))
    assert expedier().partis == 1
    assert relu(m, row).erreur == ""


def test_an_address_that_is_none_hurts_nobody_else(m: Monde, boite: Boite) -> None:
    m.conseiller.courriel = "pas une adresse\r\nBcc: x@y.fr"
    row, other = devoir(m), devoir(m, m.president)
    expedier()
    assert "ne peut pas s’écrire" in relu(m, row).erreur
    assert relu(m, other).envoye_le is not None


def test_what_is_too_old_does_not_leave_the_day_a_server_is_set(m: Monde, boite: Boite) -> None:
    row = devoir(m)
    row.cree_le = maintenant() - VIE - timedelta(hours=1)
    m.session.commit()
    assert expedier().partis == 0 and boite.recus == []


def test_without_a_server_nothing_leaves_and_nothing_is_tried(m: Monde, app: Flask) -> None:
    row = devoir(m)
    assert expedier().partis == 0
    assert relu(m, row).essais == 0 and row.pris_le is None


def test_several_processes_send_each_message_once(app: Flask, m: Monde, boite: Boite) -> None:
    for _ in range(30):
        devoir(m)
    start = Barrier(6)

    def go(_: int) -> int:
        with app.app_context():
            start.wait(30)
            return expedier().partis

    m.session.commit()
    with ThreadPoolExecutor(6) as threads:
        sent = list(threads.map(go, range(6)))
    assert sum(sent) == 30
    assert len({message["Message-ID"] for message in boite.recus}) == len(boite.recus) == 30


def test_a_message_left_by_a_process_that_died_is_taken_again_after_ten_minutes(m: Monde, boite: Boite) -> None:
    row = devoir(m)
    row.pris_le, row.essais = maintenant() - timedelta(minutes=9), 1
    m.session.commit()
    assert expedier().partis == 0
    vieillir(m, timedelta(minutes=11))
    assert expedier().partis == 1


def test_a_password_opens_the_server_and_a_wrong_one_is_told(m: Monde, app: Flask) -> None:
    def judge(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"suivi", b"p@ss:mot")
        return AuthResult(success=good, handled=good)

    with serveur(authenticator=judge, auth_require_tls=False) as boite:
        app.config["SMTP_URL"] = boite.url.replace("//", "//suivi:mauvais@")
        row = devoir(m)
        expedier()
        assert "ne répond pas" in relu(m, row).erreur and "mauvais" not in row.erreur
        app.config["SMTP_URL"] = boite.url.replace("//", "//suivi:p%40ss%3Amot@")
        vieillir(m, timedelta(minutes=11))
        assert expedier().partis == 1


@pytest.mark.parametrize(("url", "dit"), [("ftp://x", "commence par smtp://"), ("smtp://127.0.0.1:abc", "")])
def test_a_setting_that_is_none_is_told_in_the_row(m: Monde, app: Flask, url: str, dit: str) -> None:
    app.config["SMTP_URL"] = url
    row = devoir(m)
    expedier()
    assert dit in relu(m, row).erreur and row.erreur


def test_a_password_never_leaves_in_clear_for_another_machine(
    app: Flask, m: Monde, boite: Boite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "ICI", frozenset())
    app.config["SMTP_URL"] = boite.url.replace("//", "//suivi:secret@")
    row = devoir(m)
    expedier()
    assert "n’offre pas TLS" in relu(m, row).erreur
    assert boite.recus == []


def test_a_page_sends_what_it_owes_after_its_answer_and_never_fails_with_the_server(
    app: Flask, m: Monde, boite: Boite
) -> None:
    staff = Visiteur(app, m.administration)
    seen = []
    inside = mail.expedier

    def watched(duree: float) -> Any:
        seen.append(db.session.scalars(select(Courrier)).one().envoye_le)
        return inside(duree)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mail, "expedier", watched)
        assert staff.envoyer(f"/comptes/{m.conseiller.id}/inviter").status_code == 303
        partis()
    assert seen == [None], "it was committed, and not sent, when the answer left"
    assert len(boite.recus) == 1
    app.config["SMTP_URL"] = "smtp://127.0.0.1:9"
    assert staff.envoyer(f"/comptes/{m.president.id}/inviter").status_code == 303
    partis()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mail, "expedier", lambda *_: 1 / 0)
        assert staff.envoyer(f"/comptes/{m.rapporteur.id}/inviter").status_code == 303
        partis()


def test_a_refused_page_sends_nothing(app: Flask, m: Monde, boite: Boite) -> None:
    closed = m.conseiller
    closed.ferme_le = maintenant()
    m.session.commit()
    assert Visiteur(app, m.administration).envoyer(f"/comptes/{closed.id}/inviter").status_code == 409
    assert m.session.scalars(select(Courrier)).all() == [] and boite.recus == []


def test_the_timer_sends_what_waits(app: Flask, m: Monde, boite: Boite) -> None:
    devoir(m)
    m.session.commit()
    result = app.test_cli_runner().invoke(args=["courrier", "envoyer"])
    assert result.exit_code == 0 and "1 courrier envoyé, 0 échec" in result.output
    app.config["SMTP_URL"] = ""
    result = app.test_cli_runner().invoke(args=["courrier", "envoyer"])
    assert result.exit_code == 1 and "donnez SMTP_URL" in result.output


def test_links_come_from_the_setting_whatever_host_is_asked(app: Flask, m: Monde, boite: Boite) -> None:
    m.conseiller.mot_de_passe = "une empreinte"
    m.session.commit()
    visitor = Visiteur(app)
    fields = {"courriel": "conseiller@exemple.test"}
    asked = visitor.demander("POST", "/connexion/oubli", data=fields, headers={"Host": "mechant.example"})
    assert asked.status_code == 303
    (link,) = boite.liens()
    assert link.startswith("https://suivi.exemple.test/connexion/nouveau/")
