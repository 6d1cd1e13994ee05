"""A Word file brought in as the blocks of a text, with what is lost said in sentences."""

from .lecture import Apport, lire_docx
from .ouverture import WordRefuse

__all__ = ["Apport", "WordRefuse", "lire_docx"]
