"""The code shown in the room, as letters and as a QR code: it changes, so that only who is there can sign in."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

import segno
from flask import current_app
from markupsafe import Markup

#: How long a code is shown; the one before still opens, for who is typing it.
DUREE = timedelta(seconds=30)
#: No letter or figure that is taken for another.
SIGNES = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LONGUEUR = 6


def code(seance_id: int, instant: datetime) -> str:
    """The six signs of a sitting at a moment."""
    window = int(instant.timestamp() // DUREE.total_seconds())
    return _code(seance_id, window)


def fenetre(instant: datetime) -> int:
    """The number of the window that a moment falls in: another number, another code."""
    return int(instant.timestamp() // DUREE.total_seconds())


def valable(seance_id: int, typed: str, instant: datetime) -> bool:
    """Whether this is the code of the moment, or the one before."""
    plain = "".join(typed.split()).upper().replace("-", "")
    return any(
        hmac.compare_digest(plain.encode(), code(seance_id, when).encode()) for when in (instant, instant - DUREE)
    )


def reste(instant: datetime) -> int:
    """Seconds until the code changes."""
    whole = int(DUREE.total_seconds())
    return whole - int(instant.timestamp()) % whole


def dessin(adresse: str) -> Markup:
    """An address as a picture that a telephone's camera reads."""
    picture = segno.make(adresse, error="m", micro=False).svg_inline(
        omitsize=True, svgclass="qr", lineclass=None, border=3
    )
    return Markup(picture.replace("<svg ", '<svg role="img" aria-label="Code à lire avec le téléphone" ', 1))


def _code(seance_id: int, window: int) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    drawn = int.from_bytes(hmac.new(key, f"salle:{seance_id}:{window}".encode(), sha256).digest())
    signs = []
    for _ in range(LONGUEUR):
        drawn, rest = divmod(drawn, len(SIGNES))
        signs.append(SIGNES[rest])
    return "".join(signs)
