"""Where one stands in a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request


@dataclass(frozen=True)
class Numero:
    """A page of a list, in its pagination."""

    numero: int
    url: str
    courant: bool


@dataclass(frozen=True)
class Page:
    """Where one stands in a list."""

    phrase: str
    precedente: str | None
    suivante: str | None
    pages: Sequence[Numero | None]


def paginer(number: int, size: int, total: int) -> Page:
    """The pagination of a list: first, last, and two on each side of the present one."""
    last = max(1, -(-total // size))
    shown = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    pages: list[Numero | None] = []
    for previous, current in zip([0, *shown], shown, strict=False):
        if current - previous > 1:
            pages.append(None)
        pages.append(Numero(current, url_page(current), current == number))
    first = (number - 1) * size + 1
    return Page(
        phrase=f"{first} à {min(number * size, total)} sur {total}" if total else "Aucun résultat",
        precedente=url_page(number - 1) if number > 1 else None,
        suivante=url_page(number + 1) if number < last else None,
        pages=pages,
    )


def url_page(number: int) -> str:
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "page"]
    return f"{request.path}?{urlencode([*kept, ('page', number)])}"
