"""The letters about a saisine, read from its record."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import object_session

from tracker.models import Acte, Saisine
from tracker.procedure.delais import limite_legale
from tracker.procedure.reglement import ARTICLE_PIECES
from tracker.procedure.saisine import ORIENTABLES, pieces_manquantes
from tracker.prose.dates import en_lettres, heure, sans_jour

from ..formules import des_saisines as table
from ..formules.lettre import Lettre, lignes
from ..formules.modele import Modele, adresse
from ..lettre import destinataire, fondement
from ..seances.elements import Bloc, fiche, liste, paragraphe
from ..seances.tenue import Emetteur
from .manque import Manque

#: The letter that a state calls for.
PAR_ETAT = {
    "incomplete": table.DEMANDE_DE_PIECES,
    "irrecevable": table.IRRECEVABILITE,
    "retiree": table.RETRAIT,
    "sans_avis": table.SANS_AVIS,
    "reputee": table.AVIS_REPUTE,
    "caduque": table.CADUCITE,
}
EFFETS = {"favorable": "Avis réputé favorable", "rendu": "Avis réputé rendu"}
#: An own-initiative session is consulted about until its agenda leaves.
AVANT_LA_SESSION = frozenset(ORIENTABLES) - {"recue", "incomplete", "confiee_au_bureau"}


def offertes(saisine: Saisine) -> list[Modele]:
    """The letters that this saisine calls for today; the assembly does not write to itself."""
    if saisine.nature == "auto_saisine":
        return [table.CONSULTATION] if saisine.etat in AVANT_LA_SESSION else []
    return [PAR_ETAT[saisine.etat]] if saisine.etat in PAR_ETAT else []


def manques(saisine: Saisine, modele: Modele) -> list[Manque]:
    """What the letter cannot leave without, beside who signs it."""
    found = []
    if modele is table.DEMANDE_DE_PIECES and not pieces_manquantes(saisine):
        found.append(Manque("Plus aucune pièce ne manque : constatez que le dossier est complet.", "saisine"))
    if modele is table.CONSULTATION:
        if saisine.bureau_du is None:
            found.append(Manque("La réunion du bureau qui a retenu la question n’est pas écrite.", "orientation"))
        if saisine.pleniere is None:
            found.append(Manque("La session n’est pas choisie : la plénière visée n’est pas écrite.", "orientation"))
    return found


def lettre(saisine: Saisine, modele: Modele, emetteur: Emetteur, le: date) -> Lettre:
    """A letter that lacks nothing."""
    return Lettre(
        modele=modele,
        emetteur=emetteur,
        le=le,
        destinataire=adresse(modele, emetteur) or destinataire(saisine),
        sujet=f"Saisine n° {saisine.numero}",
        fixes={
            "references": fiche([*_references(saisine), *_precisions(saisine, modele)]),
            "pieces": list(_pieces(saisine)),
            "precisions": lignes(saisine.demande),
            "motifs": lignes(_motif(saisine)),
        },
    )


def _references(saisine: Saisine) -> Iterator[tuple[str, str]]:
    yield "Objet", saisine.objet
    yield "Numéro", saisine.numero
    yield "Nature", saisine.nature_libelle
    yield "Fondement", fondement(saisine)
    yield "Lettre du", sans_jour(saisine.lettre_le) if saisine.lettre_le else ""
    yield "Reçue le", en_lettres(saisine.recue_le) if saisine.recue_le else ""


def _precisions(saisine: Saisine, modele: Modele) -> Iterator[tuple[str, str]]:
    """What one letter adds to the references."""
    if modele in {table.IRRECEVABILITE, table.CONSULTATION} and saisine.bureau_du:
        yield "Réunion du bureau", en_lettres(saisine.bureau_du)
    if modele is table.CONSULTATION and saisine.pleniere:
        seance = saisine.pleniere
        hour = f", {heure(seance.heure)}" if seance.heure else ""
        yield "Session envisagée", f"{en_lettres(seance.jour)}{hour}"
        yield "Lieu", seance.lieu
    if modele is table.RETRAIT:
        came = [piece.recue_le for piece in saisine.pieces if piece.nature == "retrait" and piece.au_dossier]
        yield "Retrait reçu le", en_lettres(max(came)) if came else ""
    if modele is table.AVIS_REPUTE and saisine.base:
        limit = limite_legale(saisine.recue_le, saisine.base.delai_mois) if saisine.recue_le else None
        yield "Délai expiré le", en_lettres(limit) if limit else ""
        yield "Effet du silence", f"{EFFETS.get(saisine.base.effet_silence, '')} ({saisine.base.article})"
    if modele is table.CADUCITE and saisine.region_deliberee_le:
        yield "Délibération du", en_lettres(saisine.region_deliberee_le)


def _pieces(saisine: Saisine) -> Iterator[Bloc]:
    yield liste(f"{label} (CGCT, art. {ARTICLE_PIECES})" for label in pieces_manquantes(saisine))
    if saisine.pieces_attendues_le:
        yield paragraphe(f"Elles sont attendues le {en_lettres(saisine.pieces_attendues_le)} au plus tard.")


def _motif(saisine: Saisine) -> str:
    """Why it came to its state, as the act that led there tells."""
    session = object_session(saisine)
    assert session is not None
    came = Acte.saisine_id == saisine.id, Acte.vers == saisine.etat, Acte.de != Acte.vers
    return session.scalars(select(Acte.motif).where(*came).order_by(Acte.id.desc()).limit(1)).first() or ""
