"""The form that opens a confidential piece: one button, that writes a name in the register."""

from . import Formulaire


class Ouverture(Formulaire):
    """Asks for nothing: its single-use key makes a double click one reading."""
