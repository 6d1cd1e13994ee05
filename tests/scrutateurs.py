"""Those who open, count and close a vote in front of the site, as a sitting does."""

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import Monde
from tests.visites import Visiteur
from tracker.door import today
from tracker.extensions import db
from tracker.models import Personne, Point, Scrutin, Seance, Texte, reglement_du
from tracker.models.appel import pointer

#: What two tellers count of hands that say nothing else.
RIEN = {"abstention": 0, "ne_prend_pas_part": 0}


def ouvrir(visitor: Visiteur, point: Point, mode: str = "main_levee", **champs: Any) -> TestResponse:
    return visitor.envoyer(f"/seances/{point.seance_id}/points/{point.id}/scrutin", mode=mode, **champs)


def ouvert(visitor: Visiteur, point: Point, mode: str = "main_levee", **champs: Any) -> Scrutin:
    """A ballot opened on an item."""
    answer = ouvrir(visitor, point, mode, **champs)
    assert answer.status_code == 303, answer.text
    return db.session.scalars(
        select(Scrutin).where(Scrutin.point_id == point.id).order_by(Scrutin.id.desc()).limit(1)
    ).one()


def compter(visitor: Visiteur, scrutin: Scrutin, rang: int, **figures: Any) -> TestResponse:
    counted = {"scrutateur": f"Scrutateur {rang}", **figures}
    return visitor.envoyer(f"/scrutins/{scrutin.id}/comptages", rang=rang, **counted)


def clore(visitor: Visiteur, scrutin: Scrutin, **champs: Any) -> TestResponse:
    return visitor.envoyer(f"/scrutins/{scrutin.id}/clore", **champs)


def main_levee(visitor: Visiteur, point: Point, **figures: Any) -> TestResponse:
    """Hands counted twice alike, and the answer to the closing."""
    voice = {"voix_du_president": figures.pop("voix_du_president", "")}
    scrutin = ouvert(visitor, point)
    for rang in (1, 2):
        assert compter(visitor, scrutin, rang, **RIEN | figures).status_code == 303
    return clore(visitor, scrutin, **voice)


def emarger(m: Monde, seance: Seance, *gens: Personne, sens: str = "arrivee") -> None:
    """They arrive, or leave."""
    _, rules = reglement_du(m.session(), m.jour)
    for one in gens:
        pointer(m.session(), seance, one, sens, moyen="secretariat", jour=today(), reglement=rules)
    m.session.commit()


def point_de(texte: Texte) -> Point:
    return texte.points[-1]
