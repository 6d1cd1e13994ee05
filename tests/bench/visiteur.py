"""A browser of the bench: it keeps its cookies, opens a connection for each page and times the answer."""

import http.client
import re
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

CHAMP = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True)
class Reponse:
    """An answer, and the milliseconds it took."""

    statut: int
    corps: str
    duree: float


class Visiteur:
    """Somebody in front of a site on this machine."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port, self.cookies = port, dict(cookies or {})

    def voir(self, adresse: str) -> Reponse:
        return self._demander("GET", adresse)

    def envoyer(self, adresse: str, champs: dict[str, str]) -> Reponse:
        return self._demander("POST", adresse, urlencode(champs))

    def jeton(self, adresse: str) -> str:
        """The token of the forms of a page; it serves all along the session."""
        found = CHAMP.search(self.voir(adresse).corps)
        if found is None:
            raise RuntimeError(f"aucun formulaire sur {adresse}")
        return found[1]

    def _demander(self, methode: str, adresse: str, corps: str | None = None) -> Reponse:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if corps is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(methode, adresse, corps, headers)
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        spent = (time.perf_counter() - start) * 1000
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return Reponse(answer.status, body.decode(errors="replace"), spent)
