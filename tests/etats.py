"""How the factories reach each state of each table: one legal walk, in the order of the table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tracker.models import Designation, Personne, Point, Position, ProcesVerbal, Saisine, Seance, Texte, Transmission
from tracker.procedure.delais import seconde_seance
from tracker.procedure.saisine import NATURES_EXAMINEES
from tracker.procedure.seance import TENUES
from tracker.procedure.texte import DESTINATAIRES, PARTIES_FAITES

if TYPE_CHECKING:
    from .factories import Monde

Faits = dict[str, Any]


@contextmanager
def autrefois(m: "Monde", days: int) -> Iterator[None]:
    """What is done here was done so many days ago."""
    now, m.jour = m.jour, m.jour - timedelta(days=days)
    yield
    m.jour = now


# The saisine

#: The basis of each kind, where it does not bear its name.
BASES = {"obligatoire": "budget_orientations", "facultative": "demande_avis", "citoyenne": "saisine_citoyenne"} | {
    "conjointe": "saisine_conjointe"
}


def saisine(m: "Monde", etat: str, faits: Faits) -> Saisine:
    return SAISINES[etat](m, faits)


def _neuve(m: "Monde", faits: Faits) -> Saisine:
    """Registered, with the pieces that its basis requires unless `pieces` says which."""
    nature = faits.get("nature", "obligatoire")
    values = {
        "objet": "Orientations budgétaires",
        "nature": nature,
        "base": m.bases[BASES.get(nature, nature)],
        "demandeur": m.conseil if nature == "auto_saisine" else m.region,
        "recue_le": m.jour,
        "suivie_par": m.chargee,
    } | faits
    pieces = values.pop("pieces", None)
    found = Saisine(numero=m.numero(), **values)
    m.agir(found, "proposer" if nature in NATURES_EXAMINEES else "enregistrer", motif="")
    for piece in found.base.pieces_requises if pieces is None and found.base else pieces or ():
        m.piece(found, piece)
    m.session.refresh(found, ["pieces"])
    return found


def _incomplete(m: "Monde", faits: Faits) -> Saisine:
    found = _neuve(m, {"pieces": ("lettre",)} | faits)
    m.agir(found, "declarer_incomplete")
    return found


def _a_l_examen(m: "Monde", faits: Faits) -> Saisine:
    return _neuve(m, {"nature": "auto_saisine"} | faits)


def _recevable(m: "Monde", faits: Faits) -> Saisine:
    found = _a_l_examen(m, faits)
    found.bureau_du = m.jour
    m.agir(found, "admettre")
    return found


def _affectee(m: "Monde", faits: Faits) -> Saisine:
    where = {key: faits.pop(key, default) for key, default in (("commission", m.commission), ("pleniere", None))}
    found = _recevable(m, faits) if faits.get("nature") in NATURES_EXAMINEES else _neuve(m, faits)
    found.commission = where["commission"]
    found.pleniere = where["pleniere"] or (seance(m, "projetee", {}) if found.nature == "obligatoire" else None)
    m.agir(found, "affecter")
    return found


def _par_un_texte(state: str) -> Callable[["Monde", Faits], Saisine]:
    """Reached because its text got somewhere."""

    def reach(m: "Monde", faits: Faits) -> Saisine:
        return texte(m, state, {"saisine": faits}).saisines[0]

    return reach


def _confiee_au_bureau(m: "Monde", faits: Faits) -> Saisine:
    found = _neuve(m, {"mandat_le": m.jour, "commission": m.commission} | faits)
    m.agir(found, "confier_au_bureau")
    return found


def _en_suivi(m: "Monde", faits: Faits) -> Saisine:
    found = _par_un_texte("publie")(m, faits)
    m.agir(found, "suivre")
    return found


def _close(m: "Monde", faits: Faits) -> Saisine:
    found = _en_suivi(m, faits)
    m.agir(found, "clore")
    return found


def _irrecevable(m: "Monde", faits: Faits) -> Saisine:
    found = _a_l_examen(m, faits)
    found.bureau_du = m.jour
    m.agir(found, "declarer_irrecevable")
    return found


def _retiree(m: "Monde", faits: Faits) -> Saisine:
    found = _neuve(m, faits)
    m.piece(found, "retrait")
    m.session.refresh(found, ["pieces"])
    m.agir(found, "retirer")
    return found


def _fusionnee(m: "Monde", faits: Faits) -> Saisine:
    target = faits.pop("cible", None) or _neuve(m, {})
    found = _neuve(m, faits)
    found.cible = target
    m.agir(found, "fusionner")
    return found


def _annulee(m: "Monde", faits: Faits) -> Saisine:
    found = _neuve(m, faits)
    m.agir(found, "annuler")
    return found


def _sans_avis(m: "Monde", faits: Faits) -> Saisine:
    found = _affectee(m, faits)
    m.agir(found, "renoncer")
    return found


def _reputee(m: "Monde", faits: Faits) -> Saisine:
    found = _neuve(m, {"base": m.bases["sraddet"], "recue_le": m.jour - timedelta(days=100)} | faits)
    m.agir(found, "constater_avis_repute")
    return found


def _caduque(m: "Monde", faits: Faits) -> Saisine:
    found = _neuve(m, {"region_deliberee_le": m.jour} | faits)
    m.agir(found, "constater_caducite")
    return found


def _archivee(m: "Monde", faits: Faits) -> Saisine:
    found = Saisine(numero=faits.pop("numero", None) or f"ARCHIVE-{m.numero()}", **{"objet": "Un ancien avis"} | faits)
    m.agir(found, "reprendre_archive")
    return found


SAISINES: dict[str, Callable[["Monde", Faits], Saisine]] = {
    "recue": _neuve,
    "incomplete": _incomplete,
    "a_l_examen": _a_l_examen,
    "recevable": _recevable,
    "affectee": _affectee,
    "en_instruction": _par_un_texte("redaction"),
    "en_deliberation": _par_un_texte("inscrit"),
    "confiee_au_bureau": _confiee_au_bureau,
    "avis_rendu": _par_un_texte("adopte"),
    "transmise": _par_un_texte("transmis"),
    "publiee": _par_un_texte("publie"),
    "en_suivi": _en_suivi,
    "close": _close,
    "irrecevable": _irrecevable,
    "retiree": _retiree,
    "fusionnee": _fusionnee,
    "annulee": _annulee,
    "sans_avis": _sans_avis,
    "reputee": _reputee,
    "caduque": _caduque,
    "archivee": _archivee,
}

# The texte

#: The states of a text on its path, in order.
PAS = ("redaction", "en_commission", "arrete", "en_bureau", "pret", "inscrit", "adopte", "signe", "transmis", "publie")
VERS_LE_REJET = (*PAS[: PAS.index("adopte")], "rejete")


def texte(m: "Monde", etat: str, faits: Faits) -> Texte:
    """A text in a state; `saisine` is one already assigned, or the facts of one to make; `pleniere` its sitting."""
    if etat == "repris":
        found = Texte(**{"nature": "avis", "titre": "Un ancien avis", "saisines": [_archivee(m, {})]} | faits)
        m.agir(found, "reprendre_archive")
        return found
    if etat in PARTIES_FAITES:
        return _partie(m, etat, faits)
    walk = VERS_LE_REJET if etat in {"rejete", "positions_publiees"} else PAS
    last = {"positions_publiees": "rejete", "abandonne": "redaction"}.get(etat, etat)
    tenue = last not in PAS[: PAS.index("adopte")]
    pleniere = faits.pop("pleniere", None)
    with autrefois(m, 30 if tenue else 0):
        found = _ouvrir(m, faits)
        steps = walk[1 : walk.index(last) + 1]
        for step in steps[:5]:
            _avancer(m, found, step, pleniere)
    for step in steps[5:]:
        _avancer(m, found, step, pleniere)
    if etat == "abandonne":
        m.agir(found, "abandonner")
    if etat == "positions_publiees":
        found.positions.append(Position(auteur="CGT", contenu="Nous votons contre."))
        m.session.flush()
        m.agir(found.saisines[0], "communiquer_les_positions")
    return found


def _partie(m: "Monde", etat: str, faits: Faits) -> Texte:
    """A part of a text that is written: taken up by it, or not needed after all."""
    whole = _ouvrir(m, faits)
    part = Texte(
        nature=whole.nature,
        titre="Une partie",
        commission=whole.commission,
        commission_id=whole.commission_id,
        ensemble_id=whole.id,
        rang=1,
    )
    part.designations = [Designation(personne=m.presidente_commission, rang=1)]
    whole.parties.append(part)
    m.agir(part, "ouvrir_la_partie", m.rapporteur)
    if etat == "dispense":
        m.agir(part, "dispenser")
        return part
    m.ecrire(part, auteur=m.presidente_commission)
    m.agir(part, "soumettre", m.presidente_commission)
    m.agir(part, "valider_la_partie", m.presidente_commission)
    m.agir(whole, "assembler_les_parties", m.rapporteur)
    return part


def _ouvrir(m: "Monde", faits: Faits) -> Texte:
    answered = faits.pop("saisine", {})
    asked = answered if isinstance(answered, Saisine) else _affectee(m, dict(answered))
    named: list[Personne] = faits.pop("rapporteurs", [m.rapporteur])
    contenu = faits.pop("contenu", None)
    found = Texte(
        **{
            "nature": "avis",
            "titre": "Avis sur les orientations budgétaires",
            "commission": asked.commission,
            "commission_id": asked.commission_id or (asked.commission.id if asked.commission else None),
            "saisines": [asked],
        }
        | faits
    )
    found.designations = [Designation(personne=who, rang=rank) for rank, who in enumerate(named, 1)]
    m.agir(found, "ouvrir")
    if contenu:
        m.ecrire(found, contenu)
    return found


def _avancer(m: "Monde", found: Texte, state: str, pleniere: Seance | None) -> None:
    if state == "en_commission":
        if found.version is None:
            m.ecrire(found)
        m.agir(found, "soumettre")
    elif state == "arrete":
        assert found.commission is not None
        m.compter(found, found.commission)
        m.agir(found, "arreter")
    elif state == "inscrit":
        sitting = pleniere or found.saisines[0].pleniere
        assert sitting is not None
        m.porter(found, sitting)
        m.agir(found, "inscrire")
    elif state in {"adopte", "rejete"}:
        _voter(m, found, 7 if state == "adopte" else 1)
    elif state == "signe":
        found.aucune_position = True
        found.document = m.fichier()
        found.document_source = found.source_du_document()
        m.agir(found, "signer")
    elif state == "transmis":
        found.transmissions = [
            Transmission(destinataire=key, envoyee_le=m.jour, moyen="Courriel") for key in DESTINATAIRES
        ]
        m.agir(found, "transmettre")
    elif state == "publie":
        found.publication_reference, found.publication_le = "RAA n° 1", m.jour
        m.agir(found, "publier")
    else:
        m.agir(found, {"en_bureau": "envoyer_au_bureau", "pret": "valider"}[state])


def _voter(m: "Monde", found: Texte, pour: int) -> None:
    """The sitting is held today, and the text voted in it."""
    point = found.point_devant("bureau" if found.etat == "en_bureau" else "pleniere")
    assert point is not None
    sitting = point.seance
    _tenir(m, sitting, "ouverte")
    m.compter(found, sitting.instance, pour, 8 - pour, point=point, seconde_convocation=sitting.seconde_convocation)
    m.agir(found, "adopter" if pour > 4 else "rejeter")


# The séance


#: From where the minutes go on, by which act.
PROCES_VERBAL = {
    "levee": "etablir_le_pv",
    "pv_projet": "approuver_le_pv",
    "pv_adopte": "signer_le_pv",
    "pv_signe": "",
}


def seance(m: "Monde", etat: str, faits: Faits) -> Seance:
    """A sitting in a state; it falls thirty days from the day on which it is made."""
    held = {"ouverte", "carence", *TENUES}
    days = 30 if etat in held else 0
    with autrefois(m, days):
        instance = faits.pop("instance", m.pleniere)
        values = {"instance": instance, "instance_id": instance.id, "jour": m.jour + timedelta(days=30)} | faits
        found = Seance(**values)
        m.agir(found, "projeter", motif="")
        if etat in {"convoquee", *held}:
            _convoquer(m, found)
    if etat == "annulee":
        m.agir(found, "annuler")
    if days:
        _tenir(m, found, etat)
    return found


def _convoquer(m: "Monde", found: Seance) -> None:
    if not found.points:
        found.points.append(Point(rang=1, intitule="Approbation du procès-verbal"))
        m.session.flush()
    m.agir(found, "convoquer")


def _tenir(m: "Monde", found: Seance, etat: str) -> None:
    """From the calendar to the day itself: convened, called, opened, closed."""
    if found.etat == "projetee":
        with autrefois(m, 20):
            _convoquer(m, found)
    if found.etat == "convoquee":
        found.presents, found.en_exercice, found.pouvoirs = (3 if etat == "carence" else 8), 10, 0
        m.session.flush()
        m.agir(found, "constater_la_carence" if etat == "carence" else "ouvrir")
    if etat in TENUES:
        m.agir(found, "lever")
        _dresser(m, found, etat)


def _dresser(m: "Monde", found: Seance, etat: str) -> None:
    """Its minutes, as far as wanted: drafted, approved without a vote, signed."""
    steps = list(PROCES_VERBAL)[: list(PROCES_VERBAL).index(etat)] if etat in PROCES_VERBAL else []
    if not steps:
        return
    found.proces_verbal = ProcesVerbal(ouverture="", cloture="", etabli_par=m.secretaire)
    m.session.flush()
    for step in steps:
        if step == "pv_projet":
            found.proces_verbal.approuve_le = m.jour
        if step == "pv_adopte":
            found.proces_verbal.document = m.fichier()
        m.session.flush()
        m.agir(found, PROCES_VERBAL[step])


def seconde(m: "Monde", premiere: Seance) -> Seance:
    """The second sitting that follows one without quorum (R. 4134-17)."""
    found = Seance(
        instance=premiere.instance,
        instance_id=premiere.instance_id,
        premiere=premiere,
        jour=seconde_seance(premiere.jour),
    )
    m.agir(found, "reconvoquer")
    m.session.commit()
    return found
