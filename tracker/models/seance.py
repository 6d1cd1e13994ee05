"""The séance and the items of its agenda."""

from datetime import date, time
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.assemblee import GENRES
from ..procedure.reglement import Reglement
from ..procedure.scrutin import REGLE_BUREAU, REGLE_PLENIERE, Regle, regle_de_commission
from ..procedure.seance import SEANCE
from .assemblee import Instance
from .colonnes import parmi

if TYPE_CHECKING:
    from .saisine import Saisine
    from .scrutin import Scrutin
    from .texte import Texte, Version


class Seance(Base):
    """A sitting of a body; `etat` is moved by acts alone."""

    __tablename__ = "seances"
    __table_args__ = (
        parmi("etat", SEANCE.states, "etat"),
        CheckConstraint("presents IS NULL OR presents >= 0", name="presents"),
        CheckConstraint("en_exercice IS NULL OR en_exercice >= 0", name="en_exercice"),
        CheckConstraint("pouvoirs IS NULL OR pouvoirs >= 0", name="pouvoirs"),
        CheckConstraint("presents <= en_exercice", name="presents_en_exercice"),
        CheckConstraint("etat <> 'ouverte' OR presents IS NOT NULL", name="appel"),
        # A failed sitting has one second sitting at most.
        UniqueConstraint("premiere_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("instances.id"), index=True)
    etat: Mapped[str] = mapped_column(String(20), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    jour: Mapped[date] = mapped_column(index=True)
    heure: Mapped[time | None]
    lieu: Mapped[str] = mapped_column(String(200), default="")
    premiere_id: Mapped[int | None] = mapped_column(ForeignKey("seances.id"))
    presents: Mapped[int | None]
    en_exercice: Mapped[int | None]
    pouvoirs: Mapped[int | None]

    __mapper_args__ = {"version_id_col": revision}

    instance: Mapped[Instance] = relationship()
    premiere: Mapped["Seance | None"] = relationship(remote_side=[id], back_populates="seconde")
    seconde: Mapped["Seance | None"] = relationship(back_populates="premiere", uselist=False)
    points: Mapped[list["Point"]] = relationship(back_populates="seance", order_by="Point.rang, Point.id")
    saisines_visees: Mapped[list["Saisine"]] = relationship(
        foreign_keys="Saisine.pleniere_id", back_populates="pleniere"
    )

    @property
    def seconde_convocation(self) -> bool:
        return self.premiere_id is not None

    @property
    def etape(self) -> str:
        return SEANCE.states[self.etat].label

    @property
    def nature_libelle(self) -> str:
        if self.instance.genre == "pleniere":
            return "Séance plénière"
        return REUNIONS[self.instance.genre]

    @property
    def intitule(self) -> str:
        """What is held and of which body, whose kind is not told twice where its name begins with it."""
        body = self.instance
        if body.genre in ("pleniere", "bureau"):
            return self.nature_libelle
        kind = GENRES[body.genre].lower()
        if body.nom.lower().startswith(kind):
            return self.nature_libelle.removesuffix(kind) + body.nom[:1].lower() + body.nom[1:]
        return f"{self.nature_libelle} {body.nom}"

    def regle(self, reglement: Reglement) -> Regle:
        """The rules its votes are held under."""
        return regle_de(self.instance.genre, reglement)


#: How a page names what a body holds.
REUNIONS = {
    "bureau": "Réunion du bureau",
    "commission": "Réunion de la commission",
    "section": "Réunion de la section",
    "groupe_de_travail": "Réunion du groupe de travail",
    "groupe_de_coordination": "Réunion du groupe de coordination",
}


def regle_de(genre: str, reglement: Reglement) -> Regle:
    """The rules of vote of a kind of body."""
    if genre == "pleniere":
        return REGLE_PLENIERE
    if genre == "bureau":
        return REGLE_BUREAU
    return regle_de_commission(voix_preponderante=reglement.voix_preponderante_en_commission)


class Point(Base):
    """An item of an agenda; it keeps the version that the members received."""

    __tablename__ = "points"

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[int] = mapped_column(ForeignKey("seances.id"), index=True)
    rang: Mapped[int]
    intitule: Mapped[str] = mapped_column(String(500))
    texte_id: Mapped[int | None] = mapped_column(ForeignKey("textes.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id"))
    #: Struck from the agenda: the item stays, crossed out.
    retire: Mapped[bool] = mapped_column(default=False)

    seance: Mapped[Seance] = relationship(back_populates="points")
    texte: Mapped["Texte | None"] = relationship(back_populates="points")
    version: Mapped["Version | None"] = relationship()
    scrutins: Mapped[list["Scrutin"]] = relationship(back_populates="point", order_by="Scrutin.id")

    @property
    def scrutin(self) -> "Scrutin | None":
        """The ballot that counts for this item: the last that was not cancelled."""
        return next((scrutin for scrutin in reversed(self.scrutins) if scrutin.annule_le is None), None)
