"""The formats in which a text leaves: each of them sets the same `Ecrit`."""

from collections.abc import Callable
from dataclasses import dataclass

from ..imports.depot import TYPES
from .ecrit import Ecrit, pdf
from .epub import EPUB, epub
from .odf.texte import opendocument
from .word.document import word


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how those who take it away call it, its type, and what sets a text in it."""

    libelle: str
    mime: str
    mettre: Callable[[Ecrit], bytes]


FORMATS: dict[str, Format] = {
    "pdf": Format("PDF", TYPES[".pdf"], pdf),
    "docx": Format("Word", TYPES[".docx"], word),
    "odt": Format("OpenDocument", TYPES[".odt"], opendocument),
    "epub": Format("EPUB", EPUB, epub),
}
