"""The site as people meet it: served by a thread of this process, so that a story can move the legal day."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import time_machine
from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tracker import create_app
from tracker.extensions import Base, db

#: What the site says of itself.
IDENTITE = {
    "ASSEMBLEE_SIGLE": "CESER",
    "ASSEMBLEE_REGION": "Provence-Alpes-Côte d’Azur",
    "ASSEMBLEE_VILLE": "Marseille",
}


class Muet(WSGIRequestHandler):
    """Serves without a word: the tests say what matters."""

    def log(self, *_: Any, **__: Any) -> None:
        return

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The hour of the network, not the legal day: a browser compares it with its own clock to use its cache."""
        return super().date_time_string(timestamp or time_machine.escape_hatch.time.time())


@dataclass
class Site:
    """A running site, its database, and the hand on its clock."""

    app: Flask
    adresse: str
    horloge: time_machine.Traveller
    #: The sign-in address of each person, by their short word.
    comptes: dict[str, str] = field(default_factory=dict)
    #: Whether one enters as somebody of the demonstration, by their button.
    demonstration: bool = False

    def au(self, jour: date, heure: time = time(9)) -> None:
        """Move the legal day: the same site, weeks later."""
        self.horloge.move_to(datetime.combine(jour, heure, UTC), tick=True)

    def dans_la_base(self, lire: Callable[[Any], Any]) -> Any:
        """Read something straight from the database."""
        with self.app.app_context():
            return lire(db.session)


@contextmanager
def servir(dossier: Path, jour: date, remplir: Callable[[Any], dict[str, str]], **reglages: Any) -> Iterator[Site]:
    """A site on a database of its own, filled by a function that answers with the accounts, on a day."""
    app = create_app(
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{dossier / 'site.db'}",
        FILES_DIR=dossier / "fichiers",
        SECRET_KEY="navigateur",
        # The same style sheets are not asked for again at each page.
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        **({"DEMONSTRATION": False} | IDENTITE | reglages),
    )
    voyage = time_machine.travel(datetime.combine(jour, time(8), UTC), tick=True)
    horloge = voyage.start()
    try:
        with app.app_context():
            Base.metadata.create_all(db.engine)
            comptes = remplir(db.session)
            db.session.commit()
            db.session.remove()
        serveur = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Muet)
        adresse = f"http://127.0.0.1:{serveur.server_port}"
        app.config["BASE_URL"] = adresse
        fil = threading.Thread(target=serveur.serve_forever, daemon=True)
        fil.start()
        yield Site(app, adresse, horloge, comptes, app.config["DEMONSTRATION"])
        fermer(serveur, fil)
    finally:
        voyage.stop()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def fermer(serveur: BaseWSGIServer, fil: threading.Thread) -> None:
    serveur.shutdown()
    fil.join()
    serveur.server_close()
