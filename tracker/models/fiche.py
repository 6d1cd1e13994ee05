"""What a saisine's page reads: the record with its neighbours, its history, in a handful of queries."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from .acte import Acte
from .amendement import Amendement, AvisSurAmendement, Cosignature
from .piece import Piece
from .reprise import Reprise
from .saisine import Lien, Saisine
from .scrutin import Scrutin
from .seance import Point, Seance
from .texte import Designation, Texte, Version

#: Loads a saisine with all that its conditions and its page look at.
FICHE = (
    joinedload(Saisine.base),
    joinedload(Saisine.demandeur),
    joinedload(Saisine.commission),
    joinedload(Saisine.suivie_par),
    joinedload(Saisine.cible),
    joinedload(Saisine.pleniere).joinedload(Seance.instance),
    joinedload(Saisine.commissions_pour_avis),
    joinedload(Saisine.jointes).joinedload(Saisine.base),
    joinedload(Saisine.suspensions),
    selectinload(Saisine.pieces).options(joinedload(Piece.fichier), joinedload(Piece.deposee_par)),
    selectinload(Saisine.textes).options(
        joinedload(Texte.designations).joinedload(Designation.personne),
        joinedload(Texte.version).defer(Version.contenu),
        joinedload(Texte.scrutins).joinedload(Scrutin.instance),
    ),
)

#: Loads a text with all that its conditions and its page look at.
TEXTE = (
    joinedload(Texte.commission),
    joinedload(Texte.version),
    joinedload(Texte.document),
    joinedload(Texte.signataire),
    selectinload(Texte.designations).joinedload(Designation.personne),
    selectinload(Texte.saisines).options(
        joinedload(Saisine.base), joinedload(Saisine.demandeur), selectinload(Saisine.suspensions)
    ),
    selectinload(Texte.scrutins).options(
        joinedload(Scrutin.instance),
        joinedload(Scrutin.version),
        joinedload(Scrutin.point).joinedload(Point.seance),
    ),
    selectinload(Texte.points).joinedload(Point.seance).joinedload(Seance.instance),
    selectinload(Texte.positions),
    selectinload(Texte.transmissions),
    joinedload(Texte.ensemble),
    selectinload(Texte.parties),
    selectinload(Texte.amendements),
    selectinload(Texte.integrations),
    selectinload(Texte.editions),
)

#: Loads an amendment with all that its conditions and its page look at.
AMENDEMENT = (
    joinedload(Amendement.version).undefer(Version.blocs),
    joinedload(Amendement.depose_par),
    joinedload(Amendement.groupe),
    joinedload(Amendement.college),
    joinedload(Amendement.instance),
    joinedload(Amendement.parent).joinedload(Amendement.depose_par),
    selectinload(Amendement.sous_amendements),
    selectinload(Amendement.cosignatures).joinedload(Cosignature.personne),
    selectinload(Amendement.avis).joinedload(AvisSurAmendement.auteur),
    selectinload(Amendement.scrutins),
    joinedload(Amendement.texte).options(
        joinedload(Texte.commission),
        selectinload(Texte.designations).joinedload(Designation.personne),
        selectinload(Texte.points).joinedload(Point.seance).joinedload(Seance.instance),
    ),
)


#: Loads a sitting with its agenda, and what each item says.
SEANCE = (
    joinedload(Seance.instance),
    joinedload(Seance.premiere),
    joinedload(Seance.seconde),
    selectinload(Seance.points).options(
        joinedload(Point.version).defer(Version.contenu),
        joinedload(Point.rapporteur),
        joinedload(Point.pv_de),
        joinedload(Point.rapporte).selectinload(Texte.designations).joinedload(Designation.personne),
        joinedload(Point.texte).options(
            selectinload(Texte.designations).joinedload(Designation.personne),
            selectinload(Texte.saisines),
            selectinload(Texte.scrutins).joinedload(Scrutin.instance),
        ),
        selectinload(Point.scrutins).joinedload(Scrutin.instance),
    ),
)

#: Loads a sitting with its items as its notice prints them.
CONVOCATION = (
    joinedload(Seance.instance),
    joinedload(Seance.premiere),
    selectinload(Seance.points).options(
        joinedload(Point.version),
        joinedload(Point.rapporteur),
        joinedload(Point.texte).selectinload(Texte.designations).joinedload(Designation.personne),
    ),
)

#: Who did an act, and in whose name.
AUTEURS = (joinedload(Acte.personne), joinedload(Acte.pour))


def histoire(session: Session, saisine: Saisine, textes: list[int]) -> Sequence[Acte]:
    """The acts of a saisine and of those of its texts, by number, the latest first."""
    where = Acte.saisine_id == saisine.id
    query = select(Acte).where(or_(where, Acte.texte_id.in_(textes)) if textes else where)
    return session.scalars(
        query.order_by(Acte.id.desc()).options(joinedload(Acte.personne), joinedload(Acte.pour))
    ).all()


def histoire_du_texte(session: Session, texte: Texte) -> Sequence[Acte]:
    """The acts of a text, the latest first."""
    query = select(Acte).where(Acte.texte_id == texte.id).order_by(Acte.id.desc())
    return session.scalars(query.options(*AUTEURS)).all()


def histoire_de_l_amendement(session: Session, amendement: Amendement) -> Sequence[Acte]:
    """The acts of an amendment, the latest first."""
    query = select(Acte).where(Acte.amendement_id == amendement.id).order_by(Acte.id.desc())
    return session.scalars(query.options(*AUTEURS)).all()


def reprise(session: Session, saisine: Saisine) -> Reprise | None:
    """What the older register said of an archive; None of a living file."""
    if saisine.etat != "archivee":
        return None
    query = select(Reprise).where(Reprise.saisine_id == saisine.id).options(joinedload(Reprise.juge_par))
    return session.scalars(query).first()


def liens(session: Session, saisine: Saisine) -> Sequence[Lien]:
    """The links that leave or reach a saisine."""
    query = select(Lien).where(or_(Lien.source_id == saisine.id, Lien.cible_id == saisine.id)).order_by(Lien.id)
    ends = (joinedload(end).load_only(Saisine.numero, Saisine.objet) for end in (Lien.source, Lien.cible))
    return session.scalars(query.options(*ends)).all()
