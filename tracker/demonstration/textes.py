"""The draft texts of the demonstration, invented; one Markdown file each, and what a first version lacked."""

from functools import cache
from pathlib import Path

from ..prose.blocs import ecrire
from ..prose.lecture import lire

DOSSIER = Path(__file__).parent / "projets"


@cache
def projet(cle: str) -> str:
    """A draft in full, as the assembly votes it."""
    return (DOSSIER / f"{cle}.md").read_text(encoding="utf-8")


def esquisse(cle: str) -> str:
    """The first version of a draft: the context and the findings, before anything is recommended."""
    sections = projet(cle).split("\n# ")
    return "\n# ".join(sections[: 2 if len(sections) > 2 else 1]).rstrip() + "\n"


def ebauche(cle: str) -> str:
    """The second version: all but the last recommendation and the conclusion."""
    body = projet(cle).split("\n# Conclusion")[0].rstrip()
    return ecrire(lire(body)[:-1])
