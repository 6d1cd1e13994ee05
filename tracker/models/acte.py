"""The act: one row for each transition, at once the history, the audit trail and the source of notices."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship
from sqlalchemy.orm.attributes import flag_modified

from ..extensions import Base
from ..procedure.amendement import AMENDEMENT
from ..procedure.grammar import Frame, Passage, Refusal, Transition, Workflow, role_used
from ..procedure.saisine import SAISINE
from ..procedure.seance import SEANCE
from ..procedure.texte import TEXTE
from ..roles import QUALITES, Role
from .amendement import Amendement
from .colonnes import Instant, maintenant
from .effets import EFFETS
from .personne import Personne
from .saisine import Saisine
from .seance import Seance
from .texte import Texte

#: A record that a table moves.
Dossier = Saisine | Texte | Seance | Amendement

WORKFLOWS: dict[type[Base], Workflow] = {Saisine: SAISINE, Texte: TEXTE, Seance: SEANCE, Amendement: AMENDEMENT}

#: Nothing is held in another's name.
EN_PROPRE: Mapping[Role, int] = MappingProxyType({})


class Acte(Base):
    """What was done, from where to where, by whom, in which role, when, why, under which rules."""

    __tablename__ = "actes"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN saisine_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN texte_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN seance_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN amendement_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="un_objet",
        ),
        CheckConstraint("role = 'automatique' OR personne_id IS NOT NULL", name="auteur"),
        Index("ix_actes_saisine_id_id", "saisine_id", "id"),
        Index("ix_actes_texte_id_id", "texte_id", "id"),
        Index("ix_actes_seance_id_id", "seance_id", "id"),
        Index("ix_actes_amendement_id_id", "amendement_id", "id"),
        Index("ix_actes_le", "le"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    saisine_id: Mapped[int | None] = mapped_column(ForeignKey("saisines.id"))
    texte_id: Mapped[int | None] = mapped_column(ForeignKey("textes.id"))
    seance_id: Mapped[int | None] = mapped_column(ForeignKey("seances.id"))
    amendement_id: Mapped[int | None] = mapped_column(ForeignKey("amendements.id"))
    transition: Mapped[str] = mapped_column(String(40))
    de: Mapped[str] = mapped_column(String(20))
    vers: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(30))
    personne_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    #: In whose name, under a delegation.
    pour_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    motif: Mapped[str] = mapped_column(Text, default="")
    avertissements: Mapped[list[str]] = mapped_column(JSON, default=list)
    reglement_id: Mapped[int | None] = mapped_column(ForeignKey("reglements.id"))
    #: Facts that the act must keep for ever, such as the hash of what was published.
    preuve: Mapped[str] = mapped_column(String(200), default="")
    entraine_par_id: Mapped[int | None] = mapped_column(ForeignKey("actes.id"))

    saisine: Mapped[Saisine | None] = relationship()
    texte: Mapped[Texte | None] = relationship()
    seance: Mapped[Seance | None] = relationship()
    amendement: Mapped[Amendement | None] = relationship()
    personne: Mapped[Personne | None] = relationship(foreign_keys=[personne_id])
    pour: Mapped[Personne | None] = relationship(foreign_keys=[pour_id])
    entraine_par: Mapped["Acte | None"] = relationship(remote_side=[id])

    @property
    def objet(self) -> Dossier:
        found = self.saisine or self.texte or self.seance or self.amendement
        assert found is not None
        return found

    @property
    def workflow(self) -> Workflow:
        if self.saisine_id is not None:
            return SAISINE
        if self.texte_id is not None:
            return TEXTE
        return SEANCE if self.seance_id is not None else AMENDEMENT

    @property
    def fait(self) -> str:
        """What was done, in the words of the table."""
        row = self.workflow.row(self.transition, self.de)
        return row.done if row else self.transition

    @property
    def qui(self) -> str:
        """Who did it: « Claire Martin, secrétariat », « B, pour A, secrétariat », or what it followed from."""
        if self.personne is None:
            return QUALITES[Role.AUTOMATIQUE]
        if self.role == Role.AUTOMATIQUE:
            return f"par suite d’un acte de {self.personne.nom_complet}"
        others = f", pour {self.pour.nom_complet}" if self.pour else ""
        return f"{self.personne.nom_complet}{others}, {QUALITES[Role(self.role)].lower()}"


def accomplir(
    record: Dossier,
    name: str,
    *,
    personne: Personne | None,
    roles: Collection[Role],
    frame: Frame,
    pour: Mapping[Role, int] = EN_PROPRE,
    reglement_id: int | None = None,
    motif: str = "",
    entraine_par: Acte | None = None,
) -> Acte:
    """Fire a transition, keep its act, let it change the facts that follow and the records it entails.

    `pour` names, for a role held under a delegation, the person who lends it; a role of one's own is used first.
    Raises Refusal with every reason; nothing has moved then. The caller holds the locks and commits.
    """
    workflow = WORKFLOWS[type(record)]
    row = workflow.row(name, record.etat)
    held = exerces(row, roles, pour)
    if wrong := autre_signataire(record, row, personne, held, pour) or meme_personne(record, row, personne):
        raise Refusal([wrong])
    passage = workflow.fire(record, name, roles=held, frame=frame, reason=motif)
    acte = _acte(record, passage, personne, reglement_id, entraine_par)
    acte.pour_id = pour.get(passage.role)
    session = object_session(record)
    assert session is not None
    session.add(acte)
    if passage.source == passage.to:
        # An act that keeps the state is a revision too: a form opened before it is stale.
        flag_modified(record, "etat")
    effet = EFFETS.get((workflow.name, name))
    if effet:
        effet(record, acte, frame)
    if effet or passage.transition.entails:
        session.flush()
    for entail in passage.transition.entails:
        for linked in list(getattr(record, entail.relation)):
            if entail.only_if(linked):
                accomplir(
                    linked,
                    entail.transition,
                    personne=personne,
                    roles=(Role.AUTOMATIQUE,),
                    frame=frame,
                    reglement_id=reglement_id,
                    motif=passage.reason or f"Suite de l’acte : {passage.transition.done}.",
                    entraine_par=acte,
                )
    return acte


def exerces(row: Transition | None, roles: Collection[Role], pour: Mapping[Role, int]) -> Collection[Role]:
    """The roles that fire a row: those of one's own where they are enough, all of them otherwise."""
    own = [role for role in roles if role not in pour]
    return own if row and role_used(row, own) else roles


def autre_signataire(
    record: Dossier, row: Transition | None, personne: Personne | None, held: Collection[Role], pour: Mapping[Role, int]
) -> str | None:
    """Why somebody may not sign a text: its document, which is signed as it was read, names another signatory."""
    role = role_used(row, held) if row else None
    if not isinstance(record, Texte) or record.document is None or role is None or row is None or row.name != "signer":
        return None
    signer = personne.id if personne and role in pour else None
    if record.signataire_id == signer:
        return None
    named = f"{record.signataire}, par délégation" if record.signataire else "la présidence du conseil"
    return f"Le document final est préparé pour la signature de {named} : préparez-le de nouveau pour la vôtre."


def meme_personne(record: Dossier, row: Transition | None, personne: Personne | None) -> str | None:
    """Why somebody may not check a merge of amendments: they made it themselves, and two people are needed."""
    if not isinstance(record, Texte) or row is None or row.name != "controler_l_integration":
        return None
    merge = record.integration
    if merge is None or personne is None or merge.par_id != personne.id:
        return None
    return "Vous avez fait cette intégration : c’est à une autre personne de la contrôler."


def _acte(
    record: Dossier,
    passage: Passage,
    personne: Personne | None,
    reglement_id: int | None,
    entraine_par: Acte | None,
) -> Acte:
    acte = Acte(
        transition=passage.transition.name,
        de=passage.source,
        vers=passage.to,
        role=passage.role.value,
        personne=personne,
        le=maintenant(),
        motif=passage.reason,
        avertissements=list(passage.warnings),
        reglement_id=reglement_id,
        entraine_par=entraine_par,
    )
    setattr(acte, WORKFLOWS[type(record)].name, record)
    return acte
