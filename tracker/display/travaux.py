"""The work list of a person: what they can do now, and what they wait for, each a sentence, a date, a button."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..door import acteur, jour, today
from ..extensions import db
from ..models import WORKFLOWS, Amendement, Designation, Dossier, Piece, Point, Saisine, Scrutin, Seance, Texte
from ..models.fiche import TEXTE
from ..models.occupation import vacances
from ..procedure.delais import jour_ouvrable_apres, limite_d_envoi
from ..procedure.grammar import Transition
from ..procedure.saisine import EN_VOTE
from ..procedure.seance import TENUES
from ..procedure.texte import OUVERTS as TEXTES_OUVERTS
from ..procedure.texte import REJETES
from ..prose.dates import courte, sans_jour
from ..rights import DROITS, can, visible
from ..roles import PAR_DOSSIER, PERMANENTS, Role
from ..saisies import SAISIES
from .convocations import Attente, envois_a_suivre, reponses_attendues
from .mots import adresse, pluriel
from .passages import passages
from .remarques import ouvertes
from .tache import Tache
from .travaux_d_amendement import amendements

#: Acts that somebody looks forward to: what they wait for is told on their home.
DECISIFS = frozenset({"signer", "publier", "arreter", "signer_le_pv"})
DOSSIERS = 200
#: Working days within which what an author sends is read.
JOURS_POUR_VERIFIER = 2
#: Vacant seats told one by one.
SIEGES = 5


def travaux() -> list[Tache]:
    """The work list of the person of this request, the earliest date first."""
    return sorted(
        [*a_repondre(), *taches(), *amendements(), *a_relancer(), *a_pourvoir()],
        key=lambda task: (task.le is None, task.le or today()),
    )


def taches() -> list[Tache]:
    """What the person can do now, or could once they write the facts that are theirs to write."""
    found = []
    written = textes()
    said = ouvertes(texte for texte in written if a_ecrire(texte))
    records: list[Dossier] = [*saisines(), *written, *seances()]
    for record in records:
        if isinstance(record, Saisine) and record.depots_a_verifier and can(acteur(), "piece.deposer", record):
            # What came in goes before what the file lacks: it may be the same piece.
            found.append(a_verifier(record))
            continue
        main = [passage for passage in passages(record) if not passage.a_cote]
        chosen = next((passage for passage in main if passage.possible), None)
        entry = next((passage for passage in main if passage.saisissable), None)
        if isinstance(record, Texte) and (said.get(record.id) or record.etat == "redaction") and a_ecrire(record):
            found.append(a_poursuivre(record, said.get(record.id, 0)))
            if record.etat == "redaction":
                continue
        if chosen:
            found.append(tache(record, chosen.libelle, chosen.url))
        elif entry:
            found.append(tache(record, entry.saisie_libelle, entry.saisie, entry.saisie_directe))
        elif awaited := next((passage for passage in main if passage.a_moi and passage.nom in DECISIFS), None):
            found.append(replace(tache(record, "", ""), attente=f"{awaited.libelle} : {awaited.raisons[0]}"))
    return [*found, *(tache(saisine, "Décider de la suite du rejet", adresse(saisine)) for saisine in rejetees())]


def tache(record: Dossier, label: str, url: str, directe: bool = False) -> Tache:
    return Tache(
        phrase=titre(record),
        dossier=record.etape,
        url=adresse(record),
        geste=label,
        adresse_du_geste=url,
        directe=directe,
        le=echeance(record),
    )


def a_ecrire(texte: Texte) -> bool:
    """Whether the person writes this text, and answers what is said of it."""
    return texte.redigeable and can(acteur(), "texte.rediger", texte)


def a_poursuivre(texte: Texte, count: int) -> Tache:
    """A text to write, with what was said of it; once it is submitted, what was said is only read and answered."""
    said = pluriel(count, "remarque ouverte", "remarques ouvertes")
    if texte.etat != "redaction":
        line = tache(texte, "Lire les remarques", url_for("remarques.liste", texte_id=texte.id))
        return replace(line, dossier=f"{texte.etape} : {said}")
    line = tache(texte, "Écrire", url_for("redaction.rediger", texte_id=texte.id))
    return replace(line, dossier=f"{texte.etape} : {said}") if count else line


def a_verifier(saisine: Saisine) -> Tache:
    """What an author deposited, and that somebody has to read."""
    waiting = pluriel(len(saisine.depots_a_verifier), "pièce déposée", "pièces déposées")
    line = tache(saisine, "Vérifier", url_for("depots.pieces", saisine_id=saisine.id))
    arrived = min(piece.recue_le for piece in saisine.depots_a_verifier)
    due = jour_ouvrable_apres(arrived, JOURS_POUR_VERIFIER)
    return replace(line, dossier=f"{saisine.demandeur} : {waiting}, à vérifier", le=min(due, line.le or due))


def titre(record: Dossier) -> str:
    """How a record is named in a list of work."""
    if isinstance(record, Saisine):
        return f"{record.numero} {record.objet}"
    if isinstance(record, Texte):
        return record.titre
    if isinstance(record, Amendement):
        return f"Amendement n° {record.numero} à « {record.texte.titre} »"
    return f"{record.intitule}, {courte(record.jour)}"


def echeance(record: Dossier) -> date | None:
    if isinstance(record, Saisine):
        return record.echeance_le
    if isinstance(record, Texte):
        return min((saisine.echeance_le for saisine in record.saisines if saisine.echeance_le), default=None)
    if isinstance(record, Amendement):
        return record.texte.point.seance.jour if record.texte.point else None
    if record.etat in TENUES:
        # Its day is over: no date is set for its minutes.
        return None
    plenary = record.etat == "projetee" and record.instance.genre == "pleniere"
    return limite_d_envoi(record.jour, jour().reglement) if plenary else record.jour


def states_of(model: type, roles: Any) -> list[str]:
    """The states from which one of these roles has something to do on the normal path."""
    held = set(roles)
    rows = [row for row in WORKFLOWS[model].transitions if not row.aside]
    mine = [row for row in rows if set(row.by) & held or any(DROITS[right] & held for right in rights_of(row))]
    return sorted({source for row in mine for source in row.source})


def rights_of(row: Transition) -> list[str]:
    """The rights under which the facts of a transition are written."""
    return [
        SAISIES[condition].droit
        for condition in row.needs
        if condition in SAISIES and SAISIES[condition].droit in DROITS
    ]


def prete() -> list[tuple[Role, int]]:
    """The standing roles that others lend to the person for one body."""
    return [(role, body) for role, body in acteur().pour if body is not None and role in PERMANENTS]


def saisines() -> list[Saisine]:
    who = acteur()
    where: list[ColumnElement[bool]] = [Saisine.etat.in_(states_of(Saisine, who.permanents))]
    if who.preside:
        # The chair names the rapporteurs: a text opens from a saisine just assigned.
        where.append(Saisine.commission_id.in_(who.preside) & (Saisine.etat == "affectee"))
    where += [(Saisine.commission_id == body) & Saisine.etat.in_(states_of(Saisine, {role})) for role, body in prete()]
    if Role.CHARGE_DE_MISSION in who.permanents:
        mine = (Saisine.etat == "affectee") | Saisine.pieces.any(Piece.a_verifier)
        where.append((Saisine.suivie_par_id == who.personne.id) & mine)
    if Role.SECRETARIAT in who.permanents:
        where.append(Saisine.pieces.any(Piece.a_verifier))
    query = (
        select(Saisine)
        .where(or_(*where), visible(who, Saisine))
        .order_by(Saisine.echeance_le.asc().nulls_last(), Saisine.id)
        .limit(DOSSIERS)
    )
    return list(
        db.session.scalars(
            query.options(
                joinedload(Saisine.base),
                joinedload(Saisine.demandeur),
                joinedload(Saisine.commission),
                joinedload(Saisine.pleniere),
                selectinload(Saisine.suspensions),
                selectinload(Saisine.pieces),
                selectinload(Saisine.textes).options(
                    selectinload(Texte.designations).joinedload(Designation.personne),
                    selectinload(Texte.scrutins).joinedload(Scrutin.instance),
                    selectinload(Texte.positions),
                ),
            )
        )
    )


def rejetees() -> list[Saisine]:
    """The saisines whose text was refused, for those who decide what follows: no act of the path awaits them."""
    if not {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU} & acteur().permanents:
        return []
    refused = Saisine.textes.any(Texte.etat.in_(REJETES))
    going_on = Saisine.textes.any(Texte.etat.in_(TEXTES_OUVERTS - REJETES))
    query = select(Saisine).where(Saisine.etat.in_(EN_VOTE), refused, ~going_on).order_by(Saisine.id).limit(DOSSIERS)
    return list(db.session.scalars(query))


def textes() -> list[Texte]:
    who = acteur()
    where: list[ColumnElement[bool]] = [Texte.etat.in_(states_of(Texte, who.permanents))]
    here = states_of(Texte, PAR_DOSSIER)
    if who.preside:
        where.append(Texte.commission_id.in_(who.preside) & Texte.etat.in_(here))
    where += [(Texte.commission_id == body) & Texte.etat.in_(states_of(Texte, {role})) for role, body in prete()]
    mine = select(Designation.texte_id).where(Designation.personne_id == who.personne.id)
    where.append(Texte.id.in_(mine) & Texte.etat.in_(here))
    query = select(Texte).where(or_(*where), visible(who, Texte)).order_by(Texte.id).limit(DOSSIERS)
    return list(db.session.scalars(query.options(*TEXTE)))


def seances() -> list[Seance]:
    who = acteur()
    wanted = states_of(Seance, who.permanents)
    mine: list[ColumnElement[bool]] = [Seance.etat.in_(wanted)] if wanted else []
    mine += [(Seance.instance_id == body) & Seance.etat.in_(states_of(Seance, {role})) for role, body in prete()]
    if not mine:
        return []
    # A sitting is opened on its day, and convened while there is time.
    due = (Seance.etat == "projetee") & (Seance.jour <= today() + timedelta(days=30))
    query = select(Seance).where(or_(*mine), due | (Seance.jour <= today()), visible(who, Seance)).limit(DOSSIERS)
    return list(
        db.session.scalars(
            query.options(
                joinedload(Seance.instance),
                joinedload(Seance.proces_verbal),
                selectinload(Seance.points).joinedload(Point.texte),
            )
        )
    )


def a_repondre() -> list[Tache]:
    """The notices that the person has not answered."""
    return [
        replace(
            _convocation(one, one.seance.intitule, "Répondre", "convocations.ouvrir"),
            phrase=f"Répondre à la convocation du {sans_jour(one.seance.jour)}",
        )
        for one in reponses_attendues()
    ]


def a_relancer() -> list[Tache]:
    """The notices that did not arrive, and the answers that are missing while the day comes near."""
    return [_convocation(one, ", ".join(dit(one)), "Voir", "convocations.suivi") for one in envois_a_suivre()]


def dit(one: Attente) -> Iterator[str]:
    """What a convening leaves to do, in words."""
    if one.non_recues:
        yield pluriel(one.non_recues, "membre n’a pas reçu la convocation", "membres n’ont pas reçu la convocation")
    if one.sans_reponse:
        yield f"{one.sans_reponse} sans réponse"


def _convocation(one: Attente, words: str, label: str, endpoint: str) -> Tache:
    url = url_for(endpoint, seance_id=one.seance.id)
    return Tache(titre(one.seance), words, url, label, url, False, one.le)


def a_pourvoir() -> list[Tache]:
    """The vacant seats, for the secretariat: one line each, or one for all when there are many (R. 4134-6)."""
    if Role.SECRETARIAT not in acteur().permanents:
        return []
    places = [(place.siege, place.vacance) for place in vacances(db.session(), today()) if place.vacance]
    if len(places) > SIEGES:
        words = f"{len(places)} sièges sont vacants"
        url = url_for("sieges.liste", etat="vacants")
        return [Tache(words, "le premier à pourvoir", url, "Voir les sièges", url, False, places[0][1].limite)]
    return [
        Tache(
            phrase=f"Siège n° {siege.numero}, {siege.college.court} : {siege.designe_par}",
            dossier=f"vacant depuis le {courte(vacance.depuis)}, à pourvoir",
            url=url_for("sieges.fiche", siege_id=siege.id),
            geste="Pourvoir",
            adresse_du_geste=url_for("sieges.pourvoir", siege_id=siege.id),
            directe=False,
            le=vacance.limite,
        )
        for siege, vacance in places
    ]
