"""The desk of reading: a version as it stands, its lines numbered on demand."""

import pytest
from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.models import Texte

LONG = "# La saisine\n\n" + "Un mot puis un autre. " * 12 + "[^a]\n\n- un point\n\n[^a]: La note.\n"


@pytest.fixture
def rapporteur(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.rapporteur)


@pytest.fixture
def texte(m: Monde) -> Texte:
    found = m.texte("redaction", contenu="# Avant\n")
    m.ecrire(found, LONG)
    m.session.commit()
    return found


def test_a_version_is_read_with_its_outline_and_an_older_one_says_so(texte: Texte, rapporteur: Visiteur) -> None:
    page = rapporteur.voir(f"/textes/{texte.id}/lire")
    dit(page, "version 2", "La note.", "Numéroter les lignes")
    assert '<a href="#t-la-saisine">La saisine</a>' in page.text
    older = rapporteur.voir(f"/textes/{texte.id}/lire?version=1")
    dit(older, "Une version plus récente existe.", "Reprendre la version 1")


def test_the_lines_are_numbered_from_the_heading_to_the_note(texte: Texte, rapporteur: Visiteur) -> None:
    page = rapporteur.voir(f"/textes/{texte.id}/lire?lignes=1")
    numbers = [int(part.split("<")[0]) for part in page.text.split('class="ligne__numero" aria-hidden="true">')[1:]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == 7
    dit(page, "Les mêmes numéros que sur le papier et dans le PDF.")


@pytest.mark.parametrize("version", ["9", "0", "abc", "-1", "99999999999999999999"])
def test_a_version_that_does_not_exist_is_not_found(texte: Texte, rapporteur: Visiteur, version: str) -> None:
    assert rapporteur.voir(f"/textes/{texte.id}/lire?version={version}").status_code == 404


def test_a_text_without_a_version_has_nothing_to_read(m: Monde, rapporteur: Visiteur) -> None:
    assert rapporteur.voir(f"/textes/{m.texte('redaction').id}/lire").status_code == 404
