"""PDF made by Typst from a template and plain data: tagged, archivable, the same bytes each time."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from tracker.prose.markdown import nettoyer
from tracker.prose.typographie import francais

from .images import Image

MODELES = Path(__file__).parent / "modeles"
POLICES = Path(__file__).parent / "polices"

# How Typst names, in its errors, the characters that no font has or that an archive forbids.
REFUSES = re.compile(r'(?:the text|the codepoint) `"((?:[^"\\]|\\.)*)"`')
ECHAPPEMENT = re.compile(r"\\u\{([0-9a-f]+)\}")
REPRISES = 5
#: What Typst says of a paragraph with hundreds of ordinals, or of words to break.
TROP_D_ORNEMENTS = "grouping depth"


def compiler(modele: str, donnees: dict[str, Any], images: Mapping[str, Image] | None = None) -> bytes:
    """The PDF of the template ``modele`` (``avis``, ``accuse_reception``) filled with JSON-able data.

    ``donnees["date_document"]`` (ISO) dates the file, never the clock. Texts are data: their markup is not read.
    ``images`` are the pictures that its figures name.
    """
    with _atelier(images or {}) as (racine, chemins):
        return _reprendre(racine / f"{modele}.typ", composer(donnees) | {"images": chemins})


@contextmanager
def _atelier(images: Mapping[str, Image]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Where Typst reads: the templates, and beside them the pictures, which it takes from files alone."""
    if not images:
        yield MODELES, {}
        return
    with TemporaryDirectory() as temporary:
        racine = Path(temporary)
        for modele in MODELES.glob("*.typ"):
            shutil.copyfile(modele, racine / modele.name)
        found = {}
        for rang, (empreinte, image) in enumerate(images.items()):
            name = f"image-{rang}.{image.fin}"
            (racine / name).write_bytes(image.octets)
            found[empreinte] = {"chemin": name, "largeur": image.largeur}
        yield racine, found


def _reprendre(modele: Path, donnees: dict[str, Any]) -> bytes:
    """The PDF, made again without what Typst refused: a character without a glyph, more ornaments than it groups."""
    texte = json.dumps(donnees, ensure_ascii=False)
    horodatage = _horodatage(donnees["date_document"])
    ornee = True
    for _ in range(REPRISES):
        try:
            return _compiler(modele, texte, horodatage, ornee=ornee)
        except typst.TypstError as erreur:
            remplace = _nommer_les_refuses(texte, erreur.diagnostic)
            if remplace == texte and not (ornee and TROP_D_ORNEMENTS in str(erreur)):
                raise
            ornee = ornee and TROP_D_ORNEMENTS not in str(erreur)
            texte = remplace
    return _compiler(modele, texte, horodatage, ornee=ornee)


def composer(valeur: Any) -> Any:
    """The same data with French typography in its sentences; code and addresses stay as typed."""
    match valeur:
        case str():
            return francais(nettoyer(valeur).replace("\t", " "))
        case dict() if valeur.get("code") is True or valeur.get("type") == "code":
            return {**valeur, "texte": valeur["texte"].expandtabs(4)}
        case dict():
            return {nom: nettoyer(v) if nom == "lien" else composer(v) for nom, v in valeur.items()}
        case list() | tuple():
            return [composer(v) for v in valeur]
    return valeur


def _compiler(modele: Path, texte: str, horodatage: datetime, *, ornee: bool) -> bytes:
    return typst.compile(
        modele,
        root=modele.parent,
        format="pdf",
        font_paths=_polices(),
        ignore_system_fonts=True,
        sys_inputs={"donnees": texte, "ornee": "oui" if ornee else "non"},
        pdf_standards=["a-3a", "ua-1"],
        timestamp=horodatage,
    )


@lru_cache(maxsize=1)
def _polices() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[POLICES] if POLICES.is_dir() else [])


def _horodatage(jour: str) -> datetime:
    return datetime.combine(date.fromisoformat(jour), datetime.min.time(), tzinfo=UTC)


def _nommer_les_refuses(texte: str, diagnostic: str) -> str:
    """Each character that cannot be printed (an emoji, a rare script) is named by its code, ``[U+1F600]``."""
    refuses = {
        caractere
        for brut in REFUSES.findall(diagnostic)
        for caractere in ECHAPPEMENT.sub(lambda m: chr(int(m[1], 16)), brut)
        if ord(caractere) > 127
    }
    return texte.translate({ord(c): f"[U+{ord(c):04X}]" for c in refuses})
