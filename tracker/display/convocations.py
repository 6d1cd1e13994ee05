"""How a convening is shown: what leaves, then who received, opened, read and answered, with the work it leaves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..convocations import convocations, echec, emise_le
from ..door import acteur, jour, today
from ..extensions import db
from ..models import Convocation, Courrier, Personne, Point, Seance
from ..models.annuaire import Membre, annuaire
from ..models.appel import en_vigueur
from ..models.colonnes import maintenant
from ..procedure.delais import limite_de_convocation, limite_de_reponse
from ..procedure.scrutin import quorum
from ..procedure.seance import REMISES, REPONSES, quorum_exige
from ..prose.dates import courte, jour_de
from ..rights import can
from .mots import moment

#: Days before a sitting from which a missing answer is told to the secretariat.
JOURS_DE_RELANCE = 3
#: How long a message may be on its way before somebody looks after it.
EN_ROUTE = timedelta(hours=1)


@dataclass(frozen=True)
class Rangee:
    """One convened member: how the notice reached them, and what they answered."""

    convocation: Convocation
    #: As the directory of the day of the sitting knows them; None for whoever does not sit there any more.
    membre: Membre | None
    envoi: str
    ton: str
    erreur: str
    mandataire: str

    @property
    def nom(self) -> str:
        return self.convocation.personne.nom_complet

    @property
    def reponse(self) -> str:
        return REPONSES.get(self.convocation.reponse or "", "Sans réponse")


@dataclass(frozen=True)
class Part:
    """One bar of the picture: how many gave an answer, and the filter that lists them."""

    libelle: str
    nombre: int
    largeur: float
    filtre: str


@dataclass(frozen=True)
class Suivi:
    """A convening as the secretariat follows it."""

    rangees: list[Rangee]
    parts: list[Part]
    #: « 74 présents annoncés pour un quorum de 71 »
    phrase: str
    atteint: bool
    seuil: int | None
    #: Where the threshold stands, in hundredths of the bar.
    repere: float


#: Name of a filter → its words, and whom it keeps.
FILTRES: dict[str, tuple[str, Callable[[Rangee], bool]]] = {
    "non_envoyees": ("Non envoyées", lambda row: row.convocation.partie_le is None),
    "echecs": ("Échecs d’envoi", lambda row: bool(row.erreur)),
    "non_ouvertes": ("Non ouvertes", lambda row: row.convocation.ouverte_le is None),
    "sans_reponse": ("Sans réponse", lambda row: row.convocation.reponse is None),
    "present": ("Présents", lambda row: row.convocation.reponse == "present"),
    "distance": ("À distance", lambda row: row.convocation.reponse == "distance"),
    "excuse": ("Excusés", lambda row: row.convocation.reponse == "excuse"),
    "pouvoir": ("Pouvoirs donnés", lambda row: row.convocation.reponse == "pouvoir"),
    "partis": ("Ne siègent plus", lambda row: row.membre is None),
}
#: The bars, in the order in which they are drawn.
BARRES = ("present", "distance", "pouvoir", "excuse", "sans_reponse")


def recenser(seance: Seance) -> Suivi:
    """Who was convened to a sitting and what became of it, in four queries however many they are."""
    directory = annuaire(db.session(), seance.jour)
    seated = {one.id: one for one in directory.siegent(seance.instance)}
    holders = {one.mandant: one.mandataire for one in en_vigueur(db.session(), seance.id) if one.point is None}
    rows = [
        rangee(one, seated.get(one.personne_id), _nom(directory.membres.get(holders.get(one.personne_id, 0))))
        for one in convocations(db.session(), seance)
    ]
    place = {key: rank for rank, key in enumerate(seated)}
    rows.sort(key=lambda row: place.get(row.convocation.personne_id, len(place)))
    return _compter(seance, rows, len(seated))


def _nom(membre: Membre | None) -> str:
    return membre.nom_complet if membre else ""


def rangee(convocation: Convocation, membre: Membre | None, mandataire: str) -> Rangee:
    """One member, with how the notice reached them in words."""
    mail = convocation.courrier
    failed = mail.erreur if mail and echec(mail) and convocation.remise_le is None else ""
    return Rangee(convocation, membre, *envoi(convocation), failed, mandataire)


def envoi(convocation: Convocation) -> tuple[str, str]:
    """When and how a notice left, in words, and the tone of it."""
    mail = convocation.courrier
    if convocation.remise_le is not None:
        # A paper has a day: nobody noted its hour.
        handed = jour_de(convocation.remise_le, current_app.config["FUSEAU"])
        return f"{REMISES[convocation.remise or 'main']} le {courte(handed)}", "fait"
    if mail is None:
        return ("À remettre sur papier" if not convocation.personne.courriel else "À envoyer"), "retard"
    if mail.envoye_le is not None:
        return moment(mail.envoye_le), "fait"
    return ("Échec de l’envoi", "retard") if mail.erreur else ("En cours d’envoi", "attente")


def _compter(seance: Seance, rows: list[Rangee], seated: int) -> Suivi:
    here = [row for row in rows if row.membre is not None]
    counts = {name: sum(FILTRES[name][1](row) for row in here) for name in BARRES}
    whole = max(len(here), 1)
    shown = [name for name in BARRES if counts[name] or name != "distance"]
    parts = [Part(FILTRES[name][0], counts[name], round(counts[name] * 100 / whole, 2), name) for name in shown]
    coming = counts["present"] + counts["distance"]
    needed = _seuil(seance, coming, seated)
    said = f"{coming} présent{'s' if coming > 1 else ''} annoncé{'s' if coming > 1 else ''}"
    words = f"{said} pour un quorum de {needed}." if needed else f"{said} ; aucun quorum n’est exigé."
    mark = round(needed * 100 / whole, 2) if needed else 0
    return Suivi(rows, parts, words, needed is None or coming >= needed, needed, min(mark, 99))


def _seuil(seance: Seance, coming: int, seated: int) -> int | None:
    """How many are needed, where a quorum is; the second sitting needs none."""
    if seance.seconde_convocation or not quorum_exige(seance, jour().reglement):
        return None
    return quorum(min(coming, seated), seated, seconde_convocation=False).seuil


def garder(rows: Sequence[Rangee], name: str) -> list[Rangee]:
    """The rows of a filter; all of them without one."""
    return [row for row in rows if name not in FILTRES or FILTRES[name][1](row)]


@dataclass(frozen=True)
class Depart:
    """What leaves when a sitting is convened: to how many, by when, with which papers."""

    membres: int
    sans_adresse: list[Personne]
    points: int
    papiers: list[Point]
    limite: date
    reponse: date
    au_jour: date


def depart(seance: Seance) -> Depart:
    """What convening a sitting will send."""
    keys = [one.id for one in annuaire(db.session(), seance.jour).siegent(seance.instance)]
    without = select(Personne).where(Personne.id.in_(keys), Personne.courriel.is_(None)).order_by(Personne.nom)
    held = [point for point in seance.points if not point.retire]
    return Depart(
        len(keys),
        list(db.session.scalars(without)),
        len(held),
        [point for point in held if point.texte_id],
        limite_de_convocation(seance.instance.genre, seance.jour, jour().reglement),
        limite_de_reponse(seance.jour, today()),
        today(),
    )


@dataclass(frozen=True)
class Attente:
    """Something that a convening leaves to do: a sitting, and how many people of it where they are counted."""

    seance: Seance
    le: date
    non_recues: int = 0
    sans_reponse: int = 0


def reponses_attendues() -> list[Attente]:
    """The notices that the person of this request has not answered yet."""
    query = (
        select(Convocation)
        .join(Convocation.seance)
        .where(Convocation.personne_id == acteur().personne.id, Convocation.reponse.is_(None))
        .where(Seance.etat == "convoquee", Seance.jour >= today())
        .order_by(Seance.jour)
        .options(joinedload(Convocation.seance).joinedload(Seance.instance))
    )
    if not can(acteur(), "seance.participer"):
        return []
    return [Attente(one.seance, limite_de_reponse(one.seance.jour, emise_le(one))) for one in db.session.scalars(query)]


def envois_a_suivre() -> list[Attente]:
    """The sittings of which some members did not receive the notice, or do not answer while the day comes near."""
    if not can(acteur(), "convocation.remettre"):
        return []
    lost = and_(Convocation.remise_le.is_(None), or_(Convocation.courrier_id.is_(None), _perdu(maintenant())))
    silent = and_(Convocation.reponse.is_(None), Seance.jour <= today() + timedelta(days=JOURS_DE_RELANCE))
    query = (
        select(Seance, func.count().filter(lost), func.count().filter(silent))
        .join(Convocation, Convocation.seance_id == Seance.id)
        .outerjoin(Courrier, Courrier.id == Convocation.courrier_id)
        .where(Seance.etat == "convoquee", Seance.jour >= today())
        .group_by(Seance.id)
        .order_by(Seance.jour)
    )
    rows = db.session.execute(query.options(selectinload(Seance.instance))).all()
    found = [Attente(seance, seance.jour, unsent, mute) for seance, unsent, mute in rows]
    return [one for one in found if one.non_recues or one.sans_reponse]


def _perdu(now: datetime) -> ColumnElement[bool]:
    """A message that was refused, or that has been waiting for too long."""
    return and_(Courrier.envoye_le.is_(None), or_(Courrier.erreur != "", Courrier.cree_le < now - EN_ROUTE))
