"""The brakes on tries: each is a row, written before anything is judged, so that parallel tries all weigh."""

from collections.abc import Callable
from datetime import timedelta
from ipaddress import AddressValueError, IPv6Address

from flask import g, request
from sqlalchemy import and_, delete, exists, func, or_, select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from ..extensions import db
from ..models import Connexion, Personne, Tentative
from ..models.colonnes import maintenant
from ..procedure.grammar import Refusal

#: Failed tries, from one address on one account, after which both wait.
ESSAIS = 10
#: A house behind one address, an account tried from everywhere: more, so that nobody shuts others out with ten tries.
ESSAIS_PAR_ADRESSE = 100
ESSAIS_PAR_COMPTE = 50
#: The site as a whole: a thousand addresses that try a thousand accounts.
ESSAIS_EN_TOUT = 500
FENETRE = timedelta(minutes=15)
#: An account goes on entering from where it entered lately, whatever is tried from elsewhere.
HABITUDE = timedelta(days=30)

TROP = "Trop d’essais. Attendez un quart d’heure avant de recommencer."
EN_PANNE = (
    "La connexion est suspendue le temps d’une panne : les essais ne peuvent pas être comptés. Réessayez bientôt."
)


def essayer(
    cle: str, juger: Callable[[], bool], *, par_compte: int = ESSAIS_PAR_COMPTE, lieu: str | None = None
) -> bool:
    """Judge a try if the brakes allow it, and answer what it was worth; raises Refusal when they do not.

    The row of the try is there before the others are counted: of two hundred at once, ten find ten rows or fewer.
    Nothing is held in the database while it is judged. A success takes its row away, and so does a try that waits:
    waiting is not made longer. `cle` is an account; in capitals at its beginning, what is tried besides a password.
    `lieu` stands for the address where a whole room shares one: whoever tries is signed in already, so that their own
    tries alone weigh, and those of a room that mistypes weigh on nobody who enters the site.
    """
    place, own = lieu or reseau(address()), None
    try:
        own = Tentative(courriel=cle[:254], adresse=place, le=maintenant())
        db.session.add(own)
        db.session.commit()
        key = own.id
        late = _trop(cle[:254], place, par_compte)
        if late:
            _oublier(key)
        db.session.commit()
    except SQLAlchemyError as failure:
        db.session.rollback()
        raise ServiceUnavailable(EN_PANNE) from failure
    good = not late and juger()
    if good:
        _oublier(key)
    else:
        _rendre_la_cle()
    if late:
        raise Refusal([TROP])
    return good


def _rendre_la_cle() -> None:
    """The form will be sent again: its single-use key, kept with the row of the try, has not served."""
    if "envoi" in g:
        db.session.delete(g.pop("envoi"))
        db.session.commit()


def _oublier(key: int) -> None:
    db.session.execute(delete(Tentative).where(Tentative.id == key).execution_options(synchronize_session=False))


def _trop(cle: str, place: str, par_compte: int) -> bool:
    """Whether one count of the window, this try included, is over its limit."""
    here, named = Tentative.adresse == place, Tentative.courriel == cle
    pair, house, account, everything = db.session.execute(
        select(
            func.count().filter(and_(here, named)),
            func.count().filter(here),
            func.count().filter(named),
            func.count().filter(Tentative.adresse != Tentative.courriel),
        ).where(Tentative.le > maintenant() - FENETRE)
    ).one()
    if pair > ESSAIS or house > ESSAIS_PAR_ADRESSE:
        return True
    if place == cle:
        return False
    return bool((account > par_compte or everything > ESSAIS_EN_TOUT) and not _habituel(cle))


def _habituel(cle: str) -> bool:
    """Whether this account entered lately from this very address."""
    known = exists().where(
        Connexion.personne_id == Personne.id,
        or_(Personne.courriel == cle, Personne.id == _personne(cle)),
        Connexion.adresse == address(),
        Connexion.ouverte_le > maintenant() - HABITUDE,
    )
    return bool(db.session.scalar(select(known)))


def _personne(cle: str) -> int | None:
    """The person whose code is tried, if it is one."""
    head, _, number = cle.partition(" ")
    return int(number) if head == "CODE" and number.isdigit() else None


def address() -> str:
    """Where the request comes from."""
    return (request.remote_addr or "")[:64]


def reseau(place: str) -> str:
    """What one subscriber holds: an IPv4 address, or the 64 first bits of an IPv6 one."""
    try:
        found = IPv6Address(place)
        # Behind a socket of both kinds, an IPv4 address comes as an IPv6 one.
        return str(found.ipv4_mapped or f"{IPv6Address(int(found) >> 64 << 64)}/64")
    except AddressValueError:
        return place
