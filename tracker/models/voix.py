"""What a ballot is made of: who may vote, what each answered when it is public, the anonymous papers when it is not."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.scrutin import CHOIX
from .assemblee import College
from .colonnes import Instant, maintenant, parmi
from .personne import Personne
from .scrutin import Scrutin
from .seance import Point


class Electeur(Base):
    """A member in office when a ballot opened, with the college and the organisation of that day."""

    __tablename__ = "electeurs"

    scrutin_id: Mapped[int] = mapped_column(ForeignKey("scrutins.id"), primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), primary_key=True, index=True)
    college_id: Mapped[int | None] = mapped_column(ForeignKey("colleges.id"))
    organisme: Mapped[str] = mapped_column(String(200), default="")
    groupe: Mapped[str] = mapped_column(String(200), default="")

    scrutin: Mapped[Scrutin] = relationship(back_populates="electeurs")
    personne: Mapped[Personne] = relationship()
    college: Mapped[College | None] = relationship()


class Voix(Base):
    """What a member answered in a recorded vote, themselves or by the holder of their proxy; once for each."""

    __tablename__ = "voix"
    __table_args__ = (parmi("choix", CHOIX, "choix"), parmi("moyen", ("appareil", "appel"), "moyen"))

    scrutin_id: Mapped[int] = mapped_column(ForeignKey("scrutins.id"), primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), primary_key=True, index=True)
    #: Who cast it: the member, or the holder of the proxy.
    votant_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    choix: Mapped[str] = mapped_column(String(20))
    #: On one's own device, or when called by name.
    moyen: Mapped[str] = mapped_column(String(10))
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)

    personne: Mapped[Personne] = relationship(foreign_keys=[personne_id])
    votant: Mapped[Personne] = relationship(foreign_keys=[votant_id])


class Signature(Base):
    """That a member has voted in a secret ballot; neither when nor what. Written again, shuffled, at the closing."""

    __tablename__ = "signatures"
    __table_args__ = ({"sqlite_with_rowid": False},)

    scrutin_id: Mapped[int] = mapped_column(ForeignKey("scrutins.id"), primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), primary_key=True, index=True)
    votant_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)

    personne: Mapped[Personne] = relationship(foreign_keys=[personne_id])
    votant: Mapped[Personne] = relationship(foreign_keys=[votant_id])


class Bulletin(Base):
    """A secret paper: a random key and what it says, no name, no moment, no order."""

    __tablename__ = "bulletins"
    __table_args__ = ({"sqlite_with_rowid": False},)

    cle: Mapped[str] = mapped_column(String(32), primary_key=True)
    scrutin_id: Mapped[int] = mapped_column(ForeignKey("scrutins.id"), index=True)
    #: An answer, « blanc », or the candidates named, by their numbers.
    choix: Mapped[str] = mapped_column(String(500))


class Comptage(Base):
    """What one of the two tellers counted; the ballot closes on two counts that agree."""

    __tablename__ = "comptages"
    __table_args__ = (
        UniqueConstraint("scrutin_id", "rang"),
        CheckConstraint("rang IN (1, 2)", name="rang"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scrutin_id: Mapped[int] = mapped_column(ForeignKey("scrutins.id"))
    rang: Mapped[int]
    #: Who counted, as the minutes will say it.
    scrutateur: Mapped[str] = mapped_column(String(200), default="")
    saisi_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    #: The figures counted, by the names that the ballot gives them; votes of candidates under « suffrages ».
    chiffres: Mapped[dict[str, Any]] = mapped_column(JSON)

    saisi_par: Mapped[Personne | None] = relationship()


class Candidature(Base):
    """Somebody, or a list, that stands at an election on the agenda."""

    __tablename__ = "candidatures"
    __table_args__ = (UniqueConstraint("point_id", "nom"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("points.id"))
    rang: Mapped[int]
    nom: Mapped[str] = mapped_column(String(200))
    #: The member who stands; None for a list.
    personne_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    #: Withdrawn between two rounds.
    retiree_le: Mapped[datetime | None] = mapped_column(Instant)

    point: Mapped[Point] = relationship(back_populates="candidatures")
    personne: Mapped[Personne | None] = relationship()


class Suffrage(Base):
    """How many votes a candidate had at one round, and whether they were elected by it."""

    __tablename__ = "suffrages"
    __table_args__ = (CheckConstraint("voix >= 0", name="voix"),)

    scrutin_id: Mapped[int] = mapped_column(ForeignKey("scrutins.id"), primary_key=True)
    candidature_id: Mapped[int] = mapped_column(ForeignKey("candidatures.id"), primary_key=True)
    voix: Mapped[int]
    elu: Mapped[bool] = mapped_column(default=False)

    scrutin: Mapped[Scrutin] = relationship(back_populates="suffrages")
    candidature: Mapped[Candidature] = relationship()
