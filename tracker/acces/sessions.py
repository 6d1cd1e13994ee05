"""The signed-in browsers of a person: opened, read at each request, told in plain words, closed."""

import hashlib
import re
import secrets
from datetime import timedelta

from flask import request
from flask_login import UserMixin
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import joinedload

from ..door import today
from ..extensions import db, login
from ..models import Connexion, Personne, ReglementDate
from ..models.colonnes import maintenant
from .freins import address

DUREE = timedelta(hours=14)


class Session(UserMixin):  # type: ignore[misc]
    """The signed-in browser, as Flask-Login wants it: its identifier is the token of its row."""

    def __init__(self, token: str, connexion: Connexion, second_facteur: frozenset[str] = frozenset()) -> None:
        self.token = token
        self.personne = connexion.personne
        #: Through whose eyes this browser looks, if not through one's own.
        self.comme = connexion.comme
        #: The roles whose holders need a second factor, by today's rules.
        self.second_facteur = second_facteur

    def get_id(self) -> str:
        return self.token


#: The open session of a token, with its person and the rules of the day; composed once, as every page asks for it.
OUVERTE = (
    select(
        Connexion,
        select(ReglementDate.valeurs)
        .where(ReglementDate.debut <= bindparam("jour"))
        .order_by(ReglementDate.debut.desc())
        .limit(1)
        .scalar_subquery(),
    )
    .where(
        Connexion.empreinte == bindparam("empreinte"),
        Connexion.fermee_le.is_(None),
        Connexion.ouverte_le > bindparam("depuis"),
    )
    .options(joinedload(Connexion.personne), joinedload(Connexion.comme))
)


@login.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> Session | None:
    """The person of a token that is neither closed nor too old."""
    found = db.session.execute(
        OUVERTE, {"empreinte": fingerprint(token), "depuis": maintenant() - DUREE, "jour": today()}
    ).first()
    if found is None or found[0].personne.ferme_le is not None:
        return None
    return Session(token, found[0], frozenset((found[1] or {}).get("second_facteur", ())))


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def nouvelle(personne: Personne) -> Session:
    """A session of its own for the browser of this request."""
    token = secrets.token_urlsafe(32)
    connexion = Connexion(
        empreinte=fingerprint(token),
        personne=personne,
        ouverte_le=maintenant(),
        adresse=address(),
        navigateur=request.user_agent.string[:200],
    )
    db.session.add(connexion)
    db.session.flush()
    return Session(token, connexion)


def ouvertes(personne: Personne) -> list[Connexion]:
    """The browsers where somebody is signed in, the latest first."""
    query = select(Connexion).where(
        Connexion.personne_id == personne.id,
        Connexion.fermee_le.is_(None),
        Connexion.ouverte_le > maintenant() - DUREE,
    )
    return list(db.session.scalars(query.order_by(Connexion.ouverte_le.desc(), Connexion.id.desc())))


def fermer(personne: Personne, *, sauf: str = "", seule: int | None = None) -> int:
    """Close the sessions of somebody: all, all but the one of a token, or one; how many were."""
    query = update(Connexion).where(Connexion.personne_id == personne.id, Connexion.fermee_le.is_(None))
    if sauf:
        query = query.where(Connexion.empreinte != fingerprint(sauf))
    if seule is not None:
        query = query.where(Connexion.id == seule)
    closed = db.session.execute(
        query.values(fermee_le=maintenant())
        .returning(Connexion.ouverte_le)
        .execution_options(synchronize_session=False)
    )
    return sum(opened > maintenant() - DUREE for (opened,) in closed)


NAVIGATEURS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X|Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def en_clair(navigateur: str) -> str:
    """What a browser says it is, in plain words: « Firefox sur Windows »."""
    browser = next((name for sign, name in NAVIGATEURS if re.search(sign, navigateur)), "Navigateur inconnu")
    system = next((name for sign, name in SYSTEMES if re.search(sign, navigateur)), "")
    return f"{browser} sur {system}" if system else browser
