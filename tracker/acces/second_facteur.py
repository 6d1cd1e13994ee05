"""The second factor: a code of the hour from a telephone, or one of ten written on paper; whom it is asked of."""

import base64
import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Iterable
from datetime import UTC, datetime

import pyotp
import segno
from flask import current_app
from markupsafe import Markup
from sqlalchemy import delete, func, or_, select, update

from ..extensions import db
from ..models import CodeDeSecours, Personne
from ..models.colonnes import maintenant
from ..rights import Acteur
from ..roles import PERMANENTS, Role

#: In seconds, what the applications of telephones agree on.
PAS = 30
CODES = 10
#: Signs that no hand confuses: no i, l, o, no zero, no one.
SIGNES = "abcdefghjkmnpqrstuvwxyz23456789"
#: The roles of which an assembly may ask it.
ROLES = (*PERMANENTS, Role.PRESIDENT_DE_COMMISSION, Role.MEMBRE_ASSOCIE, Role.DEMANDEUR)


def exige(acteur: Acteur, roles: Iterable[str]) -> bool:
    """Whether somebody holds, or was lent, one of the roles that need a second factor."""
    held: set[Role] = {*acteur.permanents, *(role for role, _ in acteur.pour)}
    if acteur.preside:
        held.add(Role.PRESIDENT_DE_COMMISSION)
    if acteur.demandeurs:
        held.add(Role.DEMANDEUR)
    return bool(held & set(roles))


def nouveau_sel() -> str:
    return secrets.token_hex(16)


def cle(personne: Personne, sel: str) -> str:
    """The key that the telephone keeps, as it is typed; drawn from the site's secret, and kept nowhere here."""
    drawn = hmac.new(_secret(), f"second facteur|{personne.id}|{sel}".encode(), hashlib.sha256).digest()[:20]
    return base64.b32encode(drawn).decode()


def _secret() -> bytes:
    return str(current_app.config["SECRET_KEY"]).encode()


def adresse(personne: Personne, sel: str) -> str:
    """The key as an address, which opens the application on the telephone where the page is read."""
    return pyotp.TOTP(cle(personne, sel)).provisioning_uri(
        name=personne.courriel or personne.nom_complet, issuer_name=current_app.config["ASSEMBLEE_SIGLE"]
    )


def dessin(personne: Personne, sel: str) -> Markup:
    """The same address as a picture that another telephone reads."""
    uri = adresse(personne, sel)
    # Made of squares alone; what a person is called stands in it as black and white.
    picture = segno.make(uri, error="m", micro=False).svg_inline(omitsize=True, svgclass="qr", lineclass=None, border=3)
    return Markup(picture.replace("<svg ", '<svg role="img" aria-label="Code à lire avec le téléphone" ', 1))


def activer(personne: Personne, sel: str, saisi: str) -> bool:
    """Give somebody the second factor whose code they type; False when the code is not the right one."""
    step = _pas(cle(personne, sel), saisi)
    if step is None:
        return False
    personne.totp_sel, personne.totp_depuis, personne.totp_dernier = sel, maintenant(), step
    return True


def retirer(personne: Personne) -> None:
    """Take the second factor of somebody away, with their codes."""
    personne.totp_sel = personne.totp_depuis = personne.totp_dernier = None
    db.session.execute(delete(CodeDeSecours).where(CodeDeSecours.personne_id == personne.id))


def consommer(personne: Personne, saisi: str) -> bool:
    """Whether this is the code of the moment or one of the codes on paper; either serves once, whoever is first."""
    typed = re.sub(r"[\s-]", "", saisi).lower()
    return _du_telephone(personne, typed) if typed.isdecimal() and len(typed) == 6 else _sur_papier(personne, typed)


def _du_telephone(personne: Personne, typed: str) -> bool:
    step = _pas(cle(personne, personne.totp_sel), typed) if personne.totp_sel else None
    if step is None:
        return False
    fresh = (
        update(Personne)
        .where(Personne.id == personne.id, or_(Personne.totp_dernier.is_(None), Personne.totp_dernier < step))
        .values(totp_dernier=step)
        .returning(Personne.id)
    )
    return bool(db.session.execute(fresh.execution_options(synchronize_session=False)).all())


def _pas(key: str, saisi: str) -> int | None:
    """The thirty seconds whose code this is, among the present ones, those before and those after."""
    typed, now = re.sub(r"\s", "", saisi), int(time.time()) // PAS
    clock = pyotp.TOTP(key)
    found = None
    for step in (now - 1, now, now + 1):
        code = clock.at(datetime.fromtimestamp(step * PAS, UTC))
        if hmac.compare_digest(code.encode(), typed.encode()):
            found = step
    return found


def _sur_papier(personne: Personne, typed: str) -> bool:
    used = (
        update(CodeDeSecours)
        .where(
            CodeDeSecours.personne_id == personne.id,
            CodeDeSecours.empreinte == _empreinte(personne, typed),
            CodeDeSecours.utilise_le.is_(None),
        )
        .values(utilise_le=maintenant())
        .returning(CodeDeSecours.id)
    )
    return bool(db.session.execute(used.execution_options(synchronize_session=False)).all())


def _empreinte(personne: Personne, code: str) -> str:
    return hashlib.sha256(f"{personne.id}|{code}".encode()).hexdigest()


def codes(personne: Personne, graine: str) -> list[str]:
    """Ten codes drawn from a seed: the page shows them from the seed once, the database keeps their hashes."""
    found = []
    for rank in range(CODES):
        drawn = hmac.new(_secret(), f"codes de secours|{personne.id}|{graine}|{rank}".encode(), hashlib.sha256).digest()
        signs = "".join(SIGNES[octet % len(SIGNES)] for octet in drawn[:12])
        found.append("-".join(signs[start : start + 4] for start in (0, 4, 8)))
    return found


def remplacer_les_codes(personne: Personne) -> str:
    """Ten new codes, the former ones void; the seed from which they are shown."""
    seed = secrets.token_hex(16)
    db.session.execute(delete(CodeDeSecours).where(CodeDeSecours.personne_id == personne.id))
    db.session.add_all(
        CodeDeSecours(personne_id=personne.id, empreinte=_empreinte(personne, code.replace("-", "")))
        for code in codes(personne, seed)
    )
    return seed


def codes_restants(personne: Personne) -> int:
    query = select(func.count()).where(CodeDeSecours.personne_id == personne.id, CodeDeSecours.utilise_le.is_(None))
    return db.session.scalar(query) or 0
