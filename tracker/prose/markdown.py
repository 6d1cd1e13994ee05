"""The Markdown that is accepted: CommonMark and tables; no image, no HTML, few protocols."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

#: Some 150 pages of a dense text: what is longer is several texts.
LONGUEUR_MAXIMALE = 600_000
CROCHETS_MAXIMUM = 20_000
MARQUES_MAXIMUM = 60_000
LIGNES_DE_TABLEAU_MAXIMUM = 5_000
NIVEAU_MAXIMAL = 40
PROTOCOLES = ("http://", "https://", "mailto:")

# Controls, lone surrogates, non-characters, and the marks that make a text read otherwise than it is written.
INVISIBLES = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def jetons(texte: str) -> list[Token]:
    """The flat tokens of a text; raises ``ValueError`` with a French sentence if it is too much to read."""
    if refus := trop(texte):
        raise ValueError(refus)
    return _LECTEUR.parse(nettoyer(texte))


def trop(texte: str) -> str | None:
    """Why a text is too much to read, in one French sentence, or None; a form asks before it keeps anything."""
    if len(texte) > LONGUEUR_MAXIMALE:
        return "Le texte dépasse six cent mille caractères : partagez-le en plusieurs textes."
    if texte.count("[") > CROCHETS_MAXIMUM:  # each one costs 50 microseconds: 2 million would hold a worker
        return "Le texte contient plus de vingt mille crochets ouvrants : retirez ceux qui sont en trop."
    if texte.count("*") + texte.count("_") > MARQUES_MAXIMUM:
        return "Le texte contient plus de soixante mille marques de gras ou d’italique : retirez-en."
    if sum(ligne.lstrip().startswith("|") for ligne in texte.splitlines()) > LIGNES_DE_TABLEAU_MAXIMUM:
        return "Le texte contient plus de cinq mille lignes de tableau : joignez plutôt le tableau en pièce."
    return None


def nettoyer(texte: str) -> str:
    """The text without the characters that show nothing and that files refuse."""
    return INVISIBLES.sub("", texte)


def _lecteur() -> MarkdownIt:
    lecteur = MarkdownIt("commonmark", {"html": False, "maxNesting": NIVEAU_MAXIMAL + 10})
    lecteur.enable("table").disable(["image", "html_block", "html_inline"])
    lecteur.block.ruler.before("table", "trop_profond", _trop_profond)
    lecteur.validateLink = _lien_permis  # type: ignore[method-assign]
    return lecteur


def _trop_profond(state: StateBlock, debut: int, fin: int, silent: bool) -> bool:
    """Past a depth nobody writes, the rest is one paragraph: the library alone would drop it."""
    if state.level < NIVEAU_MAXIMAL:
        return False
    if silent:
        return True
    state.line = fin
    state.push("paragraph_open", "p", 1)
    contenu = state.push("inline", "", 0)
    contenu.content = state.getLines(debut, fin, state.blkIndent, False).strip()
    contenu.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _lien_permis(url: str) -> bool:
    return url.strip().lower().startswith(PROTOCOLES)


_LECTEUR = _lecteur()
