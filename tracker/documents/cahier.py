"""The booklet of amendments: each in the order of discussion, with its place, its words marked, what became of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..display.debat import ANNONCES, Places, extrait
from ..display.mots import nomme
from ..models import Amendement, AvisSurAmendement, Texte
from ..models.discussion import en_discussion, modification
from ..procedure.amendement import AVIS_DE, SENS
from ..prose.arbre import analyser
from ..prose.dates import en_lettres, sans_jour
from .changement import Passage, changement
from .pdf import compiler
from .seances.piece import en_tete, images
from .seances.tenue import Emetteur

#: Decisions in words, for what no ballot tells.
SANS_VOTE = {
    "depose": "Recevabilité à examiner.",
    "recevable": "À décider.",
    "irrecevable": "Irrecevable.",
    "accepte": "Accepté par le rapporteur.",
    "ecarte": "Non retenu par le rapporteur.",
    "retire": "Retiré par son auteur.",
    "tombe": "Tombé.",
    "integre": "Accepté par le rapporteur, intégré au texte.",
}


@dataclass(frozen=True, slots=True)
class Avis:
    """An opinion: whose, what it says, why, and the wording that would be accepted."""

    de: str
    sens: str
    motif: str
    redaction: list[Passage]


@dataclass(frozen=True, slots=True)
class Entree:
    """One amendment of the booklet; the reasons are Markdown."""

    nom: str
    sous: bool
    geste: str
    lieu: str
    auteur: str
    cosignataires: list[str]
    changement: list[Passage]
    expose: str
    avis: list[Avis]
    decision: list[str]


@dataclass(frozen=True, slots=True)
class Cahier:
    """All that the booklet prints."""

    emetteur: Emetteur
    titre: str
    genre: str
    version: int
    seance: str
    le: date
    entrees: list[Entree]


def donnees_du_cahier(amende: Texte, emetteur: Emetteur, le: date) -> Cahier:
    """The booklet of a text whose amendments are loaded, on a day."""
    places = Places()
    point = amende.point or next(iter(reversed(amende.points)), None)
    rows = en_discussion(amende.amendements)
    return Cahier(
        emetteur=emetteur,
        titre=amende.titre,
        genre=amende.nature_libelle,
        version=rows[0].version.numero if rows else amende.version.numero if amende.version else 0,
        seance=f"{point.seance.intitule} du {en_lettres(point.seance.jour)}" if point else "",
        le=le,
        entrees=[entree(one, places) for one in rows],
    )


def entree(one: Amendement, places: Places) -> Entree:
    """What the booklet says of one amendment."""
    return Entree(
        nom=nomme(one),
        sous=one.parent_id is not None,
        geste=ANNONCES[one.geste],
        lieu=places.lieu(one),
        auteur=one.auteur,
        cosignataires=[signed.personne.nom_complet for signed in one.cosignatures],
        changement=changement(*extrait(one, modification(one))),
        expose=one.expose,
        avis=[_avis(one, said) for said in one.avis],
        decision=_decision(one),
    )


def _avis(one: Amendement, said: AvisSurAmendement) -> Avis:
    before = () if one.geste == "ajouter" else extrait(one, modification(one))[0]
    wording = changement(before, said.blocs) if said.blocs else []
    return Avis(AVIS_DE[said.origine], SENS[said.sens], said.motif, wording)


def _decision(one: Amendement) -> list[str]:
    scrutin = one.scrutin
    if scrutin is None or scrutin.issue is None:
        return [SANS_VOTE.get(one.etat, one.etape)]
    day = f", le {sans_jour(scrutin.tenu_le)}" if scrutin.tenu_le else ""
    first, *others = scrutin.motifs.splitlines() or [one.etape]
    return [f"{first.rstrip('.')}{day}.", *others]


def cahier_pdf(donnees: Cahier) -> bytes:
    """The booklet as a PDF, the same bytes for the same data."""
    return compiler(
        "cahier",
        {
            "date_document": donnees.le.isoformat(),
            **en_tete(donnees.emetteur),
            "titre": " ".join(donnees.titre.split()) or "Texte",
            "genre": donnees.genre,
            "reperes": [(name, value) for name, value in reperes(donnees) if value],
            "entrees": [_champs(one) for one in donnees.entrees],
        },
        images(donnees.emetteur),
    )


def reperes(donnees: Cahier) -> list[tuple[str, str]]:
    """What the booklet is about, in a few lines."""
    return [
        ("Texte amendé", f"version {donnees.version}, celle qui a été remise aux membres"),
        ("Séance", donnees.seance),
        ("Amendements", str(len(donnees.entrees))),
        ("Arrêté au", sans_jour(donnees.le)),
    ]


def _champs(one: Entree) -> dict[str, Any]:
    return {
        "nom": one.nom,
        "sous": one.sous,
        "lieu": f"{one.geste} · {one.lieu}",
        "auteur": one.auteur,
        "cosignataires": ", ".join(one.cosignataires),
        "changement": [_mots(passage) for passage in one.changement],
        "expose": _sans_titres(analyser(one.expose)),
        "avis": [
            {
                "de": avis.de,
                "sens": avis.sens,
                "motif": avis.motif,
                "redaction": [_mots(passage) for passage in avis.redaction],
            }
            for avis in one.avis
        ],
        "decision": one.decision,
    }


def _sans_titres(valeur: Any) -> Any:
    """The same nodes, their headings in bold: the bookmarks of the booklet are its amendments."""
    match valeur:
        case {"type": "titre", "runs": runs}:
            return {"type": "paragraphe", "runs": [{**run, "gras": True} for run in runs]}
        case dict():
            return {name: _sans_titres(inside) for name, inside in valeur.items()}
        case list():
            return [_sans_titres(inside) for inside in valeur]
    return valeur


def _mots(passage: Passage) -> dict[str, Any]:
    return {"nature": passage.nature, "morceaux": [{"op": op, "texte": said} for op, said in passage.morceaux]}
