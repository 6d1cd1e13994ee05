"""Turn the text of one cell into a value, or say in French why it cannot be one."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from tracker.imports.colonnes import POSITIONS
from tracker.imports.tableau import clef

PREMIERE_ANNEE = 1974  # the first full year of the regional councils' consultative assemblies
EFFECTIF_MAX = 100_000
ORGANISATION_MAX = 300
ESPACES = " \u00a0\u202f"

_MOIS = (
    ("janvier", "janv"),
    ("fevrier", "fevr", "fev"),
    ("mars",),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juil"),
    ("aout",),
    ("septembre", "sept"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("decembre", "dec"),
)
MOIS = {nom: rang for rang, noms in enumerate(_MOIS, start=1) for nom in noms}

_ISO = re.compile(r"(?P<a>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<j>[0-9]{1,2})")
_FRANCAISE = re.compile(r"(?P<j>[0-9]{1,2})([/.-])(?P<m>[0-9]{1,2})\2(?P<a>[0-9]{4})")
_EN_LETTRES = re.compile(
    rf"(?P<j>[0-9]{{1,2}})(?:er)?[{ESPACES}]+(?P<m>[^\W\d_]+)\.?[{ESPACES}]+(?P<a>[0-9]{{4}})", re.IGNORECASE
)
_ANNEE_COURTE = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}")
_EFFECTIF = re.compile(rf"[0-9]+|[0-9]{{1,3}}(?:[{ESPACES}][0-9]{{3}})+")
_ERREUR_DE_TABLEUR = re.compile(r"#(?:REF!|N/A|VALUE!|VALEUR!|NAME\?|NOM\?|DIV/0!|NUM!|NOMBRE!|NULL!|NUL!|#+)")
_SENS_DE_LECTURE = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class ValeurRefusee(ValueError):
    """The cell holds no such value; the message is a French clause that says why."""


def texte(valeur: str, maximum: int, *, plusieurs_lignes: bool = False) -> str:
    """Read a text; a tab, and on a single line a break, is a space."""
    valeur = re.sub(r"\t+" if plusieurs_lignes else r" *[\t\n][ \t\n]*", " ", valeur).strip()
    if _ERREUR_DE_TABLEUR.fullmatch(valeur):
        raise ValeurRefusee("la cellule contient une erreur du tableur")
    if len(valeur) > maximum:
        raise ValeurRefusee(f"le texte compte {len(valeur)} caractères, pour {maximum} au plus")
    if any(_interdit(lettre) for lettre in valeur):
        raise ValeurRefusee("le texte contient un caractère de contrôle")
    return valeur


def texte_obligatoire(valeur: str, maximum: int) -> str:
    """Read a text that must be there."""
    if not (lu := texte(valeur, maximum)):
        raise ValeurRefusee("la valeur est obligatoire")
    return lu


def jour(valeur: str, aujourdhui: date, avenir: int = 1) -> date | None:
    """Read an ISO or French date; a day that no calendar holds, or more than `avenir` years away, is refused."""
    if not valeur:
        return None
    trouve = _ISO.fullmatch(valeur) or _FRANCAISE.fullmatch(valeur) or _EN_LETTRES.fullmatch(valeur)
    if trouve is None and _ANNEE_COURTE.fullmatch(valeur):
        raise ValeurRefusee("l'année d'une date s'écrit en quatre chiffres")
    mois = _mois(trouve["m"]) if trouve else None
    if trouve is None or mois is None:
        raise ValeurRefusee("ce n'est pas une date\u00a0: écrivez par exemple 2014-10-15 ou 15/10/2014")
    try:
        lu = date(int(trouve["a"]), mois, int(trouve["j"]))
    except ValueError:
        raise ValeurRefusee("cette date n'existe pas au calendrier") from None
    if not PREMIERE_ANNEE <= lu.year <= aujourdhui.year + avenir:
        raise ValeurRefusee(f"l'année doit être comprise entre {PREMIERE_ANNEE} et {aujourdhui.year + avenir}")
    return lu


def effectif(valeur: str) -> int | None:
    """Read a count; empty is unknown, which is not zero."""
    if not valeur:
        return None
    if not _EFFECTIF.fullmatch(valeur):
        raise ValeurRefusee("ce n'est pas un nombre entier, positif ou nul")
    chiffres = re.sub(f"[{ESPACES}]", "", valeur).lstrip("0") or "0"
    if len(chiffres) > 6 or int(chiffres) > EFFECTIF_MAX:
        raise ValeurRefusee("le nombre dépasse 100\u202f000")
    return int(chiffres)


def choix(valeur: str, permis: Iterable[str], autres: dict[str, str] | None = None) -> str:
    """Read one of the permitted words, in its own spelling, or nothing."""
    if not valeur:
        return ""
    permis = tuple(permis)
    lus = {clef(mot): mot for mot in permis} | (autres or {})
    if (lu := lus.get(clef(valeur))) is None:
        raise ValeurRefusee(f"la valeur doit être l'une de celles-ci\u00a0: {', '.join(permis)}")
    return lu


def choix_obligatoire(valeur: str, permis: Iterable[str]) -> str:
    """Read one of the permitted words."""
    if not valeur:
        raise ValeurRefusee("la valeur est obligatoire")
    return choix(valeur, permis)


def oui_ou_non(valeur: str) -> bool | None:
    """Read oui or non; empty is unknown."""
    lu = choix(valeur, ("oui", "non"))
    return lu == "oui" if lu else None


def region(valeur: str) -> str:
    """Read an INSEE region code."""
    if valeur and not re.fullmatch("[0-9]{2}", valeur):
        raise ValeurRefusee(
            "le code INSEE d'une région s'écrit sur deux chiffres, comme 93 ou 04 "
            "(un tableur retire parfois le zéro du début)"
        )
    return valeur


def positions(valeur: str) -> tuple[tuple[str, str], ...]:
    """Read « organisation : position » pairs; an unusual position is kept as it was written."""
    valeur = texte(valeur, 20_000)
    return tuple(_position(morceau) for morceau in valeur.split("|") if morceau.strip())


def _position(morceau: str) -> tuple[str, str]:
    organisation, _, position = (partie.strip() for partie in morceau.rpartition(":"))
    if not organisation or not position:
        raise ValeurRefusee(
            f"«\u00a0{morceau.strip()}\u00a0» devrait s'écrire «\u00a0organisation : position\u00a0», "
            "chaque organisation étant séparée de la suivante par une barre |"
        )
    if len(organisation) > ORGANISATION_MAX:
        raise ValeurRefusee(f"le nom d'une organisation dépasse {ORGANISATION_MAX} caractères")
    connues = {clef(mot): mot for mot in POSITIONS} | {"abstentions": "abstention", "sabstient": "abstention"}
    return organisation, connues.get(clef(position), position)


def _mois(ecrit: str) -> int | None:
    return int(ecrit) if ecrit.isdecimal() else MOIS.get(clef(ecrit))


def _interdit(lettre: str) -> bool:
    """Control characters, and those that turn the reading order of what follows."""
    return lettre != "\n" and (unicodedata.category(lettre) in {"Cc", "Cs"} or lettre in _SENS_DE_LECTURE)
