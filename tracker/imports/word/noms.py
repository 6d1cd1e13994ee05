"""The names that a Word file is written with: its parts, its elements, what relates them."""

import re

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

#: The same words in files saved in the strict form of the norm.
STRICTS = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", PIC[1:-1].encode()),
)


def local(balise: str) -> str:
    """The name of an element without its namespace."""
    return balise.rpartition("}")[2]


def entier(valeur: str | None, defaut: int = 0) -> int:
    """A whole number as a file writes it, within what a page can mean."""
    return int(valeur) if valeur and re.fullmatch(r"-?\d{1,6}", valeur) else defaut
