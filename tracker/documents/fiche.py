"""The path of a saisine and the state of its pieces, as its page and its letters tell them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app

from ..models import WORKFLOWS, Acte, Amendement, Piece, Saisine, Texte
from ..procedure.reglement import ARTICLE_PIECES
from ..procedure.saisine import CHEMIN, NATURES_EXAMINEES, PIECES, SAISINE
from ..procedure.texte import CHEMIN as CHEMIN_DU_TEXTE
from ..procedure.texte import CHEMIN_DE_LA_PARTIE
from ..prose.dates import courte, jour_de, sans_jour


@dataclass(frozen=True)
class Etape:
    """One step of a path: `passe`, `courant`, `avenir` or `sorti`."""

    libelle: str
    statut: str
    detail: str = ""
    date: str = ""


@dataclass(frozen=True)
class PieceAttendue:
    """A piece as a list shows it: there, required, or required and missing."""

    nom: str
    nature: str
    recue: bool
    exigee: bool
    article: str = ""
    date: str = ""
    type: str = ""
    octets: int = 0
    id: int | None = None
    confidentielle: bool = False
    a_verifier: bool = False
    #: Why it was set aside.
    ecart: str = ""


#: States that stand on another state's step.
MEME_ETAPE_DU_TEXTE = {"pret": "en_bureau"}
MEME_ETAPE = {"incomplete": "recue", "confiee_au_bureau": "en_deliberation"}


def chemin(saisine: Saisine, actes: Sequence[Acte]) -> list[Etape]:
    """The steps of a saisine; those behind with the day they were reached, those ahead without."""
    reached: dict[str, Acte] = {}
    for acte in reversed(actes):
        if acte.saisine_id == saisine.id and acte.de != acte.vers:
            reached[MEME_ETAPE.get(acte.vers, acte.vers)] = acte
    examined = saisine.nature in NATURES_EXAMINEES
    steps = [
        (name, label)
        for name, label in CHEMIN
        if (examined and name != "recue") or (not examined and name not in {"a_l_examen", "recevable"})
    ]
    here = MEME_ETAPE.get(saisine.etat, saisine.etat)
    names = [name for name, _ in steps]
    if here not in names:
        return _sortie(saisine, steps, reached)
    rank = names.index(here)
    return [
        Etape(
            SAISINE.states[saisine.etat].label if index == rank else label,
            "passe" if index < rank else "courant" if index == rank else "avenir",
            detail=_detail(saisine, name) if index <= rank else _prevision(saisine, name),
            date=_jour(saisine, name, reached.get(name)) if index <= rank else "",
        )
        for index, (name, label) in enumerate(steps)
    ]


def chemin_du_texte(texte: Texte, actes: Sequence[Acte], *, revue: bool) -> list[Etape]:
    """The steps of a text; the bureau's review only where the rules ask for it or it took place."""
    reached = {MEME_ETAPE_DU_TEXTE.get(acte.vers, acte.vers): acte for acte in reversed(actes)}
    if texte.ensemble_id is not None:
        return _etapes(texte, list(CHEMIN_DE_LA_PARTIE), reached)
    by_bureau = texte.adopte_par == "bureau" or any(s.etat == "confiee_au_bureau" for s in texte.saisines)
    if by_bureau:
        # Given to the bureau, a text may never meet a commission: the path only shows what it went through.
        skipped = {"inscrit", *({"en_commission", "arrete"} - set(reached))}
    else:
        skipped = set() if revue or "en_bureau" in reached else {"en_bureau"}
    return _etapes(texte, [name for name in CHEMIN_DU_TEXTE if name not in skipped], reached)


def chemin_de_l_amendement(amendement: Amendement, actes: Sequence[Acte], *, rapporteur: bool) -> list[Etape]:
    """The steps of an amendment: decided by the assembly, or by the rapporteur where the rules say so."""
    reached = {acte.vers: acte for acte in reversed(actes)}
    by_rapporteur = amendement.etat == "accepte" or "accepte" in reached or (rapporteur and "adopte" not in reached)
    return _etapes(amendement, ["depose", "recevable", "accepte" if by_rapporteur else "adopte", "integre"], reached)


def _etapes(texte: Texte | Amendement, names: list[str], reached: dict[str, Acte]) -> list[Etape]:
    """The steps of a record along a path; what it went through, then how it ended, once it has left it."""
    states = WORKFLOWS[type(texte)].states
    here = MEME_ETAPE_DU_TEXTE.get(texte.etat, texte.etat)
    if here not in names:
        done = (
            [name for name in names if name in reached and reached[name].id <= reached[here].id]
            if here in reached
            else []
        )
        steps = [Etape(states[name].label, "passe", date=_le(reached[name])) for name in done]
        return [*steps, Etape(texte.etape, "sorti", date=_le(reached.get(here)))]
    rank = names.index(here)
    return [
        Etape(
            texte.etape if index == rank else states[name].label,
            "passe" if index < rank else "courant" if index == rank else "avenir",
            date=_le(reached.get(name)) if index <= rank else "",
        )
        for index, name in enumerate(names)
    ]


def _jour(saisine: Saisine, name: str, acte: Acte | None) -> str:
    """A saisine is received on the day of its receipt, whenever it is typed."""
    if name in {"recue", "a_l_examen"} and saisine.recue_le:
        return courte(saisine.recue_le)
    return _le(acte)


def _sortie(saisine: Saisine, steps: list[tuple[str, str]], reached: dict[str, Acte]) -> list[Etape]:
    """The path of a saisine that left it: what was done, then how it ended."""
    done = [Etape(label, "passe", date=_le(reached[name])) for name, label in steps if name in reached]
    last = reached.get(saisine.etat)
    return [*done, Etape(SAISINE.states[saisine.etat].label, "sorti", date=_le(last))]


def _le(acte: Acte | None) -> str:
    """The day of an act, where the assembly sits."""
    if acte is None:
        return ""
    return courte(jour_de(acte.le, current_app.config["FUSEAU"]))


def _detail(saisine: Saisine, name: str) -> str:
    if name == "affectee" and saisine.commission:
        return saisine.commission.nom
    if name == "en_deliberation" and saisine.etat == "confiee_au_bureau":
        return "par délégation"
    return ""


def _prevision(saisine: Saisine, name: str) -> str:
    if name == "en_deliberation" and saisine.pleniere:
        return f"plénière du {sans_jour(saisine.pleniere.jour)}"
    return ""


def _nom(piece: Piece) -> str:
    """What a piece is, and the name of its file where that says something more."""
    stem = piece.nom.rsplit(".", 1)[0]
    return piece.nature_libelle if stem == piece.nature_libelle else f"{piece.nature_libelle} — {piece.nom}"


def pieces_attendues(saisine: Saisine) -> list[PieceAttendue]:
    """The pieces of a file: what is required and missing first, then what is there."""
    required = list(saisine.base.pieces_requises) if saisine.base else []
    missing = [
        PieceAttendue(PIECES[nature], nature, recue=False, exigee=True, article=ARTICLE_PIECES)
        for nature in required
        if nature not in saisine.natures_de_pieces
    ]
    there = [
        PieceAttendue(
            nom=_nom(piece),
            nature=piece.nature,
            recue=True,
            exigee=piece.nature in required and piece.au_dossier,
            date=courte(piece.recue_le),
            type=piece.nom.rsplit(".", 1)[-1].upper(),
            octets=piece.fichier.taille,
            id=piece.id,
            confidentielle=piece.confidentielle,
            a_verifier=piece.a_verifier,
            ecart=piece.ecart,
        )
        for piece in saisine.pieces
    ]
    return [*missing, *there]
