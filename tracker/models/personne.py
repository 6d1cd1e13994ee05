"""A person, the seat they hold, the functions they exercise, what they lend to others, each between two dates."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, Text, and_, or_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.assemblee import MOTIFS_DE_FIN
from ..roles import DELEGABLES, EN_INSTANCE, Role
from .assemblee import DATES, College, Groupe, Instance, Organisme, Siege
from .colonnes import Instant, estampille, maintenant, parmi

if TYPE_CHECKING:
    from .piece import Fichier


class Personne(Base):
    """Somebody: a councillor, an associate member, a member of the staff, an agent of the Region."""

    __tablename__ = "personnes"
    __table_args__ = (parmi("civilite", ("madame", "monsieur"), "civilite"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    prenom: Mapped[str] = mapped_column(String(80))
    nom: Mapped[str] = mapped_column(String(80))
    #: Kept where it is known: parity is counted by organisation (L. 4134-2).
    civilite: Mapped[str | None] = mapped_column(String(10))
    #: Kept in lower case; None for somebody who never signs in.
    courriel: Mapped[str | None] = mapped_column(String(254), unique=True)
    portrait_id: Mapped[int | None] = mapped_column(ForeignKey("fichiers.id"))
    mot_de_passe: Mapped[str | None] = mapped_column(String(200))
    #: Draws the key of the second factor together with the site's secret; the key itself is nowhere.
    totp_sel: Mapped[str | None] = mapped_column(String(64))
    totp_depuis: Mapped[datetime | None] = mapped_column(Instant)
    #: The last thirty seconds whose code was used: a code serves once.
    totp_dernier: Mapped[int | None]
    #: The account is closed: nobody enters by it any more.
    ferme_le: Mapped[datetime | None] = mapped_column(Instant)
    #: One of the people to enter as, in the demonstration.
    presentation: Mapped[str | None] = mapped_column(String(200))
    #: What happened before has been read by this person.
    vu_le: Mapped[datetime | None] = mapped_column(Instant)

    portrait: Mapped["Fichier | None"] = relationship()
    mandats: Mapped[list["Mandat"]] = relationship(back_populates="personne", order_by="Mandat.debut")
    fonctions: Mapped[list["Fonction"]] = relationship(back_populates="personne", order_by="Fonction.debut")
    appartenances: Mapped[list["Appartenance"]] = relationship(back_populates="personne", order_by="Appartenance.debut")

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    @property
    def revision(self) -> str:
        return estampille(self.civilite, self.prenom, self.nom, self.courriel)

    @property
    def initiales(self) -> str:
        return f"{self.prenom[:1]}{self.nom[:1]}".upper()

    def __str__(self) -> str:
        return self.nom_complet


class Mandat(Base):
    """A seat held in the assembly, from a day to a day (both included)."""

    __tablename__ = "mandats"
    __table_args__ = (
        CheckConstraint(DATES, name="dates"),
        parmi("motif_fin", MOTIFS_DE_FIN, "motif_fin"),
        CheckConstraint("motif_fin IS NULL OR fin IS NOT NULL", name="motif_de_la_fin"),
        # One holder at a time, and one seat for each: what has an end is checked under the lock of the seat.
        *(
            Index(
                f"uq_mandats_{column}_ouvert",
                column,
                unique=True,
                sqlite_where=text("fin IS NULL"),
                postgresql_where=text("fin IS NULL"),
            )
            for column in ("siege_id", "personne_id")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    siege_id: Mapped[int] = mapped_column(ForeignKey("sieges.id"), index=True)
    #: Which of the seat's organisations designated this holder; None for a qualified person.
    organisme_id: Mapped[int | None] = mapped_column(ForeignKey("organismes.id"), index=True)
    debut: Mapped[date]
    fin: Mapped[date | None]
    motif_fin: Mapped[str | None] = mapped_column(String(30))
    #: The day on which the vacancy was found: two months run from it (R. 4134-6).
    vacance_constatee_le: Mapped[date | None]

    personne: Mapped[Personne] = relationship(back_populates="mandats")
    siege: Mapped[Siege] = relationship()
    organisme: Mapped[Organisme | None] = relationship()

    @property
    def revision(self) -> str:
        return estampille(self.organisme_id, self.debut, self.fin, self.motif_fin, self.vacance_constatee_le)

    @property
    def college(self) -> College:
        return self.siege.college


class Fonction(Base):
    """A role that a person holds from a day to a day (both included), in a body where the role needs one."""

    __tablename__ = "fonctions"
    __table_args__ = (
        CheckConstraint(DATES, name="dates"),
        parmi("role", (role.value for role in Role), "role"),
        CheckConstraint(
            f"(role IN ({', '.join(repr(role.value) for role in EN_INSTANCE)})) = (instance_id IS NOT NULL)",
            name="instance",
        ),
        CheckConstraint("(role = 'demandeur') = (demandeur_id IS NOT NULL)", name="demandeur"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    role: Mapped[str] = mapped_column(String(30), index=True)
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("instances.id"), index=True)
    demandeur_id: Mapped[int | None] = mapped_column(ForeignKey("demandeurs.id"), index=True)
    #: What a vice-president is in charge of, as the assembly says it.
    attributions: Mapped[str] = mapped_column(String(200), default="")
    debut: Mapped[date]
    fin: Mapped[date | None]

    personne: Mapped[Personne] = relationship(back_populates="fonctions")
    instance: Mapped[Instance | None] = relationship()


class Appartenance(Base):
    """A person in a group, from a day to a day (both included)."""

    __tablename__ = "appartenances"
    __table_args__ = (CheckConstraint(DATES, name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    groupe_id: Mapped[int] = mapped_column(ForeignKey("groupes.id"), index=True)
    debut: Mapped[date]
    fin: Mapped[date | None]

    personne: Mapped[Personne] = relationship(back_populates="appartenances")
    groupe: Mapped[Groupe] = relationship()


class Delegation(Base):
    """A role that its holder lends to somebody, for a time (both days included), wholly or for one body."""

    __tablename__ = "delegations"
    __table_args__ = (
        CheckConstraint("fin >= debut", name="dates"),
        CheckConstraint("delegant_id <> delegataire_id", name="autrui"),
        parmi("role", (role.value for role in DELEGABLES), "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delegant_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    delegataire_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    role: Mapped[str] = mapped_column(String(30))
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("instances.id"))
    debut: Mapped[date]
    fin: Mapped[date]
    motif: Mapped[str] = mapped_column(Text, default="")
    donnee_le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    #: Taken back before its end.
    retiree_le: Mapped[datetime | None] = mapped_column(Instant)

    delegant: Mapped[Personne] = relationship(foreign_keys=[delegant_id])
    delegataire: Mapped[Personne] = relationship(foreign_keys=[delegataire_id])
    instance: Mapped[Instance | None] = relationship()


Tenu = Mandat | Fonction | Appartenance | Delegation


def en_cours(held: type[Any], day: Any) -> ColumnElement[bool]:
    """The condition that what is held (a mandate, a function, a seat…) runs on a day, given or bound."""
    return and_(held.debut <= day, or_(held.fin.is_(None), held.fin >= day))
