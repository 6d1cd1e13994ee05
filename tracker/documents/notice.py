"""A public text in words: what a list, a page and a feed say of it, and nothing that is not known."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from ..display.mots import pluriel
from ..display.votes import Vote, vote
from ..models import Reprise, Texte
from ..procedure.reglement import ARTICLE_DELEGATION
from ..procedure.texte import NATURES
from ..prose.arbre import analyser, composer, sommaire
from ..prose.arbre import texte as mots
from ..prose.dates import en_lettres, sans_jour
from ..prose.html import rendre_arbre, rendre_blocs
from ..prose.typographie import francais
from .ecrit import ordonner
from .matiere import illustrations, parties

PORTEE = "Le vote porte sur le projet d’avis du conseil, non sur le projet de la Région."
SANS_AVIS = "Aucun avis n’a été adopté ; positions exprimées."
REPRIS = "Repris de l’ancien registre : seul ce qui était connu est affiché."
#: Headings from which a text gets its contents beside it.
TITRES_POUR_UN_SOMMAIRE = 3
POSITIONS = "Positions exprimées"
ISSUES = {"adopté": ("Adopté", "adopte"), "prend acte": ("Pris acte", "attente")}


def genre_public(texte: Any) -> str:
    """What a public text is: without an opinion there are only positions, whatever was drafted."""
    return POSITIONS if texte.etat == "positions_publiees" else NATURES[texte.nature]


def mention(row: Any) -> str:
    """The line under a title in a list: kind, day, figures."""
    parts = [genre_public(row), sans_jour(row.jour) if row.jour else "date non connue"]
    if row.etat == "positions_publiees":
        parts.append("aucun avis adopté, positions exprimées")
    elif row.pour is not None and row.contre is not None:
        parts.append(voix(row))
    elif row.unanimite:
        parts.append("à l’unanimité")
    elif row.resultat == "prend acte":
        parts.append("le conseil en a pris acte")
    return " · ".join(parts)


def voix(figures: Any) -> str:
    """« 61 pour, 9 contre, 12 abstentions », as far as it is known."""
    known = [f"{figures.pour} pour", f"{figures.contre} contre"]
    if figures.abstention:
        known.append(pluriel(figures.abstention, "abstention"))
    if figures.pour == figures.contre:
        known.append("voix prépondérante")
    return ", ".join(known)


def adoption(texte: Texte, reprise: Reprise | None) -> str:
    """Who adopted a text and when, in one sentence."""
    if texte.etat == "positions_publiees":
        return SANS_AVIS
    day = f" le {en_lettres(texte.adopte_le)}" if texte.adopte_le else ""
    body = _instance(texte, reprise)
    if reprise is not None and reprise.resultat == "prend acte":
        who = body or "le conseil"
        return f"{who[0].upper()}{who[1:]} a pris acte de ce texte{day}."
    agreed = " à l’unanimité" if reprise is not None and reprise.unanimite else ""
    by = f" par {body}" if body else ""
    return f"Texte adopté{agreed}{by}{',' if by.endswith(')') else ''}{day}."


def _instance(texte: Texte, reprise: Reprise | None) -> str:
    if reprise is not None:
        return {"plénière": "l’assemblée plénière", "bureau": "le bureau"}.get(reprise.adopte_par, "")
    if texte.adopte_par == "bureau":
        return f"le bureau, par délégation (CGCT, art. {ARTICLE_DELEGATION})"
    return "l’assemblée plénière"


def decompte(texte: Texte) -> str:
    """The figures of the deciding vote in a few words; empty where they are not known."""
    scrutin = texte.scrutin_d_adoption
    return voix(scrutin) if scrutin and scrutin.pour is not None and scrutin.contre is not None else ""


def presence(texte: Texte, reprise: Reprise | None) -> str:
    """Who was there, as an older register tells it; a vote held here says it in its own sentence."""
    if reprise is None:
        return ""
    scrutin = texte.scrutin_d_adoption
    known = [
        (reprise.votants, "votant"),
        (scrutin.presents if scrutin else None, "présent"),
        (scrutin.en_exercice if scrutin else None, "membre"),
    ]
    said = [pluriel(count, word) for count, word in known if count is not None]
    return f"{', '.join(said)}{' en exercice' if known[2][0] is not None else ''}." if said else ""


def scrutin_public(texte: Texte, reprise: Reprise | None) -> Vote | None:
    """The vote as the page draws it; no bar where figures are missing, nothing at all where none is known."""
    scrutin = texte.scrutin_d_adoption
    if scrutin is None:
        return None
    drawn = vote(scrutin)
    drawn = replace(drawn, phrase=francais(drawn.phrase))
    if all(part.nombre is None for part in drawn.parts):
        return None
    if scrutin.pour is None or scrutin.contre is None:
        drawn = replace(drawn, parts=tuple(replace(part, largeur=0.0) for part in drawn.parts))
    if reprise is not None and reprise.resultat in ISSUES:
        label, tone = ISSUES[reprise.resultat]
        drawn = replace(drawn, libelle=label, ton=tone)
    return drawn


@dataclass(frozen=True)
class Corps:
    """The text itself, ready to show, with its contents when it is long enough to need them."""

    html: Markup
    titres: list[tuple[str, str]]


def corps(texte: Texte, image: Callable[[str], str]) -> Corps | None:
    """What an adopted text says; a rejected draft is not published, and an archive has none.

    `image` gives the public address of a picture from its SHA-256.
    """
    if texte.etat != "publie" or texte.version is None:
        return None
    known = {fichier.empreinte for fichier in illustrations(texte.version)}
    arbre = ordonner(composer(texte.version.blocs), parties(texte.version), known)
    first = [(title["ancre"], mots(title["runs"])) for title in sommaire(arbre.noeuds) if title["niveau"] == 1]
    return Corps(Markup(rendre_arbre(arbre, 2, image)), first if len(first) >= TITRES_POUR_UN_SOMMAIRE else [])


def positions(texte: Texte, genre: str) -> list[tuple[str, Markup]]:
    """Each position of a kind with its author, ready to show under a heading of the page."""
    return [
        (position.auteur, Markup(rendre_blocs(analyser(position.contenu), 3))) for position in texte.positions_de(genre)
    ]


def auteur_public(saisine: Any) -> str:
    """Who asked; the name of a citizen who petitions is not published."""
    if saisine.nature == "citoyenne" or saisine.demandeur is None:
        return ""
    return str(saisine.demandeur.nom)
