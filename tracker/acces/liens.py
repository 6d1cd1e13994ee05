"""The links that let somebody in once: an invitation, a new password; and the messages that carry them."""

import hashlib
import secrets
from datetime import timedelta

from flask import current_app
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import joinedload

from ..extensions import db
from ..mail import adresse, poster
from ..models import Jeton, Personne
from ..models.colonnes import maintenant

DUREES = {"invitation": timedelta(days=7), "reinitialisation": timedelta(hours=1)}
PAGES = {"invitation": "acces.invitation", "reinitialisation": "acces.nouveau"}


def inviter(personne: Personne) -> str:
    """Send somebody the link by which they choose their first password; the former ones no longer serve."""
    link = creer(personne, "invitation")
    sigle, nom = current_app.config["ASSEMBLEE_SIGLE"], current_app.config["ASSEMBLEE"]
    poster(
        db.session(),
        personne,
        f"Votre accès au suivi des saisines du {sigle}",
        f"""Bonjour {personne.nom_complet},

Un compte vous est ouvert sur le suivi des saisines et des avis ({nom}).
Pour choisir votre mot de passe, ouvrez ce lien :

{link}

Il sert une fois, pendant sept jours. Passé ce délai, demandez-en un autre au secrétariat.
Vous vous connecterez ensuite avec l’adresse {personne.courriel}.

Si vous n’attendiez pas ce message, ne faites rien : sans ce lien, personne n’entre.
""",
        secret=True,
    )
    return link


def reinitialiser(personne: Personne) -> None:
    """Send somebody the link by which they choose another password."""
    link = creer(personne, "reinitialisation")
    poster(
        db.session(),
        personne,
        "Choisir un nouveau mot de passe",
        f"""Bonjour {personne.nom_complet},

Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour votre compte. Pour le choisir, ouvrez ce lien :

{link}

Il sert une fois, pendant une heure. Le choisir ferme toutes vos sessions ouvertes.

Si vous n’avez rien demandé, ne faites rien : votre mot de passe ne change pas.
""",
        secret=True,
    )


def prevenir(personne: Personne, quoi: str) -> None:
    """Tell somebody that what protects their account was changed."""
    poster(
        db.session(),
        personne,
        "Votre compte a changé",
        f"""Bonjour {personne.nom_complet},

{quoi}

Si ce n’est pas vous, prévenez aussitôt le secrétariat du {current_app.config["ASSEMBLEE_SIGLE"]}.
""",
    )


def creer(personne: Personne, genre: str) -> str:
    """A new link of a kind, the only one that serves; only the hash of what it carries is kept."""
    annuler(personne, genre)
    token = secrets.token_urlsafe(32)
    db.session.add(
        Jeton(empreinte=_empreinte(token), personne_id=personne.id, genre=genre, expire_le=maintenant() + DUREES[genre])
    )
    return adresse(PAGES[genre], jeton=token)


def annuler(personne: Personne, *genres: str) -> None:
    """Make the links of somebody void, of these kinds or of all."""
    db.session.execute(
        update(Jeton)
        .where(
            Jeton.personne_id == personne.id,
            Jeton.genre.in_(genres or tuple(DUREES)),
            Jeton.utilise_le.is_(None),
            Jeton.expire_le > maintenant(),
        )
        .values(expire_le=maintenant())
        .execution_options(synchronize_session=False)
    )


def lire(token: str, genre: str) -> Jeton | None:
    """The link that an address carries, while it serves; the account of its person is open."""
    found = db.session.scalars(
        select(Jeton)
        .where(Jeton.empreinte == _empreinte(token), Jeton.genre == genre, *_valable())
        .options(joinedload(Jeton.personne))
    ).first()
    return found if found and found.personne.ferme_le is None else None


def consommer(jeton: Jeton) -> bool:
    """Use a link up; False when somebody was first."""
    used = (
        update(Jeton)
        .where(Jeton.id == jeton.id, *_valable())
        .values(utilise_le=maintenant())
        .returning(Jeton.id)
        .execution_options(synchronize_session=False)
    )
    return bool(db.session.execute(used).all())


def _valable() -> tuple[ColumnElement[bool], ...]:
    return Jeton.utilise_le.is_(None), Jeton.expire_le > maintenant()


def _empreinte(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
