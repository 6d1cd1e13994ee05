"""The register of a text and the page of an amendment: what is filtered, sorted, said of collisions; who signs."""

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask

from tests.amendeurs import CONTENU, accepter, deposer, recevoir
from tests.bench.requetes import compter
from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.extensions import db
from tracker.models import AvisSurAmendement, Texte
from tracker.prose.lecture import lire


@pytest.fixture
def texte(m: Monde) -> Texte:
    return m.texte("inscrit", contenu=CONTENU)


@pytest.fixture
def membre(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.conseiller)


def numeros(page: str) -> list[int]:
    """The numbers of the lines, in their order."""
    return [int(part.split('"', 1)[0]) for part in page.split('<tr class="rangee" id="amendement-')[1:]]


def test_an_empty_register_teaches_and_leads_to_the_passage(texte: Texte, membre: Visiteur) -> None:
    response = membre.voir(f"/textes/{texte.id}/amendements")
    dit(response, "Aucun amendement n’est déposé", "puis le vote de l’assemblée", "Choisir le passage à amender")
    dit(membre.voir(f"/textes/{texte.id}"), "Amendements</a> : aucun, jusqu’au")


def test_the_register_follows_the_text_or_the_numbers_and_keeps_one_state(
    m: Monde, texte: Texte, membre: Visiteur
) -> None:
    last = deposer(m, texte, "supprimer", 4)
    first = deposer(m, texte, "remplacer", 1, "Le conseil se tait.")
    deposer(m, texte, "ajouter", -1, "Un préambule.")
    recevoir(m, first)
    m.agir(last, "declarer_irrecevable")
    m.session.commit()
    address = f"/textes/{texte.id}/amendements"
    assert numeros(membre.lire(address)) == [3, 2, 1]
    assert numeros(membre.lire(f"{address}?tri=numero")) == [1, 2, 3]
    assert numeros(membre.lire(f"{address}?etat=recevable")) == [2]
    assert numeros(membre.lire(f"{address}?etat=inconnu&tri=x")) == [3, 2, 1]
    dit(
        membre.voir(address),
        'Tous <span class="compte">3',
        'Irrecevable <span class="compte">1',
        "Au début du texte",
        "« Une fin. »",
    )
    dit(membre.voir(f"{address}?etat=tombe"), "Aucun amendement n’est dans cet état.")


def test_collisions_and_twins_are_said_in_the_register_and_on_each_page(
    m: Monde, texte: Texte, membre: Visiteur
) -> None:
    change = deposer(m, texte, "remplacer", 2, "Deux constats.")
    deposer(m, texte, "supprimer", 2)
    deposer(m, texte, "remplacer", 2, "Deux constats.")
    said = membre.voir(f"/textes/{texte.id}/amendements")
    told = " ".join(re.sub(r"<[^>]+>", "", unescape(said.text)).replace("\u00a0", " ").replace("\u202f", " ").split())
    assert "heurte le n° 2 : l’une supprime un passage que l’autre remplace." in told and "identique au n° 3" in told
    dit(membre.voir(f"/amendements/{change.id}"), "Cet amendement en rencontre d’autres.", "identique au")


def test_a_page_shows_the_words_that_change_and_not_the_whole_text(m: Monde, texte: Texte, membre: Visiteur) -> None:
    one = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis motivé. Il demande un bilan.")
    response = membre.voir(f"/amendements/{one.id}")
    dit(response, "Remplacer · Ligne", "motivé", one.expose, "Aucun avis pour l’instant.")
    assert "Une fin." not in response.text and "<ins" in response.text


def test_opinions_are_read_with_the_words_that_they_would_accept(m: Monde, texte: Texte, membre: Visiteur) -> None:
    one = deposer(m, texte, "remplacer", 2, "Deux constats.")
    avis = AvisSurAmendement(
        origine="commission", sens="favorable_modifie", blocs=lire("Trois constats."), motif="Un de plus.",
        auteur=m.presidente_commission,
    )  # fmt: skip
    one.avis.append(avis)
    m.session.commit()
    dit(membre.voir(f"/amendements/{one.id}"), "Favorable, rédaction modifiée", "Trois", "Un de plus.")
    dit(membre.voir(f"/textes/{texte.id}/amendements"), "Favorable, rédaction modifiée")


# Signing


def test_a_member_signs_and_takes_back_the_amendment_of_another_once(m: Monde, texte: Texte, app: Flask) -> None:
    one, other = m.amendement(texte), Visiteur(app, m.rapporteur)
    address = f"/amendements/{one.id}"
    dit(other.voir(address), "Cosigner")
    for _ in range(2):
        assert other.envoyer(f"{address}/cosigner").status_code == 303
    m.session.expire_all()
    assert [signed.personne for signed in one.cosignatures] == [m.rapporteur]
    dit(other.voir(address), "Vous cosignez cet amendement.", "Rapporteur Essai")
    dit(other.voir(f"/textes/{texte.id}/amendements"), "et 1 cosignataire")
    for _ in range(2):
        assert other.envoyer(f"{address}/cosigner/retirer").status_code == 303
    m.session.expire_all()
    assert one.cosignatures == []


def test_neither_its_author_nor_the_staff_signs_nor_anybody_once_it_is_decided(
    m: Monde, texte: Texte, app: Flask, membre: Visiteur, secretaire: Visiteur
) -> None:
    one = m.amendement(texte)
    address = f"/amendements/{one.id}/cosigner"
    dit(membre.envoyer(address), "Vous l’avez déposé : votre nom y figure déjà.")
    assert ">Cosigner<" not in membre.lire(f"/amendements/{one.id}")
    assert secretaire.envoyer(address).status_code == 403
    m.agir(one, "declarer_recevable")
    m.session.commit()
    other = Visiteur(app, m.rapporteur)
    for suite in ("", "/retirer"):
        answer = other.envoyer(address + suite)
        assert answer.status_code == 409
        dit(answer, "ses signatures ne changent plus")
    m.session.expire_all()
    assert one.cosignatures == []


def test_a_seat_that_ended_signs_nothing(m: Monde, texte: Texte, app: Flask) -> None:
    one, other = m.amendement(texte), Visiteur(app, m.rapporteur)
    for held in (*m.rapporteur.mandats, *m.rapporteur.fonctions):
        held.fin = m.jour - timedelta(days=1)
    assert other.envoyer(f"/amendements/{one.id}/cosigner").status_code in {403, 404}


# Who sees


def test_amendments_to_a_text_that_one_may_not_read_are_not_there(app: Flask, m: Monde, texte: Texte) -> None:
    one = m.amendement(texte)
    m.agir(texte, "renvoyer", m.president)
    m.session.commit()
    stranger = Visiteur(app, m.autre_presidente)
    for address in (f"/amendements/{one.id}", f"/textes/{texte.id}/amendements"):
        assert stranger.voir(address).status_code == 404, address
    assert Visiteur(app, m.agent).voir(f"/amendements/{one.id}").status_code in {403, 404}


def test_the_news_of_an_amendment_stay_with_those_who_may_read_it(app: Flask, m: Monde, texte: Texte) -> None:
    m.amendement(texte)
    # Of another commission than the associate's.
    assert "Amendement n° 1" not in Visiteur(app, m.associe).lire("/accueil")
    assert "Amendement n° 1" in Visiteur(app, m.membre_bureau).lire("/accueil").replace("\u00a0", " ")


# What one has to do


def test_the_home_tells_the_bureau_what_to_examine_and_the_rapporteur_what_to_say(
    app: Flask, m: Monde, texte: Texte, membre: Visiteur
) -> None:
    bureau, rapporteur = Visiteur(app, m.membre_bureau), Visiteur(app, m.rapporteur)
    one, other = m.amendement(texte), m.amendement(texte)
    dit(bureau.voir("/accueil"), "2 amendements attendent leur recevabilité", "Examiner")
    dit(rapporteur.voir("/accueil"), "2 amendements attendent votre avis", "Donner un avis")
    assert "attendent" not in membre.lire("/accueil")
    recevoir(m, one, other)
    m.regler(modele_d_amendement="rapporteur")
    accepter(m, one)
    assert "recevabilité" not in bureau.lire("/accueil")
    dit(rapporteur.voir("/accueil"), "1 amendement attend votre avis")
    other.avis.append(AvisSurAmendement(origine="rapporteur", sens="defavorable", motif="Non.", auteur=m.rapporteur))
    m.session.commit()
    dit(rapporteur.voir("/accueil"), "1 amendement attend votre décision", "Décider")


def test_a_rapporteur_who_decides_accepts_or_sets_aside_from_the_page(app: Flask, m: Monde, texte: Texte) -> None:
    rapporteur = Visiteur(app, m.rapporteur)
    one, other = m.amendement(texte), m.amendement(texte)
    recevoir(m, one, other)
    said = rapporteur.lire(f"/amendements/{one.id}")
    assert "Accepter l’amendement" not in said
    m.regler(modele_d_amendement="rapporteur")
    dit(rapporteur.voir(f"/amendements/{one.id}"), "Donner un avis")
    assert rapporteur.envoyer(f"/amendements/{one.id}/actes/accepter").status_code == 422
    for record, sens, act in ((one, "favorable", "accepter"), (other, "defavorable", "ecarter")):
        rapporteur.remplir(f"/amendements/{record.id}/avis", "motif", sens=sens, motif="Voilà.")
        assert rapporteur.envoyer(f"/amendements/{record.id}/actes/{act}", motif="Voilà.").status_code == 303
    m.session.expire_all()
    assert (one.etat, other.etat) == ("accepte", "ecarte")


def test_the_register_reads_three_hundred_as_it_reads_three(m: Monde, texte: Texte, membre: Visiteur) -> None:
    def queries() -> int:
        db.session.commit()
        with compter(db.engine) as sent:
            membre.lire(f"/textes/{texte.id}/amendements")
        return len(sent)

    for _ in range(3):
        deposer(m, texte, "ajouter", 2, "Un ajout.")
    few = queries()
    for _ in range(12):
        deposer(m, texte, "ajouter", 2, "Un ajout.")
    assert queries() == few
