"""The assembly: its terms, its colleges, the organisations that hold its seats, its groups and its bodies."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.assemblee import GENRES, QUALITES_DE_SIEGE
from .colonnes import estampille, parmi

DATES = "fin IS NULL OR fin >= debut"


class Mandature(Base):
    """A term of the assembly, opened by a prefect's order; it ends on the day when somebody closes it."""

    __tablename__ = "mandatures"
    __table_args__ = (CheckConstraint(DATES, name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    debut: Mapped[date] = mapped_column(unique=True)
    fin: Mapped[date | None]
    #: The order that lists the organisations and their seats (R. 4134-4), as it is quoted.
    arrete: Mapped[str] = mapped_column(String(300), default="")
    #: The day on which the bureau's half-term was renewed (R. 4134-12).
    mi_mandat_le: Mapped[date | None]

    @property
    def revision(self) -> str:
        return estampille(self.debut, self.fin, self.arrete, self.mi_mandat_le)


class College(Base):
    """One of the blocks of members, with the seats the law gives it (CGCT, annexe XI)."""

    __tablename__ = "colleges"

    id: Mapped[int] = mapped_column(primary_key=True)
    rang: Mapped[int] = mapped_column(unique=True)
    nom: Mapped[str] = mapped_column(String(200))
    court: Mapped[str] = mapped_column(String(40))
    sieges: Mapped[int]


#: The organisations that hold a seat; several hold it « par accord entre » them.
designateurs = Table(
    "sieges_organismes",
    Base.metadata,
    Column("siege_id", ForeignKey("sieges.id"), primary_key=True),
    Column("organisme_id", ForeignKey("organismes.id"), primary_key=True),
    Index("ix_sieges_organismes_organisme_id", "organisme_id"),
)


class Organisme(Base):
    """A body that designates members."""

    __tablename__ = "organismes"

    id: Mapped[int] = mapped_column(primary_key=True)
    nom: Mapped[str] = mapped_column(String(200), unique=True)
    college_id: Mapped[int] = mapped_column(ForeignKey("colleges.id"), index=True)

    college: Mapped[College] = relationship()

    def __str__(self) -> str:
        return self.nom


class Siege(Base):
    """A seat of a college, given by the order to one organisation or to several by agreement, from a day on."""

    __tablename__ = "sieges"
    __table_args__ = (
        CheckConstraint(DATES, name="dates"),
        UniqueConstraint("college_id", "numero"),
        parmi("qualite", QUALITES_DE_SIEGE, "qualite"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    college_id: Mapped[int] = mapped_column(ForeignKey("colleges.id"), index=True)
    #: Its number in its college; never given again.
    numero: Mapped[int]
    #: What the law reserves it to, or nothing: the environment, the youth.
    qualite: Mapped[str | None] = mapped_column(String(20))
    debut: Mapped[date]
    fin: Mapped[date | None]

    college: Mapped[College] = relationship()
    organismes: Mapped[list[Organisme]] = relationship(secondary=designateurs, order_by=Organisme.nom)

    @property
    def revision(self) -> str:
        return estampille(self.qualite, self.debut, self.fin, sorted(one.id for one in self.organismes))

    @property
    def designe_par(self) -> str:
        """Who gives this seat its holder, in the words of the order."""
        names = [organisme.nom for organisme in self.organismes]
        if len(names) < 2:
            return names[0] if names else "Personnalité qualifiée"
        return f"Par accord entre {', '.join(names[:-1])} et {names[-1]}"


class Groupe(Base):
    """People who vote together, whatever their college and their organisation."""

    __tablename__ = "groupes"
    __table_args__ = (CheckConstraint(DATES, name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nom: Mapped[str] = mapped_column(String(200), unique=True)
    debut: Mapped[date]
    fin: Mapped[date | None]

    @property
    def revision(self) -> str:
        return estampille(self.nom, self.debut, self.fin)

    def __str__(self) -> str:
        return self.nom


class Instance(Base):
    """A body in which people sit: the plenary, the bureau, a commission, a section, a group of work."""

    __tablename__ = "instances"
    __table_args__ = (
        CheckConstraint("fin IS NULL OR debut IS NULL OR fin >= debut", name="dates"),
        parmi("genre", GENRES, "genre"),
        # A body that has ended leaves its name to the next one.
        Index(
            "uq_instances_nom",
            "nom",
            unique=True,
            sqlite_where=text("fin IS NULL"),
            postgresql_where=text("fin IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    genre: Mapped[str] = mapped_column(String(30))
    nom: Mapped[str] = mapped_column(String(200))
    competences: Mapped[str] = mapped_column(Text, default="")
    #: The order or the decision that made it: a section follows from the prefect's (R. 4134-18).
    arrete: Mapped[str] = mapped_column(String(300), default="")
    #: None: as long as the assembly.
    debut: Mapped[date | None]
    fin: Mapped[date | None]

    denominations: Mapped[list["Denomination"]] = relationship(order_by="Denomination.jusqu_au")

    @property
    def revision(self) -> str:
        return estampille(self.nom, self.competences, self.arrete, self.debut, self.fin)

    def __str__(self) -> str:
        return self.nom

    def nom_au(self, day: date) -> str:
        """The name it bore on a day."""
        return next((former.nom for former in self.denominations if day <= former.jusqu_au), self.nom)


class Denomination(Base):
    """A name that a body bore, until a day (included)."""

    __tablename__ = "denominations"

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("instances.id"), index=True)
    nom: Mapped[str] = mapped_column(String(200))
    jusqu_au: Mapped[date]
