"""One public text found by its address, and what feeds and plans list of all of them."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from .acte import Acte
from .edition import Edition
from .effets import adresse_publique
from .recueil import PUBLIC, PUBLIES
from .reprise import Reprise
from .saisine import Saisine
from .scrutin import Scrutin
from .texte import Designation, Texte, Version

ADRESSE = re.compile(r"[0-9a-z](?:[0-9a-z-]{0,118}[0-9a-z])?")
FLUX = 50
#: A plan of the site holds no more (sitemaps.org).
PLAN = 50_000

PAGE = (
    joinedload(Texte.commission),
    joinedload(Texte.version).undefer(Version.blocs),
    joinedload(Texte.document),
    selectinload(Texte.designations).joinedload(Designation.personne),
    selectinload(Texte.saisines).joinedload(Saisine.demandeur),
    selectinload(Texte.scrutins).joinedload(Scrutin.instance),
    selectinload(Texte.positions),
    selectinload(Texte.transmissions),
    selectinload(Texte.editions).joinedload(Edition.fichier),
)


def texte_public(session: Session, adresse: str) -> tuple[Texte, Reprise | None] | None:
    """The public text of an address, which its number alone is enough to find; None when there is none."""
    if not ADRESSE.fullmatch(adresse):
        return None
    number = adresse.partition("-")[0]
    exact = Texte.adresse == adresse
    here = or_(exact, Texte.id == int(number)) if number.isdecimal() and len(number) < 10 else exact
    row = session.execute(
        select(Texte, Reprise)
        .outerjoin(Reprise, Reprise.texte_id == Texte.id)
        .where(PUBLIC, here)
        .order_by(case((exact, 0), else_=1))
        .limit(1)
        .options(*PAGE)
    ).first()
    return (row[0], row[1]) if row else None


def adresse_de(texte: Any) -> str:
    """The readable end of a text's address; an archive without one gets it from its number and its title."""
    return str(texte.adresse or adresse_publique(texte))


def proches(session: Session, adresse: str, limite: int = 5) -> list[Any]:
    """The public texts whose titles share most words with an address that leads nowhere."""
    words = sorted(set(re.findall(r"[a-z]{4,}", adresse.lower())), key=len, reverse=True)[:6]
    if not words:
        return []
    hints = [column.contains(word) for word in words for column in (Texte.adresse, func.lower(Texte.titre))]
    found = session.execute(
        select(Texte.id, Texte.adresse, Texte.titre)
        .outerjoin(Reprise, Reprise.texte_id == Texte.id)
        .where(PUBLIC, or_(*hints))
        .order_by(Texte.id.desc())
        .limit(200)
    ).all()
    return sorted(found, key=lambda row: -sum(word in adresse_de(row) for word in words))[:limite]


def flux(session: Session) -> Sequence[Any]:
    """The last texts published, each with the moment of its act, the latest first."""
    moment = func.max(Acte.le, type_=Acte.le.type).label("moment")
    published = (
        select(Acte.texte_id, moment)
        .where(Acte.transition.in_(("publier", "publier_les_positions")), Acte.texte_id.is_not(None))
        .group_by(Acte.texte_id)
        .subquery()
    )
    return session.execute(
        select(Texte, published.c.moment)
        .join(published, published.c.texte_id == Texte.id)
        .where(Texte.etat.in_(PUBLIES))
        .order_by(published.c.moment.desc(), Texte.id.desc())
        .limit(FLUX)
        .options(
            joinedload(Texte.version).undefer(Version.blocs),
            joinedload(Texte.commission),
            selectinload(Texte.scrutins).joinedload(Scrutin.instance),
        )
    ).all()


def plan(session: Session) -> Sequence[Any]:
    """The address of each public text, and the day from which it says what it says."""
    return session.execute(
        select(Texte.id, Texte.adresse, Texte.titre, func.coalesce(Texte.publication_le, Texte.adopte_le).label("le"))
        .outerjoin(Reprise, Reprise.texte_id == Texte.id)
        .where(PUBLIC)
        .order_by(Texte.id)
        .limit(PLAN)
    ).all()
