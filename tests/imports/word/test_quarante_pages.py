"""A Word file of forty pages read: the same words in the same order, and nothing lost."""

import re
import time
from collections import Counter

from tests.imports.word.fabrique import dessin, fichier, image, item, numeros, p, r
from tests.imports.word.test_lecture import appel, case, note, table
from tracker.imports.word import lire_docx
from tracker.prose.blocs import Blocs, ecrire_bloc

PHRASES = (
    "La fréquentation des lignes du quotidien a crû de {n} % en cinq ans, alors que l’offre reculait de {n} trains. ",
    "Le conseil a entendu {n} personnes, dont les représentants des usagers, des salariés et de l’exploitant. ",
    "Il constate que l’écart entre les bassins se creuse : {n} communes n’ont plus aucune desserte en soirée. ",
    "Cette situation n’est ni fatale ni récente ; elle tient à des choix d’investissement repoussés {n} fois. ",
)
PAGES = 40


def page(n: int) -> tuple[str, list[str], str]:
    """The body of one page, its words in order, and those of its note."""
    said = [f"Partie {n}", *(phrase.format(n=n) * 3 for phrase in PHRASES), f"point {n}", f"détail {n}", f"étape {n}"]
    titre, un, deux, trois, quatre, puce, dedans, etape = said
    entete, cellule, legende = f"Ligne {n}", f"{n} 000 voyageurs", f"Figure {n} : les gares"
    citation, vers = f"« On attend {n} minutes. »", f"Ouvrir {n} gares."
    body = (
        p(titre, "Titre1" if n % 5 == 0 else "Titre2")
        + p(dedans=r(un[:40]) + r(un[40:81], "<w:b/>") + r(un[81:]) + appel(n))
        + p(deux)
        + item(puce, 1)
        + item(dedans, 1, 1)
        + item(etape, 2)
        + p(trois)
        + table(case(entete) + case("2027"), case("Total") + case(cellule))
        + p(dedans=image(alternative=f"Carte {n}"))
        + p(legende, "Legende")
        + p(citation, "Citation")
        + p(quatre)
        + p(f"Préconisation {n + 1} (Région) : {vers}")
    )
    words = [titre, un, deux, puce, dedans, etape, trois, entete, "2027", "Total", cellule]
    words += [f"Carte {n}", legende, citation, quatre, "Région", vers]
    return body, words, f"Source : rapport {n}, page {n}."


def mots(texte: str) -> list[str]:
    return re.findall(
        r"[^\W_]+", re.sub(r"\[\^\w+\]|figure:\w+|^\d+\.|::: préconisation", "", texte, flags=re.MULTILINE)
    )


def dits(blocs: Blocs) -> list[str]:
    return [mot for bloc in blocs if bloc.genre != "note" for mot in mots(ecrire_bloc(bloc).replace("**", ""))]


def test_forty_pages_come_in_with_the_same_words_in_order_and_nothing_lost() -> None:
    pages = [page(n) for n in range(PAGES)]
    made = fichier(
        "".join(body for body, _, _ in pages),
        notes="".join(note(n, said) for n, (_, _, said) in enumerate(pages)),
        listes=numeros("bullet", "decimal"),
        liens={"rImg": ("image", "media/i.png", False)},
        parties={"word/media/i.png": dessin(600)},
    )
    debut = time.process_time()
    apport = lire_docx(made)
    assert time.process_time() - debut < 10
    assert apport.pertes == []
    assert len(apport.images) == 1
    assert Counter(bloc.genre for bloc in apport.blocs) == {
        "titre": PAGES,
        "paragraphe": 4 * PAGES,
        "note": PAGES,
        "liste": 2 * PAGES,
        "tableau": PAGES,
        "figure": PAGES,
        "citation": PAGES,
        "preconisation": PAGES,
    }
    assert dits(apport.blocs) == [mot for _, words, _ in pages for said in words for mot in mots(said)]
    assert [bloc.texte for bloc in apport.blocs if bloc.genre == "note"] == [said for _, _, said in pages]
    figures = [(bloc.alternative, bloc.texte) for bloc in apport.blocs if bloc.genre == "figure"]
    assert figures == [(f"Carte {n}", f"Figure {n} : les gares") for n in range(PAGES)]
