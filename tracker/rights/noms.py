"""In whose names somebody tables an amendment: their own, and those that their dated mandates give them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Amendement, Appartenance, College, Groupe, Instance, Mandat, Siege, en_cours
from ..procedure.assemblee import SAISISSABLES
from ..roles import Role
from .acteur import Acteur


@dataclass(frozen=True)
class Nom:
    """A name under which an amendment may be tabled; the key says it in an address or a form."""

    cle: str
    libelle: str
    qualite: str
    de: Groupe | College | Instance | None = None

    def signer(self, amendement: Amendement) -> None:
        """Write it on an amendment."""
        amendement.qualite = self.qualite
        amendement.groupe = self.de if isinstance(self.de, Groupe) else None
        amendement.college = self.de if isinstance(self.de, College) else None
        amendement.instance = self.de if isinstance(self.de, Instance) else None


def noms(session: Session, acteur: Acteur, jour: date) -> list[Nom]:
    """All the names that somebody holds on a day; none for who holds no seat that day."""
    if Role.CONSEILLER not in acteur.permanents:
        return []
    own = Nom("membre", f"{acteur.personne.nom_complet}, en son nom", "membre")
    return [own, *_de_l_assemblee(session, acteur, jour)]


def _de_l_assemblee(session: Session, acteur: Acteur, jour: date) -> Iterator[Nom]:
    own = Appartenance.personne_id == acteur.personne.id, en_cours(Appartenance, jour)
    for groupe in session.scalars(select(Groupe).join(Appartenance, Appartenance.groupe_id == Groupe.id).where(*own)):
        yield Nom(f"groupe-{groupe.id}", f"Le groupe {groupe.nom}", "groupe", groupe)
    seat = Mandat.personne_id == acteur.personne.id, en_cours(Mandat, jour)
    seats = select(College).join(Siege, Siege.college_id == College.id).join(Mandat, Mandat.siege_id == Siege.id)
    for college in session.scalars(seats.where(*seat).distinct()):
        yield Nom(f"college-{college.id}", f"Le collège : {college.nom}", "college", college)
    bodies = select(Instance).where(Instance.id.in_(acteur.preside), Instance.genre.in_(SAISISSABLES))
    for instance in session.scalars(bodies.order_by(Instance.nom)):
        yield Nom(f"commission-{instance.id}", f"La commission {instance.nom}", "commission", instance)
    if {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU} & acteur.permanents:
        yield Nom("bureau", "Le bureau", "bureau")
