"""A saved view of the register: a name for a set of filters."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base


class Vue(Base):
    """The filters that a person keeps under a name, as the query string of the register's address."""

    __tablename__ = "vues"
    __table_args__ = (UniqueConstraint("personne_id", "nom"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"))
    nom: Mapped[str] = mapped_column(String(80))
    filtres: Mapped[str] = mapped_column(String(1000))
