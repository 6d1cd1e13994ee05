"""One's own account: what protects it is changed by its holder alone, who proves it, and is told of it."""

import re
from html import unescape
from typing import Any

import pyotp
import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from tests.factories import DEBUT, Monde
from tests.visites import Visiteur, dit
from tracker.acces import mots_de_passe, second_facteur
from tracker.acces.sessions import en_clair
from tracker.models import CodeDeSecours, Connexion, Courrier, Delegation, Jeton, Mouvement, Tentative
from tracker.models.colonnes import maintenant
from tracker.roles import Role

ANCIEN, NOUVEAU = "le mistral souffle trois jours", "quatre chaises vertes au grenier"
RAPIDE = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def _hasher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mots_de_passe, "hasher", RAPIDE)
    mots_de_passe.leurre.cache_clear()


@pytest.fixture
def conseiller(app: Flask, m: Monde) -> Visiteur:
    m.conseiller.mot_de_passe = RAPIDE.hash(ANCIEN)
    m.session.commit()
    return Visiteur(app, m.conseiller)


def changer(visitor: Visiteur, actuel: str = ANCIEN, nouveau: str = NOUVEAU) -> Any:
    return visitor.remplir("/compte/mot-de-passe", "actuel", actuel=actuel, nouveau=nouveau, encore=nouveau)


def activer(visitor: Visiteur) -> str:
    """Enrol as the page says; the key that the telephone keeps."""
    page = visitor.lire("/compte/second-facteur")
    key = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    assert len(key) == 32
    response = visitor.remplir("/compte/second-facteur", "code", code=pyotp.TOTP(key).now())
    assert (response.status_code, response.location) == (303, "/compte/codes")
    return key


def exiger(m: Monde, *roles: Role) -> None:
    m.regler(second_facteur=[role.value for role in roles])


def test_whoever_has_lost_every_function_still_has_an_account(app: Flask, m: Monde) -> None:
    page = Visiteur(app, m.inconnu).lire("/compte/")
    assert "inconnu@exemple.test" in page and "Où vous êtes connecté" in page


def test_the_menu_leads_to_it_and_nobody_else_sees_it(app: Flask, m: Monde, conseiller: Visiteur) -> None:
    assert 'href="/compte/"' in conseiller.lire("/accueil")
    assert Visiteur(app).voir("/compte/").status_code == 302


def test_a_password_changes_for_whoever_knows_it_and_the_other_browsers_go_out(
    app: Flask, m: Monde, conseiller: Visiteur
) -> None:
    other, stranger = Visiteur(app, m.conseiller), Visiteur(app, m.president)
    response = changer(conseiller)
    assert response.status_code == 303
    assert "1 autre session est fermée." in conseiller.lire("/compte/")
    assert other.voir("/accueil").status_code == 302
    assert stranger.voir("/accueil").status_code == 200
    m.session.expire_all()
    assert mots_de_passe.verifier(m.conseiller.mot_de_passe, NOUVEAU)
    assert "vient d’être changé" in m.session.scalars(select(Courrier)).one().corps
    assert m.session.scalars(select(Mouvement)).one().phrase == "Conseiller Essai change son mot de passe."


def test_a_wrong_present_password_changes_nothing_and_the_same_form_serves_again(
    app: Flask, m: Monde, conseiller: Visiteur
) -> None:
    form = conseiller.formulaire("/compte/mot-de-passe", "actuel")
    fields = {"nouveau": NOUVEAU, "encore": NOUVEAU}
    wrong = conseiller.renvoyer(form, "/compte/mot-de-passe", actuel="autre chose", **fields)
    assert wrong.status_code == 422
    dit(wrong, "Ce n’est pas votre mot de passe actuel.")
    again = conseiller.renvoyer(form, "/compte/mot-de-passe", actuel=ANCIEN, **fields)
    assert (again.status_code, again.location) == (303, "/compte/")
    twice = conseiller.renvoyer(form, "/compte/mot-de-passe", actuel=ANCIEN, **fields)
    assert (twice.status_code, twice.location) == (303, "/compte/"), "a double click gets the first answer"
    m.session.expire_all()
    assert mots_de_passe.verifier(m.conseiller.mot_de_passe, NOUVEAU)
    assert len(m.session.scalars(select(Courrier)).all()) == 1


def test_a_stolen_session_does_not_try_passwords_for_ever(app: Flask, m: Monde, conseiller: Visiteur) -> None:
    for _ in range(10):
        assert changer(conseiller, actuel="autre chose").status_code == 422
    response = changer(conseiller)
    assert response.status_code == 422
    dit(response, "Trop d’essais.")


def test_a_weak_password_is_refused_before_any_try_is_counted(app: Flask, m: Monde, conseiller: Visiteur) -> None:
    response = changer(conseiller, nouveau="motdepasse1234")
    assert response.status_code == 422
    dit(response, "parmi les plus employés")
    assert m.session.scalars(select(Tentative)).all() == []


def test_changing_the_password_makes_a_link_that_waits_void(app: Flask, m: Monde, conseiller: Visiteur) -> None:
    Visiteur(app).envoyer("/connexion/oubli", courriel="conseiller@exemple.test")
    changer(conseiller)
    assert all(row.expire_le <= maintenant() for row in m.session.scalars(select(Jeton)))


def test_a_second_factor_is_given_by_a_code_and_its_key_is_nowhere(app: Flask, m: Monde, conseiller: Visiteur) -> None:
    other = Visiteur(app, m.conseiller)
    wrong = conseiller.remplir("/compte/second-facteur", "code", code="000000")
    assert wrong.status_code == 422
    dit(wrong, "Ce code n’est pas le bon.")
    key = activer(conseiller)
    assert other.voir("/accueil").status_code == 302
    m.session.expire_all()
    person = m.conseiller
    kept = {column.name: getattr(person, column.name) for column in type(person).__table__.columns}
    assert key not in str(kept) and second_facteur.cle(person, person.totp_sel) == key
    page = conseiller.lire("/compte/codes")
    codes = re.findall(r"<code>([a-z2-9-]{14})</code>", page)
    assert len(set(codes)) == 10
    assert not re.findall(r"<code>([a-z2-9-]{14})</code>", conseiller.lire("/compte/codes")), "they are shown once"
    dit(conseiller.voir("/compte/codes"), "Ces codes ont déjà été montrés")
    assert not {row.empreinte for row in m.session.scalars(select(CodeDeSecours))} & set(codes)
    assert "10 codes vous restent" in conseiller.lire("/compte/")


def test_the_key_stays_the_same_until_it_is_proved_and_differs_from_one_person_to_another(
    app: Flask, m: Monde, conseiller: Visiteur
) -> None:
    keys = [re.findall(r"<span>([A-Z2-7]{4})</span>", who.lire("/compte/second-facteur")) for who in (conseiller,) * 2]
    assert keys[0] == keys[1]
    assert (
        re.findall(r"<span>([A-Z2-7]{4})</span>", Visiteur(app, m.president).lire("/compte/second-facteur")) != keys[0]
    )
    assert second_facteur.cle(m.conseiller, "sel") != second_facteur.cle(m.president, "sel")


def test_the_picture_of_the_key_needs_no_style_and_no_script(app: Flask, m: Monde, conseiller: Visiteur) -> None:
    page = conseiller.lire("/compte/second-facteur")
    (picture,) = re.findall(r"<svg role=\"img\".*?</svg>", page, re.DOTALL)
    assert "aria-label=" in picture and "style=" not in picture and "<script" not in picture


def test_the_code_that_activated_does_not_enter_a_second_time(app: Flask, m: Monde, conseiller: Visiteur) -> None:
    key = activer(conseiller)
    thief = Visiteur(app)
    thief.envoyer("/connexion", courriel="conseiller@exemple.test", mot_de_passe=ANCIEN)
    assert thief.envoyer("/connexion/code", code=pyotp.TOTP(key).now()).status_code == 422


def test_codes_are_replaced_and_a_second_factor_given_up_by_whoever_knows_the_password(
    app: Flask, m: Monde, conseiller: Visiteur
) -> None:
    activer(conseiller)
    former = {row.empreinte for row in m.session.scalars(select(CodeDeSecours))}
    for address in ("/compte/codes/remplacer", "/compte/second-facteur/retirer"):
        assert conseiller.remplir(address, "actuel", actuel="autre chose").status_code == 422
    assert conseiller.remplir("/compte/codes/remplacer", "actuel", actuel=ANCIEN).location == "/compte/codes"
    assert len(re.findall(r"<code>", conseiller.lire("/compte/codes"))) == 10
    now = {row.empreinte for row in m.session.scalars(select(CodeDeSecours))}
    assert len(now) == 10 and not now & former
    assert conseiller.remplir("/compte/second-facteur/retirer", "actuel", actuel=ANCIEN).location == "/compte/"
    m.session.expire_all()
    assert m.conseiller.totp_sel is None and m.session.scalars(select(CodeDeSecours)).all() == []
    assert "retiré" in m.session.scalars(select(Courrier).order_by(Courrier.id.desc())).first().corps


def test_a_role_that_must_have_it_is_led_there_from_every_page_and_may_still_leave(app: Flask, m: Monde) -> None:
    exiger(m, Role.SECRETARIAT)
    secretary, councillor = Visiteur(app, m.secretaire), Visiteur(app, m.conseiller)
    for address in ("/accueil", "/saisines/", "/compte/", "/compte/codes", "/compte/mot-de-passe", "/comptes/"):
        response = secretary.voir(address)
        assert (response.status_code, response.location) == (303, "/compte/second-facteur"), address
    posted = secretary.envoyer(f"/comptes/{m.conseiller.id}/inviter")
    assert posted.location == "/compte/second-facteur"
    assert m.session.scalars(select(Jeton)).all() == []
    assert councillor.voir("/accueil").status_code == 200
    dit(secretary.voir("/compte/second-facteur"), "L’assemblée demande un second facteur à votre rôle.")
    activer(secretary)
    assert secretary.voir("/accueil").status_code == 200
    assert Visiteur(app, m.direction).envoyer("/deconnexion").status_code == 303


def test_one_may_leave_before_giving_a_second_factor(app: Flask, m: Monde) -> None:
    exiger(m, Role.SECRETARIAT)
    assert Visiteur(app, m.secretaire).envoyer("/deconnexion").location == "/connexion"


@pytest.mark.parametrize(
    ("role", "qui"),
    [
        (Role.PRESIDENT, "president"),
        (Role.PRESIDENT_DE_COMMISSION, "presidente_commission"),
        (Role.CONSEILLER, "rapporteur"),
        (Role.DEMANDEUR, "agent"),
        (Role.MEMBRE_ASSOCIE, "associe"),
    ],
)
def test_the_role_may_be_any_that_the_assembly_chooses(app: Flask, m: Monde, role: Role, qui: str) -> None:
    exiger(m, role)
    assert Visiteur(app, m.gens[qui]).voir("/compte/").location == "/compte/second-facteur"
    assert Visiteur(app, m.chargee).voir("/compte/").status_code == 200


def test_a_role_that_was_lent_asks_for_it_too_and_no_longer_once_it_is_taken_back(app: Flask, m: Monde) -> None:
    exiger(m, Role.SECRETARIAT)
    lent = Delegation(
        delegant=m.secretaire, delegataire=m.chargee, role="secretariat", debut=DEBUT, fin=m.jour, motif="Congé."
    )
    m.session.add(lent)
    assistant = Visiteur(app, m.chargee)
    assert assistant.voir("/accueil").location == "/compte/second-facteur"
    lent.retiree_le = maintenant()
    assert assistant.voir("/accueil").status_code == 200


def test_the_rules_are_chosen_on_their_page_and_hold_at_the_next_request(app: Flask, m: Monde) -> None:
    direction = Visiteur(app, m.direction)
    form = direction.formulaire("/reglement/modifier", "numerotation")
    response = direction.renvoyer(form, "/reglement/modifier", second_facteur=["secretariat", "direction"])
    assert response.status_code == 303
    assert direction.voir("/reglement/").location == "/compte/second-facteur"


def test_whoever_must_have_it_changes_telephones_and_is_led_to_the_next_one(app: Flask, m: Monde) -> None:
    exiger(m, Role.CONSEILLER)
    m.conseiller.mot_de_passe = RAPIDE.hash(ANCIEN)
    councillor = Visiteur(app, m.conseiller)
    first = activer(councillor)
    given_up = councillor.remplir("/compte/second-facteur/retirer", "actuel", actuel=ANCIEN)
    assert given_up.location == "/compte/second-facteur"
    assert activer(councillor) != first


def test_sessions_are_told_in_plain_words_and_closed_one_by_one_or_together(app: Flask, m: Monde) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    here, there, elsewhere = (Visiteur(app, m.conseiller) for _ in range(3))
    stranger = Visiteur(app, m.president)
    rows = m.session.scalars(select(Connexion).order_by(Connexion.id)).all()
    rows[1].navigateur, rows[1].adresse = agent, "192.0.2.7"
    page = here.lire("/compte/")
    assert "Firefox sur Windows" in page and "192.0.2.7" in page and page.count("ici même") == 1
    # Somebody else's, this one, none.
    for key in (rows[3].id, rows[0].id, 99999):
        here.envoyer("/compte/sessions/fermer", session=key)
    assert here.envoyer("/compte/sessions/fermer", session="abc").status_code == 404
    for who in (here, there, elsewhere, stranger):
        assert who.voir("/accueil").status_code == 200
    here.envoyer("/compte/sessions/fermer", session=rows[1].id)
    assert there.voir("/accueil").status_code == 302
    here.envoyer("/compte/sessions/fermer")
    assert elsewhere.voir("/accueil").status_code == 302
    assert here.voir("/accueil").status_code == stranger.voir("/accueil").status_code == 200


@pytest.mark.parametrize(
    ("dit_il", "clair"),
    [
        ("", "Navigateur inconnu"),
        ("curl/8", "Navigateur inconnu"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge sur Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome sur Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari sur iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Version/18.0 Safari/605.1", "Safari sur Mac"),
        ("<script>alert(1)</script>", "Navigateur inconnu"),
    ],
)
def test_a_browser_is_told_in_plain_words(dit_il: str, clair: str) -> None:
    assert en_clair(dit_il) == clair


def test_whoever_reads_the_page_on_the_telephone_opens_the_application_from_there(
    app: Flask, m: Monde, conseiller: Visiteur
) -> None:
    page = conseiller.lire("/compte/second-facteur")
    (address,) = re.findall(r'href="(otpauth://[^"]+)"', page)
    opened = pyotp.parse_uri(unescape(address))
    assert opened.secret == "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    assert opened.name == "conseiller@exemple.test"


def test_codes_once_kept_lead_back_to_the_account(app: Flask, m: Monde, conseiller: Visiteur) -> None:
    activer(conseiller)
    page = conseiller.lire("/compte/codes")
    assert '<a class="bouton bouton--principal" href="/compte/">Je les ai gardés</a>' in page


def test_the_menu_leads_a_member_to_their_own_page_and_an_agent_nowhere(
    app: Flask, m: Monde, conseiller: Visiteur
) -> None:
    mine = f'href="/assemblee/personnes/{m.conseiller.id}"'
    assert mine in conseiller.lire("/accueil").split("Ma page")[0]
    assert conseiller.lire("/compte/donnees").count(mine) == 2
    assert "Ma page" not in Visiteur(app, m.agent).lire("/mes-saisines")


def test_every_page_has_the_mark_of_the_site(app: Flask, m: Monde, conseiller: Visiteur) -> None:
    for page in (conseiller.lire("/accueil"), Visiteur(app).lire("/avis/")):
        (address,) = re.findall(r'<link rel="icon" type="image/svg\+xml" href="([^"]+)"', page)
        served = conseiller.voir(address)
        assert (served.status_code, served.mimetype) == (200, "image/svg+xml")
