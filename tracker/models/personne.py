"""A person, the seat they hold and the functions they exercise, each between two dates."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..roles import Role
from .assemblee import College, Instance, Organisme
from .colonnes import Instant, parmi


class Personne(Base):
    """Somebody: a councillor, a member of the staff, an agent of the Region."""

    __tablename__ = "personnes"

    id: Mapped[int] = mapped_column(primary_key=True)
    prenom: Mapped[str] = mapped_column(String(80))
    nom: Mapped[str] = mapped_column(String(80))
    #: Kept in lower case; None for somebody who never signs in.
    courriel: Mapped[str | None] = mapped_column(String(254), unique=True)
    mot_de_passe: Mapped[str | None] = mapped_column(String(200))
    #: One of the people to enter as, in the demonstration.
    presentation: Mapped[str | None] = mapped_column(String(200))
    #: What happened before has been read by this person.
    vu_le: Mapped[datetime | None] = mapped_column(Instant)

    mandats: Mapped[list["Mandat"]] = relationship(back_populates="personne", order_by="Mandat.debut")
    fonctions: Mapped[list["Fonction"]] = relationship(back_populates="personne", order_by="Fonction.debut")

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    def __str__(self) -> str:
        return self.nom_complet


class Mandat(Base):
    """A seat held in the assembly, from a day to a day (both included)."""

    __tablename__ = "mandats"
    __table_args__ = (CheckConstraint("fin IS NULL OR fin >= debut", name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    college_id: Mapped[int] = mapped_column(ForeignKey("colleges.id"), index=True)
    organisme_id: Mapped[int | None] = mapped_column(ForeignKey("organismes.id"), index=True)
    debut: Mapped[date]
    fin: Mapped[date | None]

    personne: Mapped[Personne] = relationship(back_populates="mandats")
    college: Mapped[College] = relationship()
    organisme: Mapped[Organisme | None] = relationship()


class Fonction(Base):
    """A role that a person holds from a day to a day (both included), in a body where the role needs one."""

    __tablename__ = "fonctions"
    __table_args__ = (
        CheckConstraint("fin IS NULL OR fin >= debut", name="dates"),
        parmi("role", (role.value for role in Role), "role"),
        CheckConstraint(
            "(role IN ('president_de_commission', 'membre_de_commission')) = (instance_id IS NOT NULL)", name="instance"
        ),
        CheckConstraint("(role = 'demandeur') = (demandeur_id IS NOT NULL)", name="demandeur"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    role: Mapped[str] = mapped_column(String(30), index=True)
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("instances.id"), index=True)
    demandeur_id: Mapped[int | None] = mapped_column(ForeignKey("demandeurs.id"), index=True)
    debut: Mapped[date]
    fin: Mapped[date | None]

    personne: Mapped[Personne] = relationship(back_populates="fonctions")
    instance: Mapped[Instance | None] = relationship()


def en_cours(held: type[Fonction | Mandat], day: Any) -> ColumnElement[bool]:
    """The condition that a function or a mandate runs on a day, given or bound."""
    return and_(held.debut <= day, or_(held.fin.is_(None), held.fin >= day))
