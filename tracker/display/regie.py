"""The control room of the screen: which scene a sitting is at, read from its records."""

from datetime import datetime
from zoneinfo import ZoneInfo

import segno
from flask import current_app
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..acces.code_de_salle import code
from ..models import Orateur, Point, Seance
from ..models.appel import membres, presents
from ..models.ordre import heures_prevues
from ..models.urne import en_cours_dans
from ..procedure.delais import seconde_seance
from ..procedure.reglement import Reglement
from ..procedure.scrutin import quorum
from ..procedure.seance import TENUES
from ..prose.dates import heure
from .debat import Liste, debattu, dernier_vote, verdict
from .depouillement import decision, issue_du_vote, scrutin_en_cours
from .ecran import (
    Accueil,
    Annulee,
    Cadre,
    Carence,
    Code,
    Debat,
    EnCours,
    HuisClos,
    Jauge,
    Levee,
    Parole,
    Scene,
    Suspension,
    Tableau,
    VoteOuvert,
)
from .mots import intitule
from .tribune import salle

#: Under what a second sitting deliberates, as its results say it.
SECONDE = "Seconde convocation, sans quorum (R. 4134-17)"


def scene(
    session: Session, seance: Seance, instant: datetime, reglement: Reglement, *, dans_la_salle: bool = True
) -> Scene:
    """What the room sees of a sitting at a moment; the code that lets sign in, nobody sees from elsewhere."""
    gauge = jauge(session, seance, reglement)
    letters = code(seance.id, instant) if dans_la_salle else ""
    shown = _tableau(session, seance, gauge, instant, reglement, letters)
    frame = Cadre(
        seance=seance.intitule,
        jour=seance.jour,
        heure=_heure_dite(seance),
        lieu=seance.lieu,
        jauge=gauge,
        bandeau=SECONDE if seance.seconde_convocation else "",
        code=letters if seance.etat == "ouverte" and not isinstance(shown, Accueil) else "",
    )
    return Scene(frame, shown)


def jauge(session: Session, seance: Seance, reglement: Reglement) -> Jauge:
    """Who is there against what the law, or the règlement, asks of this body."""
    seated = seance.en_exercice if seance.en_exercice is not None else len(membres(session, seance))
    asked = seance.regle(reglement).quorum and not seance.seconde_convocation
    away = sum(place == "distance" for place in presents(session, seance.id).values())
    return Jauge(
        presents=seance.presents or 0,
        en_exercice=seated,
        seuil=quorum(None, seated).seuil if asked else None,
        distance=away,
        pouvoirs=seance.pouvoirs or 0,
    )


def _tableau(
    session: Session, seance: Seance, gauge: Jauge, instant: datetime, reglement: Reglement, letters: str
) -> Tableau:
    if seance.etat == "annulee":
        return Annulee()
    if seance.etat == "carence":
        second = seance.seconde.jour if seance.seconde else seconde_seance(seance.jour)
        return Carence(gauge, second, _heure_dite(seance.seconde or seance))
    if seance.etat in TENUES:
        return Levee(tuple(decision(point) for point in seance.points if not (point.retire or point.reserve)))
    if seance.etat == "ouverte":
        return _en_seance(session, seance, gauge, instant, reglement, letters)
    signing = seance.etat == "convoquee" and seance.jour == instant.astimezone(_fuseau()).date()
    return _accueil(session, seance, gauge, letters if signing else "")


def _accueil(session: Session, seance: Seance, gauge: Jauge, letters: str) -> Accueil:
    """How to sign in, or, where no code is shown, who is there."""
    return Accueil(gauge, _code(seance, letters)) if letters else Accueil(gauge, None, salle(session, seance))


def _en_seance(
    session: Session, seance: Seance, gauge: Jauge, instant: datetime, reglement: Reglement, letters: str
) -> Tableau:
    """A sitting under way: suspended, or at an item, or between two."""
    pause = next((one for one in seance.interruptions if one.fin is None), None)
    if pause is not None:
        back = pause.reprise_prevue
        return Suspension(
            pause.debut.astimezone(_fuseau()), pause.motif, heure(back.astimezone(_fuseau())) if back else ""
        )
    ballot = en_cours_dans(session, seance.id)
    point = ballot.point if ballot else seance.en_cours
    if point is None:
        return _accueil(session, seance, gauge, letters)
    if point.reserve:
        return HuisClos()
    debated = debattu(point, reglement, ballot)
    if ballot is not None:
        shown = scrutin_en_cours(session, ballot, point, reglement)
        if debated and isinstance(shown, VoteOuvert):
            return Debat(point.rang, intitule(point), debated, vote=shown)
        return shown
    speaking = _parole(session, seance, reglement)
    if debated:
        return _debat(seance, point, debated, speaking)
    done = point.scrutin
    if done is not None and done.clos_le is not None and not (speaking and speaking.depuis > done.clos_le):
        return issue_du_vote(session, done, point, reglement)
    return _discussion(session, seance, point, speaking)


def _debat(seance: Seance, point: Point, found: Liste, speaking: Parole | None) -> Debat:
    """Between two votes on amendments; the last result stays until somebody speaks."""
    assert point.texte is not None
    done = dernier_vote(point.texte, seance.id)
    if done is not None and done.clos_le is not None and speaking is not None and speaking.depuis > done.clos_le:
        done = None
    return Debat(point.rang, intitule(point), found, dernier=verdict(done) if done else None, parole=speaking)


def _discussion(session: Session, seance: Seance, point: Point, speaking: Parole | None) -> EnCours:
    tellers = point.texte.rapporteurs if point.texte else [point.rapporteur] if point.rapporteur else []
    return EnCours(
        rang=point.rang,
        titre=intitule(point),
        rapporteurs=tuple(one.nom_complet for one in tellers),
        heure=_heure_prevue(seance, point),
        minutes=point.duree,
        parole=speaking,
        suivants=tuple(_nom(one) for one in _inscrits(session, seance, commence=False)),
    )


def _parole(session: Session, seance: Seance, reglement: Reglement) -> Parole | None:
    """Who speaks now."""
    one = next(iter(_inscrits(session, seance, commence=True)), None)
    if one is None or one.commence_le is None:
        return None
    words = one.nom if one.personne else ""
    return Parole(_nom(one), one.commence_le.astimezone(_fuseau()), words, reglement.temps_de_parole)


def _inscrits(session: Session, seance: Seance, *, commence: bool) -> list[Orateur]:
    """Who speaks, or who waits to speak on the item under discussion."""
    begun = Orateur.commence_le.is_not(None) if commence else Orateur.commence_le.is_(None)
    found = session.scalars(
        select(Orateur)
        .where(Orateur.seance_id == seance.id, begun, Orateur.fini_le.is_(None))
        .order_by(Orateur.rang, Orateur.id)
    )
    return [one for one in found if commence or one.point_id in (None, seance.en_cours_id)]


def _nom(one: Orateur) -> str:
    return one.personne.nom_complet if one.personne else one.nom


def _heure_prevue(seance: Seance, point: Point) -> str:
    """When the item should begin; nothing where the hour or a duration before it is missing."""
    due = dict(heures_prevues(seance)).get(point)
    return heure(datetime.combine(seance.jour, due.horloge, _fuseau())) if due else ""


def _heure_dite(seance: Seance) -> str:
    return heure(datetime.combine(seance.jour, seance.heure, _fuseau())) if seance.heure else ""


def _code(seance: Seance, letters: str) -> Code:
    """The code of the moment, and the address where it is already typed."""
    address = f"{current_app.config['BASE_URL']}/seances/{seance.id}/emarger?code={letters}"
    picture = segno.make(address, error="m", micro=False).svg_inline(omitsize=True, lineclass=None, border=2)
    label = '<svg role="img" aria-label="Code à lire avec le téléphone" '
    return Code(letters, address, Markup(picture.replace("<svg ", label, 1)))


def _fuseau() -> ZoneInfo:
    return ZoneInfo(current_app.config["FUSEAU"])
