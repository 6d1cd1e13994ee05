"""The members in office on a day as the lines of a file: taken in again, they change nothing."""

from collections.abc import Iterator, Sequence
from datetime import date

from ...models import Appartenance, Fonction, Mandat
from ...procedure.assemblee import MOTIFS_DE_FIN, QUALITES_DE_SIEGE
from ...roles import Role
from .charges import ECRITS, ecrire, reunir
from .colonnes import COLONNES, Charge
from .etat import Etat, court
from .preparation import organismes_de
from .tenues import COLONNE_DU_ROLE

Valeur = str | int | date | None
CIVILITES = {"madame": "Madame", "monsieur": "Monsieur", None: ""}


def lignes_au(etat: Etat, jour: date) -> Iterator[list[Valeur]]:
    """One line for each mandate that runs on a day, in the order of the columns."""
    for mandat in etat.en_exercice(jour):
        cells = _cellules(etat, mandat, jour)
        yield [cells.get(colonne.nom) for colonne in COLONNES]


def _cellules(etat: Etat, mandat: Mandat, jour: date) -> dict[str, Valeur]:
    who, seat = mandat.personne, mandat.siege
    held = [one for one in etat.charges.get(who.id, ()) if court(one, jour)]
    return {
        "civilite": CIVILITES[who.civilite],
        "prenom": who.prenom,
        "nom": who.nom,
        "courriel": who.courriel,
        "college": seat.college.rang,
        "organisme": reunir(organismes_de(mandat)),
        "siege": seat.numero,
        "qualite": QUALITES_DE_SIEGE.get(seat.qualite or "", ""),
        "debut": mandat.debut,
        "fin": mandat.fin,
        "motif": MOTIFS_DE_FIN.get(mandat.motif_fin or "", ""),
    } | {colonne: _charges(held, colonne, mandat) for colonne in ("groupe", "commissions", "fonctions")}


def _charges(held: Sequence[Fonction | Appartenance], colonne: str, mandat: Mandat) -> str:
    """What somebody holds that stands in a column, with its days where they are not those of the mandate."""
    found = [_charge(one, mandat) for one in held]
    mine = [one for one in found if one.colonne == colonne]
    order = list(ECRITS)
    mine.sort(key=lambda one: (order.index(one.role) if one.role else 0, one.nom, one.attributions))
    return reunir([ecrire(one) for one in mine])


def _charge(held: Fonction | Appartenance, mandat: Mandat) -> Charge:
    debut = held.debut if held.debut != mandat.debut else None
    fin = held.fin if held.fin != mandat.fin else None
    if isinstance(held, Appartenance):
        return Charge(None, held.groupe.nom, "", debut, fin, "groupe")
    role = Role(held.role)
    instance = held.instance.nom if held.instance else ""
    attributions = held.attributions if role is Role.VICE_PRESIDENT else ""
    return Charge(role, instance, attributions, debut, fin, COLONNE_DU_ROLE.get(role, "fonctions"))
