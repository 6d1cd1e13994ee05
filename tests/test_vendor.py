"""What is vendored is exactly what the manifest says, and nothing is vendored without it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

RACINE = Path(__file__).parent.parent
MANIFESTE = RACINE / "static/vendor/MANIFEST.json"
DOSSIERS = (RACINE / "static/vendor", RACINE / "tracker/documents/polices")
CHAMPS = {"file", "name", "version", "licence", "origin", "sha256"}

ENTREES: list[dict[str, Any]] = json.loads(MANIFESTE.read_text(encoding="utf-8"))["files"]


@pytest.mark.parametrize("entree", ENTREES, ids=lambda entree: entree["file"])
def test_a_vendored_file_has_the_bytes_its_manifest_announces(entree: dict[str, Any]) -> None:
    assert entree.keys() == CHAMPS
    assert all(entree.values())
    assert hashlib.sha256((RACINE / entree["file"]).read_bytes()).hexdigest() == entree["sha256"]


def test_no_file_is_vendored_outside_the_manifest() -> None:
    found = {path for folder in DOSSIERS for path in folder.rglob("*") if path.is_file()} - {MANIFESTE}
    unknown = found - {RACINE / entree["file"] for entree in ENTREES}
    assert sorted(path.relative_to(RACINE).as_posix() for path in unknown) == []


def test_no_file_stands_twice_in_the_manifest() -> None:
    files = [entree["file"] for entree in ENTREES]
    assert files == sorted(set(files))
