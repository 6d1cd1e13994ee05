"""One blueprint per desk: one file here, the same word in forms/, templates/ and tests/views/."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Flask


def attach(app: Flask) -> None:
    """Give the application the blueprint `bp` of each file of this folder."""
    for module in iter_modules(__path__):
        app.register_blueprint(import_module(f"{__name__}.{module.name}").bp)
