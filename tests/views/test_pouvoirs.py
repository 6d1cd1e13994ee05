"""The desk of proxies: a paper entered, one's own given and taken back, refusals at their field, those that ended."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.models import Pouvoir, Seance
from tracker.models.appel import pointer

from .test_presences import du_jour, touche


def papier(visitor: Visiteur, seance: Seance, giver: str, holder: str, **more: str) -> object:
    return visitor.remplir(f"/seances/{seance.id}/pouvoirs", "mandant", mandant=giver, mandataire=holder, **more)


def etats(m: Monde) -> list[tuple[int, int, str | None]]:
    m.session.expire_all()
    rows = m.session.scalars(select(Pouvoir).order_by(Pouvoir.id))
    return [(row.mandant_id, row.mandataire_id, row.fin) for row in rows]


def test_a_paper_is_entered_by_names_and_printed_on_the_roll(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    page = secretaire.lire(f"/seances/{seance.id}/pouvoirs")
    assert '<option value="Conseiller Essai (Personnalité qualifiée)">' in page
    answer = papier(secretaire, seance, "essai CONSEILLER", "Président Essai (personnalité qualifiée)")
    assert answer.status_code == 303
    assert etats(m) == [(m.conseiller.id, m.president.id, None)]
    dit(
        secretaire.voir(f"/seances/{seance.id}/presences"),
        "Donne pouvoir à <strong>President Essai",
        "Porte le pouvoir de",
    )
    # Before anybody has signed in, it waits and does not sleep.
    assert "En sommeil" not in secretaire.lire(f"/seances/{seance.id}/pouvoirs")
    touche(secretaire, seance, m.rapporteur, "arrivee")
    dit(secretaire.voir(f"/seances/{seance.id}/pouvoirs"), "En sommeil : President Essai n’est pas là")


@pytest.mark.parametrize(
    ("giver", "holder", "champ", "phrase"),
    [
        ("Personne", "President Essai", "mandant", "Choisissez un membre en exercice dans la liste."),
        ("Conseiller Essai", "Associe Essai", "mandataire", "Choisissez un membre en exercice dans la liste."),
        ("Conseiller Essai", "", "mandataire", "Ce champ est obligatoire."),
        ("Conseiller Essai", "Conseiller Essai", "mandant", "Nul ne se donne pouvoir à soi-même."),
        ("Membre Essai", "President Essai", "mandant", "elle vote elle-même"),
        ("Conseiller Essai", "Rapporteur Essai", "mandataire", "en porte déjà 1"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_what_was_typed_stays(
    m: Monde, secretaire: Visiteur, giver: str, holder: str, champ: str, phrase: str
) -> None:
    seance = du_jour(m)
    touche(secretaire, seance, m.membre_bureau, "arrivee")
    papier(secretaire, seance, "Autre Essai", "Rapporteur Essai")
    refused = papier(secretaire, seance, giver, holder)
    assert refused.status_code == 422
    dit(refused, phrase)
    assert f'id="{champ}-erreur"' in refused.text and f'value="{giver}"' in refused.text
    assert len(etats(m)) == 1


def test_a_member_gives_their_own_and_takes_it_back(app: Flask, m: Monde) -> None:
    seance, giver = du_jour(m), Visiteur(app, m.conseiller)
    mine = f"/seances/{seance.id}/pouvoirs/mien"
    assert giver.voir(f"/seances/{seance.id}/pouvoirs").location == mine
    assert giver.remplir(mine, "mandataire", mandataire="Rapporteur Essai").status_code == 303
    dit(giver.voir(mine), "Vous avez donné pouvoir à <strong>Rapporteur Essai")
    dit(Visiteur(app, m.rapporteur).voir(mine), "Vous portez le pouvoir de <strong>Conseiller Essai")
    key = m.session.scalars(select(Pouvoir.id)).one()
    address = f"/seances/{seance.id}/pouvoirs/{key}/revoquer"
    assert Visiteur(app, m.rapporteur).envoyer(address).status_code == 403
    assert giver.envoyer(address).status_code == 303
    assert giver.envoyer(address).status_code == 409
    assert etats(m) == [(m.conseiller.id, m.rapporteur.id, "revocation")]
    assert giver.remplir(mine, "mandataire", mandataire="President Essai").status_code == 303


def test_who_gave_the_whole_sitting_is_offered_no_form_that_would_be_refused(app: Flask, m: Monde) -> None:
    seance, member = du_jour(m), Visiteur(app, m.conseiller)
    page = f"/seances/{seance.id}/pouvoirs/mien"
    assert member.envoyer(page, mandataire="Rapporteur Essai").status_code == 303
    told = member.voir(page)
    dit(told, "révoquez d’abord ce pouvoir", "Chaque membre porte un pouvoir au plus")
    assert 'name="mandataire"' not in told.text


def test_a_proxy_is_not_passed_on(app: Flask, m: Monde) -> None:
    seance, giver = du_jour(m), Visiteur(app, m.conseiller)
    giver.remplir(f"/seances/{seance.id}/pouvoirs/mien", "mandataire", mandataire="Rapporteur Essai")
    chained = Visiteur(app, m.rapporteur).remplir(
        f"/seances/{seance.id}/pouvoirs/mien", "mandataire", mandataire="President Essai"
    )
    assert chained.status_code == 422
    dit(chained, "un pouvoir ne se transmet pas")


def test_the_staff_end_a_proxy_and_those_that_ended_stay_with_their_reason(m: Monde, secretaire: Visiteur) -> None:
    seance, other = du_jour(m), du_jour(m, m.autre_commission)
    papier(secretaire, seance, "Conseiller Essai", "President Essai")
    key = m.session.scalars(select(Pouvoir.id)).one()
    assert secretaire.envoyer(f"/seances/{other.id}/pouvoirs/{key}/retirer", fin="erreur").status_code == 404
    assert secretaire.envoyer(f"/seances/{seance.id}/pouvoirs/{key}/retirer", fin="arrivee").status_code == 422
    assert secretaire.envoyer(f"/seances/{seance.id}/pouvoirs/{key}/retirer", fin="erreur").status_code == 303
    papier(secretaire, seance, "Conseiller Essai", "President Essai")
    touche(secretaire, seance, m.conseiller, "arrivee")
    assert [fin for *_, fin in etats(m)] == ["erreur", "arrivee"]
    dit(
        secretaire.voir(f"/seances/{seance.id}/pouvoirs"),
        "Retiré par le secrétariat",
        "Caduc : le mandant est arrivé à",
    )


def test_who_does_not_sit_there_gives_no_proxy(app: Flask, m: Monde) -> None:
    foreign = du_jour(m, m.autre_commission)
    refused = Visiteur(app, m.conseiller).voir(f"/seances/{foreign.id}/pouvoirs/mien")
    assert refused.status_code == 403
    dit(refused, "Vous ne siégez pas dans cette instance")


def test_the_body_s_rules_are_said_and_held(m: Monde, secretaire: Visiteur) -> None:
    bureau = du_jour(m, m.bureau)
    dit(secretaire.voir(f"/seances/{bureau.id}/pouvoirs"), "n’admet pas de pouvoir dans cette instance")
    m.regler(pouvoirs_par_membre=2, pouvoirs_du_meme_college=True)
    seance = du_jour(m)
    dit(secretaire.voir(f"/seances/{seance.id}/pouvoirs"), "2 pouvoirs au plus, donnés dans le même collège")


def test_a_holder_who_leaves_lets_the_proxy_sleep_until_they_return(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    papier(secretaire, seance, "Conseiller Essai", "President Essai")
    for geste, carried in (("arrivee", 1), ("depart", 0), ("arrivee", 1)):
        touche(secretaire, seance, m.president, geste)
        m.session.expire_all()
        assert seance.pouvoirs == carried


def test_a_member_who_is_there_gives_no_proxy(app: Flask, m: Monde) -> None:
    seance = du_jour(m)
    rules = m.frame().reglement
    pointer(m.session(), seance, m.conseiller, "arrivee", moyen="secretariat", jour=m.jour, reglement=rules)
    m.session.commit()
    giver = Visiteur(app, m.conseiller)
    assert 'name="mandataire"' not in giver.lire(f"/seances/{seance.id}/pouvoirs/mien")
    refused = giver.envoyer(f"/seances/{seance.id}/pouvoirs/mien", mandataire="President Essai")
    assert refused.status_code == 422 and etats(m) == []
