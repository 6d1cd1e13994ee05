"""Why one cannot, and to whom it falls by name; the table of rights, made from the procedure."""

from datetime import timedelta

from flask import Flask

from tests.factories import Monde, preter
from tests.visites import Visiteur, dit
from tracker.models import WORKFLOWS, Fonction, Personne
from tracker.prose.dates import sans_jour
from tracker.rights import DROITS, PHRASES
from tracker.roles import Role, revient_a
from tracker.views.droits import BUREAUX, colonnes, groupes

CHAIRE = Role.PRESIDENT_DE_COMMISSION


def test_each_right_has_its_sentence_and_its_place_in_the_table() -> None:
    assert PHRASES.keys() == DROITS.keys()
    assert {right.split(".")[0] for right in DROITS} == BUREAUX.keys()


def test_the_table_holds_each_right_and_each_act_with_exactly_its_roles() -> None:
    lines = [line for group in groupes() for line in group.lignes]
    printed = {(line.phrase, line.detail): line.roles for line in lines}
    for right, held in DROITS.items():
        assert printed[PHRASES[right], ""] == held
    acts = [row for table in WORKFLOWS.values() for row in table.transitions if row.manual]
    assert len(lines) == len(DROITS) + len(acts)
    for row in acts:
        assert any(line.phrase == row.label and line.roles == set(row.by) - {Role.AUTOMATIQUE} for line in lines)
    assert set(colonnes()) == frozenset().union(*(line.roles for line in lines))


def test_the_table_is_read_whole_or_for_one_role(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app, m.conseiller)
    whole = visitor.lire("/droits")
    assert whole.count('class="droits__role"') == (1 + len(WORKFLOWS)) * len(colonnes())
    for label in (
        "s’ajoutent aux droits de conseiller",
        "faites-le glisser",
        "Signer",
        "Importer les membres",
        "Auteur de la saisine",
    ):
        assert label in whole
    alone = visitor.lire("/droits?role=communication")
    assert "Saisir la référence officielle" in alone and "Importer les membres" not in alone
    assert visitor.lire("/droits?role=nimporte") == whole
    assert 'href="/droits"' in visitor.lire("/reglement/")


def test_each_act_says_every_reason_and_who_holds_it_by_name(app: Flask, m: Monde) -> None:
    saisine = m.saisine("recue", pieces=())
    page = Visiteur(app, m.conseiller).voir(f"/saisines/{saisine.id}/pourquoi")
    dit(page, "Pourquoi ne puis-je pas ?", "Pas à vous", "à la présidence du conseil : President Essai")
    dit(page, "à un membre du bureau : Membre Essai", "conseiller depuis le 15 janvier 2024")


def test_what_is_possible_what_waits_and_what_is_not_mine_are_told_apart(app: Flask, m: Monde) -> None:
    saisine = m.saisine("recue")
    dit(Visiteur(app, m.president).voir(f"/saisines/{saisine.id}/pourquoi"), "Pas encore", "Pas à vous")
    dit(Visiteur(app, m.secretaire).voir(f"/saisines/{saisine.id}/pourquoi"), "Possible", "secrétariat depuis le")


def test_the_chair_of_the_commission_is_named_and_who_stands_in_for_her(app: Flask, m: Monde) -> None:
    given = preter(m, m.presidente_commission, m.conseiller, CHAIRE, m.commission)
    text = m.texte("en_commission")
    page = Visiteur(app, m.conseiller).voir(f"/textes/{text.id}/pourquoi")
    until = f"jusqu’au {sans_jour(given.fin)}"
    dit(page, f"la présidence de la commission : Presidente Essai, Conseiller Essai (pour Presidente Essai {until})")
    dit(page, f"présidence de commission, par délégation de Presidente Essai {until}")


def test_who_has_left_is_not_named(app: Flask, m: Monde) -> None:
    m.presidente_commission.mandats[0].fin = m.jour - timedelta(days=1)
    text = m.texte("redaction")
    dit(Visiteur(app, m.secretaire).voir(f"/textes/{text.id}/pourquoi"), "la présidence de la commission : personne")


def test_a_member_reads_since_when_they_sit(app: Flask, m: Monde) -> None:
    text = m.texte("redaction")
    page = Visiteur(app, m.rapporteur).voir(f"/textes/{text.id}/pourquoi")
    dit(page, "membre de commission (Transports et mobilités) depuis le 15 janvier 2024", "rapporteur de ce dossier")


def test_a_sitting_and_a_closed_file_explain_themselves_too(app: Flask, m: Monde) -> None:
    seance, closed = m.seance("projetee"), m.saisine("annulee")
    dit(Visiteur(app, m.conseiller).voir(f"/seances/{seance.id}/pourquoi"), "ou au secrétariat : Secretaire Essai.")
    dit(Visiteur(app, m.secretaire).voir(f"/saisines/{closed.id}/pourquoi"), "Aucun acte ne part de cet état")


def test_what_is_not_seen_is_not_explained(app: Flask, m: Monde) -> None:
    text = m.texte("redaction")
    assert Visiteur(app, m.conseiller).voir(f"/textes/{text.id}/pourquoi").status_code == 404


def test_a_refused_page_names_who_can_and_leads_to_the_explanation(app: Flask, m: Monde) -> None:
    saisine = m.saisine("recue")
    refused = Visiteur(app, m.conseiller).voir(f"/saisines/{saisine.id}/actes/affecter")
    assert refused.status_code == 403
    dit(refused, "Qui le peut aujourd’hui", "la présidence du conseil : President Essai", "Pourquoi ne puis-je pas ?")
    assert f'href="/saisines/{saisine.id}/pourquoi"' in refused.text
    elsewhere = Visiteur(app, m.conseiller).voir("/saisines/nouvelle")
    dit(elsewhere, "le secrétariat : Secretaire Essai")
    assert "Pourquoi ne puis-je" not in elsewhere.text


def test_an_agent_of_the_region_is_given_no_name(app: Flask, m: Monde) -> None:
    refused = Visiteur(app, m.agent).voir("/saisines/")
    assert refused.status_code == 403
    assert "Qui le peut" not in refused.text


def test_each_record_leads_to_its_explanation(app: Flask, m: Monde) -> None:
    text = m.texte("inscrit")
    visitor = Visiteur(app, m.conseiller)
    for address in (f"/textes/{text.id}", f"/saisines/{text.saisines[0].id}", f"/seances/{text.points[0].seance_id}"):
        assert f'href="{address}/pourquoi"' in visitor.lire(address)


def test_a_fact_that_only_waits_to_be_typed_is_no_obstacle(app: Flask, m: Monde) -> None:
    saisine = m.saisine("recue")
    page = Visiteur(app, m.president).voir(f"/saisines/{saisine.id}/pourquoi")
    dit(page, "À saisir d’abord", "<p>À saisir :</p><ul><li>Indiquez la réunion du bureau")


def test_a_role_is_named_with_its_preposition_contracted() -> None:
    assert revient_a("le rapporteur") == "au rapporteur"
    assert revient_a("les membres associés") == "aux membres associés"
    assert revient_a("l’auteur de la saisine") == "à l’auteur de la saisine"
    assert revient_a("un membre du bureau") == "à un membre du bureau"


def test_a_refused_page_says_how_many_more_can(app: Flask, m: Monde) -> None:
    for rank in range(6):
        held = Fonction(role=Role.SECRETARIAT.value, debut=m.jour)
        m.session.add(Personne(prenom="Agent", nom=f"N° {rank}", fonctions=[held]))
    m.session.commit()
    refused = Visiteur(app, m.conseiller).voir("/saisines/nouvelle")
    assert refused.status_code == 403
    dit(refused, " et 2 autres")


def test_those_who_are_many_are_told_as_a_crowd(app: Flask, m: Monde) -> None:
    text = m.texte("redaction")
    page = Visiteur(app, m.secretaire).voir(f"/textes/{text.id}/pourquoi")
    assert "à un conseiller" not in page.text
