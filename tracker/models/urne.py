"""The ballot box: a vote opened, voices dropped one by one, papers shuffled, counted and closed, under one lock."""

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from ..procedure.election import RegleElection, ResultatElection, Tour, resultat_election
from ..procedure.grammar import Overtaken, Refusal
from ..procedure.reglement import Reglement
from ..procedure.scrutin import (
    CHOIX,
    INDIVIDUELS,
    SECRETS,
    Chiffres,
    Regle,
    Resultat,
    depouiller,
    ecarts_de_comptage,
    resultat,
)
from ..procedure.scrutin import Base as Majorite
from ..procedure.seance import POINTS_VOTES
from ..procedure.texte import avant_le_vote
from ..prose.recherche import MOT, plier
from .amendement import Amendement
from .appel import appele_par_noms, membres, portes, presents
from .assemblee import Mandature
from .colonnes import maintenant
from .personne import Personne, en_cours
from .scrutin import Scrutin
from .seance import Point, Seance
from .verrous import relire
from .voix import Bulletin, Candidature, Comptage, Electeur, Signature, Suffrage, Voix

#: A paper that answers nothing.
BLANC = "blanc"
#: States of a text that awaits its vote, by kind of body; every other one is a commission to which it was submitted.
ATTENDUS = {"pleniere": "inscrit", "bureau": "en_bureau"}
EN_COMMISSION = "en_commission"
#: Bodies whose hand and paper votes are counted by two tellers; in a commission one is enough.
A_DEUX = frozenset({"pleniere", "bureau"})
#: How many candidates may stand on a paper as it is kept.
SEPARATEUR = ","


class Partage(Refusal):
    """The voices are even: the vote is stopped, and waits for who decides between them."""


def votable(point: Point) -> bool:
    """Whether an item waits for its vote in a sitting that is open."""
    if point.seance.etat != "ouverte" or point.retire or point.genre not in POINTS_VOTES:
        return False
    if point.scrutin is not None:
        return _attend_un_tour(point)
    if point.texte is None:
        return True
    if point.seance.instance.genre in ATTENDUS:
        return point.texte.etat == ATTENDUS[point.seance.instance.genre]
    return point.texte.etat == EN_COMMISSION and point.texte.commission_id == point.seance.instance_id


def ouvrir(
    session: Session,
    point: Point,
    mode: str,
    *,
    par: Personne,
    election: tuple[int, int] | None = None,
    amendement: Amendement | None = None,
) -> Scrutin:
    """Open a vote on an item, or on an amendment to its text; `election` gives the round and the seats to fill.

    Raises Refusal.

    The caller holds the lock of the sitting. The members in office are written down with it: a vote stands or falls
    with them.
    """
    seance = point.seance
    seated = membres(session, seance)
    if late := _depasse(point, election):
        raise Overtaken([late])
    wrong = _empechements(session, point, mode, election)
    if point.texte is not None and amendement is None:
        wrong += avant_le_vote(point.texte)
    if wrong:
        raise Refusal(wrong)
    scrutin = Scrutin(
        point=point,
        texte=None if amendement else point.texte,
        version_id=None if amendement else point.version_id,
        amendement=amendement,
        instance=seance.instance,
        mode=mode,
        tour=election[0] if election else None,
        sieges=election[1] if election else None,
        tenu_le=seance.jour,
        presents=seance.presents,
        en_exercice=seance.en_exercice,
        pouvoirs=seance.pouvoirs or 0,
        seconde_convocation=seance.seconde_convocation,
        arrete=_arrete(session, seance),
        ouvert_le=maintenant(),
        ouvert_par=par,
    )
    session.add(scrutin)
    session.flush()
    session.add_all(
        Electeur(
            scrutin_id=scrutin.id,
            personne_id=one.id,
            college_id=one.college.id if one.college else None,
            organisme=one.organisme,
            groupe=next((lien.nom for lien in one.liens if lien.genre == "groupe"), ""),
        )
        for one in seated.values()
    )
    session.flush()
    return scrutin


def _depasse(point: Point, election: tuple[int, int] | None) -> str | None:
    """Why an item does not wait for a vote any more."""
    if any(other.scrutin_ouvert for other in point.seance.points):
        return "Un scrutin est déjà en cours : il se ferme d’abord."
    if not votable(point):
        return "Ce point n’attend pas de vote : quelqu’un est passé avant vous, ou la séance n’est pas ouverte."
    return None


def _empechements(session: Session, point: Point, mode: str, election: tuple[int, int] | None) -> list[str]:
    """Why no vote can open on an item now."""
    seance, wrong = point.seance, []
    if seance.suspendue:
        wrong.append("La séance est suspendue : elle reprend avant tout vote.")
    if point.texte is not None and point.version_id != point.texte.version_id:
        wrong.append("Le texte a changé depuis son inscription : la version inscrite n’est plus la sienne.")
    if point.pv_de is not None and point.pv_de.etat != "pv_projet":
        wrong.append("Le procès-verbal n’est pas établi, ou il est déjà approuvé : il n’y a rien à mettre aux voix.")
    if (point.genre == "election") != (election is not None):
        wrong.append("Une élection se vote par tours, et elle seule.")
    if point.genre == "election" and mode not in SECRETS:
        wrong.append("Une élection de personnes se vote au scrutin secret.")
    if point.genre == "election" and not en_lice(point):
        wrong.append("Personne n’est candidat : enregistrez d’abord les candidatures.")
    if mode in INDIVIDUELS and not appele_par_noms(session, seance.id):
        wrong.append("Chacun vote en son nom : faites d’abord l’appel par noms, ou ouvrez l’émargement.")
    return wrong


def tours(point: Point) -> list[Scrutin]:
    """The rounds of an election that were held to their end."""
    return [one for one in point.scrutins if one.tour is not None and one.clos_le and one.annule_le is None]


def en_lice(point: Point) -> list[Candidature]:
    """Who stands at the next round, or at the one under way: neither withdrawn nor already elected."""
    elected = {one.candidature_id for tour in tours(point) for one in tour.suffrages if one.elu}
    return [one for one in point.candidatures if one.retiree_le is None and one.id not in elected]


def par_listes(point: Point) -> bool:
    """Whether lists stand at an election, and no persons: the one that is elected fills all the seats."""
    return any(one.personne_id is None for one in en_lice(point))


def tour_a_ouvrir(point: Point) -> tuple[int, int]:
    """The rank of the next round of an election, and the seats that are left to fill."""
    held = tours(point)
    if not held:
        return 1, 1 if par_listes(point) else point.sieges or 1
    elected = sum(one.elu for one in held[-1].suffrages)
    return (held[-1].tour or 0) + 1, (held[-1].sieges or 0) - elected


def a_ouvrir(point: Point) -> bool:
    """Whether a vote may open on an item now: none does while the sitting is suspended."""
    return not point.seance.suspendue and votable(point)


def _attend_un_tour(point: Point) -> bool:
    """Whether an election has had a round, with none under way, and has a seat left."""
    held = tours(point)
    return bool(held) and point.scrutin is held[-1] and tour_a_ouvrir(point)[1] > 0


def _arrete(session: Session, seance: Seance) -> str:
    return session.scalar(select(Mandature.arrete).where(en_cours(Mandature, seance.jour))) or ""


def droits_de_vote(session: Session, scrutin: Scrutin, personne_id: int, reglement: Reglement) -> list[int]:
    """For whom somebody may vote in a ballot: themselves where they are there, and those who gave them their proxy."""
    assert scrutin.point is not None
    seance = scrutin.point.seance
    there = presents(session, seance.id)
    if personne_id not in there:
        return []
    carried = portes(session, seance, there, reglement, scrutin.point_id, scrutin.ouvert_le)
    mine = [personne_id, *(giver for giver, holder in carried.items() if holder == personne_id)]
    known = set(
        session.scalars(
            select(Electeur.personne_id).where(Electeur.scrutin_id == scrutin.id, Electeur.personne_id.in_(mine))
        )
    )
    return [one for one in mine if one in known]


def voter(
    session: Session,
    scrutin: Scrutin,
    votant_id: int,
    electeur_id: int,
    choix: str,
    *,
    reglement: Reglement,
    moyen: str = "appareil",
) -> None:
    """Drop one voice, one's own or that of a member who gave their proxy; it is not taken back. Raises Refusal.

    The lock of the ballot is taken before anything is read: who closes it takes the same one, so that no voice is left
    out. In a secret ballot nothing is written that ties the voter to the paper.
    """
    relire(session, scrutin)
    if not scrutin.ouvert:
        raise Overtaken(["Le scrutin est clos : ce vote n’a pas été pris en compte."])
    if scrutin.fige_le is not None:
        raise Overtaken(["Le vote est arrêté : les voix se partagent, et la présidence est en train de le clore."])
    if not scrutin.individuel:
        raise Refusal(["Ce vote se fait à main levée ou sur papier."])
    if wrong := choix_refuse(scrutin, choix):
        raise Refusal([wrong])
    if electeur_id not in droits_de_vote(session, scrutin, votant_id, reglement):
        raise Refusal(["Vous n’avez pas cette voix : il faut être présent, ou porter le pouvoir d’un absent."])
    if electeur_id in ont_vote(session, scrutin):
        raise Overtaken(["Cette voix est déjà exprimée : elle ne compte qu’une fois."])
    if scrutin.secret:
        session.add(Signature(scrutin_id=scrutin.id, personne_id=electeur_id, votant_id=votant_id))
        # The order in which names were sent could be a mark: every paper is kept in the same one.
        said = SEPARATEUR.join(sorted(choix.split(SEPARATEUR)))
        session.add(Bulletin(cle=secrets.token_hex(16), scrutin_id=scrutin.id, choix=said))
    else:
        session.add(Voix(scrutin_id=scrutin.id, personne_id=electeur_id, votant_id=votant_id, choix=choix, moyen=moyen))
    session.flush()


def choix_refuse(scrutin: Scrutin, choix: str) -> str | None:
    """Why a paper cannot say this: one of the answers, nothing, or as many candidates as there are seats."""
    if scrutin.secret and choix == BLANC:
        return None
    if scrutin.tour is None:
        return None if choix in CHOIX else "Choisissez une des réponses proposées."
    assert scrutin.point is not None and scrutin.sieges is not None
    standing = {str(one.id) for one in en_lice(scrutin.point)}
    named = choix.split(SEPARATEUR)
    if not choix or not set(named) <= standing:
        return "Choisissez parmi les candidats de ce tour, ou votez blanc."
    if len(set(named)) != len(named):
        return "Un bulletin ne porte pas deux fois le même nom."
    if len(named) > scrutin.sieges:
        allowed = "un seul" if scrutin.sieges == 1 else f"{scrutin.sieges} au plus"
        return f"Ce bulletin porte {len(named)} noms : il en faut {allowed}."
    return None


def ont_vote(session: Session, scrutin: Scrutin) -> set[int]:
    """Whose voice is in, whatever it says."""
    return set(qui_a_vote(session, scrutin))


def qui_a_vote(session: Session, scrutin: Scrutin) -> dict[int, int]:
    """Whose voice is in, and by whose hand: a proxy's holder votes in place of its giver."""
    model: Any = Signature if scrutin.secret else Voix
    cast = select(model.personne_id, model.votant_id).where(model.scrutin_id == scrutin.id)
    return {row.personne_id: row.votant_id for row in session.execute(cast)}


def compter(
    session: Session, scrutin: Scrutin, rang: int, chiffres: dict[str, Any], *, scrutateur: str, par: Personne
) -> Comptage:
    """Keep what a teller counted, in the place of what they had counted before. Raises Refusal."""
    relire(session, scrutin)
    if not scrutin.ouvert:
        raise Overtaken(["Le scrutin est clos : ce comptage n’a pas été pris en compte."])
    if scrutin.individuel:
        raise Refusal(["Les voix de ce scrutin se comptent d’elles-mêmes."])
    if rang > comptages_attendus(scrutin):
        raise Refusal(["Un seul comptage est attendu dans cette instance."])
    if any(one.rang != rang and _meme_nom(one.scrutateur, scrutateur) for one in scrutin.comptages):
        raise Refusal([f"{scrutateur} a déjà compté : le second comptage revient à quelqu’un d’autre."])
    row = session.scalars(select(Comptage).where(Comptage.scrutin_id == scrutin.id, Comptage.rang == rang)).first()
    if row is None:
        row = Comptage(scrutin_id=scrutin.id, rang=rang)
        session.add(row)
    row.chiffres, row.scrutateur, row.saisi_par, row.le = chiffres, scrutateur, par, maintenant()
    session.flush()
    session.refresh(scrutin, ["comptages"])
    return row


def _meme_nom(one: str, other: str) -> bool:
    """Whether two names are of one teller, whatever their accents, capitals, blanks and points, seen or unseen."""
    first, again = ("".join(MOT.findall(plier(name))) for name in (one, other))
    return first == again


def releve(session: Session, scrutin: Scrutin, reglement: Reglement) -> Chiffres:
    """What a ballot says as it stands; raises Refusal where two tellers do not agree, or have not both counted."""
    base = Chiffres(
        presents=scrutin.presents,
        en_exercice=scrutin.en_exercice,
        pouvoirs=scrutin.pouvoirs,
        voix_du_president=scrutin.voix_du_president,
        seconde_convocation=scrutin.seconde_convocation,
    )
    carried, by_oneself = portes_et_presents(session, scrutin, reglement)
    if not scrutin.individuel:
        counted = _comptage_concordant(scrutin)
        figures = {name: value for name, value in counted.items() if name in CHIFFRES_COMPTES}
        return replace(base, presents=by_oneself, pouvoirs=carried, **figures)
    said = list(_choix(session, scrutin))
    found = depouiller(choix for choix in said if choix != BLANC)
    return replace(
        base,
        pour=found.pour,
        contre=found.contre,
        abstention=found.abstention,
        ne_prend_pas_part=found.ne_prend_pas_part,
        blancs=said.count(BLANC) if scrutin.secret else None,
        nuls=0 if scrutin.secret else None,
        presents=by_oneself,
        pouvoirs=carried,
    )


#: What is told of a tie while one may still vote.
PARTAGE = "Les voix se partagent également : indiquez la voix de la présidence, qui l’emporte."


def departage(regle: Regle, *, secret: bool) -> bool:
    """Whether the chair's voice decides a tie, and has to be told."""
    asked = regle.base is Majorite.EXPRIMES and regle.voix_preponderante
    return asked and (regle.voix_preponderante_au_secret or not secret)


#: What a teller counts.
CHIFFRES_COMPTES = ("pour", "contre", "abstention", "ne_prend_pas_part", "blancs", "nuls")


def comptages_attendus(scrutin: Scrutin) -> int:
    """How many tellers count, apart from each other: two in the plenary and the bureau, one in a commission."""
    return 2 if scrutin.instance.genre in A_DEUX else 1


def _comptage_concordant(scrutin: Scrutin) -> dict[str, Any]:
    """What the tellers counted: two who agree in the plenary and the bureau, one alone in a commission."""
    counts = scrutin.comptages
    if not counts:
        raise Refusal(["Les voix ne sont pas comptées."])
    if len(counts) < comptages_attendus(scrutin):
        raise Refusal(["Deux scrutateurs comptent, chacun de son côté : il manque un comptage."])
    if apart := ecarts(scrutin):
        raise Refusal(["Les deux comptages ne s’accordent pas : recomptez.", *apart])
    return counts[0].chiffres


def ecarts(scrutin: Scrutin) -> list[str]:
    """What two tellers counted differently, a sentence for each figure; of an election too, candidate by candidate."""
    if len(scrutin.comptages) < 2:
        return []
    first, again = (one.chiffres for one in scrutin.comptages)
    apart = list(ecarts_de_comptage(*(_chiffres(one) for one in scrutin.comptages)))
    if scrutin.tour is None:
        return apart
    assert scrutin.point is not None
    figures = [("Votants", first.get("votants"), again.get("votants"))]
    for one in en_lice(scrutin.point):
        named = (counts.get("suffrages", {}).get(str(one.id)) for counts in (first, again))
        figures.append((one.nom, *named))
    told = [f"{label} : {one} au premier comptage, {other} au second." for label, one, other in figures if one != other]
    return [*told, *apart]


def _chiffres(comptage: Comptage) -> Chiffres:
    counted: dict[str, Any] = {name: comptage.chiffres.get(name) for name in CHIFFRES_COMPTES}
    return Chiffres(**counted)


def _choix(session: Session, scrutin: Scrutin) -> Iterable[str]:
    model: Any = Bulletin if scrutin.secret else Voix
    return session.scalars(select(model.choix).where(model.scrutin_id == scrutin.id))


def portes_et_presents(session: Session, scrutin: Scrutin, reglement: Reglement) -> tuple[int | None, int | None]:
    """How many voices are carried for absent members, and how many members are there; as the roll by figures says,
    where there is none by names."""
    assert scrutin.point is not None
    seance = scrutin.point.seance
    if not appele_par_noms(session, seance.id):
        return seance.pouvoirs, seance.presents
    carried, there = salle(session, scrutin, reglement)
    return len(carried), len(there)


def salle(
    session: Session, scrutin: Scrutin, reglement: Reglement, au: datetime | None = None
) -> tuple[dict[int, int], set[int]]:
    """Whose voice is carried and by whom, and who is there by themselves: now, or when the ballot was closed.

    Who arrived after their voice was carried counts as carried; who left after having voted was there.
    """
    assert scrutin.point is not None
    rows: list[Any] = []
    if scrutin.individuel:
        model: Any = Signature if scrutin.secret else Voix
        query = select(model.personne_id, model.votant_id).where(model.scrutin_id == scrutin.id)
        rows = [(personne, votant) for personne, votant in session.execute(query)]
    there = presents(session, scrutin.point.seance_id, au)
    by_oneself = {personne for personne, votant in rows if personne == votant}
    carried = portes(session, scrutin.point.seance, there, reglement, scrutin.point_id, scrutin.ouvert_le, au)
    carried = {giver: holder for giver, holder in carried.items() if giver not in by_oneself}
    carried |= {personne: votant for personne, votant in rows if personne != votant}
    known = set(session.scalars(select(Electeur.personne_id).where(Electeur.scrutin_id == scrutin.id)))
    in_person = (set(there) | {votant for _, votant in rows}) - carried.keys()
    return {giver: holder for giver, holder in carried.items() if giver in known}, in_person & known


def clore(
    session: Session,
    scrutin: Scrutin,
    *,
    par: Personne,
    reglement: Reglement,
    reglement_id: int | None,
    voix_du_president: str | None = None,
) -> Resultat:
    """Close a vote on its computed result. Raises Refusal with what is missing: nothing is closed then.

    The caller holds the lock of the sitting; that of the ballot is taken here.
    """
    _prendre(session, scrutin)
    rule, chiffres = scrutin.regle(reglement), releve(session, scrutin, reglement)
    tie = chiffres.pour is not None and chiffres.pour == chiffres.contre and bool(chiffres.exprimes)
    if tie and departage(rule, secret=scrutin.secret):
        chiffres = replace(chiffres, voix_du_president=_voix_du_president(session, scrutin) or voix_du_president)
    found = resultat(chiffres, rule, secret=scrutin.secret)
    if found.issue is None:
        if tie and scrutin.individuel and len(found.manques) == 1:
            figer(session, scrutin)
            raise Partage([PARTAGE])
        raise Refusal(found.manques)
    for name in ("presents", "en_exercice", "pouvoirs", "voix_du_president", *CHIFFRES_COMPTES):
        setattr(scrutin, name, getattr(chiffres, name))
    scrutin.clos_par = par
    scrutin.clore(found, reglement_id)
    sceller(session, scrutin)
    session.flush()
    return found


def figer(session: Session, scrutin: Scrutin) -> None:
    """Take no more voices: who closes has learnt that they are even, and nobody may vote on that."""
    scrutin.fige_le = scrutin.fige_le or maintenant()
    session.flush()


def clore_le_tour(
    session: Session,
    scrutin: Scrutin,
    *,
    par: Personne,
    reglement: Reglement,
    reglement_id: int | None,
    au_benefice_de_l_age: Candidature | None = None,
) -> ResultatElection:
    """Close a round of an election on its computed result, with or without somebody elected. Raises Refusal."""
    _prendre(session, scrutin)
    assert scrutin.point is not None
    tour, by_name = tour_compte(session, scrutin, reglement, au_benefice_de_l_age)
    rule = RegleElection(tours_absolus=reglement.tours_a_la_majorite_absolue, quorum=scrutin.regle(reglement).quorum)
    found = resultat_election(tour, rule)
    if found.egaux and scrutin.individuel:
        figer(session, scrutin)
        tied = " et ".join(found.egaux)
        raise Partage([f"Égalité au dernier siège entre {tied} : indiquez la personne la plus âgée."])
    if found.manques:
        raise Refusal(found.manques)
    scrutin.blancs, scrutin.nuls = tour.blancs, tour.nuls
    scrutin.presents, scrutin.pouvoirs = tour.presents, tour.pouvoirs
    session.add_all(
        Suffrage(scrutin_id=scrutin.id, candidature_id=by_name[name].id, voix=count, elu=name in found.elus)
        for name, count in tour.suffrages.items()
    )
    scrutin.motifs = "\n".join(found.phrases)
    scrutin.reglement_id, scrutin.clos_par, scrutin.clos_le = reglement_id, par, maintenant()
    sceller(session, scrutin)
    session.flush()
    return found


def tour_compte(
    session: Session, scrutin: Scrutin, reglement: Reglement, eldest: Candidature | None = None
) -> tuple[Tour, dict[str, Candidature]]:
    """A round as it was counted, and the candidates by their names; raises Refusal where two tellers do not agree."""
    assert scrutin.point is not None
    standing = {one.nom: one for one in en_lice(scrutin.point)}
    carried, there = portes_et_presents(session, scrutin, reglement)
    if scrutin.individuel:
        papers = list(_choix(session, scrutin))
        voters, blanks, nulls = len(papers), papers.count(BLANC), 0
        named = Counter(name for paper in papers if paper != BLANC for name in paper.split(SEPARATEUR))
    else:
        counted = _comptage_concordant(scrutin)
        voters, blanks, nulls = (counted.get(name) or 0 for name in ("votants", "blancs", "nuls"))
        named = Counter(counted.get("suffrages") or {})
    tour = Tour(
        rang=scrutin.tour or 1,
        sieges=scrutin.sieges or 1,
        inscrits=scrutin.en_exercice if scrutin.en_exercice is not None else len(scrutin.electeurs),
        presents=there or 0,
        pouvoirs=carried or 0,
        votants=voters,
        blancs=blanks,
        nuls=nulls,
        suffrages={name: named[str(one.id)] for name, one in standing.items()},
        au_benefice_de_l_age=eldest.nom if eldest else None,
        seconde_convocation=scrutin.seconde_convocation,
    )
    return tour, standing


def _prendre(session: Session, scrutin: Scrutin) -> None:
    """Take the lock of a ballot that is still open."""
    relire(session, scrutin)
    if not scrutin.ouvert:
        raise Overtaken(["Ce scrutin est déjà clos : quelqu’un est passé avant vous."])


def _voix_du_president(session: Session, scrutin: Scrutin) -> str | None:
    """How the chair voted, where everybody may know it."""
    assert scrutin.point is not None
    chair = scrutin.point.seance.president_id
    if scrutin.mode != "nominal" or chair is None:
        return None
    said = session.scalar(select(Voix.choix).where(Voix.scrutin_id == scrutin.id, Voix.personne_id == chair))
    return said if said in ("pour", "contre") else None


def annuler(session: Session, scrutin: Scrutin, motif: str) -> None:
    """Cancel a vote under way; what was dropped stays, and decides nothing. Raises Refusal."""
    _prendre(session, scrutin)
    scrutin.annule_le = maintenant()
    scrutin.motifs = f"Annulé avant sa clôture : {motif}"
    sceller(session, scrutin)
    session.flush()


def sceller(session: Session, scrutin: Scrutin) -> None:
    """Write again what a secret ballot holds, signatures and papers, in two random orders.

    Row by row they were written together, and a database keeps marks of that: after this they all bear the marks of
    this one transaction.
    """
    if scrutin.mode != "secret_appareil":
        return
    for model in (Signature, Bulletin):
        session.flush()
        table: Any = model.__table__
        rows = [dict(row) for row in session.execute(select(table).where(table.c.scrutin_id == scrutin.id)).mappings()]
        session.execute(delete(table).where(table.c.scrutin_id == scrutin.id))
        if model is Bulletin:
            rows = [row | {"cle": secrets.token_hex(16)} for row in rows]
        secrets.SystemRandom().shuffle(rows)
        if rows:
            session.execute(insert(table), rows)
    session.expire_all()


def en_cours_dans(session: Session, seance_id: int) -> Scrutin | None:
    """The ballot under way in a sitting."""
    return session.scalars(
        select(Scrutin)
        .join(Point, Point.id == Scrutin.point_id)
        .where(
            Point.seance_id == seance_id,
            Scrutin.ouvert_le.is_not(None),
            Scrutin.clos_le.is_(None),
            Scrutin.annule_le.is_(None),
        )
    ).first()
