"""The préconisation: a numbered recommendation, as the adopted text words it."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .texte import Texte, Version


class Preconisation(Base):
    """A recommendation taken from the text that was signed: its number, whom it addresses, its wording."""

    __tablename__ = "preconisations"
    __table_args__ = (UniqueConstraint("texte_id", "numero"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    numero: Mapped[int]
    #: The block it comes from: the same recommendation after an erratum.
    bloc: Mapped[str] = mapped_column(String(32))
    destinataire: Mapped[str] = mapped_column(String(300), default="")
    contenu: Mapped[str] = mapped_column(Text)

    texte: Mapped[Texte] = relationship(back_populates="preconisations")
    version: Mapped[Version] = relationship()


def relever(texte: Texte, version: Version) -> None:
    """Take the recommendations of a version that is signed: their numbers are those that the text prints.

    After an erratum each keeps its row, with its corrected wording.
    """
    known = {row.bloc: row for row in texte.preconisations}
    found = [bloc for bloc in version.blocs if bloc.genre == "preconisation"]
    kept = []
    for numero, bloc in enumerate(found, 1):
        row = known.get(bloc.id) or Preconisation(bloc=bloc.id)
        row.numero, row.version = numero, version
        row.destinataire, row.contenu = bloc.destinataire[:300], bloc.texte
        kept.append(row)
    texte.preconisations[:] = kept
