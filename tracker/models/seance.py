"""The séance and the items of its agenda."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.assemblee import GENRES
from ..procedure.reglement import Reglement
from ..procedure.scrutin import REGLE_BUREAU, REGLE_PLENIERE, REGLE_VOTANTS, Regle, regle_de_commission
from ..procedure.scrutin import Base as Majorite
from ..procedure.seance import POINTS, SEANCE
from .assemblee import Instance
from .colonnes import Instant, parmi
from .personne import Personne

if TYPE_CHECKING:
    from .convocation import Convocation
    from .deroulement import Interruption, ProcesVerbal
    from .saisine import Saisine
    from .scrutin import Scrutin
    from .texte import Texte, Version
    from .voix import Candidature


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
    #: When it should be over.
    fin_prevue: Mapped[time | None]
    lieu: Mapped[str] = mapped_column(String(200), default="")
    #: Where those who attend from elsewhere join.
    visio: Mapped[str] = mapped_column(String(300), default="")
    premiere_id: Mapped[int | None] = mapped_column(ForeignKey("seances.id"))
    presents: Mapped[int | None]
    en_exercice: Mapped[int | None]
    pouvoirs: Mapped[int | None]
    #: Who sits in the chair, and who keeps the minutes; None: the president, the secretariat.
    president_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    secretaire_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    #: The item under discussion.
    en_cours_id: Mapped[int | None] = mapped_column(
        ForeignKey("points.id", use_alter=True, name="fk_seances_en_cours_id")
    )
    #: Grows with all that a screen shows, so that it knows when to look again; votes are counted beside it.
    battement: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {"version_id_col": revision}

    instance: Mapped[Instance] = relationship()
    president: Mapped[Personne | None] = relationship(foreign_keys=[president_id])
    secretaire: Mapped[Personne | None] = relationship(foreign_keys=[secretaire_id])
    en_cours: Mapped["Point | None"] = relationship(foreign_keys=[en_cours_id], post_update=True)
    interruptions: Mapped[list["Interruption"]] = relationship(back_populates="seance", order_by="Interruption.id")
    convocations: Mapped[list["Convocation"]] = relationship(back_populates="seance", order_by="Convocation.id")
    proces_verbal: Mapped["ProcesVerbal | None"] = relationship(
        foreign_keys="ProcesVerbal.seance_id", back_populates="seance", uselist=False
    )
    premiere: Mapped["Seance | None"] = relationship(remote_side=[id], back_populates="seconde")
    seconde: Mapped["Seance | None"] = relationship(back_populates="premiere", uselist=False)
    points: Mapped[list["Point"]] = relationship(
        foreign_keys="Point.seance_id", back_populates="seance", order_by="Point.rang, Point.id"
    )
    saisines_visees: Mapped[list["Saisine"]] = relationship(
        foreign_keys="Saisine.pleniere_id", back_populates="pleniere"
    )

    @property
    def seconde_convocation(self) -> bool:
        return self.premiere_id is not None

    @property
    def suspendue(self) -> bool:
        return any(interruption.fin is None for interruption in self.interruptions)

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
        rule = REGLE_PLENIERE if reglement.base_de_majorite == Majorite.EXPRIMES else REGLE_VOTANTS
    elif genre == "bureau":
        rule = replace(REGLE_BUREAU, quorum=reglement.quorum_du_bureau)
    else:
        rule = regle_de_commission(voix_preponderante=reglement.voix_preponderante_en_commission)
        rule = replace(rule, quorum=reglement.quorum_des_commissions)
    return replace(
        rule,
        quorum_a_chaque_vote=reglement.quorum_a_chaque_vote,
        voix_preponderante_au_secret=reglement.voix_preponderante_au_secret,
    )


def _genre(values: dict[str, Any]) -> str:
    """What an item is about where nothing says it: its text, or something told to the members."""
    return "texte" if values.get("texte_id") else "communication"


class Point(Base):
    """An item of an agenda; it keeps the version that the members received."""

    __tablename__ = "points"
    __table_args__ = (
        parmi("genre", POINTS, "genre"),
        CheckConstraint("duree IS NULL OR duree > 0", name="duree"),
        CheckConstraint("sieges IS NULL OR sieges > 0", name="sieges"),
        CheckConstraint("termine_le IS NULL OR commence_le IS NOT NULL", name="termine_le"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[int] = mapped_column(ForeignKey("seances.id"), index=True)
    rang: Mapped[int]
    intitule: Mapped[str] = mapped_column(String(500))
    texte_id: Mapped[int | None] = mapped_column(ForeignKey("textes.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id"))
    #: Struck from the agenda: the item stays, crossed out.
    retire: Mapped[bool] = mapped_column(default=False)
    genre: Mapped[str] = mapped_column(String(20), default=lambda context: _genre(context.get_current_parameters()))
    #: Minutes planned.
    duree: Mapped[int | None]
    #: Who presents it, where no text names its rapporteurs.
    rapporteur_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    #: Behind closed doors: its title stays in the room.
    reserve: Mapped[bool] = mapped_column(default=False)
    #: Added once the members were convened.
    ajoute_le: Mapped[datetime | None] = mapped_column(Instant)
    #: The sitting whose minutes are put to approval.
    pv_de_id: Mapped[int | None] = mapped_column(ForeignKey("seances.id"))
    #: The text that the bureau adopted by delegation, and that is reported here.
    rapporte_id: Mapped[int | None] = mapped_column(ForeignKey("textes.id"), index=True)
    commence_le: Mapped[datetime | None] = mapped_column(Instant)
    termine_le: Mapped[datetime | None] = mapped_column(Instant)
    #: What an election fills: a function of the assembly or of the body, empty for what its title says; and the seats.
    fonction: Mapped[str] = mapped_column(String(40), default="")
    sieges: Mapped[int | None]
    #: What was said, as the minutes will tell it.
    compte_rendu: Mapped[str] = mapped_column(Text, default="")

    seance: Mapped[Seance] = relationship(foreign_keys=[seance_id], back_populates="points")
    texte: Mapped["Texte | None"] = relationship(foreign_keys=[texte_id], back_populates="points")
    version: Mapped["Version | None"] = relationship()
    rapporteur: Mapped[Personne | None] = relationship()
    pv_de: Mapped[Seance | None] = relationship(foreign_keys=[pv_de_id])
    rapporte: Mapped["Texte | None"] = relationship(foreign_keys=[rapporte_id], back_populates="comptes_rendus")
    candidatures: Mapped[list["Candidature"]] = relationship(back_populates="point", order_by="Candidature.rang")
    scrutins: Mapped[list["Scrutin"]] = relationship(back_populates="point", order_by="Scrutin.id")

    @property
    def numero(self) -> int:
        """The number that the printed agenda gives it: a pause has none of its own."""
        return sum(other.genre != "pause" for other in self.seance.points[: self.seance.points.index(self) + 1])

    @property
    def nom_public(self) -> str:
        """What everybody may read of it, between quotation marks."""
        if self.reserve:
            return "un point réservé"
        if self.texte is not None and self.seance.instance.genre != "pleniere":
            return "un texte en préparation"
        return f"« {self.intitule} »"

    @property
    def acquis(self) -> bool:
        """Begun, or voted: it keeps its place."""
        return self.commence_le is not None or self.scrutin is not None

    @property
    def rapporteurs(self) -> list[Personne]:
        """Who presents it: those of its text, or whom the agenda names."""
        told = self.texte or self.rapporte
        if told is not None and told.rapporteurs:
            return list(told.rapporteurs)
        return [self.rapporteur] if self.rapporteur else []

    @property
    def scrutin(self) -> "Scrutin | None":
        """The ballot that counts for this item: the last that was not cancelled; those on its amendments are apart."""
        own = (scrutin for scrutin in reversed(self.scrutins) if scrutin.amendement_id is None)
        return next((scrutin for scrutin in own if scrutin.annule_le is None), None)

    @property
    def scrutin_ouvert(self) -> "Scrutin | None":
        """The ballot under way on this item, or on an amendment to its text."""
        return next((scrutin for scrutin in reversed(self.scrutins) if scrutin.ouvert), None)
