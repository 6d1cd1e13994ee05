"""What is lent in the demonstration: a chair who is away for some weeks, a presidency lent from next month."""

from datetime import timedelta

from sqlalchemy import select

from ..models import Fonction, Instance, Personne
from ..models.delegations import Pouvoir, Pret, donner
from ..roles import Role
from .scene import Scene

CHAIRE = Role.PRESIDENT_DE_COMMISSION


def preter(scene: Scene) -> None:
    """One delegation runs, held by somebody whom nobody enters as; the other has not begun."""
    chair = _persona(scene, CHAIRE)
    body = chair.instance
    assert body is not None
    deputy = scene.session.scalars(
        select(Personne)
        .join(Fonction, Fonction.personne_id == Personne.id)
        .where(Fonction.instance_id == body.id, Fonction.role != CHAIRE.value, Personne.presentation.is_(None))
        .order_by(Fonction.id)
    ).first()
    assert deputy is not None
    _donner(scene, chair.personne, deputy, Pouvoir(CHAIRE, body), 0, 20, "Mission auprès des régions voisines.")
    bureau = scene.session.scalars(select(Instance).where(Instance.genre == "bureau")).one()
    president, member = _persona(scene, Role.PRESIDENT).personne, _persona(scene, Role.MEMBRE_DU_BUREAU).personne
    _donner(scene, president, member, Pouvoir(Role.PRESIDENT, bureau), 30, 21, "Congés.")


def _persona(scene: Scene, role: Role) -> Fonction:
    """The function of the first persona who holds a role."""
    query = (
        select(Fonction).join(Fonction.personne).where(Fonction.role == role.value, Personne.presentation.is_not(None))
    )
    found = scene.session.scalars(query.order_by(Fonction.id)).first()
    assert found is not None
    return found


def _donner(scene: Scene, par: Personne, a: Personne, pouvoir: Pouvoir, dans: int, jours: int, motif: str) -> None:
    debut = scene.aujourdhui + timedelta(days=dans)
    donner(scene.session, Pret(par, a, pouvoir, debut, debut + timedelta(days=jours), motif), scene.aujourdhui)
