"""A ballot: what was counted, under which rules, and what it decides."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.reglement import Reglement
from ..procedure.scrutin import INDIVIDUELS, MODES, SECRETS, Chiffres, Issue, Regle, Resultat, resultat
from .assemblee import Instance
from .colonnes import Instant, maintenant, parmi
from .personne import Personne
from .seance import Point, regle_de

if TYPE_CHECKING:
    from .amendement import Amendement
    from .texte import Texte, Version
    from .voix import Comptage, Electeur, Suffrage

FIGURES = ("pour", "contre", "abstention", "ne_prend_pas_part", "presents", "en_exercice", "pouvoirs")
#: Papers of a secret ballot that answer nothing.
HORS_CHOIX = ("blancs", "nuls")


class Scrutin(Base):
    """A vote of a body on one version of a text; an empty figure is unknown, and never zero."""

    __tablename__ = "scrutins"
    __table_args__ = (
        *(CheckConstraint(f"{name} IS NULL OR {name} >= 0", name=name) for name in (*FIGURES, *HORS_CHOIX)),
        parmi("mode", MODES, "mode"),
        CheckConstraint("texte_id IS NOT NULL OR point_id IS NOT NULL", name="objet"),
        CheckConstraint("amendement_id IS NULL OR (texte_id IS NULL AND point_id IS NOT NULL)", name="amendement"),
        CheckConstraint("(tour IS NULL) = (sieges IS NULL)", name="tour"),
        parmi("voix_du_president", ("pour", "contre"), "voix_du_president"),
        parmi("issue", (issue.value for issue in Issue), "issue"),
        # A result is announced by closing, and only then (an imported vote is closed too).
        CheckConstraint("(issue IS NULL) OR (clos_le IS NOT NULL)", name="issue_close"),
        CheckConstraint(
            "importe OR en_exercice IS NULL OR presents IS NULL OR presents <= en_exercice",
            name="presents_en_exercice",
        ),
        # Two people cannot have two ballots under way on one item.
        Index(
            "uq_scrutins_en_cours",
            "point_id",
            unique=True,
            sqlite_where=text("clos_le IS NULL AND annule_le IS NULL"),
            postgresql_where=text("clos_le IS NULL AND annule_le IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: None for a vote that is not on a text: an election, minutes, a question.
    texte_id: Mapped[int | None] = mapped_column(ForeignKey("textes.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id"))
    #: The amendment that is put to the vote, under the item of its text; such a ballot is not the text's own.
    amendement_id: Mapped[int | None] = mapped_column(ForeignKey("amendements.id"), index=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("instances.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("points.id"), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    mode: Mapped[str] = mapped_column(String(20), default="main_levee")
    #: The round of an election, and the seats it fills.
    tour: Mapped[int | None]
    sieges: Mapped[int | None]
    tenu_le: Mapped[date | None]
    pour: Mapped[int | None]
    contre: Mapped[int | None]
    abstention: Mapped[int | None]
    ne_prend_pas_part: Mapped[int | None]
    presents: Mapped[int | None]
    en_exercice: Mapped[int | None]
    pouvoirs: Mapped[int | None]
    blancs: Mapped[int | None]
    nuls: Mapped[int | None]
    voix_du_president: Mapped[str | None] = mapped_column(String(10))
    seconde_convocation: Mapped[bool] = mapped_column(default=False)
    #: Taken from an older register: its figures are kept as printed, even where they contradict each other.
    importe: Mapped[bool] = mapped_column(default=False)
    reglement_id: Mapped[int | None] = mapped_column(ForeignKey("reglements.id"))
    issue: Mapped[str | None] = mapped_column(String(10))
    #: The sentences announced with the result, one a line.
    motifs: Mapped[str] = mapped_column(Text, default="")
    #: The order that the members in office sat under that day, as it is quoted.
    arrete: Mapped[str] = mapped_column(String(300), default="")
    #: None for a count typed once it was over.
    ouvert_le: Mapped[datetime | None] = mapped_column(Instant)
    #: No voice is taken any more: the voices are even, and the closing awaits who decides between them.
    fige_le: Mapped[datetime | None] = mapped_column(Instant)
    ouvert_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    clos_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    clos_le: Mapped[datetime | None] = mapped_column(Instant)
    annule_le: Mapped[datetime | None] = mapped_column(Instant)

    __mapper_args__ = {"version_id_col": revision}

    texte: Mapped["Texte | None"] = relationship(back_populates="scrutins")
    version: Mapped["Version | None"] = relationship()
    amendement: Mapped["Amendement | None"] = relationship(foreign_keys=[amendement_id], back_populates="scrutins")
    instance: Mapped[Instance] = relationship()
    point: Mapped[Point | None] = relationship(back_populates="scrutins")
    ouvert_par: Mapped[Personne | None] = relationship(foreign_keys=[ouvert_par_id])
    clos_par: Mapped[Personne | None] = relationship(foreign_keys=[clos_par_id])
    electeurs: Mapped[list["Electeur"]] = relationship(back_populates="scrutin")
    comptages: Mapped[list["Comptage"]] = relationship(order_by="Comptage.rang")
    suffrages: Mapped[list["Suffrage"]] = relationship(back_populates="scrutin")

    @property
    def ouvert(self) -> bool:
        """Whether one may vote now."""
        return self.ouvert_le is not None and self.clos_le is None and self.annule_le is None

    @property
    def secret(self) -> bool:
        return self.mode in SECRETS

    @property
    def individuel(self) -> bool:
        """Whether each member votes by themselves, on a device or when called."""
        return self.mode in INDIVIDUELS

    @property
    def chiffres(self) -> Chiffres:
        return Chiffres(
            **{name: getattr(self, name) for name in (*FIGURES, *HORS_CHOIX)},
            voix_du_president=self.voix_du_president,
            seconde_convocation=self.seconde_convocation,
        )

    def regle(self, reglement: Reglement) -> Regle:
        """The rules of its body."""
        return regle_de(self.instance.genre, reglement)

    def resultat(self, reglement: Reglement) -> Resultat:
        """What the figures decide under these rules, computed."""
        return resultat(self.chiffres, self.regle(reglement), secret=self.secret)

    def clore(self, found: Resultat, reglement_id: int | None) -> None:
        """Close it with its result, computed, and the rules under which it was held."""
        assert found.issue is not None
        self.issue = found.issue.value
        self.motifs = "\n".join(found.phrases)
        self.reglement_id = reglement_id
        self.clos_le = maintenant()
