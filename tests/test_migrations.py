"""Migrations: up and down on populated data, the same schema as the models, all or nothing."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, func, inspect, select, text
from sqlalchemy.exc import IntegrityError

from tests.factories import monde
from tests.outils import postgres
from tracker import create_app
from tracker.commands import MIGRATIONS, migrations
from tracker.extensions import db
from tracker.models import Acte, Demandeur, Saisine, Texte
from tracker.models.mots import Mots, correspond

REVISIONS = [script.revision for script in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))]
#: What a database owns that no model describes.
OUTILS = ("alembic_version", "mots_fts")
EN_PANNE = '''"""Half a change, then a failure."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = {previous!r}
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table("a_moitie", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO a_moitie (id) VALUES (1)")
    op.execute("UPDATE saisines SET objet = 'perdu'")
    with op.batch_alter_table("saisines") as batch:
        batch.add_column(sa.Column("a_moitie", sa.Integer()))
    raise ValueError("halfway")
'''


@pytest.fixture
def vierge(base: str, tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An application on a database without any table."""
    if base == "sqlite":
        yield from _app(f"sqlite:///{tmp_path / 'vierge.db'}", tmp_path)
        return
    with postgres.start() as server:
        name = f"migrations_{worker_id}_{os.getpid()}"
        yield from _app(server.create_database(name), tmp_path)
        server.drop_database(name)


def _app(url: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(
        TESTING=True,
        SQLALCHEMY_DATABASE_URI=url,
        FILES_DIR=tmp_path / "fichiers",
        SECRET_KEY="test",
        DEMONSTRATION=False,
    )
    migrations(app)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    with db.engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def colonnes() -> dict[str, set[str]]:
    with db.engine.connect() as connection:
        known = inspect(connection)
        return {name: {column["name"] for column in known.get_columns(name)} for name in known.get_table_names()}


def peupler() -> dict[str, Any]:
    """A small world that uses every table of the procedure, and what must be true of it."""
    m = monde(db.session)
    m.texte("publie", titre="Avis sur l’égalité des territoires")
    m.texte("rejete")
    m.texte("positions_publiees")
    m.saisine("fusionnee")
    m.saisine("annulee")
    m.saisine("en_suivi", objet="Les lycées")
    m.seconde(m.seance("carence"))
    m.texte("repris")
    m.regler(revue_du_bureau=False)
    return compter()


def compter() -> dict[str, Any]:
    db.session.expire_all()
    return {
        model.__name__: db.session.scalar(select(func.count()).select_from(model)) for model in (Saisine, Texte, Acte)
    }


def trouver(question: str) -> list[str]:
    condition = correspond(db.session(), Mots.saisine_id, question)
    assert condition is not None
    return list(db.session.scalars(select(Saisine.objet).where(condition)))


def test_migrated_schema_is_that_of_the_models(vierge: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        options = {"include_object": include_object(), "compare_type": True, "render_as_batch": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, db.metadatas[None]) == []


def include_object() -> Any:
    """The filter of `migrations/env.py`, read without running it."""
    source = (MIGRATIONS / "env.py").read_text()
    start = source.index("def include_object")
    found: dict[str, Any] = {"Any": Any}
    exec(source[start : source.index("\n\n\n", start)], found)  # noqa: S102
    return found["include_object"]


def test_constraints_of_the_models_are_in_the_migrated_schema(vierge: Flask) -> None:
    """Alembic does not compare CHECK constraints: their names are compared here."""
    upgrade()
    with db.engine.connect() as connection:
        inspector = inspect(connection)
        for table in db.metadatas[None].sorted_tables:
            wanted = {str(c.name) for c in table.constraints if type(c).__name__ == "CheckConstraint" and c.name}
            assert {found["name"] for found in inspector.get_check_constraints(table.name)} == wanted, table.name


def test_a_migrated_database_holds_a_world_and_finds_its_words(vierge: Flask) -> None:
    upgrade()
    peupler()
    assert trouver("lycee") == ["Les lycées"]
    assert trouver("egalite") == ["Orientations budgétaires"]


def test_down_and_up_again_on_populated_data_leaves_nothing_broken(vierge: Flask) -> None:
    upgrade()
    peupler()
    db.session.remove()
    for revision in [*reversed(REVISIONS[:-1]), "base"]:
        downgrade(revision=revision)
    assert tables() - set(OUTILS) == set()
    assert not {name for name in tables() if name.startswith("mots")}
    upgrade()
    assert peupler()["Saisine"]


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_step_is_taken_back_and_taken_again(vierge: Flask, revision: str) -> None:
    """With the data that the last schema holds, when the step is the last one; an empty database otherwise."""
    upgrade(revision=revision)
    before = colonnes()
    downgrade(revision="-1")
    assert colonnes() != before
    upgrade(revision=revision)
    assert colonnes() == before


def test_populated_data_survives_the_last_step_back_and_forth(vierge: Flask) -> None:
    upgrade()
    before = peupler()
    db.session.remove()
    if len(REVISIONS) > 1:
        downgrade(revision="-1")
    upgrade()
    assert compter() == before
    assert trouver("lycee") == ["Les lycées"]


def test_a_migration_that_fails_midway_leaves_nothing(vierge: Flask, tmp_path: Path) -> None:
    upgrade()
    before = peupler()
    db.session.remove()
    schema = tables()
    broken = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, broken)
    (broken / "versions" / "9999_en_panne.py").write_text(EN_PANNE.format(previous=REVISIONS[-1]))
    with pytest.raises(ValueError, match="halfway"):
        upgrade(directory=str(broken))
    assert tables() == schema
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == REVISIONS[-1]
        assert "a_moitie" not in {column["name"] for column in inspect(connection).get_columns("saisines")}
        if connection.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    assert compter() == before
    assert db.session.scalars(select(Saisine).where(Saisine.objet == "perdu")).all() == []


def test_a_first_migration_that_fails_leaves_an_empty_database(vierge: Flask, tmp_path: Path) -> None:
    broken = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, broken)
    first = next(path for path in (broken / "versions").glob("*.py") if REVISIONS[0] in path.name)
    first.write_text(
        first.read_text().replace("\ndef downgrade", '\n    raise ValueError("halfway")\n\n\ndef downgrade')
    )
    with pytest.raises(ValueError, match="halfway"):
        upgrade(directory=str(broken))
    assert tables() - {"alembic_version"} == set()
    upgrade()
    assert peupler()["Saisine"]


def test_a_migration_that_leaves_a_row_pointing_to_nothing_is_refused(vierge: Flask, tmp_path: Path) -> None:
    upgrade()
    peupler()
    db.session.remove()
    broken = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, broken)
    start = EN_PANNE.format(previous=REVISIONS[-1]).split("    op.create_table")[0]
    careless = f'{start}    op.execute("DELETE FROM demandeurs")\n'
    (broken / "versions" / "9999_en_panne.py").write_text(careless)
    with pytest.raises((SystemExit, IntegrityError)):
        upgrade(directory=str(broken))
    assert db.session.scalar(select(func.count()).select_from(Demandeur))


def test_a_new_schema_needs_a_new_migration_and_each_has_its_number() -> None:
    names = sorted(path.name for path in (MIGRATIONS / "versions").glob("*.py"))
    assert [name[:4] for name in names] == REVISIONS == [f"{rank:04d}" for rank in range(1, len(names) + 1)]
    for name in names:
        spec = importlib.util.spec_from_file_location(name[:-3], MIGRATIONS / "versions" / name)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        assert module.__doc__ and module.downgrade and module.upgrade


def test_two_processes_that_prepare_the_same_base_do_not_break_it(vierge: Flask) -> None:
    upgrade()
    upgrade()
    engine = create_engine(vierge.config["SQLALCHEMY_DATABASE_URI"])
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1
    engine.dispose()
