"""The saisine: the question asked of the assembly."""

import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.saisine import CANAUX, NATURES, SAISINE
from .assemblee import Instance
from .base_legale import BaseLegale
from .colonnes import Instant, maintenant, parmi
from .demandeur import Demandeur
from .personne import Personne
from .piece import Piece

if TYPE_CHECKING:
    from .seance import Seance
    from .texte import Texte

pour_avis = Table(
    "commissions_pour_avis",
    Base.metadata,
    Column("saisine_id", ForeignKey("saisines.id"), primary_key=True),
    Column("instance_id", ForeignKey("instances.id"), primary_key=True, index=True),
)

reponses = Table(
    "reponses",
    Base.metadata,
    Column("saisine_id", ForeignKey("saisines.id"), primary_key=True),
    Column("texte_id", ForeignKey("textes.id"), primary_key=True, index=True),
)


class Saisine(Base):
    """The question asked; `etat` is moved by acts alone."""

    __tablename__ = "saisines"
    __table_args__ = (
        parmi("etat", SAISINE.states, "etat"),
        parmi("nature", NATURES, "nature"),
        parmi("canal", CANAUX, "canal"),
        # An archive keeps what is known of it; a living file is always identified.
        CheckConstraint(
            "etat = 'archivee' OR (nature IS NOT NULL AND base_id IS NOT NULL AND demandeur_id IS NOT NULL"
            " AND recue_le IS NOT NULL)",
            name="identifiee",
        ),
        CheckConstraint("etat <> 'irrecevable' OR nature <> 'obligatoire'", name="obligatoire_recevable"),
        CheckConstraint("(etat = 'fusionnee') <= (cible_id IS NOT NULL)", name="cible"),
        CheckConstraint("etat <> 'affectee' OR commission_id IS NOT NULL", name="commission"),
        CheckConstraint("cible_id <> id", name="cible_autre"),
        CheckConstraint("signatures >= 0 AND departements >= 0", name="petition"),
        CheckConstraint("part_d_un_departement BETWEEN 0 AND 100", name="part_d_un_departement"),
        Index("ix_saisines_recue_le_id", "recue_le", "id"),
        # The register of the open files is read in this index alone, and only one page of rows beside it.
        Index("ix_saisines_etat_recue_le_id", "etat", "recue_le", "id"),
        Index("ix_saisines_etat_echeance_le", "etat", "echeance_le"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    numero: Mapped[str] = mapped_column(String(100), unique=True)
    etat: Mapped[str] = mapped_column(String(20))
    #: Counts the writes: a form that carries an older one is stale.
    revision: Mapped[int] = mapped_column(default=1)
    nature: Mapped[str | None] = mapped_column(String(20), index=True)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("bases_legales.id"), index=True)
    demandeur_id: Mapped[int | None] = mapped_column(ForeignKey("demandeurs.id"), index=True)
    objet: Mapped[str] = mapped_column(String(500))
    precisions: Mapped[str] = mapped_column(Text, default="")
    #: How it came in; unknown of an archive.
    canal: Mapped[str | None] = mapped_column(String(20))
    lettre_le: Mapped[date | None]
    recue_le: Mapped[date | None]
    session_region_le: Mapped[date | None]
    limite_amendements_region_le: Mapped[date | None]
    #: The day the Region voted without the opinion.
    region_deliberee_le: Mapped[date | None]
    commission_id: Mapped[int | None] = mapped_column(ForeignKey("instances.id"), index=True)
    pleniere_id: Mapped[int | None] = mapped_column(ForeignKey("seances.id"), index=True)
    suivie_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    #: The bureau's meeting that examined it.
    bureau_du: Mapped[date | None]
    #: The plenary that gave the bureau a special mandate for it.
    mandat_le: Mapped[date | None]
    #: Of a petition: its signatures, the départements they come from, and the share of the first, in hundredths.
    signatures: Mapped[int | None]
    departements: Mapped[int | None]
    part_d_un_departement: Mapped[int | None]
    #: What the opinion will say of a referral received less than twelve days before the plenary.
    reserve: Mapped[str] = mapped_column(Text, default="")
    #: What its author was asked, in the words sent to them, and the day by which the pieces are awaited.
    demande: Mapped[str] = mapped_column(Text, default="")
    pieces_attendues_le: Mapped[date | None]
    cible_id: Mapped[int | None] = mapped_column(ForeignKey("saisines.id"), index=True)
    version_dossier: Mapped[int] = mapped_column(default=1)
    #: Secret part of the referrer's status page address.
    jeton: Mapped[str] = mapped_column(String(40), unique=True, default=lambda: secrets.token_urlsafe(24))
    #: The next date still to be met, computed at each commit, so that the register can sort on it.
    echeance_le: Mapped[date | None] = mapped_column(index=True)
    enregistree_le: Mapped[datetime] = mapped_column(Instant, default=maintenant)

    __mapper_args__ = {"version_id_col": revision}

    base: Mapped[BaseLegale | None] = relationship()
    demandeur: Mapped[Demandeur | None] = relationship()
    commission: Mapped[Instance | None] = relationship()
    commissions_pour_avis: Mapped[list[Instance]] = relationship(secondary=pour_avis, order_by=Instance.nom)
    pleniere: Mapped["Seance | None"] = relationship(foreign_keys=[pleniere_id], back_populates="saisines_visees")
    suivie_par: Mapped[Personne | None] = relationship()
    cible: Mapped["Saisine | None"] = relationship(remote_side=[id], foreign_keys=[cible_id], back_populates="jointes")
    jointes: Mapped[list["Saisine"]] = relationship(foreign_keys=[cible_id], back_populates="cible")
    pieces: Mapped[list[Piece]] = relationship(back_populates="saisine", order_by=Piece.id)
    textes: Mapped[list["Texte"]] = relationship(secondary=reponses, back_populates="saisines", order_by="Texte.id")
    suspensions: Mapped[list["Suspension"]] = relationship(back_populates="saisine", order_by="Suspension.id")
    liens: Mapped[list["Lien"]] = relationship(
        back_populates="source", foreign_keys="Lien.source_id", order_by="Lien.id"
    )
    liens_entrants: Mapped[list["Lien"]] = relationship(
        back_populates="cible", foreign_keys="Lien.cible_id", order_by="Lien.id"
    )

    @property
    def etape(self) -> str:
        return SAISINE.states[self.etat].label

    @property
    def ouverte(self) -> bool:
        return SAISINE.states[self.etat].open

    @property
    def nature_libelle(self) -> str:
        return NATURES[self.nature] if self.nature else "Origine inconnue"

    @property
    def natures_de_pieces(self) -> set[str]:
        """What the file holds; what waits to be verified or was set aside counts for nothing."""
        return {piece.nature for piece in self.pieces if piece.au_dossier}

    @property
    def depots_a_verifier(self) -> list[Piece]:
        """What the referrer deposited and the secretariat has not classed yet."""
        return [piece for piece in self.pieces if piece.a_verifier]

    @property
    def fusionnees(self) -> list["Saisine"]:
        """The saisines that this one has taken over, and those that they had taken over themselves."""
        joined = [saisine for saisine in self.jointes if saisine.etat == "fusionnee"]
        return [*joined, *(further for saisine in joined for further in saisine.fusionnees)]

    @property
    def textes_ouverts(self) -> list["Texte"]:
        return [texte for texte in self.textes if texte.ouvert]

    @property
    def suspendue(self) -> bool:
        return any(suspension.fin is None for suspension in self.suspensions)


class Suspension(Base):
    """A time during which the file waits: a renewal, an annulled order. The law's clocks keep running."""

    __tablename__ = "suspensions"
    __table_args__ = (CheckConstraint("fin IS NULL OR fin >= debut", name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    saisine_id: Mapped[int] = mapped_column(ForeignKey("saisines.id"), index=True)
    debut: Mapped[date]
    fin: Mapped[date | None]
    motif: Mapped[str] = mapped_column(Text)

    saisine: Mapped[Saisine] = relationship(back_populates="suspensions")


LIENS = {
    "rappelle": "rappelle l’avis rendu sur",
    "revient": "revient sur l’objet de",
    "prolonge": "prolonge",
}


class Lien(Base):
    """A saisine that recalls another, or comes back to it."""

    __tablename__ = "liens"
    __table_args__ = (parmi("nature", LIENS, "nature"), CheckConstraint("source_id <> cible_id", name="autre"))

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("saisines.id"), index=True)
    cible_id: Mapped[int] = mapped_column(ForeignKey("saisines.id"), index=True)
    nature: Mapped[str] = mapped_column(String(20))

    source: Mapped[Saisine] = relationship(foreign_keys=[source_id], back_populates="liens")
    cible: Mapped[Saisine] = relationship(foreign_keys=[cible_id], back_populates="liens_entrants")

    @property
    def libelle(self) -> str:
        return LIENS[self.nature]

    @property
    def bouts(self) -> tuple[Saisine, Saisine]:
        return self.source, self.cible
