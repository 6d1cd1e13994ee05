"""What others say of a draft: comments on its blocks, and changes that they suggest."""

from datetime import datetime
from typing import cast

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, Text, or_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.amendement import GESTES
from ..prose.blocs import Blocs
from ..prose.modification import Geste, Modification
from .colonnes import EnBlocs, Instant, maintenant, parmi
from .personne import Personne
from .texte import Texte, Version

#: Who reads a remark: the authors, with the commission, with the bureau too; from the narrowest to the widest.
AUDIENCES = {"auteurs": "Les auteurs", "commission": "La commission", "bureau": "La commission et le bureau"}


def plus_larges(audience: str) -> dict[str, str]:
    """The audiences wider than one: the only ones that may take its place, as what was told cannot be untold."""
    ranks = list(AUDIENCES)
    return {name: AUDIENCES[name] for name in ranks[ranks.index(audience) + 1 :]}


#: What became of a suggested change.
SORTS = {"proposee": "Proposée", "acceptee": "Acceptée", "refusee": "Refusée", "retiree": "Retirée"}


class Commentaire(Base):
    """A comment on a text, one of its blocks or a passage of it; or the answer to one."""

    __tablename__ = "commentaires"
    __table_args__ = (
        parmi("audience", AUDIENCES, "audience"),
        CheckConstraint("(resolu_le IS NULL) = (resolu_par_id IS NULL)", name="resolu"),
        CheckConstraint("(rouvert_le IS NULL) = (rouvert_par_id IS NULL)", name="rouvert"),
        CheckConstraint("rouvert_le IS NULL OR resolu_le IS NOT NULL", name="rouvert_apres"),
        Index("ix_commentaires_texte_id_bloc", "texte_id", "bloc"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"))
    #: The version that its author read; None while there is none.
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id"))
    #: The block spoken of; empty for the whole text.
    bloc: Mapped[str] = mapped_column(String(32), default="")
    #: The words spoken of, as they were; empty for the whole block.
    passage: Mapped[str] = mapped_column(Text, default="")
    #: The comment that it answers.
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("commentaires.id"), index=True)
    audience: Mapped[str] = mapped_column(String(15), default="auteurs")
    contenu: Mapped[str] = mapped_column(Text)
    auteur_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    revision: Mapped[int] = mapped_column(default=1)
    resolu_le: Mapped[datetime | None] = mapped_column(Instant)
    resolu_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"))
    #: Opened again since it was last resolved: when, and by whom.
    rouvert_le: Mapped[datetime | None] = mapped_column(Instant)
    rouvert_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"))

    __mapper_args__ = {"version_id_col": revision}

    texte: Mapped[Texte] = relationship()
    version: Mapped[Version | None] = relationship()
    auteur: Mapped[Personne] = relationship(foreign_keys=[auteur_id])
    resolu_par: Mapped[Personne | None] = relationship(foreign_keys=[resolu_par_id])
    rouvert_par: Mapped[Personne | None] = relationship(foreign_keys=[rouvert_par_id])
    parent: Mapped["Commentaire | None"] = relationship(remote_side=[id], back_populates="reponses")
    reponses: Mapped[list["Commentaire"]] = relationship(order_by="Commentaire.id", back_populates="parent")

    @hybrid_property
    def ouvert(self) -> bool:
        """Whether it still asks for something."""
        return self.resolu_le is None or self.rouvert_le is not None

    @ouvert.inplace.expression
    @classmethod
    def _ouvert(cls) -> ColumnElement[bool]:
        return or_(cls.resolu_le.is_(None), cls.rouvert_le.is_not(None))

    def resoudre(self, personne: Personne) -> None:
        """Close the discussion; that it was once opened again is told no more."""
        self.resolu_le, self.resolu_par = maintenant(), personne
        self.rouvert_le = self.rouvert_par = None

    def rouvrir(self, personne: Personne) -> None:
        """Open the discussion again; who had closed it stays written."""
        self.rouvert_le, self.rouvert_par = maintenant(), personne


class Suggestion(Base):
    """A change that somebody suggests, for the authors to take or leave; taken, it makes a version."""

    __tablename__ = "suggestions"
    __table_args__ = (
        parmi("geste", GESTES, "geste"),
        parmi("audience", AUDIENCES, "audience"),
        parmi("sort", SORTS, "sort"),
        CheckConstraint("(sort = 'proposee') = (decidee_le IS NULL)", name="decidee_le"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"), index=True)
    #: The version that it was written on.
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    geste: Mapped[str] = mapped_column(String(15))
    bloc: Mapped[str] = mapped_column(String(32), default="")
    apres: Mapped[str] = mapped_column(String(32), default="")
    blocs: Mapped[Blocs] = mapped_column(EnBlocs, default=())
    motif: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[str] = mapped_column(String(15), default="auteurs")
    auteur_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    revision: Mapped[int] = mapped_column(default=1)
    sort: Mapped[str] = mapped_column(String(15), default="proposee")
    decidee_le: Mapped[datetime | None] = mapped_column(Instant)
    decidee_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"))
    reponse: Mapped[str] = mapped_column(Text, default="")
    #: The version that it made.
    resultat_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id"))

    __mapper_args__ = {"version_id_col": revision}

    texte: Mapped[Texte] = relationship()
    version: Mapped[Version] = relationship(foreign_keys=[version_id])
    auteur: Mapped[Personne] = relationship(foreign_keys=[auteur_id])
    decidee_par: Mapped[Personne | None] = relationship(foreign_keys=[decidee_par_id])
    resultat: Mapped[Version | None] = relationship(foreign_keys=[resultat_id])

    @property
    def ouverte(self) -> bool:
        """Whether the authors have not decided yet, nor its author taken it back."""
        return self.sort == "proposee"

    @property
    def modification(self) -> Modification:
        """The change that it asks of the text."""
        return Modification(cast("Geste", self.geste), self.bloc, self.blocs, self.apres)

    def trancher(self, sort: str, personne: Personne, reponse: str = "") -> None:
        """Say what became of it; said once."""
        self.sort, self.decidee_le, self.decidee_par, self.reponse = sort, maintenant(), personne, reponse
