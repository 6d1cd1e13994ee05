"""The forms of a person's page: their portrait."""

from flask_wtf.file import FileField

from . import Formulaire


class Portrait(Formulaire):
    """A photograph to show in the trombinoscope."""

    portrait = FileField("Photographie")
