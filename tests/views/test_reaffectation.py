"""Open files that a renewal has left without a commission or a rapporteur: given again one by one, or all together."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests.factories import DEBUT, MOTIF, Monde
from tests.visites import Visiteur, dit, premier
from tracker.extensions import db
from tracker.models import Acte, Fonction, Instance, Personne, Saisine, Texte, composition
from tracker.prose.dates import sans_jour
from tracker.roles import Role

SAISINES = "/assemblee/renouvellement/dossiers"
TEXTES = "/assemblee/renouvellement/textes"


def hier(m: Monde) -> Any:
    return m.jour - timedelta(days=1)


def finir(m: Monde, body: Instance) -> Instance:
    """The body ended yesterday."""
    body.fin = hier(m)
    m.session.commit()
    return body


def partir(m: Monde, person: Personne) -> None:
    """Their mandate ended yesterday, with all that it gave."""
    for mandat in person.mandats:
        composition.liberer(m.session(), mandat, hier(m), "demission")
    m.session.commit()


def siege(m: Monde, body: Instance, nom: str = "Neuve") -> Personne:
    """A councillor more, who sits in a body."""
    person = Personne(prenom="Plume", nom=nom, courriel=f"{nom}@exemple.test")
    m.mandat(person)
    person.fonctions.append(Fonction(role=Role.MEMBRE_DE_COMMISSION.value, instance=body, debut=DEBUT))
    m.session.add(person)
    m.session.commit()
    return person


def coche(*records: Any) -> list[str]:
    return [f"{record.id}:{record.revision}" for record in records]


# The commissions


def test_nothing_is_to_give_again_in_an_assembly_at_work(app: Flask, m: Monde) -> None:
    m.texte("redaction")
    visitor = Visiteur(app, m.secretaire)
    dit(visitor.voir(SAISINES), "Chaque dossier a sa commission")
    dit(visitor.voir(TEXTES), "Chaque texte a ses rapporteurs")
    assert "à réaffecter : commission, présidence ou rapporteur manque" not in visitor.lire("/accueil")


def test_an_open_saisine_whose_commission_has_ended_is_listed_with_what_is_due(app: Flask, m: Monde) -> None:
    open_, done = m.saisine("en_instruction"), m.saisine("publiee")
    finir(m, m.commission)
    page = Visiteur(app, m.president).voir(SAISINES)
    dit(page, open_.objet, "« Transports et mobilités » n’existe plus depuis le")
    assert f"/saisines/{done.id}" not in page.text


def test_a_commission_without_a_chair_is_told_and_a_body_to_end_soon_too(app: Flask, m: Monde) -> None:
    saisine = m.saisine("affectee")
    m.commission.fin = m.jour
    m.session.commit()
    page = Visiteur(app, m.president).voir(SAISINES)
    dit(page, f"n’existera plus à partir du {sans_jour(m.jour + timedelta(days=1))}", "Commission (1)")
    m.commission.fin = None
    m.session.commit()
    composition.finir(m.session(), m.presidente_commission.fonctions[0], hier(m))
    m.session.commit()
    visitor = Visiteur(app, m.president)
    dit(visitor.voir(SAISINES), "Personne ne préside « Transports et mobilités » depuis le")
    page = visitor.voir(f"/saisines/{saisine.id}")
    dit(page, "Personne ne préside « Transports et mobilités »", "Changer de commission")


def test_the_saisines_ticked_go_to_another_commission_with_the_reason(app: Flask, m: Monde) -> None:
    first, second = m.saisine("affectee"), m.saisine("en_instruction")
    finir(m, m.commission)
    visitor = Visiteur(app, m.membre_bureau)
    sent = {"dossiers": coche(first, second), "commission": m.autre_commission.id, "motif": MOTIF}
    assert visitor.remplir(SAISINES, "motif", **sent).status_code == 303
    m.session.expire_all()
    assert {first.commission, second.commission} == {m.autre_commission}
    acts = m.session.scalars(select(Acte).where(Acte.transition == "reaffecter")).all()
    assert [act.personne for act in acts] == [m.membre_bureau] * 2
    assert "« Transports et mobilités » devient « Culture et patrimoine »" in acts[0].motif
    assert all(text.commission is m.autre_commission for text in second.textes_ouverts)
    dit(visitor.voir(SAISINES), "Chaque dossier a sa commission")


def test_a_chair_that_ends_today_is_told_for_the_day_to_come(app: Flask, m: Monde) -> None:
    saisine = m.saisine("affectee")
    composition.finir(m.session(), m.presidente_commission.fonctions[0], m.jour)
    m.session.commit()
    told = f"Personne ne présidera « Transports et mobilités » à partir du {sans_jour(m.jour + timedelta(days=1))}"
    visitor = Visiteur(app, m.president)
    dit(visitor.voir(SAISINES), saisine.objet, told, "Commission (1)")
    due = Visiteur(app, m.direction).voir("/assemblee/renouvellement")
    dit(due, f"À partir du {sans_jour(m.jour + timedelta(days=1))} : 1 instance sans présidence")
    assert f'href="/instances/{m.commission.id}"' in due.text
    # Somebody named for that day, and nothing is missing any more.
    m.conseiller.fonctions.append(
        Fonction(role=Role.PRESIDENT_DE_COMMISSION.value, instance=m.commission, debut=m.jour + timedelta(days=1))
    )
    m.session.commit()
    dit(visitor.voir(SAISINES), "Chaque dossier a sa commission")


def test_a_rapporteur_who_leaves_today_is_told_and_counted_for_the_day_to_come(app: Flask, m: Monde) -> None:
    text = m.texte("redaction")
    writer = text.rapporteurs[0]
    composition.liberer(m.session(), writer.mandats[0], m.jour, "demission")
    m.session.commit()
    told = f"{writer} ne sera plus membre du conseil à partir du {sans_jour(m.jour + timedelta(days=1))}."
    dit(Visiteur(app, m.chargee).voir(TEXTES), text.titre, told, "Rapporteurs (1)")
    page = Visiteur(app, m.secretaire).voir(f"/sieges/{writer.mandats[0].siege_id}")
    dit(page, "1 texte attend un autre rapporteur")
    assert f'href="{TEXTES}"' in page.text


def test_one_refused_and_none_moves(app: Flask, m: Monde) -> None:
    free, held = m.saisine("affectee"), m.texte("arrete").saisines[0]
    finir(m, m.commission)
    visitor = Visiteur(app, m.president)
    sent = {"dossiers": coche(free, held), "commission": m.autre_commission.id, "motif": MOTIF}
    page = visitor.remplir(SAISINES, "motif", **sent)
    assert page.status_code == 422
    dit(page, "1 dossier ne peut pas suivre", "a quitté la commission", "Aucun n’a changé")
    m.session.expire_all()
    assert {free.commission, held.commission} == {m.commission}
    assert not m.session.scalars(select(Acte).where(Acte.transition == "reaffecter")).all()
    # What was ticked and typed is kept: without the one refused, the other goes.
    form = premier(page.text, "motif")
    assert len(form.champs["dossiers"]) == 2 and form.champs["motif"] == [MOTIF]
    assert visitor.renvoyer(form, SAISINES, dossiers=coche(free)).status_code == 303


def test_a_file_that_changed_meanwhile_is_read_again_first(app: Flask, m: Monde) -> None:
    saisine = m.saisine("affectee")
    finir(m, m.commission)
    visitor = Visiteur(app, m.president)
    form = visitor.formulaire(SAISINES, "motif")
    ticked = coche(saisine)
    m.agir(saisine, "reaffecter")
    m.session.commit()
    page = visitor.renvoyer(form, SAISINES, dossiers=ticked, commission=m.autre_commission.id, motif=MOTIF)
    assert page.status_code == 409
    dit(page, "Ce dossier a changé pendant que vous choisissiez")


def test_a_second_click_gets_the_first_answer(app: Flask, m: Monde) -> None:
    saisine = m.saisine("affectee")
    finir(m, m.commission)
    visitor = Visiteur(app, m.president)
    form = visitor.formulaire(SAISINES, "motif")
    sent = {"dossiers": coche(saisine), "commission": m.autre_commission.id, "motif": MOTIF}
    assert [visitor.renvoyer(form, SAISINES, **sent).status_code for _ in range(2)] == [303, 303]
    assert len(m.session.scalars(select(Acte).where(Acte.transition == "reaffecter")).all()) == 1


@pytest.mark.parametrize("qui", ["secretaire", "chargee", "direction", "conseiller", "presidente_commission"])
def test_commissions_are_changed_by_the_bureau_alone(app: Flask, m: Monde, qui: str) -> None:
    saisine = m.saisine("affectee")
    finir(m, m.autre_commission)
    saisine.commission = m.autre_commission
    m.session.commit()
    visitor = Visiteur(app, m.gens[qui])
    page = visitor.voir(SAISINES)
    assert page.status_code == 200 and 'name="dossiers"' not in page.text
    sent = {"dossiers": coche(saisine), "commission": m.commission.id, "motif": MOTIF}
    answer = visitor.envoyer(SAISINES, **sent)
    assert answer.status_code == 403
    m.session.expire_all()
    assert saisine.commission is m.autre_commission


def test_in_the_vacuum_the_page_says_that_nobody_can_and_why(app: Flask, m: Monde) -> None:
    m.saisine("affectee")
    finir(m, m.commission)
    for person in (m.president, m.membre_bureau):
        composition.finir(m.session(), person.fonctions[0], hier(m))
    m.session.commit()
    page = Visiteur(app, m.direction).voir(SAISINES)
    dit(page, "Il n’y a ni présidence du conseil ni bureau depuis le", "Installer le bureau")
    assert "Installer le bureau" not in Visiteur(app, m.secretaire).lire(SAISINES)


@pytest.mark.parametrize(
    "sent",
    [
        {"dossiers": []},
        {"dossiers": ["abc", "1e3:1", "²:1", ":"]},
        {"commission": "999"},
        {"commission": ""},
        {"motif": "   "},
    ],
)
def test_what_is_badly_sent_moves_nothing(app: Flask, m: Monde, sent: dict[str, Any]) -> None:
    saisine = m.saisine("affectee")
    finir(m, m.commission)
    whole = {"dossiers": coche(saisine), "commission": m.autre_commission.id, "motif": MOTIF} | sent
    assert Visiteur(app, m.president).remplir(SAISINES, "motif", **whole).status_code == 422
    m.session.expire_all()
    assert saisine.commission is m.commission


def test_a_file_that_does_not_exist_is_not_found_and_one_not_assigned_yet_says_so(app: Flask, m: Monde) -> None:
    saisine = m.saisine("affectee")
    early = m.saisine("recue", commission=m.commission)
    finir(m, m.commission)
    visitor = Visiteur(app, m.president)
    sent = {"commission": m.autre_commission.id, "motif": MOTIF}
    assert visitor.remplir(SAISINES, "motif", dossiers=["99999:1"], **sent).status_code == 404
    page = visitor.remplir(SAISINES, "motif", dossiers=coche(saisine, early), **sent)
    assert page.status_code == 409
    dit(page, "Elle n’est pas encore affectée")
    m.session.expire_all()
    assert saisine.commission is m.commission


# The rapporteurs


def test_a_text_whose_rapporteur_left_the_council_says_since_when_on_each_page(app: Flask, m: Monde) -> None:
    text = m.texte("redaction")
    partir(m, m.rapporteur)
    said = "Rapporteur Essai n’est plus membre du conseil depuis le"
    visitor = Visiteur(app, m.chargee)
    dit(visitor.voir(TEXTES), text.titre, said)
    dit(visitor.voir(f"/textes/{text.id}"), said, "Désigner d’autres rapporteurs")
    dit(visitor.voir(f"/saisines/{text.saisines[0].id}"), said)
    dit(visitor.voir(f"/textes/{text.id}/composer"), said)
    assert "Désigner d’autres rapporteurs" not in Visiteur(app, m.secretaire).lire(f"/textes/{text.id}")


def test_a_rapporteur_who_only_left_the_commission_is_listed_too(app: Flask, m: Monde) -> None:
    text = m.texte("redaction")
    composition.finir(m.session(), m.rapporteur.fonctions[0], hier(m))
    m.session.commit()
    dit(Visiteur(app, m.chargee).voir(TEXTES), text.titre, "Rapporteur Essai ne siège plus à la commission depuis le")


def test_an_adopted_text_keeps_its_authors_and_is_not_listed(app: Flask, m: Monde) -> None:
    text = m.texte("publie")
    partir(m, m.rapporteur)
    visitor = Visiteur(app, m.chargee)
    dit(visitor.voir(TEXTES), "Chaque texte a ses rapporteurs")
    assert "n’est plus membre" not in visitor.lire(f"/textes/{text.id}")
    assert text.rapporteurs == [m.rapporteur]


def test_the_texts_ticked_get_other_rapporteurs_and_the_former_stay_readable(app: Flask, m: Monde) -> None:
    first, second = m.texte("redaction", contenu="# Écrit avant"), m.texte("en_commission")
    new = siege(m, m.commission)
    partir(m, m.rapporteur)
    visitor = Visiteur(app, m.chargee)
    sent = {"dossiers": coche(first, second), "premier": new.id, "motif": "Démission du rapporteur"}
    assert visitor.remplir(TEXTES, "motif", **sent).status_code == 303
    m.session.expire_all()
    assert first.rapporteurs == second.rapporteurs == [new]
    page = visitor.voir(f"/textes/{first.id}")
    dit(page, "Rapporteurs changés", "Rapporteurs : « Rapporteur Essai » devient « Plume Neuve ».", "Démission")
    assert "Rapporteur Essai" in visitor.lire(f"/textes/{first.id}/versions")
    assert Visiteur(app, new).voir(f"/textes/{first.id}/rediger").status_code == 200


def test_those_who_still_sit_go_on_beside_the_new_one(app: Flask, m: Monde) -> None:
    stays, new = siege(m, m.commission, "Reste"), siege(m, m.commission)
    text = m.texte("redaction", rapporteurs=[m.rapporteur, stays])
    partir(m, m.rapporteur)
    visitor = Visiteur(app, m.presidente_commission)
    page = visitor.voir(TEXTES)
    dit(page, "1 rapporteur reste")
    assert "à réaffecter : commission, présidence ou rapporteur manque" not in Visiteur(app, m.secretaire).lire(
        "/accueil"
    )
    assert visitor.remplir(TEXTES, "motif", dossiers=coche(text), premier=new.id, motif=MOTIF).status_code == 303
    m.session.expire_all()
    assert text.rapporteurs == [stays, new]


def test_a_rapporteur_of_another_commission_is_refused_and_no_text_changes(app: Flask, m: Monde) -> None:
    here = m.texte("redaction")
    there = m.texte("redaction", saisine={"commission": m.autre_commission}, rapporteurs=[m.rapporteur])
    new = siege(m, m.commission)
    partir(m, m.rapporteur)
    sent = {"dossiers": coche(here, there), "premier": new.id, "motif": MOTIF}
    page = Visiteur(app, m.president).remplir(TEXTES, "motif", **sent)
    assert page.status_code == 422
    dit(page, "Plume Neuve ne siège pas à « Culture et patrimoine ».", "Aucun n’a changé")
    m.session.expire_all()
    assert here.rapporteurs == there.rapporteurs == [m.rapporteur]


def test_a_chair_names_the_rapporteurs_of_their_own_commission_alone(app: Flask, m: Monde) -> None:
    text = m.texte("redaction")
    new = siege(m, m.commission)
    partir(m, m.rapporteur)
    foreign = Visiteur(app, m.autre_presidente)
    dit(foreign.voir(TEXTES), "Chaque texte a ses rapporteurs")
    sent = {"dossiers": coche(text), "premier": new.id, "motif": MOTIF}
    assert foreign.envoyer(TEXTES, **sent).status_code in {404, 422}
    reader = Visiteur(app, m.secretaire)
    assert 'name="dossiers"' not in reader.lire(TEXTES)
    assert reader.envoyer(TEXTES, **sent).status_code == 403
    assert Visiteur(app, m.presidente_commission).remplir(TEXTES, "motif", **sent).status_code == 303


def test_one_by_one_the_change_is_an_act_whose_reason_tells_from_whom_to_whom(app: Flask, m: Monde) -> None:
    text = m.texte("redaction")
    new = siege(m, m.commission)
    visitor = Visiteur(app, m.chargee)
    address = f"/textes/{text.id}/composer"
    sent = {"rapporteurs": [str(new.id)], "motif": "Surcharge"}
    assert visitor.remplir(address, "titre", **sent).status_code == 303
    act = m.session.scalars(select(Acte).where(Acte.transition == "designer")).one()
    assert act.motif == "Surcharge.\nRapporteurs : « Rapporteur Essai » devient « Plume Neuve »."
    # Nothing changes, nothing is written.
    assert visitor.remplir(address, "titre").status_code == 303
    assert len(m.session.scalars(select(Acte).where(Acte.transition == "designer")).all()) == 1


@pytest.mark.parametrize("sent", [{"premier": ""}, {"troisieme": "x"}, {"premier": "99999"}, {"motif": ""}])
def test_rapporteurs_badly_chosen_are_refused_at_their_field(app: Flask, m: Monde, sent: dict[str, Any]) -> None:
    text = m.texte("redaction")
    new = siege(m, m.commission)
    partir(m, m.rapporteur)
    whole = {"dossiers": coche(text), "premier": new.id, "motif": MOTIF} | sent
    assert Visiteur(app, m.chargee).remplir(TEXTES, "motif", **whole).status_code == 422


# Home, and size


@pytest.mark.parametrize("qui", ["secretaire", "president", "membre_bureau"])
def test_home_says_how_many_files_wait_to_whoever_must_know(app: Flask, m: Monde, qui: str) -> None:
    m.texte("redaction")
    partir(m, m.rapporteur)
    finir(m, m.commission)
    page = Visiteur(app, m.gens[qui]).voir("/accueil")
    dit(page, "2 dossiers à réaffecter : commission, présidence ou rapporteur manque", "Réaffecter")
    assert "à réaffecter : commission, présidence ou rapporteur manque" not in Visiteur(app, m.conseiller).lire(
        "/accueil"
    )


def test_a_list_is_filtered_by_commission_and_a_stranger_page_says_it_is_empty(app: Flask, m: Monde) -> None:
    saisine = m.saisine("affectee")
    finir(m, m.commission)
    visitor = Visiteur(app, m.president)
    assert f"/saisines/{saisine.id}" in visitor.lire(f"{SAISINES}?commission={m.commission.id}")
    dit(visitor.voir(f"{SAISINES}?commission={m.autre_commission.id}"), "Aucun dossier de cette commission")
    assert visitor.voir(f"{SAISINES}?commission=x&page=-3").status_code == 200


def test_the_lists_take_the_same_queries_however_long(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app, m.president)
    m.texte("redaction")
    partir(m, m.rapporteur)
    finir(m, m.commission)

    def count(address: str) -> int:
        sent: list[str] = []

        def note(*args: Any) -> None:
            sent.append(args[2])

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert visitor.voir(address).status_code == 200
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(sent)

    before = [count(address) for address in (SAISINES, TEXTES)]
    m.commission.fin = None
    m.session.commit()
    for _ in range(4):
        m.texte("redaction")
    finir(m, m.commission)
    assert [count(address) for address in (SAISINES, TEXTES)] == before
    assert len(m.session.scalars(select(Texte)).all()) == len(m.session.scalars(select(Saisine)).all()) == 5
