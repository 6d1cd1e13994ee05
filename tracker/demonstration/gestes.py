"""The gestures of the desks, in one line each for the stories: deposit, write, count, send."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from ..models import (
    BaseLegale,
    Designation,
    Instance,
    Lien,
    Personne,
    Piece,
    Point,
    Position,
    Saisine,
    Scrutin,
    Seance,
    Texte,
    Transmission,
    Version,
    numero_suivant,
)
from ..models.versions import enregistrer
from ..procedure.saisine import NATURES_EXAMINEES, PIECES
from ..procedure.texte import destinataires
from ..prose.comparaison import apparier
from ..prose.lecture import lire
from .papiers import document, fichier, page
from .scene import Scene


@dataclass(frozen=True)
class Voix:
    """What a ballot counted; None is unknown."""

    pour: int
    contre: int
    abstention: int | None = 0
    ne_prend_pas_part: int | None = None
    #: How the chair voted: it decides a tie.
    president: str | None = None


def recevoir(
    d: Scene,
    objet: str,
    base: str,
    *,
    nature: str = "obligatoire",
    de: str = "region",
    pieces: Sequence[str] = ("lettre", "projet", "rapport"),
    suivie_par: str = "chargee",
    session: int | None = None,
    limite: int | None = None,
    **faits: Any,
) -> Saisine:
    """A saisine arrives today: registered with its pieces, or put before the bureau, as its kind wants."""
    regles = d.regles()[1]
    saisine = Saisine(
        numero=numero_suivant(d.session, Saisine.numero, regles, regles.numerotation, d.jour.year),
        objet=objet,
        nature=nature,
        base=d.session.scalars(select(BaseLegale).where(BaseLegale.code == base)).one(),
        demandeur=d.assemblee.demandeurs[de],
        recue_le=d.jour,
        lettre_le=None if de == "conseil" else d.jour - timedelta(days=2),
        canal="interne" if de == "conseil" else faits.pop("canal", "plateforme"),
        suivie_par=d.assemblee.qui(suivie_par),
        session_region_le=None if session is None else d.le(session),
        limite_amendements_region_le=None if limite is None else d.le(limite),
        **faits,
    )
    d.agir(saisine, "proposer" if nature in NATURES_EXAMINEES else "enregistrer", d.assemblee.qui("secretaire"))
    saisine.enregistree_le = d.instant()
    if de != "conseil":
        for piece in pieces:
            deposer(d, saisine, piece)
    return saisine


def deposer(d: Scene, saisine: Saisine, nature: str) -> Piece:
    """A piece of the file, under the name that a clerk would give it."""
    piece = Piece(
        saisine=saisine,
        fichier=fichier(d, page(d, saisine, nature)),
        nature=nature,
        nom=f"{PIECES[nature]}.pdf",
        recue_le=d.jour,
        version_dossier=saisine.version_dossier or 1,
        deposee_le=d.instant(),
        deposee_par=d.assemblee.qui("secretaire"),
    )
    d.session.add(piece)
    return piece


def affecter(
    d: Scene,
    saisine: Saisine,
    commission: str,
    pleniere: str | None = None,
    motif: str = "",
    avis_de: Sequence[str] = (),
) -> None:
    """The bureau's orientation, then the act of the president."""
    saisine.commission = d.assemblee.commissions[commission]
    saisine.commissions_pour_avis = [d.assemblee.commissions[word] for word in avis_de]
    saisine.pleniere = d.seances[pleniere] if pleniere else None
    d.agir(saisine, "affecter", d.assemblee.qui("president"), motif)


def ouvrir(
    d: Scene,
    saisines: Sequence[Saisine],
    nature: str,
    titre: str,
    commission: str,
    rapporteurs: Sequence[Personne] = (),
) -> Texte:
    """A text opens under the names of its rapporteurs, by the chair of its commission."""
    body = d.assemblee.commissions[commission]
    texte = Texte(nature=nature, titre=titre, commission=body, commission_id=body.id, saisines=list(saisines))
    named = rapporteurs or d.assemblee.membres[commission][1:3]
    texte.designations = [Designation(personne=personne, rang=rang) for rang, personne in enumerate(named, 1)]
    d.agir(texte, "ouvrir", d.assemblee.qui(f"presidente {commission}"))
    texte.cree_le = d.instant()
    return texte


def ecrire(d: Scene, texte: Texte, contenu: str, motif: str = "") -> Version:
    """One more version of a text, by its first rapporteur."""
    blocs = apparier(texte.version.blocs if texte.version else (), lire(contenu))
    version = enregistrer(d.session, texte, blocs, auteur=texte.rapporteurs[0], motif=motif)
    assert version is not None
    version.le = d.instant()
    return version


def compter(d: Scene, texte: Texte, instance: Instance, voix: Voix, point: Point | None = None) -> Scrutin:
    """A ballot on the present version, closed with what its figures decide."""
    seance = point.seance if point else None
    scrutin = Scrutin(
        texte=texte,
        version=texte.version,
        instance=instance,
        point=point,
        tenu_le=d.jour,
        pour=voix.pour,
        contre=voix.contre,
        abstention=voix.abstention,
        ne_prend_pas_part=voix.ne_prend_pas_part,
        voix_du_president=voix.president,
        presents=seance.presents if seance else None,
        en_exercice=seance.en_exercice if seance else None,
        pouvoirs=seance.pouvoirs if seance else None,
        seconde_convocation=bool(seance and seance.seconde_convocation),
        reglement_id=d.regles()[0],
    )
    resultat = scrutin.resultat(d.regles()[1])
    if resultat.issue is None:
        raise ValueError(" ".join(resultat.manques))
    scrutin.issue = resultat.issue.value
    scrutin.motifs = "\n".join(resultat.phrases)
    scrutin.clos_le = d.instant()
    d.session.add(scrutin)
    d.session.flush()
    return scrutin


def porter(d: Scene, texte: Texte, seance: Seance) -> Point:
    """The text takes its place on an agenda."""
    rank = max((point.rang for point in seance.points), default=0) + 1
    point = Point(seance=seance, rang=rank, intitule=texte.titre, texte=texte, version=texte.version, duree=30)
    d.session.add(point)
    d.session.flush()
    return point


def inscrire(d: Scene, texte: Texte, seance: Seance, motif: str = "") -> None:
    porter(d, texte, seance)
    d.agir(texte, "inscrire", d.assemblee.qui("secretaire"), motif)


def voter(d: Scene, texte: Texte, voix: Voix) -> None:
    """The plenary, or the bureau under delegation, votes; the secretariat records what it decided."""
    point = texte.point_devant("bureau" if texte.etat == "en_bureau" else "pleniere")
    assert point is not None
    scrutin = compter(d, texte, point.seance.instance, voix, point)
    d.agir(texte, "adopter" if scrutin.issue == "adopte" else "rejeter", d.assemblee.qui("secretaire"))


def prendre_position(d: Scene, texte: Texte, *positions: tuple[str, str]) -> None:
    """The minority positions that the opinion must mention, or that there is none."""
    for auteur, contenu in positions:
        d.session.add(Position(texte=texte, auteur=auteur, contenu=contenu))
    texte.aucune_position = not positions
    d.session.flush()


def signer(d: Scene, texte: Texte) -> None:
    """The final document, then the president's signature."""
    texte.document = fichier(d, document(d, texte))
    texte.document_source = texte.source_du_document()
    d.agir(texte, "signer", d.assemblee.qui("president"))


def transmettre(d: Scene, texte: Texte) -> None:
    """The adopted text leaves to each of those it is owed to."""
    for destinataire in destinataires(d.regles()[1].prefet_destinataire):
        moyen = "Courrier recommandé" if destinataire == "prefet" else "Courriel avec accusé de réception"
        d.session.add(Transmission(texte=texte, destinataire=destinataire, envoyee_le=d.jour, moyen=moyen))
    d.session.flush()
    d.agir(texte, "transmettre", d.assemblee.qui("secretaire"))


def publier(d: Scene, texte: Texte) -> None:
    """The official publication, then the one on the site."""
    texte.publication_reference = f"Recueil des actes administratifs de la Région, n° {d.jour:%Y-%m}"
    texte.publication_le = d.jour
    d.agir(texte, "publier", d.assemblee.qui("communicante"))


def lier(d: Scene, source: Saisine, cible: Saisine, nature: str) -> None:
    d.session.add(Lien(source=source, cible=cible, nature=nature))
