"""What a final document says, read from the records: the same records give the same document."""

from datetime import date

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from ..models import College, Fonction, Mandat, Personne, Saisine, Scrutin, Siege, Texte, Version, en_cours
from ..procedure.saisine import SORTIES
from ..prose.dates import jour_de
from ..roles import EN_INSTANCE, QUALITES, Role
from .avis import CollegeRepresente, DonneesAvis, PositionMinoritaire, ResultatDuVote, SaisineVisee
from .matiere import matiere
from .projet import DonneesProjet

ORIGINES = {
    "obligatoire": "sur saisine obligatoire",
    "facultative": "sur saisine facultative",
    "auto_saisine": "sur auto-saisine",
    "citoyenne": "sur saisine citoyenne",
    "conjointe": "sur saisine conjointe",
    "autre_autorite": "à la demande d’une autre autorité",
}
#: What left without an answer is not said to have had one; a saisine that was joined to another is answered with it.
RETIREES = SORTIES - {"fusionnee", "reputee", "caduque"}
#: Above the name of whoever signs in the president's place.
PAR_DELEGATION = "Pour le président et par délégation"
COMMISSION = tuple(role.value for role in EN_INSTANCE)


def donnees_de_l_avis(texte: Texte, assemblee: str, demonstration: bool, avertissement: str = "") -> DonneesAvis:
    """All that the final document of an adopted text prints."""
    session = object_session(texte)
    assert session is not None
    assert texte.adopte_le is not None
    assert texte.version is not None
    brought = matiere(texte.version)
    scrutin = texte.scrutin_d_adoption
    colleges = colleges_du(session, [personne.id for personne in texte.rapporteurs], texte.adopte_le)
    return DonneesAvis(
        assemblee=assemblee,
        numero=texte.numero or "",
        titre=texte.titre,
        genre=genre(texte),
        date_seance=texte.adopte_le,
        blocs=brought.blocs,
        images=brought.images,
        parties=brought.parties,
        avertissement=avertissement,
        president=texte.signataire.nom_complet if texte.signataire else president(session, texte.adopte_le),
        qualite_signataire=PAR_DELEGATION if texte.signataire else QUALITES[Role.PRESIDENT],
        par_le_bureau=texte.adopte_par == "bureau",
        phrases_de_vote=scrutin.motifs.splitlines() if scrutin else [],
        rapporteurs=[avec_college(personne, colleges) for personne in texte.rapporteurs],
        commission=texte.commission.nom if texte.commission else "",
        vote=resultat(scrutin),
        reserve=texte.reserves,
        positions_minoritaires=positions(texte, "minoritaire"),
        explications_de_vote=positions(texte, "explication"),
        saisines=[visee(saisine) for saisine in texte.saisines if saisine.etat not in RETIREES],
        composition=composition(session, texte.commission_id, texte.adopte_le),
        demonstration=demonstration,
    )


def donnees_du_projet(
    version: Version, assemblee: str, demonstration: bool, *, numeros_de_ligne: bool = False
) -> DonneesProjet:
    """One version of a text as a draft, marked as which one it is."""
    texte, brought = version.texte, matiere(version)
    return DonneesProjet(
        assemblee=assemblee,
        titre=texte.titre,
        genre=genre(texte),
        marque=f"Projet, version {version.numero}",
        le=jour_de(version.le, current_app.config["FUSEAU"]),
        etape=texte.etape,
        blocs=brought.blocs,
        images=brought.images,
        parties=brought.parties,
        commission=texte.commission.nom if texte.commission else "",
        rapporteurs=[personne.nom_complet for personne in texte.rapporteurs],
        numeros_de_ligne=numeros_de_ligne,
        demonstration=demonstration,
    )


def positions(texte: Texte, genre: str) -> list[PositionMinoritaire]:
    """What was deposited of one kind, as it is printed."""
    return [PositionMinoritaire(position.auteur, position.contenu) for position in texte.positions_de(genre)]


def genre(texte: Texte) -> str:
    """« Avis sur saisine obligatoire »; the kind alone when the saisines are of several kinds."""
    natures = {saisine.nature for saisine in texte.saisines}
    origin = ORIGINES.get(natures.pop() or "", "") if len(natures) == 1 else ""
    return f"{texte.nature_libelle} {origin}".strip()


def resultat(scrutin: Scrutin | None) -> ResultatDuVote:
    """The figures of the vote; its sentences stand on the cover, the first of them beside the figures."""
    if scrutin is None:
        return ResultatDuVote()
    return ResultatDuVote(
        pour=scrutin.pour,
        contre=scrutin.contre,
        abstentions=scrutin.abstention,
        ne_prend_pas_part=scrutin.ne_prend_pas_part,
        presents=scrutin.presents,
        en_exercice=scrutin.en_exercice,
        phrase=next(iter(scrutin.motifs.splitlines()), ""),
    )


def visee(saisine: Saisine) -> SaisineVisee:
    """A referral that the opinion answers; the name of a citizen is not printed."""
    author = "Saisine citoyenne" if saisine.nature == "citoyenne" else str(saisine.demandeur or "")
    assert saisine.recue_le is not None
    return SaisineVisee(saisine.numero, author, saisine.recue_le)


def president(session: Session, day: date) -> str:
    """Who presides over the assembly on a day; empty when nobody is recorded."""
    found = session.scalars(
        select(Personne)
        .join(Fonction, Fonction.personne_id == Personne.id)
        .where(Fonction.role == Role.PRESIDENT.value, en_cours(Fonction, day))
        .order_by(Fonction.debut.desc(), Fonction.id)
        .limit(1)
    ).first()
    return found.nom_complet if found else ""


def colleges_du(session: Session, people: list[int], day: date) -> dict[int, College]:
    """The college in which each person sits on a day."""
    rows = session.execute(
        select(Mandat.personne_id, College)
        .join(Siege, Siege.id == Mandat.siege_id)
        .join(College, College.id == Siege.college_id)
        .where(Mandat.personne_id.in_(people), en_cours(Mandat, day))
        .order_by(Mandat.debut)
    )
    return {row[0]: row[1] for row in rows}


def avec_college(personne: Personne, colleges: dict[int, College]) -> str:
    college = colleges.get(personne.id)
    return f"{personne.nom_complet} ({college.court})" if college else personne.nom_complet


def composition(session: Session, commission_id: int | None, day: date) -> list[CollegeRepresente]:
    """The members of the commission on a day, college by college; those without a seat come last."""
    if commission_id is None:
        return []
    members = session.scalars(
        select(Personne)
        .where(
            Personne.id.in_(
                select(Fonction.personne_id).where(
                    Fonction.instance_id == commission_id, Fonction.role.in_(COMMISSION), en_cours(Fonction, day)
                )
            )
        )
        .order_by(Personne.nom, Personne.prenom, Personne.id)
    ).all()
    colleges = colleges_du(session, [member.id for member in members], day)
    known = sorted({college.rang: college for college in colleges.values()}.items())
    found = [
        CollegeRepresente(college.nom, [member.nom_complet for member in members if colleges.get(member.id) is college])
        for _, college in known
    ]
    others = [member.nom_complet for member in members if member.id not in colleges]
    return [*found, CollegeRepresente("Membres associés", others)] if others else found
