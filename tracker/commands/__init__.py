"""The `flask …` commands, one file per noun, and the migrations; all read when a command is asked for."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click
from flask import Flask
from flask.cli import AppGroup

from ..extensions import db

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"
FICHIERS = sorted(module.name for module in iter_modules(__path__))


class Commandes(AppGroup):
    """Each file of this folder by its name, and `db`: a server, which runs no command, is spared their weight."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app.name)
        self.app = app

    def list_commands(self, ctx: click.Context) -> list[str]:
        migrations(self.app)
        return sorted([*super().list_commands(ctx), *FICHIERS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        migrations(self.app)
        if cmd_name not in FICHIERS:
            return super().get_command(ctx, cmd_name)
        found: click.Command = import_module(f"{__name__}.{cmd_name}").commande
        return found


def attach(app: Flask) -> None:
    """Give the application its commands."""
    app.cli = Commandes(app)


def migrations(app: Flask) -> None:
    """Give the application its migrations and their commands, `flask db …`; once."""
    from flask_migrate import Migrate

    if "migrate" not in app.extensions:
        Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
