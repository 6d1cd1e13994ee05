"""The desk where amendments are tabled and changed: the passage, the words, the name, the window, two at once."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.amendeurs import CONTENU
from tests.factories import DEBUT, Monde, preter
from tests.visites import Visiteur, dit, premier
from tracker.models import Acte, Amendement, Appartenance, Courrier, Groupe, Texte
from tracker.prose.blocs import ecrire
from tracker.roles import Role

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} \u202e =A1"
PRECONISATION = "# La suite\n\n::: préconisation : La Région\nDonner un budget.\n:::\n"


@pytest.fixture
def texte(m: Monde) -> Texte:
    """Five blocks, sent to the members of a plenary in thirty days."""
    return m.texte("inscrit", contenu=CONTENU)


@pytest.fixture
def membre(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.conseiller)


def page(texte: Texte, rang: int | None = 2, amendement: int | None = None) -> str:
    """Where one tables on the block of that rank, -1 for the very start, None to choose."""
    assert texte.version is not None
    asked = [f"amendement={amendement}"] if amendement else []
    if rang is not None:
        asked.append(f"bloc={texte.version.blocs[rang].id if rang >= 0 else 'debut'}")
    return f"/textes/{texte.id}/amendements/deposer?{'&'.join(asked)}"


def deposer(visitor: Visiteur, texte: Texte, rang: int = 2, **champs: Any) -> Any:
    return visitor.remplir(page(texte, rang), "geste", **{"expose": "Parce que."} | champs)


def deposes(m: Monde) -> list[Amendement]:
    m.session.expire_all()
    return list(m.session.scalars(select(Amendement).order_by(Amendement.id)))


def test_the_frozen_text_is_shown_passage_by_passage_with_its_lines(m: Monde, texte: Texte, membre: Visiteur) -> None:
    m.amendement(texte, bloc=texte.version.blocs[2].id)
    response = membre.voir(page(texte, None))
    dit(response, "Quel passage voulez-vous amender ?", "Amender ce passage", "Un constat.", "il reste 27 jours")
    assert response.text.count("Amender ce passage") == 5
    dit(response, ": amendement déjà déposé ici")


def test_the_words_start_from_those_of_the_passage_and_the_change_is_seen_before(
    m: Monde, texte: Texte, membre: Visiteur
) -> None:
    form = membre.formulaire(page(texte), "geste")
    assert (form.champs["geste"], form.champs["remplacement"]) == (["remplacer"], ["Un constat."])
    seen = membre.renvoyer(form, page(texte), remplacement="Deux constats.", expose="Parce que.", apercu="1")
    assert seen.status_code == 200
    dit(seen, "Ce qui changera", "Rien n’est encore enregistré")
    assert "<del" in seen.text and "<ins" in seen.text and deposes(m) == []
    # The same key still serves.
    done = membre.renvoyer(premier(seen.text, "geste"), page(texte))
    assert done.status_code == 303
    assert [ecrire(one.blocs).strip() for one in deposes(m)] == ["Deux constats."]


@pytest.mark.parametrize(
    ("rang", "champs", "attendu"),
    [
        (2, {"geste": "remplacer", "remplacement": "Deux constats."}, ("remplacer", "Deux constats.", "")),
        (2, {"geste": "ajouter", "ajout": "Un ajout."}, ("ajouter", "Un ajout.", "")),
        (-1, {"geste": "ajouter", "ajout": "Un préambule."}, ("ajouter", "Un préambule.", "")),
        (2, {"geste": "supprimer"}, ("supprimer", "", "")),
        (2, {"geste": "deplacer", "apres": "debut"}, ("deplacer", "", "")),
    ],
)
def test_each_gesture_keeps_its_own_words_and_no_other(
    m: Monde, texte: Texte, membre: Visiteur, rang: int, champs: dict[str, str], attendu: tuple[str, str, str]
) -> None:
    response = deposer(membre, texte, rang, **{"remplacement": "Autre chose.", "ajout": "Ailleurs."} | champs)
    assert response.status_code == 303
    (found,) = deposes(m)
    assert (found.geste, ecrire(found.blocs).strip(), found.apres) == attendu
    assert found.bloc == (texte.version.blocs[rang].id if rang >= 0 else "")
    assert (found.numero, found.etat, found.depose_par, found.en_seance) == (1, "depose", m.conseiller, False)
    dit(membre.voir(response.location), "Ce qu’il change", "Parce que.")


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"geste": "remplacer", "remplacement": "  "}, "Écrivez la nouvelle rédaction, ou choisissez « Supprimer »"),
        ({"geste": "remplacer"}, "C’est la rédaction du texte : changez-y au moins un mot."),
        ({"geste": "ajouter", "ajout": ""}, "Écrivez le passage à ajouter."),
        ({"geste": "supprimer", "expose": "\u200b "}, "Dites en quelques lignes pourquoi."),
        ({"geste": "brûler"}, "Not a valid choice"),
        ({"geste": "supprimer", "au_nom": "bureau"}, "Not a valid choice"),
        ({"geste": "deplacer", "apres": "nulle-part"}, "Not a valid choice"),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_nothing_typed_is_lost(
    m: Monde, texte: Texte, membre: Visiteur, champs: dict[str, str], phrase: str
) -> None:
    response = deposer(membre, texte, **{"ajout": "Gardé."} | champs)
    assert response.status_code == 422
    if phrase != "Not a valid choice":
        dit(response, phrase)
    if "ajout" not in champs:
        assert premier(response.text, "expose").champs["ajout"] == ["Gardé."]
    assert deposes(m) == []


def test_a_recommendation_keeps_its_dress_and_only_its_words_are_typed(m: Monde, app: Flask) -> None:
    texte, membre = m.texte("inscrit", contenu=PRECONISATION), Visiteur(app, m.conseiller)
    form = membre.formulaire(page(texte, 1), "geste")
    assert form.champs["remplacement"] == ["Donner un budget."] and form.champs["destinataire"] == ["La Région"]
    membre.renvoyer(form, page(texte, 1), remplacement="Donner un budget ferme.", destinataire="L’État", expose="Oui.")
    deposer(membre, texte, 1, geste="ajouter", ajout="Publier les comptes.", preconisation="y", destinataire="")
    changed, added = deposes(m)
    assert [ecrire(one.blocs) for one in (changed, added)] == [
        "::: préconisation : L’État\nDonner un budget ferme.\n:::\n",
        "::: préconisation\nPublier les comptes.\n:::\n",
    ]
    # The same words are no change, whatever blanks a hand leaves.
    same = membre.remplir(page(texte, 1), "geste", remplacement=" Donner un budget. \r\n", expose="Rien.")
    dit(same, "changez-y au moins un mot")


def test_hostile_words_are_only_words(m: Monde, texte: Texte, membre: Visiteur) -> None:
    response = deposer(membre, texte, geste="ajouter", ajout=HOSTILE, expose=HOSTILE)
    for address in (response.location, f"/textes/{texte.id}/amendements", page(texte, None)):
        assert "<script>alert" not in membre.voir(address).text
    assert "{{ 7*7 }}" in membre.lire(response.location)


def test_too_long_a_wording_is_refused_and_nothing_is_written(m: Monde, texte: Texte, membre: Visiteur) -> None:
    response = deposer(membre, texte, geste="ajouter", ajout="mot " * 20_000)
    assert response.status_code == 422 and deposes(m) == []


def test_an_unknown_passage_or_amendment_is_not_there(texte: Texte, membre: Visiteur) -> None:
    for asked in ("bloc=zzzz", "amendement=99", "amendement=x&bloc=debut", "bloc="):
        assert membre.voir(f"/textes/{texte.id}/amendements/deposer?{asked}").status_code == 404, asked


# In whose name


def test_one_signs_only_with_the_names_that_dated_mandates_give(app: Flask, m: Monde, texte: Texte) -> None:
    mine, left = Groupe(nom="Les uns", debut=DEBUT), Groupe(nom="Les autres", debut=DEBUT)
    m.session.add(Appartenance(personne=m.presidente_commission, groupe=mine, debut=DEBUT))
    yesterday = m.jour - timedelta(days=1)
    m.session.add(Appartenance(personne=m.presidente_commission, groupe=left, debut=DEBUT, fin=yesterday))
    m.session.commit()
    chair = Visiteur(app, m.presidente_commission)
    offered = chair.voir(page(texte))
    dit(offered, "en son nom", "Le groupe Les uns", "Le collège : Premier collège", f"La commission {m.commission}")
    said = offered.text
    assert "Les autres" not in said and "Le bureau" not in said and str(m.autre_commission) not in said
    for key, author in (
        (f"groupe-{mine.id}", "Les uns"),
        (f"college-{m.college.id}", "Premier collège"),
        (f"commission-{m.commission.id}", str(m.commission)),
    ):
        assert deposer(chair, texte, geste="supprimer", au_nom=key).status_code == 303
        assert deposes(m)[-1].auteur == author
    for stolen in (f"groupe-{left.id}", f"commission-{m.autre_commission.id}", "bureau"):
        assert deposer(chair, texte, geste="supprimer", au_nom=stolen).status_code == 422
    assert deposer(Visiteur(app, m.membre_bureau), texte, geste="supprimer", au_nom="bureau").status_code == 303
    assert deposes(m)[-1].auteur == "Le bureau"


def test_the_rules_close_some_names(app: Flask, m: Monde, texte: Texte, membre: Visiteur) -> None:
    m.regler(auteurs_d_amendement=["commission"])
    response = membre.voir(page(texte))
    assert response.status_code == 409
    dit(response, "ne vous ouvre pas le dépôt")
    said = Visiteur(app, m.presidente_commission).lire(page(texte))
    assert "La commission" in said and "en son nom" not in said


def test_the_secretariat_tables_for_a_member_under_the_names_of_that_member(
    m: Monde, texte: Texte, secretaire: Visiteur
) -> None:
    missing = deposer(secretaire, texte, geste="supprimer", au_nom="membre")
    assert missing.status_code == 422
    dit(missing, "Choisissez le membre qui dépose.")
    wrong = deposer(secretaire, texte, geste="supprimer", membre=m.conseiller.id, au_nom="bureau")
    dit(wrong, "ne dépose pas à ce titre")
    assert deposer(secretaire, texte, geste="supprimer", membre=m.conseiller.id, au_nom="membre").status_code == 303
    (found,) = deposes(m)
    act = m.session.scalars(select(Acte).where(Acte.amendement_id == found.id)).one()
    assert (found.depose_par, act.personne, act.role) == (m.conseiller, m.secretaire, "secretariat")
    # Somebody without a seat is nobody to table for.
    assert deposer(secretaire, texte, geste="supprimer", membre=m.agent.id, au_nom="membre").status_code == 422


def test_a_mandate_that_ended_tables_nothing_and_changes_nothing_any_more(
    m: Monde, texte: Texte, membre: Visiteur
) -> None:
    deposer(membre, texte, geste="supprimer")
    (mine,) = deposes(m)
    for seat in m.conseiller.mandats:
        seat.fin = m.jour - timedelta(days=1)
    assert membre.voir(page(texte)).status_code in {403, 404}
    assert membre.voir(f"/amendements/{mine.id}/modifier").status_code in {403, 404}
    assert membre.envoyer(f"/amendements/{mine.id}/actes/retirer").status_code in {403, 404}


def test_whoever_stands_in_for_a_chair_tables_in_the_name_of_the_commission(app: Flask, m: Monde, texte: Texte) -> None:
    preter(m, m.autre_presidente, m.conseiller, Role.PRESIDENT_DE_COMMISSION, m.autre_commission)
    assert f"La commission {m.autre_commission}" in Visiteur(app, m.conseiller).lire(page(texte))


# Until when


def test_after_the_last_day_nobody_tables_and_the_page_says_until_when_one_could(
    m: Monde, texte: Texte, membre: Visiteur
) -> None:
    texte.point.seance.jour = m.jour + timedelta(days=3)
    assert membre.voir(page(texte)).status_code == 200
    dit(membre.voir(f"/textes/{texte.id}/amendements"), "c’est le dernier jour")
    form = membre.formulaire(page(texte), "geste")
    texte.point.seance.jour = m.jour + timedelta(days=2)
    for response in (membre.voir(page(texte)), membre.renvoyer(form, page(texte), geste="supprimer", expose="Tard.")):
        assert response.status_code == 409
        dit(response, "Les amendements se déposaient jusqu’au")
    assert deposes(m) == []
    said = membre.lire(f"/textes/{texte.id}/amendements")
    assert "se déposaient jusqu’au" in said and "Déposer un amendement" not in said


def test_in_an_open_sitting_one_tables_where_the_rules_say_so(app: Flask, m: Monde, texte: Texte) -> None:
    membre = Visiteur(app, m.conseiller)
    m.tenir(texte.point.seance)
    assert membre.voir(page(texte)).status_code == 409
    m.regler(amendements_en_seance=True)
    assert deposer(membre, texte, geste="supprimer").status_code == 303
    assert deposes(m)[0].en_seance
    said = membre.lire(f"/seances/{texte.point.seance.id}/ma-seance")
    assert "Déposer un amendement" in said


def test_a_text_that_is_not_before_a_plenary_is_not_amended(app: Flask, m: Monde) -> None:
    for etat in ("pret", "adopte"):
        response = Visiteur(app, m.president).voir(f"/textes/{m.texte(etat).id}/amendements/deposer")
        assert response.status_code == 409
        dit(response, "inscrit à l’ordre du jour d’une plénière")


# Sub-amendments


def test_a_sub_amendment_starts_from_the_words_of_the_amendment(m: Monde, texte: Texte, membre: Visiteur) -> None:
    parent = m.amendement(texte, auteur=m.rapporteur)
    chosen = membre.voir(page(texte, None, parent.numero))
    dit(chosen, "Sous-amender l’amendement n° 1", "Une autre rédaction.")
    address = f"/textes/{texte.id}/amendements/deposer?amendement=1&bloc={parent.blocs[0].id}"
    form = membre.formulaire(address, "geste")
    assert form.champs["remplacement"] == ["Une autre rédaction."]
    assert membre.renvoyer(form, address, remplacement="Une tout autre rédaction.", expose="Mieux.").status_code == 303
    sub = deposes(m)[-1]
    assert (sub.parent, sub.numero, sub.version) == (parent, 2, texte.version)
    dit(membre.voir(f"/amendements/{sub.id}"), "Sous-amendement n° 2", "Amendement n° 1</a>, Rapporteur Essai")
    dit(membre.voir(f"/amendements/{parent.id}"), "Sous-amendements", "déposé")
    dit(membre.voir(page(texte, None, 2)), "Un sous-amendement ne se sous-amende pas.")


def test_what_is_decided_brings_no_word_or_is_closed_by_the_rules_has_no_sub_amendment(
    m: Monde, texte: Texte, membre: Visiteur
) -> None:
    drop = m.amendement(texte, geste="supprimer", blocs=())
    dit(membre.voir(page(texte, None, drop.numero)), "n’apporte aucun mot")
    change = m.amendement(texte)
    m.agir(change, "declarer_irrecevable")
    m.session.commit()
    dit(membre.voir(page(texte, None, change.numero)), "il ne se sous-amende plus")
    other = m.amendement(texte)
    m.regler(sous_amendements=False)
    dit(membre.voir(page(texte, None, other.numero)), "ne connaît pas les sous-amendements")


# Changing


def test_an_author_changes_the_words_and_the_history_keeps_what_they_were(
    m: Monde, texte: Texte, membre: Visiteur
) -> None:
    mine = m.amendement(texte)
    address = f"/amendements/{mine.id}/modifier"
    form = membre.formulaire(address, "geste")
    assert form.champs["remplacement"] == ["Une autre rédaction."] and form.champs["expose"] == [mine.expose]
    seen = membre.renvoyer(form, address, remplacement="Mieux dit.", apercu="1")
    assert seen.status_code == 200 and "<ins" in seen.text
    assert membre.renvoyer(form, address, remplacement="Mieux dit.").status_code == 303
    m.session.expire_all()
    assert ecrire(mine.blocs).strip() == "Mieux dit."
    dit(membre.voir(f"/amendements/{mine.id}"), "« Une autre rédaction. » devient « Mieux dit. »")


def test_the_gesture_may_change_too_and_nothing_changed_is_no_act(m: Monde, texte: Texte, membre: Visiteur) -> None:
    mine = m.amendement(texte)
    address = f"/amendements/{mine.id}/modifier"
    membre.remplir(address, "geste")
    assert len(list(m.session.scalars(select(Acte).where(Acte.amendement_id == mine.id)))) == 1
    assert membre.remplir(address, "geste", geste="supprimer").status_code == 303
    m.session.expire_all()
    assert (mine.geste, mine.blocs) == ("supprimer", ())


def test_a_stale_change_is_refused_with_both_texts_and_what_was_typed(
    app: Flask, m: Monde, texte: Texte, membre: Visiteur, secretaire: Visiteur
) -> None:
    mine = m.amendement(texte)
    address = f"/amendements/{mine.id}/modifier"
    form = membre.formulaire(address, "geste")
    assert secretaire.remplir(address, "geste", remplacement="Corrigé au greffe.").status_code == 303
    stale = membre.renvoyer(form, address, remplacement="Mes mots.")
    assert stale.status_code == 409
    dit(stale, "Quelqu’un est passé avant vous", "Corrigé au greffe.", "Mes mots.")
    again = premier(stale.text, "geste")
    assert again.champs["remplacement"] == ["Mes mots."]
    assert membre.renvoyer(again, address).status_code == 303
    m.session.expire_all()
    assert ecrire(mine.blocs).strip() == "Mes mots."


def test_once_examined_it_does_not_change_any_more(m: Monde, texte: Texte, membre: Visiteur) -> None:
    mine = m.amendement(texte)
    form = membre.formulaire(f"/amendements/{mine.id}/modifier", "geste")
    m.agir(mine, "declarer_recevable")
    m.session.commit()
    answer = membre.renvoyer(form, f"/amendements/{mine.id}/modifier", remplacement="Trop tard.")
    assert answer.status_code == 409
    dit(answer, "il ne se modifie plus")


# What is owed


def courriers(m: Monde) -> dict[str, str]:
    """The mail that waits, by address: what it is about."""
    m.session.expire_all()
    return {one.destinataire: one.objet for one in m.session.scalars(select(Courrier).order_by(Courrier.id))}


def test_a_tabling_is_told_to_the_rapporteurs_the_chair_and_the_secretariat(
    m: Monde, texte: Texte, membre: Visiteur
) -> None:
    deposer(membre, texte, geste="supprimer")
    told = courriers(m)
    assert set(told) == {f"{word}@exemple.test" for word in ("rapporteur", "presidente_commission", "secretaire")}
    assert all(subject.startswith("Amendement n° 1 à «") for subject in told.values())


def test_those_who_signed_are_told_of_a_change_and_the_author_of_what_others_do(
    app: Flask, m: Monde, texte: Texte, membre: Visiteur, secretaire: Visiteur
) -> None:
    mine = m.amendement(texte)
    Visiteur(app, m.rapporteur).envoyer(f"/amendements/{mine.id}/cosigner")
    membre.remplir(f"/amendements/{mine.id}/modifier", "geste", remplacement="Autrement.")
    assert courriers(m) == {
        "rapporteur@exemple.test": "Amendement n° 1 : un amendement que vous avez cosigné est modifié"
    }
    secretaire.envoyer(f"/amendements/{mine.id}/actes/retirer")
    assert courriers(m)["conseiller@exemple.test"] == "Amendement n° 1 : retiré par son auteur"


def test_a_text_that_leaves_the_agenda_takes_its_amendments_along_and_tells_their_authors(
    app: Flask, m: Monde, texte: Texte
) -> None:
    mine = m.amendement(texte)
    Visiteur(app, m.president).envoyer(f"/textes/{texte.id}/actes/renvoyer", motif="Un nouveau projet arrive.")
    m.session.refresh(mine)
    assert mine.etat == "tombe"
    assert "conseiller@exemple.test" in courriers(m)
