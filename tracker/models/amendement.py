"""The amendement: what is asked of a text, by whom, what was said and decided of it, and its merge into the text."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.amendement import A_INTEGRER, AMENDEMENT, AVIS_DE, GESTES, OUVERTS, QUALITES, SENS
from ..prose.blocs import Blocs
from .assemblee import College, Groupe, Instance
from .colonnes import EnBlocs, Instant, maintenant, parmi
from .personne import Personne
from .scrutin import Scrutin
from .texte import Texte, Version


class Amendement(Base):
    """One change asked of the version that the members received; `etat` is moved by acts alone."""

    __tablename__ = "amendements"
    __table_args__ = (
        parmi("etat", AMENDEMENT.states, "etat"),
        parmi("geste", GESTES, "geste"),
        parmi("qualite", QUALITES, "qualite"),
        CheckConstraint("qualite <> 'groupe' OR groupe_id IS NOT NULL", name="groupe"),
        CheckConstraint("qualite <> 'college' OR college_id IS NOT NULL", name="college"),
        CheckConstraint("qualite <> 'commission' OR instance_id IS NOT NULL", name="commission"),
        UniqueConstraint("texte_id", "numero"),
        Index("ix_amendements_texte_id_etat", "texte_id", "etat"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    etat: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int] = mapped_column(default=1)
    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"))
    #: The frozen version that it amends.
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    #: Counted for each text, in the order of tabling.
    numero: Mapped[int]
    #: The amendment that it amends.
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("amendements.id"), index=True)
    geste: Mapped[str] = mapped_column(String(15))
    bloc: Mapped[str] = mapped_column(String(32), default="")
    apres: Mapped[str] = mapped_column(String(32), default="")
    blocs: Mapped[Blocs] = mapped_column(EnBlocs, default=())
    expose: Mapped[str] = mapped_column(Text)
    #: In whose name: that of the member who tables it, or of a group, a college, a commission, the bureau.
    qualite: Mapped[str] = mapped_column(String(15), default="membre")
    groupe_id: Mapped[int | None] = mapped_column(ForeignKey("groupes.id"))
    college_id: Mapped[int | None] = mapped_column(ForeignKey("colleges.id"))
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("instances.id"))
    depose_par_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    depose_le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    #: Tabled once the sitting was open.
    en_seance: Mapped[bool] = mapped_column(default=False)

    __mapper_args__ = {"version_id_col": revision}

    texte: Mapped[Texte] = relationship(back_populates="amendements")
    version: Mapped[Version] = relationship()
    parent: Mapped["Amendement | None"] = relationship(remote_side=[id], back_populates="sous_amendements")
    sous_amendements: Mapped[list["Amendement"]] = relationship(back_populates="parent", order_by="Amendement.numero")
    groupe: Mapped[Groupe | None] = relationship()
    college: Mapped[College | None] = relationship()
    instance: Mapped[Instance | None] = relationship()
    depose_par: Mapped[Personne] = relationship()
    cosignatures: Mapped[list["Cosignature"]] = relationship(
        back_populates="amendement", order_by="Cosignature.le", cascade="all, delete-orphan"
    )
    avis: Mapped[list["AvisSurAmendement"]] = relationship(
        back_populates="amendement", order_by="AvisSurAmendement.id", cascade="all, delete-orphan"
    )
    scrutins: Mapped[list[Scrutin]] = relationship(
        foreign_keys=Scrutin.amendement_id, back_populates="amendement", order_by=Scrutin.id
    )

    @property
    def etape(self) -> str:
        return AMENDEMENT.states[self.etat].label

    @property
    def ouvert(self) -> bool:
        return self.etat in OUVERTS

    @property
    def commission_id(self) -> int | None:
        """The commission of its text: who presides over it acts on the amendment too."""
        return self.texte.commission_id

    @property
    def sous_amendements_en_jeu(self) -> list["Amendement"]:
        """Those that it takes along when it is not kept: undecided, or adopted for a wording that is not."""
        return [one for one in self.sous_amendements if one.etat in OUVERTS | A_INTEGRER]

    @property
    def auteur(self) -> str:
        """In whose name it is tabled, in words."""
        named = {"groupe": self.groupe, "college": self.college, "commission": self.instance}.get(self.qualite)
        if self.qualite == "bureau":
            return "Le bureau"
        return str(named.nom) if named else self.depose_par.nom_complet

    def avis_de(self, origine: str) -> "AvisSurAmendement | None":
        """The opinion of the rapporteur, or of the commission."""
        return next((avis for avis in self.avis if avis.origine == origine), None)

    @property
    def accepte_par_le_rapporteur(self) -> bool:
        """Whether it is the rapporteur who decided for it, and no vote."""
        return self.etat == "accepte" or (self.etat == "integre" and self.scrutin is None)

    @property
    def scrutin(self) -> Scrutin | None:
        """The ballot that counts: the last that was not cancelled."""
        return next((scrutin for scrutin in reversed(self.scrutins) if scrutin.annule_le is None), None)


class Cosignature(Base):
    """A member who signs the amendment of another."""

    __tablename__ = "cosignatures"

    amendement_id: Mapped[int] = mapped_column(ForeignKey("amendements.id"), primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), primary_key=True, index=True)
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)

    amendement: Mapped[Amendement] = relationship(back_populates="cosignatures")
    personne: Mapped[Personne] = relationship()


class AvisSurAmendement(Base):
    """What the rapporteur, or the commission, says of an amendment, with the wording that they would accept."""

    __tablename__ = "avis_sur_amendements"
    __table_args__ = (
        parmi("origine", AVIS_DE, "origine"),
        parmi("sens", SENS, "sens"),
        CheckConstraint("(sens = 'favorable_modifie') = (blocs IS NOT NULL)", name="blocs"),
        UniqueConstraint("amendement_id", "origine"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    amendement_id: Mapped[int] = mapped_column(ForeignKey("amendements.id"))
    origine: Mapped[str] = mapped_column(String(15))
    sens: Mapped[str] = mapped_column(String(20))
    #: The modified wording.
    blocs: Mapped[Blocs | None] = mapped_column(EnBlocs)
    motif: Mapped[str] = mapped_column(Text, default="")
    auteur_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)

    amendement: Mapped[Amendement] = relationship(back_populates="avis")
    auteur: Mapped[Personne] = relationship()


class Integration(Base):
    """The merge of what was adopted into the text, by one person, checked against the votes by another."""

    __tablename__ = "integrations"
    __table_args__ = (
        CheckConstraint("controle_par_id IS NULL OR controle_par_id <> par_id", name="seconde_personne"),
        CheckConstraint("(controle_par_id IS NULL) = (controle_le IS NULL)", name="controle_le"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"), index=True)
    #: The text before, and after.
    avant_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    par_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    #: None until the act is made.
    le: Mapped[datetime | None] = mapped_column(Instant)
    controle_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    controle_le: Mapped[datetime | None] = mapped_column(Instant)
    #: What was written by hand where amendments collided: for each place, their numbers, why, and the final words.
    tranchees: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    #: Undone: a mistake was found in it.
    annulee_le: Mapped[datetime | None] = mapped_column(Instant)

    texte: Mapped[Texte] = relationship(back_populates="integrations")
    avant: Mapped[Version] = relationship(foreign_keys=[avant_id])
    version: Mapped[Version] = relationship(foreign_keys=[version_id])
    par: Mapped[Personne] = relationship(foreign_keys=[par_id])
    controle_par: Mapped[Personne | None] = relationship(foreign_keys=[controle_par_id])
