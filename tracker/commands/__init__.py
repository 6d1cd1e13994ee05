"""The `flask …` commands, one file per noun."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Flask


def attach(app: Flask) -> None:
    """Give the application each command or group that a file of this folder names `commande`."""
    for module in iter_modules(__path__):
        app.cli.add_command(import_module(f"{__name__}.{module.name}").commande)
