"""The desk of comparing: any two versions, one's own draft, both layouts, and who reads what."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.display.comparaison import confronter, marquer
from tracker.models import Brouillon, Texte
from tracker.prose.blocs import Bloc, Blocs
from tracker.prose.comparaison import apparier
from tracker.prose.lecture import lire

AVANT = """# La saisine

Le conseil est saisi d'un rapport.

# Analyse

La desserte des vallées alpines reste insuffisante malgré les engagements pris.

Un paragraphe stable sur les cars.

Un paragraphe stable sur les vélos.

Un paragraphe stable sur les trains.

Un paragraphe stable sur les bateaux.

# Conclusion

Avis **favorable**.
"""
APRES = """# La saisine

Le conseil est saisi d'un rapport et d'une étude.

# Analyse

Un paragraphe stable sur les cars.

Un paragraphe stable sur les vélos.

Un paragraphe stable sur les trains.

Un paragraphe stable sur les bateaux.

La desserte des vallées alpines demeure insuffisante malgré les engagements pris.

# Conclusion

Avis **réservé**.

| Poste | Coût |
|---|---|
| Trains | 12 |
"""


@pytest.fixture
def texte(m: Monde) -> Texte:
    texte = m.texte("redaction", contenu=AVANT)
    m.ecrire(texte, APRES)
    m.session.commit()
    return texte


@pytest.fixture
def rapporteur(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.rapporteur)


def test_the_versions_are_listed_with_their_authors_and_lead_to_their_changes(
    m: Monde, rapporteur: Visiteur, texte: Texte
) -> None:
    page = rapporteur.voir(f"/textes/{texte.id}/versions")
    dit(page, "Version 1", "Version 2", m.rapporteur.nom_complet, "depuis la version 1")
    assert f"/textes/{texte.id}/comparer?avant=1&amp;apres=2" in page.text
    assert "Mon brouillon" not in page.text


def test_the_last_two_versions_are_compared_unless_others_are_asked(rapporteur: Visiteur, texte: Texte) -> None:
    page = rapporteur.voir(f"/textes/{texte.id}/comparer")
    dit(
        page, "De la version 1 à la version 2", "2 blocs modifiés", "1 bloc ajouté", "1 bloc déplacé", "blocs inchangés"
    )
    dit(page, "Ici se trouvait", "Déplacé et modifié", "2 blocs inchangés")
    assert "**" not in page.text
    assert "|---" not in page.text
    back = rapporteur.voir(f"/textes/{texte.id}/comparer?avant=2&apres=1")
    dit(back, "De la version 2 à la version 1", "1 bloc supprimé")


def test_each_change_leads_to_the_one_before_and_the_one_after(rapporteur: Visiteur, texte: Texte) -> None:
    for view in ("", "?vue=cote"):
        html = rapporteur.lire(f"/textes/{texte.id}/comparer{view}")
        places = re.findall(r'id="(c-\d+)"', html)
        assert places == [f"c-{rank}" for rank in range(1, 5)]
        assert set(re.findall(r'href="#(c-\d+)"', html)) == set(places)


def test_side_by_side_is_a_table_whose_columns_are_named(rapporteur: Visiteur, texte: Texte) -> None:
    html = rapporteur.lire(f"/textes/{texte.id}/comparer?vue=cote")
    assert '<th scope="col">Version 1</th><th scope="col">Version 2</th>' in html
    assert 'value="cote" checked' in html
    added = html.split("Ajouté</h3>")[1]
    assert re.search(r'<td class="cote-a-cote__avant prose"></td><td class="cote-a-cote__apres prose"><ins', added)


def test_two_versions_that_say_the_same_say_so_and_are_read(rapporteur: Visiteur, texte: Texte) -> None:
    dit(rapporteur.voir(f"/textes/{texte.id}/comparer?avant=1&apres=1"), "disent la même chose", "favorable")


def test_ones_own_draft_is_compared_and_nobody_elses(app: Flask, m: Monde, rapporteur: Visiteur, texte: Texte) -> None:
    current = texte.version
    assert current is not None
    words = tuple(replace(bloc, texte=bloc.texte.replace("étude", "enquête")) for bloc in current.blocs)
    m.session.add(Brouillon(texte=texte, personne=m.rapporteur, version=current, blocs=words))
    m.session.commit()
    page = rapporteur.voir(f"/textes/{texte.id}/comparer?apres=brouillon")
    dit(page, "De la version 2 à mon brouillon", "1 bloc modifié", "enquête")
    dit(rapporteur.voir(f"/textes/{texte.id}/versions"), "Mon brouillon")
    other = Visiteur(app, m.chargee)
    assert other.voir(f"/textes/{texte.id}/comparer?apres=brouillon").status_code == 404
    assert "brouillon" not in other.lire(f"/textes/{texte.id}/versions").lower()


@pytest.mark.parametrize("query", ["avant=9", "apres=0", "apres=-1", "avant=x", "avant=²", f"apres={10**30}"])
def test_what_does_not_exist_is_not_found(rapporteur: Visiteur, texte: Texte, query: str) -> None:
    assert rapporteur.voir(f"/textes/{texte.id}/comparer?{query}").status_code == 404


def test_a_text_without_a_version_teaches_what_they_are(m: Monde, rapporteur: Visiteur) -> None:
    texte = m.texte("redaction")
    dit(rapporteur.voir(f"/textes/{texte.id}/versions"), "Aucune version", "La première s’enregistre")
    assert rapporteur.voir(f"/textes/{texte.id}/comparer").status_code == 404


def test_a_version_of_another_text_is_not_reached(app: Flask, m: Monde, texte: Texte) -> None:
    other = m.texte("redaction", contenu="Un autre texte")
    page = Visiteur(app, m.chargee).voir(f"/textes/{other.id}/comparer?avant=2&apres=1")
    assert page.status_code == 404


def test_a_hostile_text_is_compared_as_text(m: Monde, rapporteur: Visiteur, texte: Texte) -> None:
    m.ecrire(texte, "# <script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1))")
    m.session.commit()
    for view in ("", "&vue=cote"):
        html = rapporteur.voir(f"/textes/{texte.id}/comparer?avant=1&apres=3{view}").text
        assert "<script>alert" not in html
        assert "<img src" not in html
        assert 'href="javascript' not in html


def test_a_picture_is_shown_from_where_the_text_keeps_it(m: Monde, rapporteur: Visiteur, texte: Texte) -> None:
    m.ecrire(texte, f"![Une carte](figure:{'a' * 64}) La région")
    m.session.commit()
    html = rapporteur.voir(f"/textes/{texte.id}/comparer?avant=1&apres=3").text
    assert f'<img src="/textes/{texte.id}/images/{"a" * 64}" alt="Une carte">' in html


# What the page is made of


def test_blocks_moved_together_are_one_change_and_leave_one_trace() -> None:
    avant = _blocs("un", "deux", "trois", "quatre", "cinq")
    found = confronter(avant, (*avant[2:], *avant[:2]))
    assert [(row.genre, row.numero, row.compte) for row in found.rangees if row.genre in ("depart", "deplace")] == [
        ("depart", 1, 2),
        ("deplace", 1, 2),
    ]
    assert [one.mots for one in found.comptes] == ["2 blocs déplacés"]


def test_a_note_that_changed_its_name_alone_is_no_change() -> None:
    avant = lire("Un mot[^1].\n\n[^1]: La note.")
    apres = apparier(avant, lire("Un mot[^2].\n\n[^2]: La note."))
    assert confronter(avant, apres).identiques


def test_what_words_do_not_show_is_said() -> None:
    sha, other = "a" * 64, "b" * 64
    avant = (Bloc("aaaa", "titre", "T", niveau=1), Bloc("bbbb", "figure", "L", fichier=sha, alternative="Une carte"))
    apres = (replace(avant[0], niveau=2), replace(avant[1], fichier=other, alternative="Un plan"))
    found = confronter(avant, apres)
    assert [row.precisions for row in found.changements] == [
        ("Titre", "niveau 2, auparavant 1"),
        ("Figure", "autre image", "description : « Un plan », auparavant « Une carte »"),
    ]


def test_a_recommendation_that_took_another_number_says_which_it_had() -> None:
    avant = (Bloc("aaaa", "preconisation", "Faire."),)
    apres = (Bloc("bbbb", "preconisation", "Dire tout autre chose."), *avant)
    found = confronter(avant, apres)
    assert found.egaux == 1
    assert "Préconisation 2 (auparavant 1)" in found.rangees[-1].html


def test_a_recommendation_read_outside_its_text_says_no_number() -> None:
    html = marquer((Bloc("aaaa", "preconisation", "Faire."),), (Bloc("aaaa", "preconisation", "Faire mieux."),))
    assert ">Préconisation<" in html and "Faire" in html


def test_long_unchanged_stretches_are_folded_under_their_headings() -> None:
    avant = tuple(
        Bloc(f"p{rank:03}", "titre" if rank % 4 == 0 else "paragraphe", f"mot {rank}", niveau=int(rank % 4 == 0))
        for rank in range(20)
    )
    apres = (*avant[:10], replace(avant[10], texte="autre chose"), *avant[11:])
    rows = confronter(avant, apres).rangees
    assert [row.genre for row in rows] == ["replie", "egal", "modifie", "egal", "replie"]
    assert [row.compte for row in rows if row.genre == "replie"] == [9, 8]
    assert rows[0].precisions == ("mot 0", "mot 4", "mot 8")


def _blocs(*textes: str) -> Blocs:
    return tuple(Bloc(f"p{rank:03}", "paragraphe", texte) for rank, texte in enumerate(textes))
