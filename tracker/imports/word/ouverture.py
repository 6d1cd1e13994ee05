"""A .docx opened with care: its archive, its parts and their depth are judged before any of it is read as words."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from ..depot import TAILLE_MAX
from ..paquet import Abime, Bornes, Demesure, Protege, declare, deplier
from .noms import REL, STRICTS, TYPES, W


class WordRefuse(ValueError):
    """The file cannot be taken in; the message is a French sentence for the person who sent it."""


PAS_UN_WORD = "Ce fichier n’est pas un document Word .docx lisible : il est abîmé, ou d’un autre type."
ANCIEN = (
    "Ce fichier est à l’ancien format .doc, ou protégé par un mot de passe : "
    "ouvrez-le dans Word et enregistrez-le en .docx, sans mot de passe."
)
TROP_GRAND = "Ce document est démesuré une fois déplié : il n’a pas été ouvert."
TROP_PROFOND = "Ce document emboîte trop de tableaux, de listes ou de cadres les uns dans les autres."
MACROS = "Ce document contient des macros : enregistrez-le en « Document Word (.docx) », sans macros."
AUTRE = "Ce fichier est un classeur, un diaporama ou un modèle : enregistrez-le en « Document Word (.docx) »."
TROP_LONG = "Ce document dépasse six cent mille caractères : partagez-le en plusieurs textes."
TROP_DE_PARAGRAPHES = "Ce document compte plus de vingt mille paragraphes : partagez-le en plusieurs textes."

BORNES = Bornes(entrees=2_000, deplie=200_000_000, rapport=100, plancher=10_000)
#: Signs of an element in one part, and elements inside one another: three hundred pages hold half as many.
BALISES_MAX = 800_000
PROFONDEUR_MAX = 60
PARAGRAPHES_MAX = 20_000
CARACTERES_MAX = 600_000
#: How a file of the older format, or one under a password, begins.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@dataclass(frozen=True)
class Lien:
    """What one part points at: a kind, an address, and whether it stands outside the file."""

    genre: str
    cible: str
    externe: bool


@dataclass
class Partie:
    """One part that is read: its tree, and what it points at by key."""

    arbre: Element
    liens: dict[str, Lien] = field(default_factory=dict)


@dataclass
class Word:
    """A document that may be read: its text, what goes with it, and the bytes of its pictures by name."""

    texte: Partie
    #: The folder of the archive where its parts lie.
    dossier: str
    styles: Element | None = None
    numeros: Element | None = None
    notes: dict[str, Partie] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict)
    #: Heads and feet of pages that say something.
    courants: int = 0


def ouvrir(octets: bytes) -> Word:
    """The parts of a document that are read; raises ``WordRefuse`` with the reason in one sentence."""
    parts = _parties(octets)
    name = _document(parts)
    text = _partie(parts, name, borne=True)
    base = posixpath.dirname(name)
    word = Word(text, base)
    for lien in text.liens.values():
        target = resoudre(base, lien.cible)
        if lien.externe or target not in parts:
            continue
        match lien.genre:
            case "styles":
                word.styles = arbre(parts[target])
            case "numbering":
                word.numeros = arbre(parts[target])
            case "footnotes" | "endnotes":
                word.notes[lien.genre] = _partie(parts, target, borne=True)
            case "header" | "footer":
                word.courants += any((found.text or "").strip() for found in arbre(parts[target]).iter(f"{W}t"))
    for partie in (text, *word.notes.values()):
        partie.liens = {key: lien for key, lien in partie.liens.items() if _suivi(lien, base, parts, word.images)}
    return word


def _suivi(lien: Lien, base: str, parts: dict[str, bytes], images: dict[str, bytes]) -> bool:
    """Whether a part may point there: at an address of the web, or at a picture of the file, which is kept."""
    if lien.genre == "hyperlink":
        return lien.externe
    target = resoudre(base, lien.cible)
    if lien.genre != "image" or lien.externe or target not in parts:
        return False
    images[target] = parts[target]
    return True


def _parties(octets: bytes) -> dict[str, bytes]:
    """The parts of the archive by their names, once it is known to be a document without macros."""
    if not octets:
        raise WordRefuse("Ce fichier est vide.")
    if len(octets) > TAILLE_MAX:
        raise WordRefuse(f"Ce fichier dépasse {TAILLE_MAX // 1_000_000} Mo : allégez ses images.")
    if octets.startswith(OLE):
        raise WordRefuse(ANCIEN)
    try:
        parts = deplier(octets, BORNES)
    except Demesure as refusal:
        raise WordRefuse(TROP_GRAND) from refusal
    except Protege as refusal:
        raise WordRefuse(ANCIEN) from refusal
    except Abime as refusal:
        raise WordRefuse(PAS_UN_WORD) from refusal
    if any(_dehors(name) for name in parts):
        raise WordRefuse(PAS_UN_WORD)
    if any(name.casefold().endswith("vbaproject.bin") for name in parts):
        raise WordRefuse(MACROS)
    return parts


def _dehors(nom: str) -> bool:
    """Whether a name leads out of the archive."""
    return nom.startswith("/") or "\\" in nom or ":" in nom or ".." in nom.split("/")


def _document(parts: dict[str, bytes]) -> str:
    """The name of the part that holds the text, once its type is that of a document."""
    if "[Content_Types].xml" not in parts:
        raise WordRefuse(PAS_UN_WORD)
    found = [lien for lien in _liens(parts, "").values() if lien.genre == "officeDocument" and not lien.externe]
    name = resoudre("", found[0].cible) if found else "word/document.xml"
    kinds = {
        one.get("PartName", "").lstrip("/"): one.get("ContentType", "")
        for one in arbre(parts["[Content_Types].xml"]).iter(f"{TYPES}Override")
    }
    kind = kinds.get(name, "")
    if "macroEnabled" in kind:
        raise WordRefuse(MACROS)
    if kind != DOCUMENT:
        raise WordRefuse(AUTRE if "officedocument" in kind else PAS_UN_WORD)
    if name not in parts:
        raise WordRefuse(PAS_UN_WORD)
    return name


def _partie(parts: dict[str, bytes], nom: str, borne: bool = False) -> Partie:
    return Partie(arbre(parts[nom], borne), _liens(parts, nom))


def _liens(parts: dict[str, bytes], nom: str) -> dict[str, Lien]:
    folder, own = posixpath.split(nom)
    octets = parts.get(posixpath.join(folder, "_rels", f"{own}.rels"))
    if octets is None:
        return {}
    return {
        one.get("Id", ""): Lien(
            one.get("Type", "").rpartition("/")[2], one.get("Target", ""), one.get("TargetMode") == "External"
        )
        for one in arbre(octets).iter(f"{REL}Relationship")
    }


def resoudre(base: str, cible: str) -> str:
    """The name in the archive of what a part of that folder points at."""
    return cible.lstrip("/") if cible.startswith("/") else posixpath.normpath(posixpath.join(base, cible))


def arbre(octets: bytes, borne: bool = False) -> Element:
    """The tree of one XML part, judged as it is read: no declaration, no depth, no multitude.

    ``borne`` for a part that is read as text: its paragraphs and its characters are counted too.
    """
    if declare(octets):
        raise WordRefuse(PAS_UN_WORD)
    if octets.count(b"<") > BALISES_MAX:
        raise WordRefuse(TROP_DE_PARAGRAPHES if borne else TROP_GRAND)
    for strict, usual in STRICTS:
        octets = octets.replace(strict, usual)
    parser: XMLPullParser[Element] = XMLPullParser(events=("start", "end"))
    measure = _Mesure(borne)
    try:
        for start in range(0, len(octets), 1 << 16):
            parser.feed(octets[start : start + (1 << 16)])
            measure.suivre(parser)
        parser.close()
        measure.suivre(parser)
    except (ParseError, ValueError, LookupError) as error:
        if isinstance(error, WordRefuse):
            raise
        raise WordRefuse(PAS_UN_WORD) from error
    if measure.racine is None:
        raise WordRefuse(PAS_UN_WORD)
    return measure.racine


class _Mesure:
    """What is counted while a part is read, so that the rest of it never is."""

    def __init__(self, borne: bool) -> None:
        self.borne = borne
        self.racine: Element | None = None
        self.profondeur = self.paragraphes = self.caracteres = 0

    def suivre(self, parser: "XMLPullParser[Element]") -> None:
        """Count what was read since; raises ``WordRefuse``."""
        for event, node in cast("Iterator[tuple[str, Element]]", parser.read_events()):
            if event == "end":
                self.profondeur -= 1
                self.caracteres += len(node.text or "") if node.tag == f"{W}t" else 0
                continue
            self.racine = node if self.racine is None else self.racine
            self.profondeur += 1
            self.paragraphes += node.tag == f"{W}p"
            if self.profondeur > PROFONDEUR_MAX:
                raise WordRefuse(TROP_PROFOND)
        if self.borne and self.paragraphes > PARAGRAPHES_MAX:
            raise WordRefuse(TROP_DE_PARAGRAPHES)
        if self.borne and self.caracteres > CARACTERES_MAX:
            raise WordRefuse(TROP_LONG)
