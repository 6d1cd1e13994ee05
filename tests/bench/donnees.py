"""A large register written in bulk: the assembly first, then as many saisines as asked, by lots."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.orm import Session

from tracker import create_app
from tracker.door import today
from tracker.extensions import Base, db
from tracker.installation import installer
from tracker.models import (
    Acte,
    BaseLegale,
    College,
    Connexion,
    Demandeur,
    Fichier,
    Fonction,
    Instance,
    Mandat,
    Personne,
    Seance,
    Siege,
)
from tracker.models.colonnes import maintenant
from tracker.roles import Role
from tracker.views.connexion import fingerprint

from .dossiers import Decor, lignes

SECRET = "secret-du-banc"
JETON = "jeton-du-banc-de-mesure-des-pages"
LOT = 500
DEBUT = date(2020, 1, 1)
COMMISSIONS = ("Transports", "Emploi", "Environnement", "Culture", "Finances", "Recherche", "Santé", "Logement")
#: Who measures: one person who may do what the secretariat and the president do.
ROLES = (Role.SECRETARIAT, Role.PRESIDENT)


@dataclass(frozen=True)
class Banc:
    """A database of the bench and what its pages are asked about."""

    url: str
    fichiers: Path

    def application(self) -> Flask:
        return create_app(TESTING=True, SQLALCHEMY_DATABASE_URI=self.url, SECRET_KEY=SECRET, FILES_DIR=self.fichiers)

    def environnement(self) -> dict[str, str]:
        return {"DATABASE_URL": self.url, "SECRET_KEY": SECRET, "FILES_DIR": str(self.fichiers)}


def fonder(banc: Banc) -> None:
    """All tables, and the assembly without any saisine."""
    app = banc.application()
    with app.app_context():
        Base.metadata.create_all(db.engine)
        installer(db.session())
        _assemblee(db.session())
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def _assemblee(session: Session) -> None:
    pleniere = session.scalars(select(Instance).where(Instance.genre == "pleniere")).one()
    commissions = [Instance(genre="commission", nom=nom) for nom in COMMISSIONS]
    college = College(rang=1, nom="Premier collège", court="Collège 1", sieges=121)
    session.add_all([*commissions, college, *(Demandeur(nom=f"Demandeur n° {rank}") for rank in range(60))])
    chief = Personne(prenom="Claire", nom="Mesure", courriel="mesure@exemple.test")
    chief.fonctions = [Fonction(role=role.value, debut=DEBUT) for role in ROLES]
    members = [Personne(prenom="Membre", nom=f"Numéro {rank}") for rank in range(120)]
    for rank, member in enumerate([chief, *members], 1):
        siege = Siege(college=college, numero=rank, debut=DEBUT)
        member.mandats = [Mandat(siege=siege, debut=DEBUT)]
    session.add_all([chief, *members])
    session.add_all(
        Fichier(empreinte=f"{rank:064x}", type_mime="application/pdf", taille=2000) for rank in range(1, 51)
    )
    session.flush()
    session.add(Connexion(empreinte=fingerprint(JETON), personne_id=chief.id, ouverte_le=maintenant()))
    for months in range(-60, 7):
        _seance(session, pleniere, today() + timedelta(days=30 * months + 15), chief)


def _seance(session: Session, pleniere: Instance, day: date, chief: Personne) -> None:
    held = day < today()
    seance = Seance(instance=pleniere, etat="levee" if held else "projetee", jour=day, presents=90, en_exercice=130)
    chain = ["neant", "projetee", *(["convoquee", "ouverte", "levee"] if held else [])]
    names = ("projeter", "convoquer", "ouvrir", "lever")
    session.add_all(
        Acte(seance=seance, transition=name, de=de, vers=vers, role=Role.SECRETARIAT.value, personne=chief)
        for name, de, vers in zip(names, chain, chain[1:], strict=False)
    )


def remplir(banc: Banc, first: int, last: int) -> int:
    """Write the saisines from `first` to `last`; how many acts the database then holds."""
    app = banc.application()
    with app.app_context():
        decor = _decor(db.session())
        db.session.remove()
        with db.engine.begin() as connection:
            for start in range(first, last + 1, LOT):
                _ecrire(connection, lignes(decor, start, min(start + LOT - 1, last)))
            _suite(connection)
            acts = connection.scalar(select(func.count()).select_from(Acte)) or 0
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))
        db.engine.dispose()
    return acts


def _ecrire(connection: Connection, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Table by table, in the order of their keys; a text learns its version once it is there."""
    for table in Base.metadata.sorted_tables:
        if not rows.get(table.name):
            continue
        # Saisines and words are written by several shapes of rows: each shape is one statement.
        shapes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row in rows[table.name]:
            shapes.setdefault(tuple(row), []).append(row)
        for shape in shapes.values():
            connection.execute(insert(table), shape)
    numbers = [row["texte_id"] for row in rows.get("versions", ())]
    if numbers:
        connection.execute(
            text("UPDATE textes SET version_id = 2 * id WHERE id BETWEEN :first AND :last AND etat <> 'repris'"),
            {"first": min(numbers), "last": max(numbers)},
        )


def _suite(connection: Connection) -> None:
    """Numbers were given by hand: PostgreSQL's sequences start again after them."""
    if connection.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        if "id" in table.c:
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            connection.execute(text(f"SELECT setval({sequence}, (SELECT max(id) + 1 FROM {table.name}))"))


def _decor(session: Session) -> Decor:
    chief = session.scalars(select(Personne).order_by(Personne.id)).first()
    assert chief is not None
    bodies = session.scalars(select(Instance)).all()
    seances = session.execute(select(Seance.id, Seance.jour)).all()
    day = today()
    known = {"lettre", "projet", "rapport"}
    return Decor(
        aujourdhui=day,
        bases=[
            (base.id, base.libelle) for base in session.scalars(select(BaseLegale)) if known >= {*base.pieces_requises}
        ],
        commissions=[(body.id, body.nom) for body in bodies if body.genre == "commission"],
        demandeurs=[(found.id, found.nom) for found in session.scalars(select(Demandeur))],
        auteurs=list(session.scalars(select(Mandat.personne_id))),
        pleniere=next(body.id for body in bodies if body.genre == "pleniere"),
        tenues=[(number, held) for number, held in seances if held < day],
        prevues=[(number, planned) for number, planned in seances if planned > day + timedelta(days=20)],
        fichiers=list(session.scalars(select(Fichier.id))),
        personne_du_role=lambda role: chief.id,
    )
