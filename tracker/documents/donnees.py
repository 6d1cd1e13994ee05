"""What is kept about one person, counted, and taken away as JSON or as one CSV per kind."""

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, inspect, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from ..models import Personne
from .genre import Champ, Genre
from .genres import GENRES
from .octets import Altere, lire
from .tableurs import csv_octets

Ligne = list[Any]


def comptes(session: Session, personne: Personne) -> dict[str, int]:
    """How many rows of each kind are kept about somebody, in one query."""
    counted = (
        select(literal(genre.nom), func.count()).select_from(genre.de.class_).where(_siennes(genre, personne))
        for genre in GENRES
    )
    counts: dict[str, int] = dict(session.execute(union_all(*counted)).all())
    return counts


def lignes(session: Session, genre: Genre, personne: Personne, fuseau: str) -> list[Ligne]:
    """The rows of one kind, the oldest first: dates as such, moments where the assembly sits, codes in words."""
    words = [champ[1] if isinstance(champ, tuple) else {} for champ in genre.champs.values()]
    rows = session.execute(_requete(genre).where(_siennes(genre, personne)))
    return [[_dit(value, said, fuseau) for value, said in zip(row, words, strict=True)] for row in rows]


def en_json(session: Session, personne: Personne, le: date, fuseau: str) -> bytes:
    """Everything, with why and how long, as one JSON document."""
    told = {
        "personne": personne.nom_complet,
        "établi le": le.isoformat(),
        "données": {
            genre.nom: {
                "titre": genre.titre,
                "pourquoi": genre.pourquoi,
                "durée": genre.duree,
                "lignes": [
                    dict(zip(genre.champs, line, strict=True)) for line in lignes(session, genre, personne, fuseau)
                ],
            }
            for genre in GENRES
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=_iso).encode() + b"\n"


def en_zip(session: Session, personne: Personne, le: date, fuseau: str, racine: Path) -> bytes:
    """The same as an archive: the JSON, a table for each kind that has rows, and the portrait."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("donnees.json", en_json(session, personne, le, fuseau))
        for rank, genre in enumerate(GENRES, 1):
            if found := lignes(session, genre, personne, fuseau):
                archive.writestr(f"{rank:02d}-{genre.nom}.csv", csv_octets(list(genre.champs), found))
        if personne.portrait is not None:
            _portrait(archive, personne, racine)
    return made.getvalue()


def _portrait(archive: zipfile.ZipFile, personne: Personne, racine: Path) -> None:
    """A portrait whose bytes are gone does not keep the rest away."""
    assert personne.portrait is not None
    try:
        archive.writestr(f"portrait.{personne.portrait.type_mime.rpartition('/')[2]}", lire(racine, personne.portrait))
    except Altere:
        archive.writestr("portrait-manquant.txt", "Le fichier de ce portrait manque sur le serveur.")


def _siennes(genre: Genre, personne: Personne) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = genre.de == getattr(personne, genre.cle)
    return mine


def _requete(genre: Genre) -> Select[Any]:
    """The columns of a kind, each found by its path through the relations, joined once."""
    model = genre.de.class_
    joined: dict[tuple[str, ...], Any] = {(): model}
    columns = [_colonne(champ, joined) for champ in genre.champs.values()]
    query = select(*columns).select_from(model)
    for path, entity in list(joined.items())[1:]:
        query = query.outerjoin(getattr(joined[path[:-1]], path[-1]).of_type(entity))
    return query.order_by(*inspect(model).primary_key)


def _colonne(champ: Champ, joined: dict[tuple[str, ...], Any]) -> Any:
    if isinstance(champ, ColumnElement):
        return champ
    *path, name = (champ[0] if isinstance(champ, tuple) else champ).split(".")
    for depth, relation in enumerate(path):
        parent = joined[tuple(path[:depth])]
        joined.setdefault(tuple(path[: depth + 1]), aliased(getattr(parent, relation).property.mapper.class_))
    entity = joined[tuple(path)]
    return entity.prenom + " " + entity.nom if name == "nom_complet" else getattr(entity, name)


def _dit(value: Any, words: Any, fuseau: str) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(fuseau))
    return words.get(value, value)


def _iso(value: date) -> str:
    return value.isoformat()
