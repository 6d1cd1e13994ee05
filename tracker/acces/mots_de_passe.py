"""Passwords: how one is kept, verified and judged."""

import re
import secrets
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..models import Personne

MINIMUM, MAXIMUM = 12, 200
#: Signs that must differ: « aaaaaaaaaaaa » has one.
DIFFERENTS = 5
COMMUNS = Path(__file__).parent.parent / "donnees" / "mots_de_passe_communs.txt"
#: Signs that stand for a letter: « m0t2p@sse ».
DEGUISES = str.maketrans("0134578@$!€", "oieastbasie")
#: Along these one only slides a finger.
SUITES = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
)
hasher = PasswordHasher()


def verifier(empreinte: str | None, saisi: str) -> bool:
    """Whether this is the password that was kept; the answer takes as long when none was.

    It takes its time on purpose: nothing is held in the database meanwhile.
    """
    try:
        hasher.verify(empreinte or leurre(), _normal(saisi))
    except (VerificationError, InvalidHashError):
        return False
    return empreinte is not None


def rafraichir(personne: Personne, saisi: str) -> None:
    """Keep a password that was just verified with today's parameters, where it was kept with others."""
    if personne.mot_de_passe and hasher.check_needs_rehash(personne.mot_de_passe):
        poser(personne, saisi)


def poser(personne: Personne, choisi: str) -> None:
    """Give somebody a password, that was judged good."""
    personne.mot_de_passe = hasher.hash(_normal(choisi))


@cache
def leurre() -> str:
    """A hash that is verified when the account does not exist, so that the answer takes as long."""
    return hasher.hash(secrets.token_hex(8))


def _normal(saisi: str) -> str:
    """The same accents, whatever keyboard wrote them."""
    return unicodedata.normalize("NFC", saisi)


def defaut(choisi: str, personne: Personne) -> str | None:
    """Why a password would be guessed, in one sentence; None for a good one."""
    if len(choisi) < MINIMUM:
        return f"Ce mot de passe a {len(choisi)} signes : il en faut au moins {MINIMUM}."
    if len(choisi) > MAXIMUM:
        return f"Ce mot de passe a {len(choisi)} signes : il en faut au plus {MAXIMUM}."
    plain = plie(choisi)
    if len(set(plain)) < DIFFERENTS or _repete(plain):
        return "Ce mot de passe répète les mêmes signes : on le devinerait."
    if _glisse(plain):
        return "Ce mot de passe suit l’alphabet, les chiffres ou le clavier : on le devinerait."
    if _de_la_personne(plain, personne):
        return "Ce mot de passe tient à votre nom ou à votre adresse : on le devinerait."
    if _commun(plain):
        return "Ce mot de passe est parmi les plus employés : choisissez plutôt quatre ou cinq mots sans rapport."
    return None


def plie(words: str) -> str:
    """The letters and the figures, in lower case, without accents."""
    flat = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in flat if not unicodedata.combining(sign) and not sign.isspace())


def _repete(plain: str) -> bool:
    return any(plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, len(plain) // 2 + 1))


def _glisse(plain: str) -> bool:
    """Whether all but a few signs follow one another in a row of the alphabet, of the figures or of the keyboard."""
    neighbours = {pair for row in SUITES for way in (row, row[::-1]) for pair in pairwise(way)}
    steps = sum(pair in neighbours for pair in pairwise(plain))
    return steps >= len(plain) - 4


def _de_la_personne(plain: str, personne: Personne) -> bool:
    """Whether little is left once the names and the address are taken away."""
    known = [personne.prenom, personne.nom, *re.split(r"[@.]", personne.courriel or "")]
    left = plain
    for word in sorted({plie(word) for known_as in known for word in [known_as, *known_as.split("-")]}, key=len)[::-1]:
        if len(word) > 2:
            left = left.replace(word, "")
    return left != plain and len(left) < MINIMUM - 4


def _commun(plain: str) -> bool:
    """Whether it is one or two words of the list, with figures and signs around or in place of letters."""
    readings = {plain, plain.translate(DEGUISES), re.sub(r"[^a-z]", "", plain)}
    readings |= {re.sub(r"^[^a-z]+|[^a-z]+$", "", plain).translate(DEGUISES)}
    readings |= {re.sub(r"[^a-z]", "", reading) for reading in readings}
    return any(_de_la_liste(reading) for reading in readings if reading) or bool(re.fullmatch(r"[\d\W_]+", plain))


def _de_la_liste(letters: str) -> bool:
    words = communs()
    return letters in words or any(letters[:at] in words and letters[at:] in words for at in range(1, len(letters)))


@cache
def communs() -> frozenset[str]:
    """The words that passwords are most often made of, as the file lists them."""
    return frozenset(_lus(COMMUNS.read_text(encoding="utf-8")))


def _lus(content: str) -> Iterator[str]:
    for line in content.splitlines():
        if not line.startswith("#"):
            yield from (plie(word) for word in line.split())
