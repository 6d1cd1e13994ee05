"""A provider of identity for the tests: discovery, authorization, tokens and keys, over HTTP, with faults at will."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "le-suivi", "un-secret-partage"
#: Made once: drawing a key takes longer than a test.
CLE = RSAKey.generate_key(2048, {"kid": "une"})
AUTRE_CLE = RSAKey.generate_key(2048, {"kid": "une"})


@dataclass
class Fournisseur:
    """Whoever is signed in there, the codes it gave, and what it does wrong."""

    issuer: str = ""
    retour: str = ""
    #: Who is signed in there.
    personne: dict[str, Any] = field(default_factory=lambda: {"email": "", "email_verified": True})
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Changes what a token claims, and writes it down.
    alterer: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    signer: Callable[[dict[str, Any]], str] = lambda claims: jwt.encode({"alg": "RS256", "kid": "une"}, claims, CLE)
    #: Paths that answer 500.
    pannes: set[str] = field(default_factory=set)
    #: What the discovery document says otherwise.
    decouverte: dict[str, Any] = field(default_factory=dict)
    jetons: int = 0

    def autoriser(self, address: str) -> str:
        """Follow the browser to the provider and back: the address to which it is sent, without its host."""
        opener = build_opener(SansSuivre)
        with opener.open(address, timeout=5) as answer:
            back = urlsplit(answer.headers["Location"])
        assert f"{back.scheme}://{back.netloc}{back.path}" == self.retour
        return f"{back.path}?{back.query}"

    def repondre(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        """The status and the JSON of one request, or the address of a redirection."""
        if path in self.pannes:
            return 500, {"error": "server_error"}
        match path:
            case "/.well-known/openid-configuration":
                return 200, self.adresses() | self.decouverte
            case "/jwks":
                return 200, {"keys": [CLE.as_dict(private=False)]}
            case "/authorize":
                return 302, self.code(query)
            case "/token":
                return self.jeton(query)
        return 404, {}

    def adresses(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
        }

    def code(self, query: dict[str, str]) -> str:
        """Where the browser goes back, with a code; a request that is not as it must be is a fault of the site."""
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["redirect_uri"] == self.retour
        assert query["code_challenge_method"] == "S256"
        assert set(query["scope"].split()) >= {"openid", "email"}
        assert len(query["nonce"]) >= 32 and len(query["state"]) >= 32
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{self.retour}?{urlencode({'code': code, 'state': query['state']})}"

    def jeton(self, form: dict[str, str]) -> tuple[int, Any]:
        """The token that a code is worth: once, for the client that asked, with the verifier of its challenge."""
        asked = self.codes.pop(form.get("code", ""), None)
        mark = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if form.get("client") != f"{CLIENT}:{SECRET}":
            return 401, {"error": "invalid_client"}
        if (
            asked is None
            or base64.urlsafe_b64encode(mark).rstrip(b"=").decode() != asked["code_challenge"]
            or form.get("redirect_uri") != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        self.jetons += 1
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "42", "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        token = self.signer(self.alterer(claims | self.personne))
        return 200, {"access_token": "acces", "token_type": "Bearer", "expires_in": 300, "id_token": token}


class SansSuivre(HTTPRedirectHandler):
    """Gives a redirection as an answer, instead of following it."""

    def http_error_302(self, req: Any, fp: Any, code: int, msg: str, headers: Any) -> Any:
        return fp


@contextmanager
def servir(retour: str, hote: str = "127.0.0.1") -> Iterator[Fournisseur]:
    """A provider that listens on a port of its own, under a name of this machine."""
    provider = Fournisseur(retour=retour)

    class Requete(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self.envoyer(*provider.repondre(parts.path, premiers(parts.query)))

        def do_POST(self) -> None:
            form = premiers(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
            kind, _, given = self.headers.get("Authorization", "").partition(" ")
            form["client"] = base64.b64decode(given).decode() if kind == "Basic" else ""
            self.envoyer(*provider.repondre(self.path, form))

        def envoyer(self, status: int, body: Any) -> None:
            self.send_response(status)
            if status == 302:
                self.send_header("Location", body)
                body = {}
            octets = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(octets)))
            self.end_headers()
            self.wfile.write(octets)

        def log_message(self, *_: Any) -> None:
            """Says nothing among the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Requete) as server:
        provider.issuer = f"http://{hote}:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()


def premiers(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
