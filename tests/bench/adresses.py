"""The addresses that are measured, on the saisines that can bear it."""

import secrets
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tracker.extensions import db
from tracker.models import Saisine

from .donnees import JETON, Banc
from .mesures import Geste
from .requetes import compter
from .visiteur import Visiteur

REGISTRE = "/saisines/"
RECHERCHE = "/saisines/?q=orientations+budg%C3%A9taires&commission={commission}&etat=toutes"
#: What can be posted at once, from the state that it starts from.
ACTES = {"affecter": "recue", "suivre": "publiee"}


@dataclass(frozen=True)
class Adresses:
    """Pages by name, and for each act the saisines that wait for it, each to be used once."""

    pages: dict[str, list[str]]
    actes: dict[str, list[str]]
    pdf: list[str]

    def page(self, visiteur: Visiteur, name: str) -> Geste:
        found = self.pages[name]
        return lambda count: visiteur.voir(found[count % len(found)])

    def acte(self, visiteur: Visiteur, name: str) -> Geste:
        token = visiteur.jeton(REGISTRE)
        return lambda count: visiteur.envoyer(
            self.actes[name].pop(), {"csrf_token": token, "cle": secrets.token_urlsafe(24)}
        )


def adresses(banc: Banc) -> Adresses:
    """The addresses of a database."""
    app = banc.application()
    with app.app_context():
        by_state = {
            state: list(db.session.scalars(select(Saisine.id).where(Saisine.etat == state).limit(400)))
            for state in ("close", *ACTES.values())
        }
        commission = db.session.scalar(select(Saisine.commission_id).where(Saisine.id == 1))
        db.session.remove()
        db.engine.dispose()
    return Adresses(
        pages={
            "registre": [REGISTRE],
            "recherche filtrée": [RECHERCHE.format(commission=commission)],
            "saisine et son histoire": [f"/saisines/{number}" for number in by_state["close"]],
            "accueil public": ["/"],
            "registre public": ["/avis/"],
        },
        actes={name: [f"/saisines/{key}/actes/{name}" for key in by_state[state]] for name, state in ACTES.items()},
        pdf=[f"/saisines/{number}/accuse-de-reception.pdf" for number in by_state["close"]],
    )


def cookies(app: Flask) -> dict[str, str]:
    """The cookies of somebody signed in."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return {"session": serializer.dumps({"_user_id": JETON})}


def requetes(banc: Banc, found: Adresses) -> dict[str, int]:
    """How many queries each page and each act sends, counted inside the process."""
    app = banc.application()
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = JETON
    with app.app_context():
        engine = db.engine
    counts = {name: _compter(client, engine, "GET", pages[-1]) for name, pages in found.pages.items()}
    for name, acts in found.actes.items():
        counts[f"acte : {name}"] = _compter(client, engine, "POST", acts.pop(0))
    engine.dispose()
    return counts


def _compter(client: FlaskClient, engine: object, method: str, adresse: str) -> int:
    with compter(engine) as sent:  # type: ignore[arg-type]
        answer = client.open(
            adresse, method=method, data={"cle": secrets.token_urlsafe(24)} if method == "POST" else None
        )
    if answer.status_code >= 400:
        raise RuntimeError(f"réponse {answer.status_code} sur {adresse} : {answer.text[:300]}")
    return len(sent)
