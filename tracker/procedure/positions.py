"""Until when explanations of vote and minority positions are received; dates in, a reasoned answer out."""

from dataclasses import dataclass
from datetime import date, timedelta

from .reglement import ARTICLE_VOTE


@dataclass(frozen=True)
class Fenetre:
    """Whether one may deposit today, until which day where there is one, and the sentence that says why."""

    ouverte: bool
    limite: date | None
    phrase: str


def limite(vote_le: date | None, jours: int) -> date | None:
    """The last day of the deposits; None before the vote, or where they end with the sitting."""
    return vote_le + timedelta(days=jours) if vote_le is not None and jours else None


def fenetre(aujourdhui: date, vote_le: date | None, jours: int, *, en_seance: bool) -> Fenetre:
    """Whether positions are received: during the sitting, then for the days that the règlement gives after the vote."""
    last = limite(vote_le, jours)
    if vote_le is None and not en_seance:
        return Fenetre(False, None, "Le texte n’est ni voté ni à l’ordre du jour d’une séance ouverte.")
    if last is not None:
        return _jusqu_au(aujourdhui, last, jours)
    if en_seance and jours:
        return Fenetre(True, None, f"Les positions se déposent jusqu’à {_jours(jours)} après le vote ({_article()}).")
    if en_seance:
        return Fenetre(True, None, f"Les positions se déposent jusqu’à la fin de la séance ({_article()}).")
    assert vote_le is not None
    closed = f"Les positions se déposaient jusqu’à la fin de la séance du {vote_le:%d/%m/%Y} : elle est levée"
    return Fenetre(False, vote_le, f"{closed} ({_article()}).")


def _jusqu_au(aujourdhui: date, last: date, jours: int) -> Fenetre:
    verb = "se déposent" if aujourdhui <= last else "se déposaient"
    told = f"Les positions {verb} jusqu’au {last:%d/%m/%Y}, {_jours(jours)} après le vote ({_article()})."
    return Fenetre(aujourdhui <= last, last, told)


def _jours(jours: int) -> str:
    return f"{jours} jour{'s' if jours > 1 else ''}"


def _article() -> str:
    return f"règlement intérieur ; CGCT, art. {ARTICLE_VOTE}"
