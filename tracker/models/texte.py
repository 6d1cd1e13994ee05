"""The texte: what the assembly writes, its versions, its authors, its positions and where it was sent."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.assemblee import SAISISSABLES
from ..procedure.empreinte import empreinte
from ..procedure.saisine import SORTIES
from ..procedure.texte import ADOPTES, DESTINATAIRES, NATURES, OUVERTS, POSITIONS, REDIGEABLES, TEXTE
from ..prose.blocs import Blocs
from .assemblee import Instance
from .colonnes import EnBlocs, Instant, maintenant, parmi
from .personne import Personne
from .piece import Fichier
from .saisine import Saisine, reponses
from .scrutin import Scrutin
from .seance import Point

if TYPE_CHECKING:
    from .amendement import Amendement, Integration
    from .edition import Edition
    from .preconisation import Preconisation


class Texte(Base):
    """A product of the assembly; `etat` is moved by acts alone."""

    __tablename__ = "textes"
    __table_args__ = (
        parmi("etat", TEXTE.states, "etat"),
        parmi("nature", NATURES, "nature"),
        parmi("adopte_par", ("pleniere", "bureau"), "adopte_par"),
        CheckConstraint(
            "etat NOT IN ('adopte', 'signe', 'transmis', 'publie') OR adopte_le IS NOT NULL", name="adopte_le"
        ),
        CheckConstraint("etat NOT IN ('signe', 'transmis', 'publie') OR document_id IS NOT NULL", name="document"),
        CheckConstraint("(ensemble_id IS NULL) = (rang IS NULL)", name="partie"),
        CheckConstraint(
            "etat <> 'publie' OR (publication_reference IS NOT NULL AND publication_le IS NOT NULL)",
            name="publication",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    etat: Mapped[str] = mapped_column(String(20), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    nature: Mapped[str] = mapped_column(String(20), index=True)
    titre: Mapped[str] = mapped_column(String(500))
    #: Given on adoption, by the assembly's pattern.
    numero: Mapped[str | None] = mapped_column(String(40), unique=True)
    #: The readable end of its public address, given when it is made public.
    adresse: Mapped[str | None] = mapped_column(String(120), unique=True)
    commission_id: Mapped[int | None] = mapped_column(ForeignKey("instances.id"), index=True)
    #: The text that it is a part of, and its place there.
    ensemble_id: Mapped[int | None] = mapped_column(ForeignKey("textes.id"), index=True)
    rang: Mapped[int | None]
    #: The current version; set aside from `versions` so that a page never loads them all.
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id", use_alter=True))
    adopte_le: Mapped[date | None] = mapped_column(index=True)
    adopte_par: Mapped[str | None] = mapped_column(String(10))
    #: « No minority position » was ticked: it is said, not supposed.
    aucune_position: Mapped[bool] = mapped_column(default=False)
    #: What the opinion says about papers that left less than twelve days before.
    reserve: Mapped[str] = mapped_column(Text, default="")
    #: The final PDF, as the president signs it.
    document_id: Mapped[int | None] = mapped_column(ForeignKey("fichiers.id"))
    #: Hash of what the document was made from: it tells when it is out of date.
    document_source: Mapped[str | None] = mapped_column(String(64))
    #: Who signs it by delegation; None: the president.
    signataire_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"))
    signe_le: Mapped[date | None]
    publication_reference: Mapped[str | None] = mapped_column(String(200))
    publication_le: Mapped[date | None] = mapped_column(index=True)
    cree_le: Mapped[datetime] = mapped_column(Instant, default=maintenant)

    __mapper_args__ = {"version_id_col": revision}

    commission: Mapped[Instance | None] = relationship()
    ensemble: Mapped["Texte | None"] = relationship(remote_side=[id], back_populates="parties")
    parties: Mapped[list["Texte"]] = relationship(back_populates="ensemble", order_by="Texte.rang, Texte.id")
    amendements: Mapped[list["Amendement"]] = relationship(back_populates="texte", order_by="Amendement.numero")
    integrations: Mapped[list["Integration"]] = relationship(back_populates="texte", order_by="Integration.id")
    editions: Mapped[list["Edition"]] = relationship(back_populates="texte", order_by="Edition.rang")
    preconisations: Mapped[list["Preconisation"]] = relationship(
        back_populates="texte", order_by="Preconisation.numero", cascade="all, delete-orphan"
    )
    saisines: Mapped[list[Saisine]] = relationship(secondary=reponses, back_populates="textes", order_by=Saisine.id)
    version: Mapped["Version | None"] = relationship(foreign_keys=[version_id], post_update=True)
    versions: Mapped[list["Version"]] = relationship(
        back_populates="texte", foreign_keys="Version.texte_id", order_by="Version.numero.desc()"
    )
    designations: Mapped[list["Designation"]] = relationship(
        back_populates="texte", order_by="Designation.rang", cascade="all, delete-orphan"
    )
    positions: Mapped[list["Position"]] = relationship(
        back_populates="texte", order_by="Position.id", cascade="all, delete-orphan"
    )
    transmissions: Mapped[list["Transmission"]] = relationship(
        back_populates="texte", order_by="Transmission.id", cascade="all, delete-orphan"
    )
    points: Mapped[list[Point]] = relationship(foreign_keys=Point.texte_id, back_populates="texte", order_by=Point.id)
    #: The items under which the bureau reports it to the plenary.
    comptes_rendus: Mapped[list[Point]] = relationship(
        foreign_keys=Point.rapporte_id, back_populates="rapporte", order_by=Point.id
    )
    scrutins: Mapped[list[Scrutin]] = relationship(back_populates="texte", order_by=Scrutin.id)
    document: Mapped[Fichier | None] = relationship()
    signataire: Mapped[Personne | None] = relationship()

    @property
    def etape(self) -> str:
        return TEXTE.states[self.etat].label

    @property
    def nature_libelle(self) -> str:
        return NATURES[self.nature]

    @property
    def ouvert(self) -> bool:
        return self.etat in OUVERTS

    @property
    def adopte(self) -> bool:
        return self.etat in ADOPTES

    @property
    def redigeable(self) -> bool:
        return self.etat in REDIGEABLES

    @property
    def rapporteurs(self) -> list[Personne]:
        return [designation.personne for designation in self.designations]

    @property
    def saisines_en_cause(self) -> list[Saisine]:
        """The saisines to which an answer is still owed; a contribution may come after a silence took effect."""
        gone = SORTIES - {"reputee", "caduque"} if self.nature == "contribution" else SORTIES
        return [saisine for saisine in self.saisines if saisine.etat not in gone]

    def positions_de(self, genre: str) -> list["Position"]:
        """The minority positions, or the explanations of vote."""
        return [position for position in self.positions if position.genre == genre]

    @property
    def compte_rendu(self) -> Point | None:
        """The item under which a plenary hears, or heard, what the bureau adopted by delegation."""
        kept = (point for point in reversed(self.comptes_rendus) if not point.retire)
        return next((point for point in kept if point.seance.etat != "annulee"), None)

    @property
    def point(self) -> Point | None:
        """The item under which it stands on the agenda of a plenary to come or open."""
        return self.point_devant("pleniere")

    def point_devant(self, genre: str) -> Point | None:
        """The item under which it stands before a kind of body, in a sitting to come or open."""
        return next((point for point in reversed(self.points) if _attendu(point, genre)), None)

    def dernier_scrutin(self, genre: str) -> Scrutin | None:
        """The last closed ballot of a kind of body that was not cancelled; a section votes as a commission does."""
        kinds = SAISISSABLES if genre == "commission" else (genre,)
        return next(
            (
                scrutin
                for scrutin in reversed(self.scrutins)
                if scrutin.instance.genre in kinds and scrutin.clos_le and scrutin.annule_le is None
            ),
            None,
        )

    @property
    def scrutin_d_adoption(self) -> Scrutin | None:
        """The ballot that decided: the plenary's, or the bureau's under delegation."""
        return self.dernier_scrutin("pleniere") or self.dernier_scrutin("bureau")

    @property
    def scrutin_ouvert(self) -> bool:
        return any(scrutin.clos_le is None and scrutin.annule_le is None for scrutin in self.scrutins)

    @property
    def integration(self) -> "Integration | None":
        """The last merge of its amendments that was not undone."""
        return next((one for one in reversed(self.integrations) if one.annulee_le is None), None)

    @property
    def edition_en_attente(self) -> "Edition | None":
        """The erratum that waits for its signature."""
        return next((edition for edition in self.editions if edition.signee_le is None), None)

    @property
    def document_a_jour(self) -> bool:
        return self.document_source == self.source_du_document()

    @property
    def reserves(self) -> str:
        """What the opinion says of all that came or left late."""
        return "\n".join(dict.fromkeys(filter(None, [*(saisine.reserve for saisine in self.saisines), self.reserve])))

    def source_du_document(self) -> str:
        """A hash of all that the final document says: another one means that it must be made again."""
        scrutin = self.scrutin_d_adoption
        return empreinte(
            self.nature,
            self.titre,
            self.numero or "",
            str(self.commission_id),
            self.version.empreinte if self.version else "",
            str(scrutin.id if scrutin else ""),
            self.reserves,
            str(self.aucune_position),
            *(f"{position.genre}\n{position.auteur}\n{position.contenu}" for position in self.positions),
            *(personne.nom_complet for personne in self.rapporteurs),
            *(_visee(saisine) for saisine in self.saisines),
            *([f"par délégation : {self.signataire_id}"] if self.signataire_id else []),
        )


def _visee(saisine: Saisine) -> str:
    """What a document prints of a saisine that it answers."""
    author = saisine.demandeur.nom if saisine.demandeur else ""
    return "\n".join([saisine.numero, "sortie" if saisine.etat in SORTIES else "", str(saisine.nature), author])


def _attendu(point: Point, genre: str) -> bool:
    seance = point.seance
    awaited = seance.etat in {"projetee", "convoquee", "ouverte"}
    return awaited and not point.retire and seance.instance.genre == genre


#: How a version came to be.
ORIGINES = {
    "redaction": "Rédaction",
    "word": "Fichier Word",
    "suggestion": "Suggestion acceptée",
    "assemblage": "Assemblage des parties",
    "amendements": "Amendements intégrés",
    "erratum": "Erratum",
    "archive": "Ancien registre",
}


class Version(Base):
    """What a text said at one save; never changed afterwards."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("texte_id", "numero"), parmi("origine", ORIGINES, "origine"))

    id: Mapped[int] = mapped_column(primary_key=True)
    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"))
    numero: Mapped[int]
    #: The text, block by block; loaded by the pages that show it.
    blocs: Mapped[Blocs] = mapped_column(EnBlocs, deferred=True)
    #: The same as Markdown: what is searched, and hashed.
    contenu: Mapped[str] = mapped_column(Text)
    empreinte: Mapped[str] = mapped_column(String(64))
    origine: Mapped[str] = mapped_column(String(20), default="redaction")
    motif: Mapped[str] = mapped_column(String(300), default="")
    auteur_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"))
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)

    texte: Mapped[Texte] = relationship(back_populates="versions", foreign_keys=[texte_id])
    auteur: Mapped[Personne | None] = relationship()


class Designation(Base):
    """A rapporteur of a text, in the order they were named."""

    __tablename__ = "designations"

    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"), primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), primary_key=True, index=True)
    rang: Mapped[int]

    texte: Mapped[Texte] = relationship(back_populates="designations")
    personne: Mapped[Personne] = relationship()


class Position(Base):
    """A minority position, or an explanation of vote, in the name of organisations, a group or a member."""

    __tablename__ = "positions"
    __table_args__ = (parmi("genre", POSITIONS, "genre"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"), index=True)
    genre: Mapped[str] = mapped_column(String(15), default="minoritaire")
    auteur: Mapped[str] = mapped_column(String(300))
    contenu: Mapped[str] = mapped_column(Text)
    #: The member who deposited it; None for one that the staff entered.
    deposee_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    deposee_le: Mapped[datetime | None] = mapped_column(Instant)

    texte: Mapped[Texte] = relationship(back_populates="positions")
    deposee_par: Mapped[Personne | None] = relationship()


class Transmission(Base):
    """A text sent to one of those it is owed to."""

    __tablename__ = "transmissions"
    __table_args__ = (parmi("destinataire", (*DESTINATAIRES, "autre"), "destinataire"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"), index=True)
    destinataire: Mapped[str] = mapped_column(String(30))
    precision: Mapped[str] = mapped_column(String(200), default="")
    envoyee_le: Mapped[date]
    moyen: Mapped[str] = mapped_column(String(200))

    texte: Mapped[Texte] = relationship(back_populates="transmissions")

    @property
    def destinataire_libelle(self) -> str:
        return DESTINATAIRES.get(self.destinataire, self.precision or "Autre destinataire")
