"""A person in front of the site: pages are read, their forms are filled in and sent as a browser would."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tracker.extensions import db
from tracker.models import Connexion, Personne
from tracker.models.colonnes import maintenant
from tracker.views.connexion import fingerprint

VIDES = frozenset({"submit", "button", "image", "reset", "file"})


@dataclass
class Formulaire:
    """A form as the page holds it: where it goes, and what it would send if nothing were touched."""

    action: str
    champs: dict[str, list[str]] = field(default_factory=dict)
    boutons: list[tuple[str, str]] = field(default_factory=list)

    def envoi(self, **changes: Any) -> dict[str, Any]:
        """What is sent once these fields are changed; None takes a field away."""
        sent: dict[str, Any] = dict(self.champs)
        sent.update(changes)
        return {name: value for name, value in sent.items() if value is not None}


class Lecteur(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.formulaires: list[Formulaire] = []
        self._selection = self._zone = ""
        self._options: list[tuple[str, bool]] = []
        self._texte: list[str] = []
        self._dedans = False
        self._multiple = False
        self.feed(page)

    @property
    def dernier(self) -> Formulaire:
        return self.formulaires[-1]

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.formulaires.append(Formulaire(a.get("action", "")))
            self._dedans = True
        elif not self._dedans:
            return
        elif tag == "input":
            self._entree(a)
        elif tag == "button" and a.get("name"):
            self.dernier.boutons.append((a["name"], a.get("value", "")))
        elif tag == "textarea":
            self._zone, self._texte = a["name"], []
        elif tag == "select":
            self._selection, self._options, self._multiple = a.get("name", ""), [], "multiple" in a
        elif tag == "option":
            self._options.append((a.get("value", ""), "selected" in a))

    def _entree(self, a: dict[str, str]) -> None:
        kind = a.get("type", "text")
        if kind in VIDES or not a.get("name") or (kind in {"checkbox", "radio"} and "checked" not in a):
            return
        self.dernier.champs.setdefault(a["name"], []).append(a.get("value", "y" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self._zone:
            self._texte.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._dedans = False
        elif tag == "textarea" and self._zone:
            words = "".join(self._texte).removeprefix("\r\n").removeprefix("\n")
            self.dernier.champs.setdefault(self._zone, []).append(words)
            self._zone = ""
        elif tag == "select" and self._selection:
            chosen = [value for value, selected in self._options if selected]
            if not chosen and not self._multiple and self._options:
                chosen = [self._options[0][0]]
            if chosen:
                self.dernier.champs.setdefault(self._selection, []).extend(chosen)
            self._selection = ""


class Visiteur:
    """A browser, signed in or not; each request has a context and a transaction of its own, as on the site."""

    def __init__(self, app: Flask, personne: Personne | None = None) -> None:
        self.app, self.client = app, app.test_client()
        if personne is not None:
            self.entrer(personne)

    def entrer(self, personne: Personne) -> None:
        token = secrets.token_urlsafe(32)
        db.session.add(Connexion(empreinte=fingerprint(token), personne_id=personne.id, ouverte_le=maintenant()))
        db.session.commit()
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = token

    def demander(self, methode: str, adresse: str, **options: Any) -> TestResponse:
        # What the test has written is made visible; what it has read is read again afterwards.
        db.session.commit()
        with self.app.app_context():
            return self.client.open(adresse, method=methode, buffered=True, **options)

    def voir(self, adresse: str, **options: Any) -> TestResponse:
        return self.demander("GET", adresse, **options)

    def lire(self, adresse: str, **options: Any) -> str:
        """The words of a page that opens."""
        response = self.voir(adresse, **options)
        assert response.status_code == 200, f"{adresse}: {response.status_code}"
        return unescape(response.text)

    def envoyer(self, adresse: str, **champs: Any) -> TestResponse:
        """Post a form written by hand, with what is given and nothing else."""
        return self.demander("POST", adresse, data=champs)

    def formulaires(self, adresse: str) -> list[Formulaire]:
        return Lecteur(self.voir(adresse).text).formulaires

    def remplir(self, adresse: str, ayant: str = "cle", **champs: Any) -> TestResponse:
        """Open a page, fill in its first form that has a field of this name, and send it."""
        return self.renvoyer(self.formulaire(adresse, ayant), adresse, **champs)

    def formulaire(self, adresse: str, ayant: str = "cle") -> Formulaire:
        response = self.voir(adresse)
        assert response.status_code == 200, f"{adresse}: {response.status_code}"
        return premier(response.text, ayant)

    def renvoyer(self, form: Formulaire, adresse: str, **champs: Any) -> TestResponse:
        """Send a form that was opened before."""
        sent = form.envoi(**champs)
        options: dict[str, Any] = {"data": sent}
        if any(
            isinstance(value, tuple | list) and value and isinstance(value[0], BytesIO | tuple)
            for value in sent.values()
        ):
            options["content_type"] = "multipart/form-data"
        return self.demander("POST", form.action or adresse, **options)


def premier(page: str, ayant: str = "cle") -> Formulaire:
    """The first form of a page that has a field of this name."""
    return next(form for form in Lecteur(page).formulaires if ayant in form.champs)


def dit(response: TestResponse, *phrases: str) -> None:
    """The page says each of these sentences, whatever its blanks."""
    said = " ".join(unescape(response.text).replace("\u202f", " ").replace("\u00a0", " ").split())
    for phrase in phrases:
        assert phrase in said, f"« {phrase} » is not said ({response.status_code}): {texte_de(response)}"


def texte_de(response: TestResponse) -> str:
    """The words of the main part of a page, for the message of a failure."""
    page = unescape(response.text)
    main = page.split("<main", 1)[-1].split("</main", 1)[0]
    return " ".join("".join(part.split(">", 1)[-1] for part in main.split("<")).split())[:1500]
