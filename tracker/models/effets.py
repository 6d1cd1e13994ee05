"""The facts that an act leaves behind, in one table: no path can fire a transition and forget them."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from ..procedure.grammar import Frame
from ..procedure.reglement import MENTION
from ..procedure.saisine import AVANT_VOTE, douze_jours
from ..procedure.texte import envoi_tardif
from ..prose.typographie import phrase
from ..roles import Role
from . import discussion, integration
from .assemblage import assembler_les_parties
from .assemblee import Instance
from .convocation import Convocation
from .convoques import a_convoquer
from .deroulement import Interruption, Orateur
from .edition import Edition
from .personne import Fonction, en_cours
from .preconisation import relever
from .reglement import numero_suivant
from .report import reporter, reste_a_traiter
from .saisine import Saisine, Suspension
from .seance import Point, Seance
from .texte import Texte

if TYPE_CHECKING:
    from .acte import Acte


def suspendre(saisine: Saisine, acte: "Acte", frame: Frame) -> None:
    saisine.suspensions.append(Suspension(debut=frame.aujourdhui, motif=acte.motif))


def lever_la_suspension(saisine: Saisine, acte: "Acte", frame: Frame) -> None:
    for suspension in saisine.suspensions:
        if suspension.fin is None:
            suspension.fin = frame.aujourdhui


def recevoir_une_version(saisine: Saisine, acte: "Acte", frame: Frame) -> None:
    saisine.version_dossier += 1


def adopter(texte: Texte, acte: "Acte", frame: Frame) -> None:
    scrutin = texte.scrutin_d_adoption
    assert scrutin is not None
    texte.adopte_le = scrutin.tenu_le or frame.aujourdhui
    texte.adopte_par = scrutin.instance.genre
    if texte.numero is None:
        session = object_session(texte)
        assert session is not None
        regles = frame.reglement
        texte.numero = numero_suivant(session, Texte.numero, regles, regles.numerotation_avis, texte.adopte_le.year)


def rendre_compte(texte: Texte, acte: "Acte", frame: Frame) -> None:
    """What the bureau adopts by delegation is reported at the next plenary, on its agenda by itself (R. 4134-21)."""
    adopter(texte, acte, frame)
    session = object_session(texte)
    assert session is not None
    if texte.adopte_par == "bureau":
        rapporter(session, texte, frame.aujourdhui)


def rapporter(session: Session, texte: Texte, jour: date) -> None:
    """Put the report of a text on the agenda of the next plenary that is not convened yet, if there is one."""
    coming = session.scalars(
        select(Seance)
        .join(Seance.instance)
        .where(Instance.genre == "pleniere", Seance.etat == "projetee", Seance.jour >= jour)
        .order_by(Seance.jour, Seance.id)
        .limit(1)
    ).first()
    told = session.scalar(select(Point.id).where(Point.rapporte_id == texte.id, Point.retire.is_(False)))
    if coming is not None and told is None:
        rank = max((point.rang for point in coming.points), default=0) + 1
        name = f"Compte rendu de la délégation au bureau : {texte.titre}"[:500]
        coming.points.append(Point(rang=rank, intitule=name, genre="compte_rendu", rapporte=texte))


def reprendre_les_comptes_rendus(seance: Seance, acte: "Acte", frame: Frame) -> None:
    """A plenary that enters the calendar takes the reports that no other one has."""
    if seance.instance.genre != "pleniere":
        return
    session = object_session(seance)
    assert session is not None
    session.flush()
    told = select(Point.id).where(Point.rapporte_id == Texte.id, Point.retire.is_(False)).exists()
    for texte in session.scalars(select(Texte).where(Texte.adopte_par == "bureau", ~told).order_by(Texte.id)):
        rapporter(session, texte, frame.aujourdhui)


def annuler(seance: Seance, acte: "Acte", frame: Frame) -> None:
    """A sitting that is cancelled leaves what it was to hear, and the saisines that aimed at it, to the next one."""
    liberer_les_saisines(seance)
    session = object_session(seance)
    assert session is not None
    told = [point for point in seance.points if point.rapporte is not None and not point.retire]
    for point in told:
        point.retire = True
    # The next plenary is read from the database, where this one must be cancelled.
    session.flush()
    for point in told:
        assert point.rapporte is not None
        rapporter(session, point.rapporte, frame.aujourdhui)


def retirer_le_compte_rendu(session: Session, texte: Texte) -> None:
    """What is no longer adopted is no longer reported: off an agenda that is only planned, struck from a known one."""
    for point in list(texte.comptes_rendus):
        if point.seance.etat == "projetee" and not point.scrutins:
            point.seance.points.remove(point)
            texte.comptes_rendus.remove(point)
            session.delete(point)
        elif point.seance.etat == "convoquee":
            point.retire = True


def reprendre_le_vote_du_bureau(texte: Texte, acte: "Acte", frame: Frame) -> None:
    reprendre_le_vote(texte, acte, frame)
    session = object_session(texte)
    assert session is not None
    retirer_le_compte_rendu(session, texte)


def reprendre_le_vote(texte: Texte, acte: "Acte", frame: Frame) -> None:
    scrutin = texte.scrutin_d_adoption
    if scrutin is not None:
        scrutin.annule_le = acte.le
    texte.adopte_le = None
    texte.adopte_par = None


def retirer_le_point(texte: Texte, acte: "Acte", frame: Frame) -> None:
    """Off the agenda that awaits it; of a sitting that had no quorum too, whose second one takes over what is left."""
    if acte.de != "inscrit":
        return
    point = texte.point or next((point for point in reversed(texte.points) if point.seance.etat == "carence"), None)
    if point is not None:
        point.retire = True


def noter_la_reserve(record: Saisine | Texte, acte: "Acte", frame: Frame) -> None:
    """What came or left late is said in the opinion, with the reason given (R. 4134-9); nothing once it is in time."""
    late = next((warning for warning in acte.avertissements if warning.endswith(MENTION)), None)
    record.reserve = _reserve(late, acte) if late else ""


def _reserve(warning: str, acte: "Acte") -> str:
    reason = next(iter(acte.motif.splitlines()), "")
    return f"{warning.removesuffix(MENTION)}. Motif : {phrase(reason)}"


def inscrire(texte: Texte, acte: "Acte", frame: Frame) -> None:
    """The plenary that a saisine aims at is now the one whose agenda took its text."""
    noter_la_reserve(texte, acte, frame)
    assert texte.point is not None
    for saisine in texte.saisines_en_cause:
        saisine.pleniere = texte.point.seance
        if douze_jours(saisine, frame) is None:
            saisine.reserve = ""


def quitter_la_pleniere(saisine: Saisine, acte: "Acte", frame: Frame) -> None:
    """Sent back or put off, a saisine no longer aims at a plenary whose papers have left."""
    if saisine.pleniere is not None and saisine.pleniere.etat != "projetee":
        saisine.pleniere = None


def reaffecter(saisine: Saisine, acte: "Acte", frame: Frame) -> None:
    """An open text goes to the new commission once all the saisines that it answers are there."""
    for texte in saisine.textes_ouverts:
        if all(other.commission is saisine.commission for other in texte.saisines_en_cause):
            texte.commission = saisine.commission


def convoquer(seance: Seance, acte: "Acte", frame: Frame) -> None:
    """The opinions on an agenda that leaves late say so, unless they already do (R. 4134-9)."""
    late = envoi_tardif(seance.jour, frame) if seance.instance.genre == "pleniere" else None
    for point in seance.points if late else ():
        if point.texte is not None and not point.retire and not point.texte.reserve:
            point.texte.reserve = _reserve(late or "", acte)
    convoquer_les_membres(seance, acte, frame)


def convoquer_les_membres(seance: Seance, acte: "Acte", frame: Frame) -> None:
    """Each member of the body who has no notice yet has one; the mail that bears it is owed by the act."""
    session = object_session(seance)
    assert session is not None
    session.flush()
    for membre in a_convoquer(session, seance):
        seance.convocations.append(Convocation(personne_id=membre.id, emise_le=acte.le))


def ouvrir(seance: Seance, acte: "Acte", frame: Frame) -> None:
    """Whoever presides over the body that day takes the chair, unless the sitting named somebody."""
    session = object_session(seance)
    assert session is not None
    if seance.president_id is None:
        whole = seance.instance.genre in ("pleniere", "bureau")
        role = Role.PRESIDENT if whole else Role.PRESIDENT_DE_COMMISSION
        body = Fonction.instance_id.is_(None) if whole else Fonction.instance_id == seance.instance_id
        held = select(Fonction.personne_id).where(Fonction.role == role, body, en_cours(Fonction, seance.jour))
        seance.president_id = session.scalars(held.order_by(Fonction.id)).first()


def suspendre_la_seance(seance: Seance, acte: "Acte", frame: Frame) -> None:
    seance.interruptions.append(Interruption(debut=acte.le, motif=acte.motif[:300]))
    _finir_les_prises_de_parole(seance, acte)


def reprendre_la_seance(seance: Seance, acte: "Acte", frame: Frame) -> None:
    for interruption in seance.interruptions:
        interruption.fin = interruption.fin or acte.le


def lever(seance: Seance, acte: "Acte", frame: Frame) -> None:
    """What was under discussion ends with the sitting, and so does whoever spoke."""
    _finir_les_prises_de_parole(seance, acte)
    if seance.en_cours is not None:
        seance.en_cours.commence_le = seance.en_cours.commence_le or acte.le
        seance.en_cours.termine_le = seance.en_cours.termine_le or acte.le
        seance.en_cours = None


def _finir_les_prises_de_parole(seance: Seance, acte: "Acte") -> None:
    session = object_session(seance)
    assert session is not None
    speaking = (Orateur.seance_id == seance.id) & Orateur.commence_le.is_not(None) & Orateur.fini_le.is_(None)
    for orateur in session.scalars(select(Orateur).where(speaking)):
        orateur.fini_le = acte.le


def signer_le_pv(seance: Seance, acte: "Acte", frame: Frame) -> None:
    minutes = seance.proces_verbal
    assert minutes is not None and minutes.document is not None
    minutes.signe_le = frame.aujourdhui
    acte.preuve = f"sha256:{minutes.document.empreinte}"


def signer(texte: Texte, acte: "Acte", frame: Frame) -> None:
    """The final file is signed as it was read; its recommendations are those that will be followed."""
    assert texte.document is not None and texte.version is not None
    texte.signe_le = frame.aujourdhui
    if texte.edition_en_attente is None:
        texte.editions.append(Edition(rang=1, version=texte.version, fichier=texte.document))
    _sceller(texte.editions[-1], acte, frame)


def signer_l_erratum(texte: Texte, acte: "Acte", frame: Frame) -> None:
    """The corrected file takes the place of the one before it, which stays."""
    edition = texte.edition_en_attente
    assert edition is not None
    texte.version, texte.document = edition.version, edition.fichier
    texte.document_source = texte.source_du_document()
    _sceller(edition, acte, frame)


def _sceller(edition: Edition, acte: "Acte", frame: Frame) -> None:
    edition.signee_le = frame.aujourdhui
    # Signed by hand, unless the certificate of the assembly is in the file.
    edition.mode = edition.mode or "manuscrite"
    acte.preuve = f"sha256:{edition.fichier.empreinte}"
    relever(edition.texte, edition.version)


def publier(texte: Texte, acte: "Acte", frame: Frame) -> None:
    texte.adresse = adresse_publique(texte)
    if texte.document is not None:
        acte.preuve = f"sha256:{texte.document.empreinte}"


#: What has no place in an address, and what takes it.
ADRESSE = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "’": " ", "'": " "})


def adresse_publique(texte: Texte) -> str:
    """The readable end of a public address: « 12-orientations-budgetaires-2027 »."""
    return f"{texte.id}-{en_adresse(texte.titre)}"[:100].rstrip("-")


def en_adresse(words: str) -> str:
    """French words as an address or the name of a file takes them: « orientations-budgetaires-2027 »."""
    plain = unicodedata.normalize("NFKD", words.translate(ADRESSE)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def liberer_les_saisines(seance: Seance) -> None:
    """A sitting that is cancelled is no longer the one that saisines aim at."""
    for saisine in list(seance.saisines_visees):
        saisine.pleniere = None


def reconvoquer(seance: Seance, acte: "Acte", frame: Frame) -> None:
    """The second sitting takes over what the one that failed has left to do, and those files alone aim at it."""
    failed = seance.premiere
    assert failed is not None
    left = [point for point in failed.points if reste_a_traiter(point)]
    for point in left:
        seance.points.append(reporter(point))
    answered = {saisine for point in left if point.texte for saisine in point.texte.saisines_en_cause}
    for saisine in list(failed.saisines_visees):
        if saisine in answered:
            saisine.pleniere = seance
        elif saisine.etat in AVANT_VOTE:
            saisine.pleniere = None
    convoquer_les_membres(seance, acte, frame)


EFFETS: dict[tuple[str, str], Callable[[Any, "Acte", Frame], None]] = {
    ("saisine", "suspendre"): suspendre,
    ("saisine", "lever_la_suspension"): lever_la_suspension,
    ("saisine", "recevoir_une_version"): recevoir_une_version,
    ("saisine", "affecter"): noter_la_reserve,
    ("saisine", "viser"): noter_la_reserve,
    ("saisine", "reaffecter"): reaffecter,
    ("saisine", "renvoyer"): quitter_la_pleniere,
    ("saisine", "ajourner"): quitter_la_pleniere,
    ("texte", "inscrire"): inscrire,
    ("seance", "convoquer"): convoquer,
    ("texte", "ajourner"): retirer_le_point,
    ("texte", "renvoyer"): retirer_le_point,
    ("texte", "abandonner"): retirer_le_point,
    ("texte", "adopter"): rendre_compte,
    ("texte", "reprendre_le_vote"): reprendre_le_vote,
    ("texte", "assembler_les_parties"): assembler_les_parties,
    ("texte", "integrer_les_amendements"): integration.integrer,
    ("texte", "controler_l_integration"): integration.controler,
    ("texte", "annuler_l_integration"): integration.annuler,
    ("texte", "signer"): signer,
    ("texte", "signer_l_erratum"): signer_l_erratum,
    ("texte", "publier"): publier,
    ("texte", "publier_les_positions"): publier,
    ("texte", "reprendre_le_vote_du_bureau"): reprendre_le_vote_du_bureau,
    ("seance", "projeter"): reprendre_les_comptes_rendus,
    ("seance", "convoquer_les_nouveaux"): convoquer_les_membres,
    ("seance", "reconvoquer"): reconvoquer,
    ("seance", "ouvrir"): ouvrir,
    ("seance", "suspendre"): suspendre_la_seance,
    ("seance", "reprendre"): reprendre_la_seance,
    ("seance", "lever"): lever,
    ("seance", "constater_la_carence"): lever,
    ("seance", "signer_le_pv"): signer_le_pv,
    ("seance", "annuler"): annuler,
    **{("amendement", name): effet for name, effet in discussion.EFFETS.items()},
}
