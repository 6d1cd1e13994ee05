"""The search index: the stems of each saisine and each texte, and how either database looks them up."""

from typing import Any

from sqlalchemy import (
    DDL,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Integer,
    Select,
    Text,
    bindparam,
    column,
    event,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from ..extensions import Base
from ..procedure.texte import OUVERTS
from ..prose.recherche import index, requete
from .saisine import Saisine
from .texte import Texte


class Mots(Base):
    """The words of one record, folded and stemmed; written anew each time the record changes."""

    __tablename__ = "mots"
    __table_args__ = (CheckConstraint("(saisine_id IS NULL) <> (texte_id IS NULL)", name="un_objet"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    saisine_id: Mapped[int | None] = mapped_column(ForeignKey("saisines.id"), unique=True)
    texte_id: Mapped[int | None] = mapped_column(ForeignKey("textes.id"), unique=True)
    termes: Mapped[str] = mapped_column(Text)


#: SQLite keeps its inverted lists in a table of its own, fed by triggers. Its rows bear the number of the saisine,
#: or that of the text with a minus: an answer is read there, without a look at the words themselves.
SQLITE = (
    "CREATE VIRTUAL TABLE mots_fts USING fts5(termes, content='')",
    "CREATE TRIGGER mots_ajout AFTER INSERT ON mots BEGIN "
    "INSERT INTO mots_fts(rowid, termes) VALUES (coalesce(new.saisine_id, -new.texte_id), new.termes); END",
    "CREATE TRIGGER mots_retrait AFTER DELETE ON mots BEGIN "
    "INSERT INTO mots_fts(mots_fts, rowid, termes) "
    "VALUES ('delete', coalesce(old.saisine_id, -old.texte_id), old.termes); END",
    "CREATE TRIGGER mots_change AFTER UPDATE ON mots BEGIN "
    "INSERT INTO mots_fts(mots_fts, rowid, termes) "
    "VALUES ('delete', coalesce(old.saisine_id, -old.texte_id), old.termes); "
    "INSERT INTO mots_fts(rowid, termes) VALUES (coalesce(new.saisine_id, -new.texte_id), new.termes); END",
)
#: One list for the saisines and one for the texts: who asks for the first never reads the second.
POSTGRESQL = tuple(
    f"CREATE INDEX ix_mots_termes_{owner} ON mots USING gin (to_tsvector('simple', termes)) "
    f"WHERE {owner}_id IS NOT NULL"
    for owner in ("saisine", "texte")
)


def _ddl(statement: str) -> DDL:
    return DDL(statement)  # type: ignore[no-untyped-call]


for statement in SQLITE:
    event.listen(Mots.__table__, "after_create", _ddl(statement).execute_if(dialect="sqlite"))
for statement in POSTGRESQL:
    event.listen(Mots.__table__, "after_create", _ddl(statement).execute_if(dialect="postgresql"))


def correspond(session: Session, key: Any, question: str) -> ColumnElement[bool] | None:
    """The condition that keeps the records whose words answer a question; None for a question without words.

    `key` is `Mots.saisine_id` or `Mots.texte_id`; the same stems are looked up on both databases.
    """
    owned = possedes(session, key, question)
    owner = Saisine.id if key is Mots.saisine_id else Texte.id
    return None if owned is None else owner.in_(owned)


def possedes(session: Session, key: Any, question: str) -> Select[Any] | None:
    """The numbers of these records, as a query to put inside another one."""
    stems = requete(question)
    if not stems:
        return None
    if session.get_bind().dialect.name == "sqlite":
        return _dans_fts(key, " ".join(f'"{stem}"*' for stem in stems))
    vector = func.to_tsvector(literal_column("'simple'"), Mots.termes)
    query = func.to_tsquery(literal_column("'simple'"), " & ".join(f"{stem}:*" for stem in stems))
    return select(key).where(key.is_not(None), vector.op("@@", is_comparison=True)(query))


def _dans_fts(key: Any, question: str) -> Select[Any]:
    """The rows of SQLite's table that answer, on the side of zero that belongs to this kind of record."""
    rowid = column("rowid", Integer)
    matches = text("mots_fts MATCH :stems").bindparams(bindparam("stems", question))
    fts = select(rowid if key is Mots.saisine_id else -rowid).select_from(table("mots_fts", rowid))
    return fts.where(matches, rowid > 0 if key is Mots.saisine_id else rowid < 0)


#: States in which a text may never have been sent to the members.
JAMAIS_ENVOYES = OUVERTS | {"abandonne"}


def mots_de_la_saisine(saisine: Saisine) -> str:
    """The stems of a saisine: its own words and those of its texts' titles."""
    return index(
        [
            saisine.numero,
            saisine.objet,
            saisine.precisions,
            saisine.demandeur.nom if saisine.demandeur else "",
            saisine.commission.nom if saisine.commission else "",
            saisine.base.libelle if saisine.base else "",
            # A councillor searches the register: the title of a draft is not found there.
            *(texte.titre for texte in saisine.textes if texte.etat == "inscrit" or texte.etat not in JAMAIS_ENVOYES),
            *(piece.nom for piece in saisine.pieces),
        ]
    )


def mots_du_texte(texte: Texte) -> str:
    """The stems of a text: its title, its authors' commission and all it says today."""
    return index(
        [
            texte.numero or "",
            texte.titre,
            texte.commission.nom if texte.commission else "",
            # The draft of a rejected text is not public: only its positions are found.
            texte.version.contenu if texte.version and texte.etat != "positions_publiees" else "",
            *(saisine.objet for saisine in texte.saisines),
            *(position.auteur for position in texte.positions),
        ]
    )
