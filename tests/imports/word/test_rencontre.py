"""A Word file set against a text: what reads the same is the same block, notes and identities included."""

from dataclasses import replace

from tests.imports.word.fabrique import fichier, item, numeros, p, r
from tests.imports.word.test_lecture import appel, case, note
from tracker.imports.word import lire_docx
from tracker.imports.word.rencontre import a_la_suite, rencontrer
from tracker.prose.blocs import Blocs, ecrire
from tracker.prose.comparaison import comparer
from tracker.prose.lecture import lire

TEXTE = """# Le contexte

Un **constat** partagé[^chiffres] : *les lignes* reculent, et l'offre avec elles.

* un point
* un autre

Un second constat[^source] ne dit rien d’autre que le premier.

[^chiffres]: Région, 2026.

[^source]: Chambre régionale des comptes, rapport de 2025.
"""


def avant() -> Blocs:
    ranks = iter(range(100))
    return lire(TEXTE, lambda: f"bloc{next(ranks)}")


def corps(second: str = "ne dit rien d’autre que le premier.") -> bytes:
    first = r("Un ") + r("constat", "<w:b/>") + r(" partagé") + appel(1) + r("\u00a0: ") + r("les lignes", "<w:i/>")
    return fichier(
        p("Le contexte", "Titre1")
        + p(dedans=first + r(" reculent, et l’offre avec elles."))
        + item("un point", 1)
        + item("un autre", 1)
        + p(dedans=r("Un second constat") + appel(2) + r(f" {second}")),
        notes=note(1, "Région, 2026.") + note(2, "Chambre régionale des comptes, rapport de 2025."),
        listes=numeros("bullet"),
    )


def test_the_same_text_saved_by_word_is_the_same_blocks() -> None:
    assert rencontrer(avant(), lire_docx(corps()).blocs) == avant()


def test_only_what_was_changed_in_word_is_changed() -> None:
    met = rencontrer(avant(), lire_docx(corps("ajoute un chiffre au premier.")).blocs)
    assert [bloc.id for bloc in met] == [bloc.id for bloc in avant()]
    assert [ecart.genre for ecart in comparer(avant(), met)] == ["egal"] * 3 + ["modifie"] + ["egal"] * 2


def test_a_note_that_is_corrected_keeps_its_mark() -> None:
    read = lire_docx(corps()).blocs
    corrected = tuple(replace(bloc, texte=bloc.texte.replace("de 2025", "de 2026")) for bloc in read)
    met = rencontrer(avant(), corrected)
    assert [ecart.genre for ecart in comparer(avant(), met)] == ["egal"] * 5 + ["modifie"]
    assert met[-1].marque == "source"


def test_what_is_put_below_a_text_changes_none_of_it() -> None:
    joined = a_la_suite(avant(), lire_docx(corps()).blocs)
    assert joined[: len(avant())] == avant()
    marks = [bloc.marque for bloc in joined if bloc.genre == "note"]
    assert len(set(marks)) == 4
    assert all(f"[^{mark}]" in ecrire(joined) for mark in marks)


def test_a_file_put_twice_below_a_text_keeps_its_notes_apart() -> None:
    once = a_la_suite(avant(), lire_docx(corps()).blocs)
    twice = a_la_suite(once, lire_docx(corps()).blocs)
    marks = [bloc.marque for bloc in twice if bloc.genre == "note"]
    assert len(set(marks)) == 6
    assert len({bloc.id for bloc in twice}) == len(twice)


def test_notes_that_stand_anywhere_in_a_text_stay_where_they_stand() -> None:
    scattered = """Un constat[^a] ici.

- un
- deux

| x | y |
|--|--|
| 1 | 2 |

[^a]: Première source.

Autre constat[^b].

- un
- deux

[^b]: Seconde source.

Fin.
"""
    ranks = iter(range(100))
    before = lire(scattered, lambda: f"bloc{next(ranks)}")
    cells = "".join(f"<w:tr>{a}{b}</w:tr>" for a, b in ((case("x"), case("y")), (case("1"), case("2"))))
    items = item("un", 1) + item("deux", 1)
    body = (
        p(dedans=r("Un constat") + appel(1) + r(" ici."))
        + items
        + f"<w:tbl>{cells}</w:tbl>"
        + p(dedans=r("Autre constat") + appel(2) + r("."))
        + items
        + p("Fin.")
    )
    made = fichier(body, notes=note(1, "Première source.") + note(2, "Seconde source."), listes=numeros("bullet"))
    assert rencontrer(before, lire_docx(made).blocs) == before
