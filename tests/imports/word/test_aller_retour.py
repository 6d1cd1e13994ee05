"""A text that leaves as Word and comes back: the same blocks, one by one, or only those that were changed."""

import io
from dataclasses import replace

import docx
import pytest

from tests.documents.ecrits import IMAGES, PROJET, dessin, long
from tests.imports.word.fabrique import octets as ecrits
from tracker.documents.projet import ecrit_du_projet
from tracker.documents.word.document import word
from tracker.imports.depot import empreinte
from tracker.imports.word import lire_docx
from tracker.imports.word.rencontre import rencontrer
from tracker.prose.blocs import Bloc, Blocs
from tracker.prose.comparaison import comparer


def sorti(blocs: Blocs, images: dict[str, tuple[bytes, str]] | None = None) -> bytes:
    return word(ecrit_du_projet(replace(PROJET, blocs=blocs, images=images or {})))


def test_a_text_with_one_of_everything_comes_back_the_same() -> None:
    apport = lire_docx(sorti(PROJET.blocs, IMAGES), frozenset(IMAGES))
    assert rencontrer(PROJET.blocs, apport.blocs) == PROJET.blocs
    assert {mark: image.octets for mark, image in apport.images.items()} == {
        mark: octets for mark, (octets, _) in IMAGES.items()
    }
    assert apport.pertes == [
        "Le titre du document, « Les lignes du quotidien », n’est pas repris : le texte porte le sien.",
        "La couverture n’est pas reprise : elle se refait d’elle-même.",
        "Les en-têtes et les pieds de page ne sont pas repris.",
    ]


@pytest.mark.parametrize(("genre", "fin"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_comes_back_byte_for_byte(genre: str, fin: str) -> None:
    octets = dessin(genre=genre)
    mark = empreinte(octets)
    figure = Bloc("figure01", "figure", "Sa légende", fichier=mark, alternative="Des barres")
    apport = lire_docx(sorti((figure,), {mark: (octets, fin)}), frozenset({mark}))
    assert rencontrer((figure,), apport.blocs) == (figure,)


def test_forty_pages_come_back_the_same() -> None:
    blocs = long(40)
    assert rencontrer(blocs, lire_docx(sorti(blocs)).blocs) == blocs


def test_what_was_changed_in_word_is_what_changes() -> None:
    blocs = long(10)
    document = docx.Document(io.BytesIO(sorti(blocs)))
    changed = next(one for one in document.paragraphs if one.text == "deux")
    changed.runs[0].text = "deux, et un mot de plus"
    moved = next(one for one in document.paragraphs if one.text == "Partie 7")
    moved.insert_paragraph_before("Un paragraphe tapé dans Word.")
    met = rencontrer(blocs, lire_docx(ecrits(document)).blocs)
    genres = [ecart.genre for ecart in comparer(blocs, met) if ecart.genre != "egal"]
    assert genres == ["modifie", "ajoute"]
