"""One kind of what is kept about a person, and how long it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

#: One column: the path to it through the relations, or an expression; and the words of its values where it is a code.
Champ = str | ColumnElement[Any] | tuple[str, Mapping[Any, str]]


@dataclass(frozen=True)
class Genre:
    """One kind of what is kept: the rows whose column `de` names the person."""

    nom: str
    titre: str
    de: InstrumentedAttribute[Any]
    champs: Mapping[str, Champ]
    pourquoi: str
    duree: str
    #: What of the person the column holds.
    cle: str = "id"


ARCHIVE = "Sans limite : archives publiques."
OUVERT = "Jusqu’à la fermeture du compte."
UN_AN = "Un an."
