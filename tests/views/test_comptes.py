"""The accounts of others: who is listed and how, what the staff does, and whose account they may not touch."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select, update

from tests.factories import Monde
from tests.visites import Visiteur, dit, premier
from tracker.extensions import db
from tracker.models import CodeDeSecours, Connexion, Courrier, Delegation, Fonction, Jeton, Mouvement, Personne
from tracker.models.colonnes import maintenant
from tracker.models.compte import Filtres, compter, lister
from tracker.roles import Role


@pytest.fixture
def secretaire(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.secretaire)


def phrases(m: Monde) -> list[str]:
    m.session.expire_all()
    return list(m.session.scalars(select(Mouvement.phrase).order_by(Mouvement.id)))


def inviter(visitor: Visiteur, personne: Personne) -> Any:
    return visitor.envoyer(f"/comptes/{personne.id}/inviter")


def etats(m: Monde) -> dict[str, str]:
    return {c.personne.prenom: c.etat for c in lister(m.session(), Filtres()) if c.personne.courriel}


def test_each_account_is_told_in_its_state(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    m.president.mot_de_passe = "une empreinte"
    m.rapporteur.mot_de_passe, m.rapporteur.ferme_le = "une empreinte", maintenant()
    for person in (m.conseiller, m.chargee):
        inviter(secretaire, person)
    m.session.execute(
        update(Jeton).where(Jeton.personne_id == m.chargee.id).values(expire_le=maintenant() - timedelta(days=1))
    )
    found = etats(m)
    assert found["President"] == found["Secretaire"] == "ouvert", "a password, or a sign-in by another way"
    assert (found["Rapporteur"], found["Conseiller"], found["Chargee"]) == ("ferme", "invite", "echu")
    assert found["Direction"] == "aucun"
    counted = compter(m.session(), Filtres(etat="ferme"))
    assert counted["ferme"] == counted["invite"] == counted["echu"] == 1, "a state does not hide the others' counts"


@pytest.mark.parametrize(
    ("adresse", "montre", "tait"),
    [
        ("?q=direction", "direction@exemple.test", "president@exemple.test"),
        ("?q=ESSAI+pres", "president@exemple.test", "direction@exemple.test"),
        ("?etat=ouvert", "secretaire@exemple.test", "direction@exemple.test"),
        ("?facteur=avec", "president@exemple.test", "secretaire@exemple.test"),
        ("?facteur=sans&q=exemple.test", "secretaire@exemple.test", "president@exemple.test"),
        ("?tri=-connexion", "secretaire@exemple.test", "rien"),
        ("?q=%25", "Personne ne répond à ces filtres", "@exemple.test"),
        ("?q=~&etat=x&facteur=y&tri=z&page=-3", "Personne ne répond à ces filtres", "@exemple.test"),
        ("?page=99999999999999999999", "exemple.test", "rien"),
        ("?page=%C2%B2", "exemple.test", "rien"),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(
    app: Flask, m: Monde, secretaire: Visiteur, adresse: str, montre: str, tait: str
) -> None:
    m.president.totp_depuis = maintenant()
    page = secretaire.lire(f"/comptes/{adresse}").replace("\u202f", " ")
    assert montre in page and tait not in page


def test_ten_thousand_people_are_listed_page_by_page_in_a_few_queries(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    m.session.execute(
        Personne.__table__.insert(),
        [{"prenom": "P", "nom": f"N{rank:05}", "courriel": f"p{rank}@grand.test"} for rank in range(10_000)],
    )
    m.session.commit()
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    page = secretaire.lire("/comptes/?page=3")
    assert len([query for query in asked if query.lstrip().upper().startswith("SELECT")]) <= 7
    assert page.count('class="rangee"') == 50
    assert "101 à 150 sur 10" in page.replace("\u202f", " ")


def test_an_invitation_is_sent_again_and_only_the_last_link_serves(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    assert inviter(secretaire, m.conseiller).location == f"/comptes/{m.conseiller.id}"
    assert inviter(secretaire, m.conseiller).status_code == 303
    bodies = m.session.scalars(select(Courrier.corps).order_by(Courrier.id)).all()
    links = [re.findall(r"http://127.0.0.1:8000(\S+)", body)[0] for body in bodies]
    assert [Visiteur(app).voir(link).status_code for link in links] == [404, 200]
    assert phrases(m) == ["Conseiller Essai est invité à ouvrir son compte (conseiller@exemple.test)."] * 2
    page = secretaire.lire(f"/comptes/{m.conseiller.id}")
    assert "Renvoyer l’invitation" in page and "Aucun serveur d’envoi n’est réglé" in page
    assert links[1] not in page, "the staff does not read the link"


def test_who_cannot_be_invited_is_told_why(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    m.president.mot_de_passe = "une empreinte"
    m.rapporteur.ferme_le = maintenant()
    m.conseiller.courriel = None
    m.session.add(Personne(prenom="Autre", nom="Essai", courriel="autre@exemple.test"))
    direction = Visiteur(app, m.direction)
    for person, said in (
        (m.president, "a déjà choisi son mot de passe"),
        (m.rapporteur, "Ce compte est fermé"),
        (m.conseiller, "n’a pas d’adresse électronique"),
    ):
        response = inviter(direction, person)
        assert response.status_code == 409
        dit(response, said)
    assert m.session.scalars(select(Courrier)).all() == []


def test_all_those_without_an_account_are_invited_once_their_names_were_read(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    page = secretaire.lire("/comptes/inviter")
    form = secretaire.formulaire("/comptes/inviter", "personne")
    # Those whom the secretariat may not manage are not among them, nor herself.
    assert f'value="{m.conseiller.id}"' in page
    for person in (m.direction, m.administration, m.president, m.secretaire):
        assert f'value="{person.id}"' not in page
    late = Personne(prenom="Arrivé", nom="Depuis", courriel="depuis@exemple.test")
    m.session.add(late)
    m.session.flush()
    kept = [key for key in form.champs["personne"] if key != str(m.rapporteur.id)]
    response = secretaire.renvoyer(form, "/comptes/inviter", personne=kept)
    assert response.status_code == 303
    sent = set(m.session.scalars(select(Courrier.destinataire)))
    assert len(sent) == len(kept) and "conseiller@exemple.test" in sent
    assert not sent & {"rapporteur@exemple.test", "depuis@exemple.test", "direction@exemple.test"}
    assert secretaire.renvoyer(form, "/comptes/inviter", personne=kept).status_code == 303
    assert m.session.scalar(select(func.count()).select_from(Courrier)) == len(kept), "a double click invites once"


def test_an_account_is_closed_with_its_reason_and_opened_again_with_its_password(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    m.conseiller.mot_de_passe = "une empreinte"
    inside = Visiteur(app, m.conseiller)
    address = f"/comptes/{m.conseiller.id}/fermer"
    without = secretaire.remplir(address, "motif")
    assert without.status_code == 422
    dit(without, "Ce champ est obligatoire.")
    assert secretaire.remplir(address, "motif", motif="Fin de mandat").status_code == 303
    assert inside.voir("/accueil").status_code == 302
    assert "est fermé : Fin de mandat." in phrases(m)[0].replace("\u00a0", " ")
    twice = secretaire.envoyer(address, motif="Encore")
    assert twice.status_code == 409
    assert secretaire.envoyer(f"/comptes/{m.conseiller.id}/rouvrir").status_code == 303
    assert secretaire.envoyer(f"/comptes/{m.conseiller.id}/rouvrir").status_code == 409
    m.session.expire_all()
    assert m.conseiller.ferme_le is None and m.conseiller.mot_de_passe == "une empreinte"


def test_a_lost_telephone_is_helped_with_a_reason_and_its_owner_is_told(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    m.conseiller.totp_sel, m.conseiller.totp_depuis = "sel", maintenant()
    m.session.add(CodeDeSecours(personne_id=m.conseiller.id, empreinte="x"))
    inside = Visiteur(app, m.conseiller)
    address = f"/comptes/{m.conseiller.id}/second-facteur"
    assert secretaire.remplir(address, "motif", motif="Téléphone perdu").status_code == 303
    assert inside.voir("/accueil").status_code == 302
    m.session.expire_all()
    assert m.conseiller.totp_depuis is None and m.session.scalars(select(CodeDeSecours)).all() == []
    assert "retiré par le secrétariat" in m.session.scalars(select(Courrier)).one().corps
    assert secretaire.envoyer(address, motif="Encore").status_code == 409


def test_an_address_changes_the_former_one_is_told_and_its_links_open_nothing(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    inviter(secretaire, m.conseiller)
    (link,) = re.findall(r"http://127.0.0.1:8000(\S+)", m.session.scalars(select(Courrier.corps)).one())
    address = f"/comptes/{m.conseiller.id}"
    response = secretaire.remplir(address, "courriel", courriel=" Nouvelle@Exemple.test ")
    assert response.status_code == 303
    m.session.expire_all()
    assert m.conseiller.courriel == "nouvelle@exemple.test"
    assert Visiteur(app).voir(link).status_code == 404
    told = m.session.scalars(select(Courrier).order_by(Courrier.id.desc())).first()
    assert told.destinataire == "conseiller@exemple.test" and "L’adresse de votre compte a changé" in told.corps
    for wrong, said in (
        ("president@exemple.test", "se connecte déjà avec cette adresse"),
        ("pas une adresse", "Ce n’est pas une adresse électronique"),
        ("a@b.fr\r\nBcc: c@d.fr", "Ce n’est pas une adresse électronique"),
        ("", "Ce champ est obligatoire."),
    ):
        refused = secretaire.remplir(address, "courriel", courriel=wrong)
        assert refused.status_code == 422
        dit(refused, said)


def test_two_people_change_an_address_together_and_the_second_is_told(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    address = f"/comptes/{m.conseiller.id}"
    forms = [secretaire.formulaire(address, "courriel") for _ in range(2)]
    assert secretaire.renvoyer(forms[0], address, courriel="un@exemple.test").status_code == 303
    late = secretaire.renvoyer(forms[1], address, courriel="deux@exemple.test")
    assert late.status_code == 409
    dit(late, "L’adresse a changé entre-temps : un@exemple.test.")
    assert 'value="deux@exemple.test"' in late.text, "what was typed is kept"
    again = secretaire.renvoyer(premier(late.text, "courriel"), address)
    assert again.status_code == 303
    m.session.expire_all()
    assert m.conseiller.courriel == "deux@exemple.test"


GESTES = ("", "/inviter", "/fermer", "/second-facteur", "/rouvrir")


@pytest.mark.parametrize("geste", GESTES)
@pytest.mark.parametrize(
    ("par", "sur", "permis"),
    [
        ("secretaire", "conseiller", True),
        ("secretaire", "secretaire", False),
        ("secretaire", "president", False),
        ("secretaire", "direction", False),
        ("secretaire", "administration", False),
        ("direction", "president", True),
        ("direction", "secretaire", True),
        ("direction", "administration", False),
        ("administration", "direction", True),
        ("administration", "administration", False),
    ],
)
def test_nobody_takes_over_an_account_that_can_do_more_than_theirs(
    app: Flask, m: Monde, geste: str, par: str, sur: str, permis: bool
) -> None:
    target = m.gens[sur]
    before = (target.courriel, target.ferme_le, target.totp_depuis)
    response = Visiteur(app, m.gens[par]).envoyer(
        f"/comptes/{target.id}{geste}", courriel="pirate@exemple.test", motif="Pour entrer."
    )
    assert (response.status_code != 403) is permis
    if not permis:
        m.session.expire_all()
        assert (target.courriel, target.ferme_le, target.totp_depuis) == before
        assert m.session.scalars(select(Courrier)).all() == [] and phrases(m) == []


def test_a_role_that_begins_tomorrow_or_that_is_lent_is_guarded_today(app: Flask, m: Monde) -> None:
    tomorrow = m.jour + timedelta(days=1)
    m.conseiller.fonctions.append(Fonction(role=Role.ADMINISTRATION.value, debut=tomorrow))
    lent = Delegation(
        delegant=m.direction, delegataire=m.chargee, role="direction", debut=tomorrow, fin=tomorrow, motif="Congé."
    )
    m.session.add(lent)
    secretary = Visiteur(app, m.secretaire)
    for person in (m.conseiller, m.chargee):
        assert secretary.envoyer(f"/comptes/{person.id}", courriel="pirate@exemple.test").status_code == 403
        dit(secretary.voir(f"/comptes/{person.id}"), "Ce compte revient à :", "l’administration du site.")
    for fonction in m.conseiller.fonctions:
        fonction.debut = fonction.fin = m.jour - timedelta(days=1)
    assert secretary.envoyer(f"/comptes/{m.conseiller.id}", courriel="autre@exemple.test").status_code == 303


def test_the_desk_is_closed_to_others_and_unknown_people_are_not_found(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    for word in ("chargee", "communication", "president", "conseiller", "agent", "inconnu"):
        assert Visiteur(app, m.gens[word]).voir("/comptes/").status_code in {403, 404}
    assert secretaire.voir("/comptes/99999").status_code == 404
    assert secretaire.envoyer("/comptes/99999/inviter").status_code == 404


def test_the_page_tells_where_somebody_is_signed_in_and_what_was_done(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    Visiteur(app, m.conseiller)
    m.session.execute(update(Connexion).values(navigateur="Mozilla/5.0 (X11; Linux) Firefox/140.0"))
    inviter(Visiteur(app, m.direction), m.chargee)
    assert "Firefox sur Linux" in secretaire.lire(f"/comptes/{m.conseiller.id}")
    page = secretaire.lire(f"/comptes/{m.chargee.id}")
    assert "est invité à ouvrir son compte" in page and "par Direction Essai" in page


def test_the_machine_opens_an_account_by_a_password_or_by_a_link_and_helps_its_holder(app: Flask, m: Monde) -> None:
    run = app.test_cli_runner()
    named = ["compte", "creer", "--prenom", "A", "--nom", "B", "--role", "administration"]
    by_word = run.invoke(args=[*named, "--courriel", "a@b.fr"])
    assert by_word.exit_code == 0
    (password,) = re.findall(r"une seule fois : (\S+)", by_word.output)
    entered = Visiteur(app).envoyer("/connexion", courriel="a@b.fr", mot_de_passe=password)
    assert entered.status_code == 303
    by_link = run.invoke(args=[*named, "--courriel", "c@d.fr", "--inviter"])
    (link,) = re.findall(r"http://127.0.0.1:8000(\S+)", by_link.output)
    assert Visiteur(app).voir(link).status_code == 200
    assert run.invoke(args=[*named, "--courriel", "a@b.fr"]).exit_code == 1
    person = m.session.scalars(select(Personne).where(Personne.courriel == "a@b.fr")).one()
    person.totp_sel, person.totp_depuis, person.ferme_le = "sel", maintenant(), maintenant()
    m.session.commit()
    helped = run.invoke(args=["compte", "secourir", "--courriel", "A@b.fr"])
    (link,) = re.findall(r"http://127.0.0.1:8000(\S+)", helped.output)
    assert Visiteur(app).voir(link).status_code == 200
    m.session.expire_all()
    assert person.totp_depuis is None and person.ferme_le is None
    assert run.invoke(args=["compte", "secourir", "--courriel", "x@y.fr"]).exit_code == 1
