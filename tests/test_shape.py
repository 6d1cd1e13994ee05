"""The shape of the house: rights declared, states moved by acts alone, words that name their places."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask

from tracker.config import REGLAGES
from tracker.display.gabarits import composer
from tracker.models import WORKFLOWS
from tracker.procedure.schema import mermaid
from tracker.rights import BY_NAME, CONNECTE, DROITS, PUBLIC

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "tracker"
SOURCES = sorted(PACKAGE.rglob("*.py"))
#: Folders of templates that belong to no blueprint, and what they are.
COMMUNS = {"_macros"}
READ = {".py", ".md", ".html", ".css", ".js", ".toml", ".sh", ".typ"}


def test_every_route_declares_a_right_that_exists(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        right = getattr(app.view_functions[rule.endpoint], "droit", None)
        assert right is not None, rule.endpoint
        if right in {PUBLIC, CONNECTE} or "{" in right:
            continue
        table, _, name = right.partition(".")
        known = right in DROITS or name in BY_NAME[table].names()
        assert known, right


def test_every_right_is_used_by_a_page(app: Flask) -> None:
    asked = {getattr(view, "droit", "") for view in app.view_functions.values()}
    written = "\n".join(path.read_text() for path in [*SOURCES, *(ROOT / "templates").rglob("*.html")])
    for right in DROITS:
        assert right in asked or written.count(f'"{right}"') + written.count(f"'{right}'") > 1, right


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_writes_a_state_by_hand(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        )
        for target in targets:
            assert not (isinstance(target, ast.Attribute) and target.attr == "etat"), f"{path}:{target.lineno}"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"Saisine", "Texte", "Seance"}
        ):
            assert not [word.arg for word in node.keywords if word.arg == "etat"], f"{path}:{node.lineno}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_in_one_sentence_what_lives_there(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text()))
    assert docstring, path
    assert docstring.splitlines()[0].endswith("."), path


def test_every_folder_of_templates_is_a_blueprint(app: Flask) -> None:
    folders = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir() and any(path.iterdir())}
    assert folders - COMMUNS <= set(app.blueprints)


def test_each_desk_shows_only_the_templates_of_its_folder() -> None:
    for path in (PACKAGE / "views").glob("*.py"):
        for folder in re.findall(r'"([a-z_]+)/[a-z_]+\.(?:html|xml)"', path.read_text()):
            assert folder == path.stem, f"{path.name} shows a page of {folder}/"


def test_each_form_stands_in_the_file_of_a_desk() -> None:
    desks = {path.stem for path in (PACKAGE / "views").glob("*.py")}
    assert {path.stem for path in (PACKAGE / "forms").glob("*.py")} - {"champs"} <= desks


def test_every_template_is_used() -> None:
    written = "\n".join(path.read_text() for path in [*SOURCES, *(ROOT / "templates").rglob("*.html")])
    for path in (ROOT / "templates").rglob("*.*"):
        name = str(path.relative_to(ROOT / "templates"))
        assert name in written, name


def test_no_template_holds_a_style_or_a_script() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        found = re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=", path.read_text())
        assert found is None, f"{path.name}: {found and found.group()}"


def test_templates_speak_with_french_spaces(app: Flask) -> None:
    """A plain space before a high sign, in what a template says itself, is set when it is compiled."""
    said = composer('<p title="a : b">Fondement : <a href="/x?y=1;z">aucun</a> ; « rien » ?</p>')[0]
    assert said == '<p title="a : b">Fondement\u00a0: <a href="/x?y=1;z">aucun</a>\u202f; «\u202frien\u202f»\u202f?</p>'
    for name in app.jinja_env.list_templates(extensions=["html"]):
        source = app.jinja_env.compile(app.jinja_env.loader.get_source(app.jinja_env, name)[0], name, raw=True)
        plain = re.findall(r"yield '[^'<>=]*\w [:;?!»](?:\s|<|')", source)
        assert not plain, f"{name}: {plain[:3]}"


def test_every_setting_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    for setting in REGLAGES:
        assert f"`{setting.nom}`" in readme, setting.nom


def test_the_diagrams_of_the_readme_are_those_of_the_tables() -> None:
    readme = (ROOT / "README.md").read_text()
    for workflow in WORKFLOWS.values():
        assert readme.count(f"\n\n{mermaid(workflow)}\n") == 1, f"flask procedure --mermaid: {workflow.name}"
    assert readme.count("```mermaid") == len(WORKFLOWS)


def test_nothing_reads_outside_the_project() -> None:
    outside = re.compile(r"\.\./shared|/work/|\.library")
    for path in ROOT.rglob("*"):
        if path.suffix not in READ or ".venv" in path.parts or path.resolve() == Path(__file__).resolve():
            continue
        assert not outside.search(path.read_text(errors="ignore")), path
