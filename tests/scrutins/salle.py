"""A hall of members on a database that several processes serve: who is there, on which item, with which browser."""

import os
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Barrier
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, select

from tests.bench.serveur import Serveur, enfants
from tests.bench.visiteur import Reponse, Visiteur
from tests.factories import Monde
from tracker.extensions import db
from tracker.models import Connexion, Emargement, Personne, Point, Scrutin, Seance, urne
from tracker.models.appel import recompter
from tracker.models.colonnes import maintenant
from tracker.procedure.scrutin import CHOIX
from tracker.views.connexion import fingerprint

PROCESSUS = 3


@dataclass
class Appareil:
    """Somebody's browser: its cookies, and the token that each of its forms bears."""

    personne_id: int
    cookies: dict[str, str]
    jeton: str

    def voter(self, port: int, scrutin_id: int, choix: str, pour: int | None = None, cle: str | None = None) -> Reponse:
        fields = {"electeur": str(pour or self.personne_id), "choix": choix}
        return self.envoyer(port, f"/scrutins/{scrutin_id}/voter", fields, cle)

    def envoyer(self, port: int, adresse: str, fields: dict[str, str], cle: str | None = None) -> Reponse:
        sent = {"csrf_token": self.jeton, "cle": cle or secrets.token_urlsafe(24)} | fields
        return Visiteur(port, self.cookies).envoyer(adresse, sent)


@dataclass
class Salle:
    """A sitting that is open, its members there, the secretariat beside them."""

    app: Flask
    m: Monde
    seance: Seance
    appareils: list[Appareil]
    secretariat: Appareil
    points: list[Point] = field(default_factory=list)

    def point(self) -> Point:
        """An item more, on which one votes."""
        found = Point(seance=self.seance, rang=len(self.seance.points) + 1, intitule="Une question", genre="question")
        db.session.add(found)
        db.session.commit()
        return found

    def ouvrir(self, mode: str = "nominal") -> int:
        """A vote opened on an item of its own."""
        point = self.point()
        scrutin_id = urne.ouvrir(db.session(), point, mode, par=self.m.secretaire).id
        db.session.commit()
        return scrutin_id

    def clore(self, port: int, scrutin_id: int) -> Reponse:
        return self.secretariat.envoyer(port, f"/scrutins/{scrutin_id}/clore", {"voix_du_president": "pour"})

    def ferme(self, scrutin_id: int) -> dict[str, int | None]:
        """The figures of a ballot as the database has them now; nothing is held, the processes go on."""
        scrutin = self.scrutin(scrutin_id)
        figures = {name: getattr(scrutin, name) for name in CHOIX}
        db.session.rollback()
        return figures

    def scrutin(self, scrutin_id: int) -> Scrutin:
        """The ballot as the database has it now."""
        db.session.rollback()
        return db.session.scalars(
            select(Scrutin).where(Scrutin.id == scrutin_id).execution_options(populate_existing=True)
        ).one()

    @contextmanager
    def servie(self, processus: int = PROCESSUS) -> Iterator[Serveur]:
        """The site, served by several processes on this very database."""
        db.session.commit()
        settings = {
            "DATABASE_URL": self.app.config["SQLALCHEMY_DATABASE_URI"],
            "FILES_DIR": str(self.app.config["FILES_DIR"]),
            "SECRET_KEY": self.app.config["SECRET_KEY"],
        }
        with Serveur("wsgi:app", settings, processus, projet=True) as serveur:
            serveur.pret("/connexion")
            yield serveur


def remplir(app: Flask, m: Monde, combien: int) -> Salle:
    """A plenary held today, with so many members who are there beside those of the miniature, who are not."""
    seance = _ouverte(m)
    people = [Personne(prenom="Membre", nom=f"Numéro {rank:03d}") for rank in range(1, combien + 1)]
    for one in people:
        m.mandat(one)
    m.session.flush()
    m.session.add_all(
        Emargement(seance_id=seance.id, personne_id=one.id, sens="arrivee", moyen="secretariat") for one in people
    )
    m.session.flush()
    recompter(m.session(), seance, m.frame().reglement)
    seance.president_id = people[0].id
    found = Salle(app, m, seance, appareils(app, people), appareils(app, [m.secretaire])[0])
    m.session.commit()
    return found


def _ouverte(m: Monde) -> Seance:
    seance = m.seance("projetee")
    seance.points.append(Point(rang=1, intitule="Ouverture", genre="communication"))
    m.session.flush()
    return m.tenir(seance)


def appareils(app: Flask, people: list[Personne]) -> list[Appareil]:
    """A browser for each, signed in, its forms ready."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    token = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
    found = []
    for one in people:
        known, raw = secrets.token_urlsafe(32), secrets.token_hex(20)
        db.session.add(Connexion(empreinte=fingerprint(known), personne_id=one.id, ouverte_le=maintenant()))
        cookies = {"session": serializer.dumps({"_user_id": known, "_fresh": True, "csrf_token": raw})}
        found.append(Appareil(one.id, cookies, token.dumps(raw)))
    db.session.commit()
    return found


def ensemble(gestes: list[Callable[[], Any]], fils: int = 48) -> list[Any]:
    """All these gestures, begun together by as many threads as a small machine bears."""
    count = min(fils, len(gestes))
    start = Barrier(count)

    def serie(rank: int) -> list[tuple[int, Any]]:
        start.wait(60)
        return [(index, gestes[index]()) for index in range(rank, len(gestes), count)]

    with ThreadPoolExecutor(count) as threads:
        done = [pair for series in threads.map(serie, range(count)) for pair in series]
    return [answer for _, answer in sorted(done, key=lambda pair: pair[0])]


def combien(model: Any, scrutin_id: int) -> int:
    """How many rows a ballot has of a kind; nothing is held, the processes go on."""
    db.session.rollback()
    found = db.session.scalar(select(func.count()).select_from(model).where(model.scrutin_id == scrutin_id)) or 0
    db.session.rollback()
    return found


def tuer(serveur: Serveur) -> None:
    """The whole server at once, as a machine that stops."""
    for pid in [*enfants(serveur.process.pid), serveur.process.pid]:
        os.kill(pid, 9)
    serveur.process.wait(10)
