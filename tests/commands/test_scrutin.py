"""`flask scrutin recompter`: 0 when the result follows, 1 when it does not, 2 when nothing can be read."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

EXEMPLES = Path(__file__).parents[1] / "procedure" / "scrutins"


def recompter(app: Flask, fichier: Path) -> Result:
    return app.test_cli_runner().invoke(args=["scrutin", "recompter", str(fichier)])


@pytest.mark.parametrize(
    "nom", ["nominal", "secret_appareil", "secret_papier", "main_levee", "election", "election_appareil"]
)
def test_a_true_vote_follows(app: Flask, nom: str) -> None:
    resultat = recompter(app, EXEMPLES / f"{nom}.json")
    assert resultat.exit_code == 0, resultat.output
    assert resultat.output.endswith("Le résultat annoncé suit des voix comptées.\n")
    assert "Vérifié\u00a0: " in resultat.output and "Écart" not in resultat.output


def test_a_false_one_does_not_and_says_why(app: Flask, tmp_path: Path) -> None:
    document = json.loads((EXEMPLES / "nominal.json").read_text(encoding="utf-8"))
    document["annonce"]["pour"] = 5
    fichier = tmp_path / "faux.json"
    fichier.write_text(json.dumps(document), encoding="utf-8")
    resultat = recompter(app, fichier)
    assert resultat.exit_code == 1
    assert "Écart\u00a0: pour, 5 à l’annonce et 4 au recomptage." in resultat.output
    assert "Écart\u00a0: le fichier a été modifié depuis son export" in resultat.output
    assert "ne suit pas des voix comptées" in resultat.output


@pytest.mark.parametrize("octets", [b"\x00\x01", b"{", b"[" * 100_000, b'"scrutin-1"', b'{"format": "scrutin-1"}'])
def test_what_cannot_be_read_gives_one_sentence(app: Flask, tmp_path: Path, octets: bytes) -> None:
    fichier = tmp_path / "illisible.json"
    fichier.write_bytes(octets)
    resultat = recompter(app, fichier)
    assert resultat.exit_code == 2
    assert resultat.stdout == "" and len(resultat.stderr.splitlines()) == 1
    assert "Traceback" not in resultat.output


@pytest.mark.parametrize("nom", ["absent.json", "."])
def test_a_file_that_is_not_there_gives_one_sentence(app: Flask, tmp_path: Path, nom: str) -> None:
    resultat = recompter(app, tmp_path / nom)
    assert (resultat.exit_code, resultat.stderr) == (2, "Ce fichier n’existe pas, ou ne peut pas être ouvert.\n")
