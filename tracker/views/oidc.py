"""Signing in with the institution's own account: OpenID Connect, by the code flow with PKCE."""

import secrets
import time
from functools import lru_cache
from hmac import compare_digest
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from ..extensions import db
from ..models import Personne
from ..rights import PUBLIC, requires, who
from .connexion import enter, next_page, refus_d_entrer

bp = Blueprint("oidc", __name__)

#: Where the session holds what the provider's answer is checked against.
DEMANDE = "oidc"
#: Signed with a key that the provider alone has: neither « none » nor a shared secret.
ALGORITHMES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
#: What a discovery document must say.
ADRESSES = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
#: Seconds to wait for the provider, to allow for two clocks, and to keep its addresses.
ATTENTE, ECART, MEMOIRE = 5, 30, 600

INJOIGNABLE = "Réessayez dans une minute, ou entrez avec votre mot de passe."
PERDUE = "Cette connexion n’a pas été demandée depuis ce navigateur, ou elle a trop attendu. Recommencez."
REFUSEE = "L’institution ne vous a pas laissé entrer, ou vous y avez renoncé."
DOUTEUSE = "L’institution n’a pas prouvé qui vous êtes. Recommencez ; si cela dure, prévenez l’administration du site."
NON_VERIFIEE = "L’institution n’a pas vérifié votre adresse électronique : elle ne dit pas ici qui vous êtes."


class Injoignable(Exception):
    """The provider does not answer, or not as one."""


class Douteux(Exception):
    """What the provider answered does not prove who comes."""


@bp.route("/connexion/institution")
@requires(PUBLIC)
def ouvrir() -> ResponseReturnValue:
    """Send the browser to the provider, and remember what its answer is to be held to."""
    configured()
    if current_user.is_authenticated:
        return redirect(next_page())
    asked = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "code_verifier")}
    try:
        with client() as http:
            address, _ = http.create_authorization_url(decouverte()["authorization_endpoint"], **asked)
    except Injoignable:
        return refus(503, INJOIGNABLE)
    session[DEMANDE] = asked | {"suite": next_page()}
    return redirect(address)


@bp.route("/connexion/institution/retour")
@requires(PUBLIC)
def retour() -> ResponseReturnValue:
    """Let in whoever the provider says has come, if the assembly knows them."""
    configured()
    asked = session.pop(DEMANDE, None)
    if not asked or not compare_digest(request.args.get("state", "").encode(), asked["state"].encode()):
        return refus(400, PERDUE)
    if "error" in request.args or "code" not in request.args:
        return refus(403, REFUSEE)
    try:
        claims = identite(request.args["code"], asked)
    except Injoignable:
        return refus(503, INJOIGNABLE)
    except Douteux as doubt:
        current_app.logger.warning("a sign-in by the institution was refused: %s", doubt)
        return refus(403, DOUTEUSE)
    return recevoir(claims, asked["suite"])


def recevoir(claims: dict[str, Any], suite: str) -> ResponseReturnValue:
    """Open the session of the account whose address is this one; nobody is created."""
    courriel = str(claims.get("email") or "").strip().lower()
    if not courriel or claims.get("email_verified") is not True:
        return refus(403, NON_VERIFIEE)
    personne = db.session.scalars(select(Personne).where(Personne.courriel == courriel)).first()
    if personne is None:
        asks = f"Demandez qu’on en ouvre un à cette adresse : {who('compte.ouvrir')} le peuvent."
        return refus(403, f"Aucun compte n’est ouvert ici pour {courriel}. {asks}")
    if closed := refus_d_entrer(personne):
        return refus(403, closed)
    # The second factor is the provider's: asked again here, it would prove nothing more.
    enter(personne)
    # Judged when the sign-in began: what comes back from outside chooses no page.
    return redirect(suite, 303)


def configured() -> None:
    """Without a provider these pages do not exist."""
    if not current_app.config["OIDC_ISSUER"]:
        abort(404)


def refus(status: int, phrase: str) -> ResponseReturnValue:
    return render_template("oidc/refus.html", phrase=phrase, panne=status == 503), status


def client() -> Any:
    """A session with the provider; its library is an extra, loaded where a provider is set."""
    try:
        from authlib.integrations.requests_client import OAuth2Session
    except ImportError as missing:
        current_app.logger.exception("OIDC_ISSUER is set, and the extra « oidc » is not installed")
        raise Injoignable from missing
    return OAuth2Session(
        client_id=current_app.config["OIDC_CLIENT_ID"],
        client_secret=current_app.config["OIDC_CLIENT_SECRET"],
        scope="openid email profile",
        redirect_uri=f"{current_app.config['BASE_URL']}{url_for('oidc.retour')}",
        code_challenge_method="S256",
        default_timeout=ATTENTE,
    )


def decouverte() -> dict[str, Any]:
    """The provider's addresses, read again every ten minutes."""
    return _decouverte(current_app.config["OIDC_ISSUER"].rstrip("/"), int(time.time() // MEMOIRE))


@lru_cache(maxsize=2)
def _decouverte(issuer: str, _period: int) -> dict[str, Any]:
    with client() as http:
        found = lire(http, f"{issuer}/.well-known/openid-configuration")
    whole = all(isinstance(found.get(name), str) for name in ADRESSES)
    if not whole or found["issuer"].rstrip("/") != issuer:
        current_app.logger.error("the discovery document of %s is not that of a provider of this name", issuer)
        raise Injoignable(issuer)
    return found


def lire(http: Any, address: str) -> dict[str, Any]:
    """A JSON object that the provider publishes; raises Injoignable."""
    from requests import RequestException

    try:
        response = http.get(address, withhold_token=True)
        response.raise_for_status()
        found = response.json()
    except (RequestException, ValueError) as error:
        current_app.logger.exception("the provider does not answer at %s", address)
        raise Injoignable(address) from error
    if not isinstance(found, dict):
        raise Injoignable(address)
    return found


def identite(code: str, asked: dict[str, str]) -> dict[str, Any]:
    """What the provider says of whoever comes, once proven; raises Injoignable or Douteux."""
    where = decouverte()
    with client() as http:
        token = echanger(http, where["token_endpoint"], code, asked["code_verifier"])
        return verifier(token, lire(http, where["jwks_uri"]), where["issuer"], asked["nonce"])


def echanger(http: Any, address: str, code: str, code_verifier: str) -> str:
    """The identity token that a code is worth, once."""
    from authlib.common.errors import AuthlibBaseError
    from requests import RequestException

    try:
        answer = http.fetch_token(address, code=code, code_verifier=code_verifier, grant_type="authorization_code")
    except RequestException as error:
        current_app.logger.exception("the provider does not answer at %s", address)
        raise Injoignable(address) from error
    except (AuthlibBaseError, ValueError) as error:
        raise Douteux(str(error)) from error
    return str(answer.get("id_token") or "")


def verifier(token: str, keys: Any, issuer: str, nonce: str) -> dict[str, Any]:
    """What an identity token claims: signed by the provider, for this site, for this very sign-in, and still good."""
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    ours = current_app.config["OIDC_CLIENT_ID"]
    try:
        read = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMES)
        claims = CodeIDToken(
            read.claims,
            read.header,
            {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": ours}},
            {"nonce": nonce, "client_id": ours},
        )
        claims.validate(leeway=ECART)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise Douteux(f"{type(error).__name__}: {error}") from error
    return dict(claims)
