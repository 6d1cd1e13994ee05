"""The desk of the texte: opening, writing by versions, two writers at once, the commission's vote, the agenda."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import Monde
from tests.redactions import ecrits
from tests.visites import Visiteur, dit, premier
from tracker.models import Acte, Saisine, Scrutin, Texte, Version


@pytest.fixture
def presidente(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.presidente_commission)


@pytest.fixture
def rapporteur(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.rapporteur)


def compte(m: Monde, model: type) -> int:
    return m.session.scalar(select(func.count()).select_from(model)) or 0


def contenus(m: Monde, texte: Texte) -> list[str]:
    query = select(Version.contenu).where(Version.texte_id == texte.id).order_by(Version.numero)
    return list(m.session.scalars(query))


# Opening


def test_the_chair_names_the_rapporteurs_and_the_saisine_goes_into_work(m: Monde, presidente: Visiteur) -> None:
    saisine = m.saisine("affectee")
    address = f"/saisines/{saisine.id}/textes/ouvrir"
    form = presidente.formulaire(address, "titre")
    assert form.champs["titre"] == ["Orientations budgétaires"]
    response = presidente.renvoyer(form, address, rapporteurs=[m.rapporteur.id, m.presidente_commission.id])
    assert response.status_code == 303
    texte = m.session.scalars(select(Texte)).one()
    m.session.refresh(saisine)
    assert (texte.etat, saisine.etat) == ("redaction", "en_instruction")
    assert texte.rapporteurs == [m.rapporteur, m.presidente_commission]
    acts = m.session.scalars(select(Acte).order_by(Acte.id.desc()).limit(2)).all()
    assert [(act.transition, act.role) for act in acts] == [
        ("engager", "automatique"),
        ("ouvrir", "president_de_commission"),
    ]


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"rapporteurs": None}, "Désignez au moins un rapporteur."),
        ({"titre": "  "}, "Ce champ est obligatoire."),
        ({"titre": "x" * 501}, "500"),
        ({"nature": "poème"}, "N’est pas un choix valide."),
        ({"rapporteurs": ["9999"]}, "9999"),
        ({"rapporteurs": ["abc"]}, "Choix"),
    ],
)
def test_an_opening_refused_says_why_and_keeps_the_rest(
    m: Monde, presidente: Visiteur, champs: dict[str, Any], phrase: str
) -> None:
    saisine = m.saisine("affectee")
    typed: dict[str, Any] = {"titre": "Un titre à garder", "rapporteurs": [m.rapporteur.id]} | champs
    response = presidente.remplir(f"/saisines/{saisine.id}/textes/ouvrir", "titre", **typed)
    assert response.status_code == 422
    dit(response, phrase)
    if "titre" not in champs:
        assert premier(response.text, "titre").champs["titre"] == ["Un titre à garder"]
    assert compte(m, Texte) == 0


def test_somebody_from_elsewhere_cannot_be_named_rapporteur(m: Monde, presidente: Visiteur) -> None:
    saisine = m.saisine("affectee")
    address = f"/saisines/{saisine.id}/textes/ouvrir"
    assert str(m.conseiller.id) not in presidente.voir(address).text.split('name="rapporteurs"')[1].split("</select")[0]
    assert presidente.remplir(address, "titre", rapporteurs=[m.conseiller.id]).status_code == 422


def test_no_text_opens_for_a_saisine_that_is_not_assigned(app: Flask, m: Monde) -> None:
    saisine = m.saisine("recue", commission=m.commission)
    response = Visiteur(app, m.chargee).remplir(
        f"/saisines/{saisine.id}/textes/ouvrir", "titre", rapporteurs=[m.rapporteur.id]
    )
    assert response.status_code == 422
    dit(response, "Aucun texte ne peut s’ouvrir")
    assert compte(m, Texte) == 0


def test_the_same_opening_sent_twice_makes_one_text(m: Monde, presidente: Visiteur) -> None:
    address = f"/saisines/{m.saisine('affectee').id}/textes/ouvrir"
    form = presidente.formulaire(address, "titre")
    answers = [presidente.renvoyer(form, address, rapporteurs=[m.rapporteur.id]) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert compte(m, Texte) == 1


# Composing


def test_a_text_takes_up_another_saisine_and_moves_it(app: Flask, m: Monde) -> None:
    texte, other = m.texte("redaction"), m.saisine("affectee")
    response = Visiteur(app, m.chargee).remplir(
        f"/textes/{texte.id}/composer", "titre", saisines=other.numero, titre="Avis commun"
    )
    assert response.status_code == 303
    m.session.refresh(texte)
    m.session.refresh(other)
    assert (texte.titre, len(texte.saisines), other.etat) == ("Avis commun", 2, "en_instruction")


def test_a_number_that_cannot_be_answered_is_said_at_its_field(app: Flask, m: Monde) -> None:
    texte, closed = m.texte("redaction"), m.saisine("retiree")
    for number in (closed.numero, "1789-14"):
        response = Visiteur(app, m.chargee).remplir(
            f"/textes/{texte.id}/composer", "titre", saisines=number, titre="Pas perdu"
        )
        assert response.status_code == 422
        dit(response, "Aucune saisine affectée ou en instruction ne porte ce numéro.")
        assert premier(response.text, "titre").champs["titre"] == ["Pas perdu"]
    m.session.refresh(texte)
    assert (len(texte.saisines), texte.titre) == (1, "Avis sur les orientations budgétaires")


def test_a_stale_composition_is_refused_with_what_was_typed(app: Flask, m: Monde, presidente: Visiteur) -> None:
    texte = m.texte("redaction")
    address = f"/textes/{texte.id}/composer"
    form = presidente.formulaire(address, "titre")
    assert Visiteur(app, m.chargee).remplir(address, "titre", titre="Le titre de la chargée").status_code == 303
    response = presidente.renvoyer(form, address, titre="Le titre de la présidente")
    assert response.status_code == 409
    assert premier(response.text, "titre").champs["titre"] == ["Le titre de la présidente"]
    m.session.refresh(texte)
    assert texte.titre == "Le titre de la chargée"


def test_a_rapporteur_who_is_replaced_loses_the_pen(app: Flask, m: Monde, rapporteur: Visiteur) -> None:
    texte = m.texte("redaction")
    assert rapporteur.voir(f"/textes/{texte.id}/rediger").status_code == 200
    Visiteur(app, m.chargee).remplir(f"/textes/{texte.id}/composer", "titre", rapporteurs=[m.presidente_commission.id])
    assert rapporteur.voir(f"/textes/{texte.id}/rediger").status_code == 403


# Writing


@pytest.mark.parametrize("etat", ["arrete", "pret", "inscrit", "adopte", "publie"])
def test_what_the_members_vote_on_is_not_written_any_more(app: Flask, m: Monde, etat: str) -> None:
    texte = m.texte(etat)
    before = contenus(m, texte)
    response = Visiteur(app, m.chargee).envoyer(f"/textes/{texte.id}/rediger", **ecrits("Autre chose"), depart="1")
    assert response.status_code == 409
    dit(response, "il ne s’écrit plus")
    assert contenus(m, texte) == before


def test_sending_back_reopens_the_writing(m: Monde, app: Flask, rapporteur: Visiteur) -> None:
    texte = m.texte("pret")
    Visiteur(app, m.president).remplir(f"/textes/{texte.id}/actes/renvoyer", motif="À revoir")
    assert rapporteur.remplir(f"/textes/{texte.id}/rediger", **ecrits("Revu")).status_code == 303


# The commission's vote


def vote(visitor: Visiteur, texte: Texte, **figures: Any) -> Any:
    return visitor.remplir(f"/textes/{texte.id}/vote-de-commission", "pour", **figures)


def test_the_commission_votes_on_the_version_it_has_read(m: Monde, presidente: Visiteur, rapporteur: Visiteur) -> None:
    texte = m.texte("en_commission")
    assert vote(presidente, texte, pour=2, contre=0, presents=2).status_code == 303
    rapporteur.remplir(f"/textes/{texte.id}/rediger", **ecrits("# Changé après le vote"))
    refused = presidente.envoyer(f"/textes/{texte.id}/actes/arreter")
    assert refused.status_code == 422
    dit(refused, "Le texte a changé depuis le vote de la commission")
    assert vote(presidente, texte, pour=2, contre=0).status_code == 303
    assert presidente.envoyer(f"/textes/{texte.id}/actes/arreter").status_code == 303


def test_computing_does_not_close_and_the_same_form_closes_afterwards(m: Monde, presidente: Visiteur) -> None:
    texte = m.texte("en_commission")
    computed = vote(presidente, texte, pour=2, contre=0, calculer="1")
    assert computed.status_code == 200
    assert compte(m, Scrutin) == 0
    closed = presidente.renvoyer(premier(computed.text, "pour"), f"/textes/{texte.id}/vote-de-commission")
    assert (closed.status_code, closed.location) == (303, f"/textes/{texte.id}")
    assert compte(m, Scrutin) == 1


@pytest.mark.parametrize(
    ("chiffres", "phrase"),
    [
        ({"pour": "", "contre": "1"}, "Le nombre de voix « pour » n’est pas connu"),
        ({"pour": "1", "contre": "1"}, "indiquez la voix de la présidence de la commission"),
        ({"pour": "0", "contre": "0"}, "Aucun suffrage n’est exprimé"),
        ({"pour": "douze", "contre": "1"}, "Écrivez un nombre entier"),
        ({"pour": "-1", "contre": "1"}, "Ce nombre est hors de toute assemblée."),
        ({"pour": "99999", "contre": "1"}, "Ce nombre est hors de toute assemblée."),
        ({"pour": "1", "contre": "1", "presents": "1"}, "2 voix comptées pour 1 présents"),
        ({"pour": "29", "contre": "1"}, "30 voix pour une commission de 20 membres"),
        ({"pour": "1", "contre": "0", "tenu_le": "2999-01-01"}, "Cette date est dans l’avenir."),
    ],
)
def test_figures_that_give_no_result_are_kept_with_the_reason(
    m: Monde, presidente: Visiteur, chiffres: dict[str, str], phrase: str
) -> None:
    texte = m.texte("en_commission")
    response = vote(presidente, texte, **chiffres)
    assert response.status_code == 422
    dit(response, phrase)
    kept = premier(response.text, "pour").champs
    assert {name: kept[name] for name in chiffres} == {name: [value] for name, value in chiffres.items()}
    assert compte(m, Scrutin) == 0


def test_a_tie_is_decided_by_the_chair(m: Monde, presidente: Visiteur) -> None:
    texte = m.texte("en_commission")
    assert vote(presidente, texte, pour=1, contre=1, voix_du_president="contre").status_code == 303
    ballot = m.session.scalars(select(Scrutin)).one()
    assert (ballot.issue, "de la présidence de la commission" in ballot.motifs) == ("rejete", True)
    dit(presidente.envoyer(f"/textes/{texte.id}/actes/arreter"), "La commission n’a pas adopté le texte.")


def test_the_commission_has_nothing_to_vote_before_it_is_asked(m: Monde, presidente: Visiteur) -> None:
    texte = m.texte("redaction", contenu="# Un projet")
    assert presidente.voir(f"/textes/{texte.id}/vote-de-commission").status_code == 409


# The agenda


def inscrire(visitor: Visiteur, texte: Texte, **fields: Any) -> Any:
    return visitor.remplir(f"/textes/{texte.id}/inscrire", "seance", **fields)


def test_a_text_put_on_an_agenda_freezes_its_version_and_moves_its_saisine(app: Flask, m: Monde) -> None:
    texte = m.texte("pret")
    response = inscrire(Visiteur(app, m.secretaire), texte)
    assert response.status_code == 303
    m.session.refresh(texte)
    assert (texte.etat, texte.saisines[0].etat, texte.reserve) == ("inscrit", "en_deliberation", "")
    assert texte.point.version == texte.version


def test_papers_that_leave_late_are_passed_with_a_reason_that_the_opinion_keeps(app: Flask, m: Monde) -> None:
    texte, late = m.texte("pret"), m.seance("projetee", jour=m.jour + timedelta(days=9))
    secretary = Visiteur(app, m.secretaire)
    refused = inscrire(secretary, texte, seance=late.id)
    assert refused.status_code == 422
    dit(refused, "remis aux membres 9 jours avant la plénière, moins que les 12 jours d’envoi")
    assert 'id="motif-erreur"' in refused.text
    m.session.refresh(texte)
    assert (texte.etat, texte.points) == ("pret", [])
    form = premier(refused.text, "seance")
    assert form.champs["seance"] == [str(late.id)]
    assert (
        secretary.renvoyer(form, f"/textes/{texte.id}/inscrire", motif="Texte tardif de la Région").status_code == 303
    )
    m.session.refresh(texte)
    assert "moins que les 12 jours" in texte.reserve
    assert "Texte tardif de la Région" in texte.reserve


def test_twelve_days_exactly_are_enough(app: Flask, m: Monde) -> None:
    texte, just = m.texte("pret"), m.seance("projetee", jour=m.jour + timedelta(days=12))
    assert inscrire(Visiteur(app, m.secretaire), texte, seance=just.id).status_code == 303


def test_an_agenda_needs_a_plenary(app: Flask, m: Monde) -> None:
    texte = m.texte("pret")
    for wrong in ("", "9999", str(m.seance("projetee", instance=m.bureau).id)):
        assert inscrire(Visiteur(app, m.secretaire), texte, seance=wrong).status_code == 422
    m.session.refresh(texte)
    assert texte.points == []


def test_the_list_of_texts_shows_what_one_may_see(app: Flask, m: Monde) -> None:
    m.texte("redaction", titre="Un brouillon")
    m.texte("inscrit", titre="Un projet envoyé")
    page = Visiteur(app, m.conseiller).lire("/textes/")
    assert "Un projet envoyé" in page
    assert "Un brouillon" not in page
    assert "Un brouillon" in Visiteur(app, m.rapporteur).lire("/textes/?q=brouillons")
    assert "Un brouillon" not in Visiteur(app, m.conseiller).lire("/textes/?q=brouillon&etat=redaction")


def test_a_text_that_the_commission_adopted_can_go_to_the_plenary_where_no_review_is_asked(
    app: Flask, m: Monde
) -> None:
    texte = m.texte("arrete")
    blocked = Visiteur(app, m.secretaire).envoyer(f"/textes/{texte.id}/actes/inscrire")
    dit(blocked, "envoyez-le d’abord au bureau")
    m.regler(revue_du_bureau=False)
    assert inscrire(Visiteur(app, m.secretaire), texte).status_code == 303
    assert m.session.scalars(select(Saisine)).one().etat == "en_deliberation"
