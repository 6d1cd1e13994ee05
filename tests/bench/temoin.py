"""The bare application that pages are compared with: Flask, Flask-SQLAlchemy, one list, one write."""

import os
from datetime import UTC, datetime
from typing import Any

from flask import Flask, redirect, render_template, request
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import ForeignKey, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship

LIGNES = 5000
PAR_PAGE = 20
PAGES = {
    "base.html": "<!doctype html><html lang=fr><title>{% block title %}{% endblock %}</title>"
    "<body><main>{% block contenu %}{% endblock %}</main></body></html>",
    "liste.html": "{% extends 'base.html' %}{% block title %}Liste{% endblock %}{% block contenu %}<table>"
    "{% for d in dossiers %}<tr><td><a href='{{ url_for('liste', page=d.id) }}'>{{ d.objet }}</a></td>"
    "<td>{{ d.etat }}</td><td>{{ d.auteur.nom }}</td><td>{{ d.service.nom }}</td></tr>{% endfor %}"
    "</table>{% endblock %}",
}


class Base(DeclarativeBase):
    """What the bare records inherit."""


db = SQLAlchemy(model_class=Base)


class Auteur(Base):
    __tablename__ = "temoin_auteurs"
    id: Mapped[int] = mapped_column(primary_key=True)
    nom: Mapped[str]


class Service(Base):
    __tablename__ = "temoin_services"
    id: Mapped[int] = mapped_column(primary_key=True)
    nom: Mapped[str]


class Dossier(Base):
    __tablename__ = "temoin_dossiers"
    id: Mapped[int] = mapped_column(primary_key=True)
    objet: Mapped[str]
    etat: Mapped[str] = mapped_column(default="ouvert")
    auteur_id: Mapped[int] = mapped_column(ForeignKey("temoin_auteurs.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("temoin_services.id"))

    auteur: Mapped[Auteur] = relationship()
    service: Mapped[Service] = relationship()


class Geste(Base):
    __tablename__ = "temoin_gestes"
    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("temoin_dossiers.id"), index=True)
    le: Mapped[datetime]


def create_app(url: str) -> Flask:
    """The bare application on a database."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.jinja_loader = DictLoader(PAGES)
    db.init_app(app)

    @app.get("/")
    def liste() -> str:
        page = request.args.get("page", 1, type=int)
        query = select(Dossier).options(joinedload(Dossier.auteur), joinedload(Dossier.service))
        rows = db.session.scalars(query.order_by(Dossier.id.desc()).limit(PAR_PAGE).offset((page - 1) * PAR_PAGE))
        return render_template("liste.html", dossiers=rows.all())

    @app.post("/<int:number>")
    def ecrire(number: int) -> Any:
        dossier = db.get_or_404(Dossier, number)
        dossier.etat = request.form["etat"]
        db.session.add(Geste(dossier_id=number, le=datetime.now(UTC)))
        db.session.commit()
        return redirect("/", 303)

    return app


def fonder(url: str) -> None:
    """Its tables and its rows."""
    app = create_app(url)
    with app.app_context():
        db.create_all()
        few = [{"id": rank, "nom": f"Nom {rank}"} for rank in range(1, 51)]
        db.session.execute(insert(Auteur), few)
        db.session.execute(insert(Service), few)
        rows = [
            {"id": rank, "objet": f"Objet du dossier {rank}", "auteur_id": rank % 50 + 1, "service_id": rank % 7 + 1}
            for rank in range(1, LIGNES + 1)
        ]
        db.session.execute(insert(Dossier), rows)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def application() -> Flask:
    """What gunicorn loads."""
    return create_app(os.environ["DATABASE_URL"])
