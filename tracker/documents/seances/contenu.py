"""What the papers of a convening say, read from the records."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models import Convocation, Emargement, Personne, Point, Seance
from tracker.models.appel import regle_des_pouvoirs
from tracker.models.ordre import heures_prevues
from tracker.procedure.delais import limite_d_envoi
from tracker.procedure.reglement import Reglement
from tracker.procedure.seance import POINTS
from tracker.prose.dates import jour_de

from . import convocation as notice
from .attestation import Attestation
from .calendrier import Rendezvous, Statut
from .tenue import Emetteur, Passage, Tenue

CIVILITES = {"madame": "Madame", "monsieur": "Monsieur"}


def tenue(seance: Seance) -> Tenue:
    """The sitting as it is convened."""
    return Tenue(
        intitule=seance.intitule,
        instance=seance.instance.nom,
        jour=seance.jour,
        heure=seance.heure,
        lieu=seance.lieu,
        premiere_le=seance.premiere.jour if seance.premiere else None,
    )


def donnees_de_la_convocation(
    seance: Seance,
    convocation: Convocation | None,
    qui_signe: Emetteur,
    *,
    le: date,
    adresse: str,
    repondre_avant: date,
    fuseau: str,
    reglement: Reglement,
) -> notice.Convocation:
    """The notice of a member; without one, the blank notice."""
    left = convocation.partie_le if convocation else None
    rule, plenary = regle_des_pouvoirs(seance, reglement), seance.instance.genre == "pleniere"
    return notice.Convocation(
        emetteur=qui_signe,
        tenue=tenue(seance),
        le=le,
        civilite=civilite_de(convocation.personne) if convocation else "",
        nom=convocation.personne.nom_complet if convocation else "…",
        points=_points(seance),
        documents=_documents(seance),
        documents_envoyes_le=jour_de(left, fuseau) if left else None,
        limite_d_envoi=limite_d_envoi(seance.jour, reglement) if plenary and not seance.premiere_id else None,
        a_distance=reglement.seances_a_distance,
        publique=plenary,
        adresse_reponse=adresse,
        repondre_avant=repondre_avant,
        pouvoirs=notice.ReglesDePouvoir(rule.par_membre, rule.meme_college) if rule.ouverts else None,
    )


def _points(seance: Seance) -> tuple[notice.PointPrevu, ...]:
    hours = {point.id: hour.horloge for point, hour in heures_prevues(seance) if hour}
    return tuple(
        notice.PointPrevu(
            rang=rank,
            titre=point.intitule,
            nature=POINTS[point.genre],
            rapporteurs=_rapporteurs(point),
            heure=hours.get(point.id),
            huis_clos=point.reserve,
            ajoute_le=point.ajoute_le.date() if point.ajoute_le else None,
            retire=point.retire,
        )
        for rank, point in enumerate(seance.points, 1)
    )


def _rapporteurs(point: Point) -> tuple[str, ...]:
    people = point.texte.rapporteurs if point.texte else [point.rapporteur] if point.rapporteur else []
    return tuple(one.nom_complet for one in people)


def _documents(seance: Seance) -> tuple[notice.DocumentJoint, ...]:
    return tuple(
        notice.DocumentJoint(
            point.intitule,
            f"version {point.version.numero}" if point.version else "",
            point.version.empreinte if point.version else "",
        )
        for point in seance.points
        if point.texte is not None and not point.retire
    )


def donnees_de_l_attestation(
    session: Session, seance: Seance, personne: Personne, qui_signe: Emetteur, le: date, fuseau: str, *, vint: bool
) -> Attestation:
    """What an employer reads: that somebody is convened or, once the sitting was held and they came, that they did."""
    moves = passages(session, seance, personne, fuseau) if vint else []
    online = vint and _a_distance(session, seance, personne)
    return Attestation(
        emetteur=qui_signe,
        tenue=tenue(seance),
        le=le,
        civilite=civilite_de(personne),
        nom=personne.nom_complet,
        # Somebody came, though no hour was taken down.
        passages=tuple(moves) or ((Passage(),) if vint else ()),
        a_distance=online,
    )


def passages(session: Session, seance: Seance, personne: Personne, fuseau: str) -> list[Passage]:
    """The stays of somebody in a sitting."""
    return sejours(_emargements(session, seance, personne), fuseau)


def sejours(moves: Iterable[Emargement], fuseau: str) -> list[Passage]:
    """From each arrival to the departure that follows; who goes from the room to a screen stays."""
    found: list[Passage] = []
    for move in moves:
        when = move.le.astimezone(ZoneInfo(fuseau))
        if move.sens == "arrivee" and (not found or found[-1].depart is not None):
            found.append(Passage(when))
        elif move.sens == "depart" and found and found[-1].depart is None:
            found[-1] = Passage(found[-1].arrivee, when)
    return found


def _emargements(session: Session, seance: Seance, personne: Personne) -> Sequence[Emargement]:
    """What holds of somebody's arrivals and departures: a line that was struck out never was."""
    mine = (
        Emargement.seance_id == seance.id,
        Emargement.personne_id == personne.id,
        Emargement.raye_le.is_(None),
    )
    return session.scalars(select(Emargement).where(*mine).order_by(Emargement.id)).all()


def _a_distance(session: Session, seance: Seance, personne: Personne) -> bool:
    arrivals = [move.lieu for move in _emargements(session, seance, personne) if move.sens == "arrivee"]
    return bool(arrivals) and set(arrivals) == {"distance"}


def civilite_de(personne: Personne) -> str:
    """« Madame », « Monsieur », or nothing where nobody told."""
    return CIVILITES.get(personne.civilite or "", "")


def rendez_vous(seance: Seance, modifie_le: datetime, adresse: str) -> Rendezvous:
    """A sitting as a calendar shows it; what is reserved, and the title of a draft, stay out of it."""
    return Rendezvous(
        cle=str(seance.id),
        intitule=seance.intitule,
        jour=seance.jour,
        revision=seance.revision,
        modifie_le=modifie_le,
        statut=STATUTS.get(seance.etat, Statut.CONVOQUEE),
        heure=seance.heure,
        lieu=seance.lieu,
        adresse=adresse,
        description="\n".join(_annonce(seance)) if seance.etat not in {"projetee", "annulee"} else "",
    )


STATUTS = {"projetee": Statut.PREVUE, "annulee": Statut.ANNULEE}


def _annonce(seance: Seance) -> list[str]:
    kept = [point for point in seance.points if not point.retire]
    return [f"{rank}. {_titre(seance, point)}" for rank, point in enumerate(kept, 1)]


def _titre(seance: Seance, point: Point) -> str:
    if point.reserve:
        return "Point réservé"
    if point.texte_id is not None and seance.instance.genre != "pleniere":
        return "Texte en préparation"
    return point.intitule
