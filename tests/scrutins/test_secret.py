"""A secret ballot that is closed: no query, no mark of a row, no byte left on the disk ties a voter to a paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from tests.factories import Monde
from tracker.extensions import Base, db
from tracker.models import Bulletin, Electeur, Signature, urne

from .salle import Salle, remplir

VOTANTS = 60


class Vote:
    """A closed secret ballot, and what only this test knows: who voted what, and in which order."""

    def __init__(self, hall: Salle, mode: str = "secret_appareil") -> None:
        self.hall, self.scrutin_id = hall, hall.ouvrir(mode)
        rules = hall.m.frame().reglement
        # An order that is neither that of the names nor of the numbers.
        people = sorted((one.personne_id for one in hall.appareils), key=lambda key: (key * 7919) % 1009)
        self.dit = {key: "pour" if rank % 3 else "contre" for rank, key in enumerate(people)}
        for key, choix in self.dit.items():
            scrutin = hall.scrutin(self.scrutin_id)
            urne.voter(db.session(), scrutin, key, key, choix, reglement=rules)
            # One vote, one transaction, as on the members' devices.
            db.session.commit()
        #: What ties a paper to its signature while the ballot is open.
        self.marques = marques() if dialect() == "postgresql" else set()
        self.avant = list(db.session.scalars(select(Bulletin.cle).where(Bulletin.scrutin_id == self.scrutin_id)))
        urne.clore(
            db.session(), hall.scrutin(self.scrutin_id), par=hall.m.secretaire, reglement=rules, reglement_id=None
        )
        db.session.commit()


@pytest.fixture
def vote(app: Flask, m: Monde) -> Vote:
    return Vote(remplir(app, m, VOTANTS))


def test_a_paper_holds_neither_a_name_nor_a_moment_nor_an_order(app: Flask) -> None:
    assert {column.name for column in Bulletin.__table__.columns} == {"cle", "scrutin_id", "choix"}
    assert {column.name for column in Signature.__table__.columns} == {"scrutin_id", "personne_id", "votant_id"}
    keys = {tuple(column.name for column in model.__table__.primary_key) for model in (Bulletin, Signature)}  # type: ignore[attr-defined]
    assert keys == {("cle",), ("scrutin_id", "personne_id")}


def test_papers_and_signatures_are_as_many_and_say_what_was_said(vote: Vote) -> None:
    said = list(db.session.scalars(select(Bulletin.choix).where(Bulletin.scrutin_id == vote.scrutin_id)))
    signed = set(db.session.scalars(select(Signature.personne_id).where(Signature.scrutin_id == vote.scrutin_id)))
    assert sorted(said) == sorted(vote.dit.values()) and signed == set(vote.dit)


def test_the_order_of_the_rows_says_nothing(vote: Vote) -> None:
    mark = "ctid" if dialect() == "postgresql" else "NULL"
    for pairs in (read(vote, f"ORDER BY {mark}"), read(vote, "")):
        assert devine(vote, *pairs) < VOTANTS * 0.85, "the papers come in the order of the signatures"


def test_the_marks_of_the_transactions_say_nothing(vote: Vote) -> None:
    if dialect() == "sqlite":
        # A table without row numbers has no order of writing.
        for table in ("bulletins", "signatures"):
            with pytest.raises(Exception, match="no such column"):
                db.session.execute(text(f"SELECT rowid FROM {table}")).all()
            db.session.rollback()
        return
    marks = [set(db.session.scalars(text(f"SELECT xmin::text FROM {table}"))) for table in ("bulletins", "signatures")]
    assert marks[0] == marks[1] and len(marks[0]) == 1, "the papers bear other marks than the closing's"
    assert len(vote.marques) == VOTANTS and not marks[0] & vote.marques


def test_no_table_holds_both_a_voter_and_a_paper(vote: Vote) -> None:
    keys = set(db.session.scalars(select(Bulletin.cle)))
    for table in Base.metadata.sorted_tables:
        if table.name != "bulletins":
            rows = db.session.execute(select(table)).mappings().all()
            assert not [row for row in rows if keys & {str(value) for value in row.values()}], table.name
        assert "bulletins" not in {key.column.table.name for key in table.foreign_keys}


def test_the_papers_that_were_shuffled_are_gone_from_the_disk(vote: Vote) -> None:
    assert not set(vote.avant) & set(db.session.scalars(select(Bulletin.cle)))
    if dialect() == "sqlite":
        path = Path(str(db.engine.url.database))
        left = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
        assert [key for key in vote.avant if key.encode() in left] == []


def test_a_secret_ballot_is_never_told_by_college(vote: Vote) -> None:
    columns = {column.name for column in Bulletin.__table__.columns} | {
        column.name for column in Signature.__table__.columns
    }
    assert "college_id" not in columns
    assert db.session.scalars(select(Electeur.college_id).where(Electeur.scrutin_id == vote.scrutin_id)).first()


def read(vote: Vote, order: str) -> tuple[list[int], list[str]]:
    """Signatures and papers as the database gives them."""
    where = f"WHERE scrutin_id = {vote.scrutin_id} {'' if 'NULL' in order else order}"
    people = db.session.scalars(text(f"SELECT personne_id FROM signatures {where}")).all()
    said = db.session.scalars(text(f"SELECT choix FROM bulletins {where}")).all()
    return list(people), list(said)


def devine(vote: Vote, people: Sequence[int], said: Sequence[Any]) -> int:
    """How many voters one guesses by reading both tables side by side."""
    return sum(vote.dit[key] == choix for key, choix in zip(people, said, strict=True))


def marques() -> set[str]:
    """The marks of the transactions that dropped the papers."""
    return set(db.session.scalars(text("SELECT xmin::text FROM bulletins")))


def dialect() -> str:
    return str(db.engine.dialect.name)
