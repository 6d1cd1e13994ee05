"""An archive judged by its directory before anything opens it, then unfolded part by part within what it declares."""

import io
import zipfile
from dataclasses import dataclass

#: How an entry may be packed: as it is, or deflated.
METHODES = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class PaquetRefuse(ValueError):
    """An archive that is not opened; each desk says it in its own words."""


class Abime(PaquetRefuse):
    """It is broken, or not an archive."""


class Protege(PaquetRefuse):
    """It asks for a password."""


class Demesure(PaquetRefuse):
    """It would unfold to more than its bounds."""


@dataclass(frozen=True)
class Bornes:
    """What an archive may hold: entries, bytes once unfolded, and how many times its own size that may be."""

    entrees: int
    deplie: int
    rapport: int
    #: A smaller archive counts as this one: a few repeated words fold well.
    plancher: int = 0


def inventaire(octets: bytes, bornes: Bornes) -> list[zipfile.ZipInfo]:
    """The entries of an archive by its directory alone; raises ``Abime`` or ``Demesure``."""
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise Abime from error
    unfolded = sum(entry.file_size for entry in entries)
    if len(entries) > bornes.entrees or unfolded > bornes.deplie:
        raise Demesure
    if unfolded > bornes.rapport * max(len(octets), bornes.plancher):
        raise Demesure
    return entries


def deplier(octets: bytes, bornes: Bornes) -> dict[str, bytes]:
    """Each part of an archive by its name; raises ``Abime``, ``Protege`` or ``Demesure``.

    An entry may lie about its size: each is read up to what it declares, and a reader finds only that.
    """
    entries = inventaire(octets, bornes)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Protege
    if any(entry.compress_type not in METHODES for entry in entries):
        raise Abime
    if len({entry.filename for entry in entries}) < len(entries):
        raise Abime
    parts = {}
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            for entry in entries:
                with archive.open(entry) as file:
                    parts[entry.filename] = file.read(entry.file_size)
    except Exception as error:  # a forged entry makes the reader stumble in many ways
        raise Abime from error
    return parts


def declare(xml: bytes) -> bool:
    """Whether an XML part declares a type or entities: no office writes any, and they can unfold without end."""
    plain = xml.replace(b"\0", b"")  # UTF-16 would hide them
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain
