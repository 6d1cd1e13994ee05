"""The votes and the elections of a sitting as they were closed, for the papers that print them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.models import College, Electeur, Personne, Point, Scrutin, Seance, Signature, Suffrage
from tracker.models import Voix as VoixExprimee
from tracker.procedure.scrutin import CHOIX, MODES, MOTS, Issue
from tracker.procedure.texte import POSITIONS
from tracker.prose.recherche import plier

from .salle import locale
from .votes import Candidat, Decompte, Election, Explication, Tour, Voix, Vote

SANS_COLLEGE = "Membres associés"


@dataclass
class Urnes:
    """All that the closed ballots of a sitting hold, read at once."""

    fuseau: str
    scrutins: dict[int, list[Scrutin]] = field(default_factory=dict)
    voix: dict[int, list[Voix]] = field(default_factory=dict)
    votants: dict[int, int] = field(default_factory=dict)


def urnes(session: Session, seance: Seance, fuseau: str) -> Urnes:
    """The ballots of a sitting, by item, with the voices of those that are public."""
    found = Urnes(fuseau)
    query = select(Scrutin).join(Point, Point.id == Scrutin.point_id).where(Point.seance_id == seance.id)
    options = (
        joinedload(Scrutin.version),
        joinedload(Scrutin.amendement),
        selectinload(Scrutin.comptages),
        selectinload(Scrutin.suffrages).joinedload(Suffrage.candidature),
    )
    for scrutin in session.scalars(query.order_by(Scrutin.id).options(*options)):
        found.scrutins.setdefault(scrutin.point_id or 0, []).append(scrutin)
    rows = [scrutin for held in found.scrutins.values() for scrutin in held if scrutin.clos_le is not None]
    found.voix = _voix(session, [scrutin.id for scrutin in rows if scrutin.mode == "nominal"])
    signed = select(Signature.scrutin_id, func.count()).where(Signature.scrutin_id.in_([one.id for one in rows]))
    found.votants = {row[0]: row[1] for row in session.execute(signed.group_by(Signature.scrutin_id))}
    return found


def _voix(session: Session, scrutins: list[int]) -> dict[int, list[Voix]]:
    """The voices of recorded votes, college by college, each in the order of the names."""
    query = (
        select(VoixExprimee, Electeur.organisme, College.nom, College.rang)
        .join(
            Electeur,
            (Electeur.scrutin_id == VoixExprimee.scrutin_id) & (Electeur.personne_id == VoixExprimee.personne_id),
        )
        .outerjoin(College, College.id == Electeur.college_id)
        .where(VoixExprimee.scrutin_id.in_(scrutins))
    )
    rows = list(session.execute(query))
    people = {key for voice, *_ in rows for key in (voice.personne_id, voice.votant_id)}
    names = {one.id: one for one in session.scalars(select(Personne).where(Personne.id.in_(people)))}
    rows.sort(key=lambda row: (row[3] or 99, *_tri(names[row[0].personne_id])))
    found: dict[int, list[Voix]] = {}
    for voice, organisation, college, _ in rows:
        by_another = voice.votant_id != voice.personne_id
        found.setdefault(voice.scrutin_id, []).append(
            Voix(
                membre=names[voice.personne_id].nom_complet,
                choix=voice.choix,
                college=college or SANS_COLLEGE,
                organisme=organisation,
                porteur=names[voice.votant_id].nom_complet if by_another else "",
            )
        )
    return found


def _tri(personne: Personne) -> tuple[str, str]:
    return plier(personne.nom), plier(personne.prenom)


def votes(point: Point, held: Urnes) -> tuple[Vote, ...]:
    """The votes of an item that were closed and still count."""
    closed = [one for one in held.scrutins.get(point.id, []) if one.tour is None and _compte(one)]
    return tuple(_vote(point, one, held) for one in closed)


def _compte(scrutin: Scrutin) -> bool:
    return scrutin.clos_le is not None and scrutin.annule_le is None


def annules(point: Point, held: Urnes) -> tuple[str, ...]:
    """What is said of the ballots that were cancelled, open or closed."""
    return tuple(_annule(one) for one in held.scrutins.get(point.id, []) if one.annule_le is not None)


def _annule(scrutin: Scrutin) -> str:
    mode, on = MODES[scrutin.mode].lower(), f" sur l’{_nom(scrutin)}" if scrutin.amendement else ""
    if scrutin.clos_le is not None:
        return f"Un premier vote{on} ({mode}) a été annulé, puis repris."
    why = next(iter(scrutin.motifs.splitlines()), "").removeprefix("Annulé avant sa clôture : ")
    return f"Un scrutin{on} ({mode}) a été annulé avant sa clôture : {why}"


def _nom(scrutin: Scrutin) -> str:
    """« amendement n° 4 »."""
    assert scrutin.amendement is not None
    return f"amendement n° {scrutin.amendement.numero}"


def _intitule(point: Point, scrutin: Scrutin, held: Urnes) -> str:
    """What a vote was on, where an item had several: an amendment, then the whole."""
    if scrutin.amendement is not None:
        return f"{_nom(scrutin).capitalize()} ({scrutin.amendement.auteur})"
    amended = any(one.amendement_id is not None for one in held.scrutins.get(point.id, []))
    return "Vote sur l’ensemble" if amended else ""


def _vote(point: Point, scrutin: Scrutin, held: Urnes) -> Vote:
    voices = held.voix.get(scrutin.id, [])
    return Vote(
        intitule=_intitule(point, scrutin, held),
        mode=MODES[scrutin.mode],
        decompte=Decompte(**{name: getattr(scrutin, name) for name in CHOIX}),
        issue=MOTS[Issue(scrutin.issue)] if scrutin.issue else "",
        phrases=tuple(scrutin.motifs.splitlines()),
        ouvert_le=locale(scrutin.ouvert_le, held.fuseau) if scrutin.ouvert_le else None,
        clos_le=locale(scrutin.clos_le, held.fuseau) if scrutin.clos_le and scrutin.ouvert_le else None,
        presents=scrutin.presents,
        en_exercice=scrutin.en_exercice,
        pouvoirs=scrutin.pouvoirs,
        blancs=scrutin.blancs,
        nuls=scrutin.nuls,
        colleges=_par_college(voices),
        voix=tuple(voices),
        scrutateurs=_scrutateurs([scrutin]),
        explications=_explications(point, scrutin),
        version=f"version {scrutin.version.numero}" if scrutin.version else "",
        empreinte=scrutin.version.empreinte if scrutin.version else "",
    )


def _par_college(voices: Iterable[Voix]) -> tuple[tuple[str, Decompte], ...]:
    counts: dict[str, dict[str, int]] = {}
    for voice in voices:
        counts.setdefault(voice.college, dict.fromkeys(CHOIX, 0))[voice.choix] += 1
    return tuple((college, Decompte(**figures)) for college, figures in counts.items())


def _scrutateurs(scrutins: Iterable[Scrutin]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.scrutateur for held in scrutins for one in held.comptages if one.scrutateur))


def _explications(point: Point, scrutin: Scrutin) -> tuple[Explication, ...]:
    """What was deposited on the text, under the vote that decided of it."""
    if point.texte is None or point.texte.scrutin_d_adoption is not scrutin:
        return ()
    return tuple(
        Explication(f"{one.auteur} ({POSITIONS[one.genre].lower()})", one.contenu) for one in point.texte.positions
    )


def elections(point: Point, held: Urnes) -> tuple[Election, ...]:
    """The election of an item, its rounds in their order; nothing while none is closed."""
    rounds = [one for one in held.scrutins.get(point.id, []) if one.tour is not None and _compte(one)]
    if not rounds:
        return ()
    elected = [one.candidature.nom for held_round in rounds for one in held_round.suffrages if one.elu]
    return (
        Election(
            intitule=point.intitule,
            tours=tuple(_tour(one, held) for one in rounds),
            mode=MODES[rounds[-1].mode],
            phrase=f"Élection acquise : {', '.join(elected)}." if elected else "Personne n’est élu.",
            scrutateurs=_scrutateurs(rounds),
        ),
    )


def _tour(scrutin: Scrutin, held: Urnes) -> Tour:
    voters = held.votants.get(scrutin.id) if scrutin.individuel else _votants(scrutin)
    known = None not in (voters, scrutin.blancs, scrutin.nuls)
    return Tour(
        candidats=tuple(
            Candidat(one.candidature.nom, one.voix, one.elu)
            for one in sorted(scrutin.suffrages, key=lambda one: (-one.voix, one.candidature.rang))
        ),
        inscrits=scrutin.en_exercice,
        votants=voters,
        blancs=scrutin.blancs,
        nuls=scrutin.nuls,
        exprimes=(voters or 0) - (scrutin.blancs or 0) - (scrutin.nuls or 0) if known else None,
        phrase=" ".join(scrutin.motifs.splitlines()),
        ouvert_le=locale(scrutin.ouvert_le, held.fuseau) if scrutin.ouvert_le else None,
        clos_le=locale(scrutin.clos_le, held.fuseau) if scrutin.clos_le else None,
    )


def _votants(scrutin: Scrutin) -> int | None:
    return next((one.chiffres.get("votants") for one in scrutin.comptages), None)
