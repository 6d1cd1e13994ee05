"""A closed ballot as a file that the recount reads: its format stands in `tracker.procedure.recompte`."""

import json
from collections import Counter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Bulletin, Candidature, Point, ReglementDate, Scrutin, Signature
from ..models.urne import BLANC, SEPARATEUR, comptages_attendus, salle, tours
from ..models.votants import Ligne, liste_de_vote
from ..procedure.election import REGLE_ELECTION
from ..procedure.recompte import COMPTES, FORMAT, empreinte
from ..procedure.reglement import Reglement


def scrutin_json(session: Session, scrutin: Scrutin) -> str:
    """The file of a closed vote, or of an election with all its rounds so far."""
    found = document(session, scrutin)
    return json.dumps(found | {"empreinte": empreinte(found)}, ensure_ascii=False, indent=2) + "\n"


def document(session: Session, scrutin: Scrutin) -> dict[str, Any]:
    """The object of the file, but for its mark."""
    regles = reglement(session, scrutin)
    lines = liste_de_vote(session, scrutin, regles)
    names = noms(lines)
    found = _commun(scrutin, lines, names) | {"regles": _regles(scrutin, regles)}
    if scrutin.tour is None:
        return found | _vote(session, scrutin, lines, names, regles)
    assert scrutin.point is not None
    held = [one for one in tours(scrutin.point) if (one.tour or 0) <= (scrutin.tour or 0)]
    lists = sorted(one.nom for one in scrutin.point.candidatures if one.personne_id is None)
    return found | {"genre": "election", "listes": lists, "tours": [_tour(session, one, names, regles) for one in held]}


def reglement(session: Session, scrutin: Scrutin) -> Reglement:
    """The rules that a closed vote was held under."""
    row = session.get(ReglementDate, scrutin.reglement_id) if scrutin.reglement_id else None
    return row.regles() if row else Reglement()


def noms(lines: list[Ligne]) -> dict[int, str]:
    """One name for each member; two homonyms are told apart by a number."""
    seen: Counter[str] = Counter()
    homonyms = {name for name, times in Counter(line.nom for line in lines).items() if times > 1}
    found = {}
    for line in lines:
        seen[line.nom] += 1
        found[line.id] = f"{line.nom} ({seen[line.nom]})" if line.nom in homonyms else line.nom
    return found


def _commun(scrutin: Scrutin, lines: list[Ligne], names: dict[int, str]) -> dict[str, Any]:
    point = scrutin.point
    assert point is not None
    return {
        "format": FORMAT,
        "genre": "vote",
        "mode": scrutin.mode,
        "seance": {
            "instance": scrutin.instance.nom,
            "date": f"{scrutin.tenu_le}",
            "seconde_convocation": scrutin.seconde_convocation,
            "presidence": names.get(point.seance.president_id or 0),
        },
        "objet": {
            "intitule": _objet(scrutin, point),
            "version_sha256": scrutin.version.empreinte if scrutin.version else None,
        },
        "composition": {
            "reference": scrutin.arrete or None,
            "membres": [
                {"nom": names[line.id], "college": line.college, "organisme": line.organisme} for line in lines
            ],
        },
    }


def _objet(scrutin: Scrutin, point: Point) -> str:
    """What was voted: the item, and the amendment to its text where it was on one."""
    one = scrutin.amendement
    if one is None:
        return point.intitule
    kind = "Sous-amendement" if one.parent_id else "Amendement"
    return f"{point.intitule}. {kind} n° {one.numero} ({one.auteur})."


def _regles(scrutin: Scrutin, regles: Reglement) -> dict[str, Any]:
    rule = scrutin.regle(regles)
    proxies = {
        "pouvoirs_par_membre": regles.pouvoirs_par_membre,
        "pouvoirs_meme_college": regles.pouvoirs_du_meme_college,
        "quorum": rule.quorum,
    }
    if scrutin.tour is not None:
        absolute = {"tours_absolus": regles.tours_a_la_majorite_absolue, "base": REGLE_ELECTION.base.value}
        return proxies | absolute | {"article": REGLE_ELECTION.article}
    return proxies | {
        "base": rule.base.value,
        "quorum_a_chaque_vote": rule.quorum_a_chaque_vote,
        "voix_preponderante": rule.voix_preponderante,
        "voix_preponderante_au_secret": rule.voix_preponderante_au_secret,
        "article": rule.article,
    }


def _salle(session: Session, scrutin: Scrutin, names: dict[int, str], regles: Reglement) -> dict[str, Any]:
    """Who was there by name, and whose voices were carried; the roll by figures has no names."""
    carried, there = salle(session, scrutin, regles, scrutin.clos_le)
    return {
        "presents": sorted(names[one] for one in there) if there else None,
        "pouvoirs": sorted(
            ({"mandant": names[giver], "mandataire": names[holder]} for giver, holder in carried.items()),
            key=lambda proxy: proxy["mandant"],
        ),
    }


def _vote(
    session: Session, scrutin: Scrutin, lines: list[Ligne], names: dict[int, str], regles: Reglement
) -> dict[str, Any]:
    announced = {name: getattr(scrutin, name) for name in (*COMPTES, "presents")} | {
        # A roll by figures may not say it: the members in office are those written down with the ballot.
        "en_exercice": scrutin.en_exercice if scrutin.en_exercice is not None else len(lines),
        "pouvoirs": scrutin.pouvoirs or 0,
        "issue": scrutin.issue,
        "phrases": scrutin.motifs.splitlines(),
    }
    room = _salle(session, scrutin, names, regles)
    return (
        room
        | {"voix_du_president": scrutin.voix_du_president, "annonce": announced}
        | _depouillement(session, scrutin, lines, names)
    )


def _depouillement(session: Session, scrutin: Scrutin, lines: list[Ligne], names: dict[int, str]) -> dict[str, Any]:
    """What was counted: names and choices of a public vote, sorted signatures and papers of a secret one, tellers."""
    if scrutin.mode == "nominal":
        return {"voix": [_voix(line, names) for line in lines if line.choix is not None]}
    if scrutin.mode == "secret_appareil":
        papers = session.scalars(select(Bulletin.choix).where(Bulletin.scrutin_id == scrutin.id))
        return {"signatures": _signatures(session, scrutin, names), "bulletins": sorted(papers)}
    counted = [{name: one.chiffres.get(name) for name in COMPTES} for one in scrutin.comptages]
    return {"scrutateurs": comptages_attendus(scrutin), "comptages": counted}


def _voix(line: Ligne, names: dict[int, str]) -> dict[str, Any]:
    return {
        "nom": names[line.id],
        "college": line.college,
        "organisme": line.organisme,
        "choix": line.choix,
        "porteur": names[line.porteur_id] if line.porteur_id is not None else None,
    }


def _signatures(session: Session, scrutin: Scrutin, names: dict[int, str]) -> list[str]:
    signed = session.scalars(select(Signature.personne_id).where(Signature.scrutin_id == scrutin.id))
    return sorted(names[one] for one in signed)


def _tour(session: Session, scrutin: Scrutin, names: dict[int, str], regles: Reglement) -> dict[str, Any]:
    """One round; a candidate who is a member bears the name of the roll."""
    votes = {_candidat(one.candidature, names): one.voix for one in scrutin.suffrages}
    elected = [_candidat(one.candidature, names) for one in scrutin.suffrages if one.elu]
    papers = scrutin.mode == "secret_appareil"
    return _salle(session, scrutin, names, regles) | {
        "rang": scrutin.tour,
        "sieges": scrutin.sieges,
        "signatures": _signatures(session, scrutin, names) if papers else None,
        "bulletins": _bulletins(session, scrutin, names) if papers else None,
        "votants": votants(session, scrutin),
        "blancs": scrutin.blancs or 0,
        "nuls": scrutin.nuls or 0,
        "suffrages": votes,
        "au_benefice_de_l_age": _plus_age(votes, elected),
        "annonce": {
            "presents": scrutin.presents or 0,
            "en_exercice": scrutin.en_exercice or 0,
            "pouvoirs": scrutin.pouvoirs or 0,
            "elus": elected,
            "reste": (scrutin.sieges or 0) - len(elected),
            "phrases": scrutin.motifs.splitlines(),
        },
    }


def _bulletins(session: Session, scrutin: Scrutin, names: dict[int, str]) -> list[list[str]]:
    """The papers of a round on devices, each the names that it bears, sorted; none for a blank one."""
    standing = {str(one.candidature_id): _candidat(one.candidature, names) for one in scrutin.suffrages}
    papers = session.scalars(select(Bulletin.choix).where(Bulletin.scrutin_id == scrutin.id))
    return sorted(
        [] if paper == BLANC else sorted(standing[key] for key in paper.split(SEPARATEUR)) for paper in papers
    )


def _candidat(candidature: Candidature, names: dict[int, str]) -> str:
    return names.get(candidature.personne_id or 0) or candidature.nom


def votants(session: Session, scrutin: Scrutin) -> int:
    """How many papers a round had: those of the devices, or those that the tellers counted."""
    if scrutin.mode == "secret_appareil":
        return len(session.scalars(select(Signature.personne_id).where(Signature.scrutin_id == scrutin.id)).all())
    return scrutin.comptages[0].chiffres.get("votants") or 0 if scrutin.comptages else 0


def _plus_age(votes: dict[str, int], elected: list[str]) -> str | None:
    """Who was elected as the eldest of those equal at the last seat: the one of them who is."""
    last = min((votes[name] for name in elected), default=None)
    equal = [name for name, count in votes.items() if count == last]
    chosen = [name for name in equal if name in elected]
    return chosen[0] if len(equal) > len(chosen) == 1 else None
