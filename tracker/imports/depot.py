"""What is deposited: its type read from its content, and its bytes kept under their SHA-256."""

import hashlib
import io
import os
import re
import tempfile
import time
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

import filetype

from .paquet import Bornes, Demesure, inventaire

#: What a file may be: the extensions by the type that the content shows, and the type it is served as.
PDF = "application/pdf"
ZIP = "application/zip"
TYPES: dict[str, str] = {
    ".pdf": PDF,
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".zip": ZIP,
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".txt": "text/plain",
    ".csv": "text/csv",
}
ARCHIVES = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip"})
TEXTES = frozenset({".txt", ".csv"})
ACCEPT = ",".join(TYPES)
#: Bytes of one file, and what an archive may unfold to.
TAILLE_MAX = 30_000_000
BORNES = Bornes(entrees=5_000, deplie=300_000_000, rapport=200, plancher=10_000)


class DepotRefuse(Exception):
    """A file that is not taken, with the reason in one French sentence."""


@dataclass(frozen=True)
class Depot:
    """A file that was checked: its clean name, its type and its bytes."""

    nom: str
    type_mime: str
    octets: bytes


def verifier(nom: str, octets: bytes) -> Depot:
    """Check a deposited file by its name and its content; raises DepotRefuse."""
    clean = nom_propre(nom)
    extension = Path(clean).suffix.lower()
    if extension not in TYPES:
        taken = "PDF, Word, OpenDocument, tableur, image"
        raise DepotRefuse(f"« {clean} » : ce type de fichier n’est pas accepté ({taken}).")
    if not octets:
        raise DepotRefuse(f"« {clean} » est vide.")
    if len(octets) > TAILLE_MAX:
        raise DepotRefuse(f"« {clean} » dépasse {TAILLE_MAX // 1_000_000} Mo.")
    _check_content(clean, extension, octets)
    return Depot(clean, TYPES[extension], octets)


def nom_propre(nom: str) -> str:
    """The last part of a name, without control characters, path or direction marks; 150 characters at most."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", nom))[-1]
    printable = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    path = Path(printable)
    return (path.stem[:140] or "piece") + path.suffix[:10]


def _check_content(nom: str, extension: str, octets: bytes) -> None:
    kind = extension.removeprefix(".").upper()
    wrong = DepotRefuse(f"« {nom} » n’est pas un fichier {kind} : son contenu dit autre chose.")
    if extension in TEXTES:
        if b"\x00" in octets[:4096]:
            raise wrong
        return
    if extension in ARCHIVES:
        _check_archive(nom, extension, octets)
        return
    found = filetype.guess(octets[:8192])
    if found is None or found.mime != TYPES[extension]:
        raise wrong


def _check_archive(nom: str, extension: str, octets: bytes) -> None:
    """Read the directory of an archive before anything opens it: what it would unfold to, and what it is."""
    try:
        entries = inventaire(octets, BORNES)
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            mimetype = _mimetype(archive, entries)
    except Demesure as error:
        raise DepotRefuse(f"« {nom} » se déplie démesurément : il est refusé par prudence.") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise DepotRefuse(f"« {nom} » ne s’ouvre pas : l’archive est abîmée ou protégée.") from error
    names = {entry.filename for entry in entries}
    office = extension in {".docx", ".xlsx", ".pptx"}
    if office and "[Content_Types].xml" not in names:
        raise DepotRefuse(f"« {nom} » n’est pas un document {extension.removeprefix('.').upper()}.")
    if extension in {".odt", ".ods", ".odp"} and mimetype != TYPES[extension]:
        raise DepotRefuse(f"« {nom} » n’est pas un document {extension.removeprefix('.').upper()}.")


def _mimetype(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    """What an OpenDocument archive says it is; a bounded read, since an entry may lie about its size."""
    if not any(entry.filename == "mimetype" and entry.compress_type in (0, 8) for entry in entries):
        return ""
    with archive.open("mimetype") as file:
        return file.read(200).decode("ascii", "replace")


def empreinte(octets: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal: the name under which they are kept."""
    return hashlib.sha256(octets).hexdigest()


def ranger(racine: Path, octets: bytes) -> str:
    """Keep bytes under their SHA-256, whole or not at all; the hash in hexadecimal."""
    mark = empreinte(octets)
    place = chemin(racine, mark)
    if place.exists():
        return mark
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return mark


def oublier(racine: Path, age: float) -> None:
    """Take away the files kept there for longer than `age`, in seconds: nobody came back for them."""
    for place in racine.rglob("*") if racine.is_dir() else ():
        if place.is_file() and time.time() - place.stat().st_mtime > age:
            place.unlink(missing_ok=True)


def chemin(racine: Path, empreinte: str) -> Path:
    """Where the bytes of a hash are kept."""
    if not re.fullmatch(r"[0-9a-f]{64}", empreinte):
        raise ValueError("not a SHA-256")
    return racine / empreinte[:2] / empreinte[2:4] / empreinte
