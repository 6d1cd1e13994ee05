"""The parts of a text: opened by the line, written by commissions, put together with the names of their authors."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.models import Apport, Texte
from tracker.procedure.grammar import Refusal
from tracker.procedure.texte import parties_rassemblees


@pytest.fixture
def ensemble(m: Monde) -> Texte:
    return m.texte("redaction", contenu="## Partie générale\n\nLe contexte.")


@pytest.fixture
def general(app: Flask, m: Monde) -> Visiteur:
    """The rapporteur of the whole."""
    return Visiteur(app, m.rapporteur)


def ouvrir(general: Visiteur, m: Monde, ensemble: Texte, *titres: str) -> list[Texte]:
    """Parts of the commission, in the name of its chair."""
    who = m.presidente_commission.nom_complet
    lines = "\n".join(f"{titre} ; {m.commission.nom} ; {who}" for titre in titres)
    assert general.remplir(f"/textes/{ensemble.id}/parties/ouvrir", "lignes", lignes=lines).status_code == 303
    m.session.expire_all()
    return [part for part in ensemble.parties if part.titre in titres]


def arreter(m: Monde, part: Texte, contenu: str = "Le constat.") -> None:
    m.ecrire(part, contenu, m.presidente_commission)
    m.agir(part, "soumettre", m.presidente_commission)
    m.agir(part, "valider_la_partie", m.presidente_commission)
    m.session.commit()


def test_parts_are_opened_by_lines_of_a_spreadsheet(m: Monde, general: Visiteur, ensemble: Texte) -> None:
    lines = (
        f"Lycées\t{m.commission.nom}\t{m.presidente_commission.nom_complet}\n\nCulture ; {m.commission.nom.upper()} ; "
    )
    lines += f"{m.rapporteur.nom_complet}, {m.presidente_commission.nom_complet}"
    general.remplir(f"/textes/{ensemble.id}/parties/ouvrir", "lignes", lignes=lines)
    m.session.expire_all()
    assert [(part.rang, part.titre, part.etat) for part in ensemble.parties] == [
        (1, "Lycées", "redaction"),
        (2, "Culture", "redaction"),
    ]
    assert ensemble.parties[1].rapporteurs == [m.rapporteur, m.presidente_commission]
    dit(general.voir(f"/textes/{ensemble.id}/parties"), "0 partie faite sur 2", "2 restent à écrire", "Culture")


def test_each_faulty_line_is_told_and_nothing_is_opened(m: Monde, general: Visiteur, ensemble: Texte) -> None:
    lines = f"Lycées ; Nulle part ; {m.rapporteur.nom_complet}\nCulture ; {m.commission.nom} ; Personne Inconnue\nSport"
    response = general.remplir(f"/textes/{ensemble.id}/parties/ouvrir", "lignes", lignes=lines)
    assert response.status_code == 422
    dit(
        response,
        "Ligne 1 : aucune commission ne s’appelle « Nulle part ».",
        "Ligne 2 : aucun conseiller en exercice ne s’appelle « Personne Inconnue ».",
        "Ligne 3 : la commission manque.",
    )
    m.session.expire_all()
    assert ensemble.parties == []


def test_more_than_fifty_parts_are_opened_at_once_and_seen_at_a_glance(
    m: Monde, general: Visiteur, ensemble: Texte
) -> None:
    ouvrir(general, m, ensemble, *(f"Programme {rank}" for rank in range(1, 56)))
    page = general.lire(f"/textes/{ensemble.id}/parties")
    assert page.count('<g class="partie partie--a_ecrire" transform') == 55
    dit(general.voir(f"/textes/{ensemble.id}/parties"), "0 partie faite sur 55")


def test_the_whole_waits_for_its_parts_and_takes_them_up_with_their_authors(
    m: Monde, general: Visiteur, ensemble: Texte
) -> None:
    lycees, culture = ouvrir(general, m, ensemble, "Lycées", "Culture")
    arreter(m, lycees)
    assert "Culture" in (parties_rassemblees(ensemble, m.frame()) or "")
    dit(general.voir(f"/textes/{ensemble.id}/parties/assembler"), "Reste à arrêter ou à dispenser : « Culture »")
    m.agir(culture, "dispenser", m.chargee)
    m.session.commit()
    page = f"/textes/{ensemble.id}/parties/assembler"
    dit(general.voir(page), "1 partie entre dans l’ensemble", "2 blocs changent")
    assert general.remplir(page, "cle").status_code == 303
    m.session.expire_all()
    assert lycees.etat == "integre" and culture.etat == "dispense"
    assert "Le contexte." in ensemble.version.contenu and "Le constat." in ensemble.version.contenu
    assert ensemble.version.origine == "assemblage"
    apport = m.session.query(Apport).one()
    assert (apport.partie, apport.apportee.numero) == (lycees, 1)
    assert m.presidente_commission.nom_complet in apport.auteurs
    dit(general.voir(f"/textes/{ensemble.id}/parties"), "Qui a écrit quoi", m.presidente_commission.nom_complet)
    assert parties_rassemblees(ensemble, m.frame()) is None
    m.agir(ensemble, "soumettre", m.rapporteur)


def test_a_part_opened_again_replaces_its_own_words_and_no_others(m: Monde, general: Visiteur, ensemble: Texte) -> None:
    one, two = ouvrir(general, m, ensemble, "Un", "Deux")
    for part in (one, two):
        arreter(m, part, f"Constat de {part.titre}.")
    m.agir(ensemble, "assembler_les_parties", m.rapporteur)
    m.agir(one, "rouvrir_la_partie", m.chargee)
    arreter(m, one, "Constat refait.")
    m.agir(ensemble, "assembler_les_parties", m.rapporteur)
    m.session.commit()
    assert "Constat refait." in ensemble.version.contenu and "Constat de Deux." in ensemble.version.contenu
    assert "Constat de Un." not in ensemble.version.contenu
    assert m.session.query(Apport).filter_by(version_id=ensemble.version_id).count() == 2


def test_a_part_goes_no_further_than_its_whole(m: Monde, general: Visiteur, ensemble: Texte) -> None:
    (part,) = ouvrir(general, m, ensemble, "Lycées")
    arreter(m, part)
    with pytest.raises(Refusal, match="C’est une partie"):
        m.agir(part, "envoyer_au_bureau", m.presidente_commission)
    dit(general.voir(f"/textes/{part.id}"), "Partie de", ensemble.titre)
    assert "Envoyer au bureau" not in general.lire(f"/textes/{part.id}")


def test_parts_are_put_in_another_order(m: Monde, general: Visiteur, ensemble: Texte) -> None:
    _, two = ouvrir(general, m, ensemble, "Un", "Deux")
    general.envoyer(f"/textes/{ensemble.id}/parties/ordonner", partie=two.id, sens="haut")
    m.session.expire_all()
    assert [part.titre for part in ensemble.parties] == ["Deux", "Un"]
    assert general.envoyer(f"/textes/{ensemble.id}/parties/ordonner", partie=0).status_code == 422


def test_a_text_that_has_left_the_draft_takes_no_more_parts(m: Monde, app: Flask) -> None:
    texte = m.texte("arrete")
    chargee = Visiteur(app, m.chargee)
    assert chargee.voir(f"/textes/{texte.id}/parties/ouvrir").status_code == 409
    assert chargee.envoyer(f"/textes/{texte.id}/parties/ouvrir", lignes="x").status_code == 409


def test_a_councillor_of_no_commission_sees_neither_the_parts_nor_the_whole(
    app: Flask, m: Monde, general: Visiteur, ensemble: Texte
) -> None:
    (part,) = ouvrir(general, m, ensemble, "Lycées")
    stranger = Visiteur(app, m.conseiller)
    for address in (f"/textes/{part.id}", f"/textes/{ensemble.id}/parties"):
        assert stranger.voir(address).status_code == 404
    arreter(m, part)
    m.agir(ensemble, "assembler_les_parties", m.rapporteur)
    m.session.commit()
    # Taken up or not, a part is read by those who read the draft of the whole.
    assert stranger.voir(f"/textes/{part.id}").status_code == 404
    assert general.voir(f"/textes/{part.id}").status_code == 200


def test_a_rapporteur_whose_mandate_ended_is_not_named(m: Monde, general: Visiteur, ensemble: Texte) -> None:
    gone: Any = m.conseiller.mandats[0]
    gone.fin = m.jour - timedelta(days=1)
    m.session.commit()
    lines = f"Lycées ; {m.commission.nom} ; {m.conseiller.nom_complet}"
    response = general.remplir(f"/textes/{ensemble.id}/parties/ouvrir", "lignes", lignes=lines)
    dit(response, "aucun conseiller en exercice ne s’appelle")
