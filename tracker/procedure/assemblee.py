"""The composition of the assembly: what the law counts in its seats, its bureau and its sections."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from ..roles import BUREAU, Role

#: The bodies in which people sit; the plenary and the bureau exist in every assembly.
GENRES: dict[str, str] = {
    "pleniere": "Assemblée plénière",
    "bureau": "Bureau",
    "commission": "Commission",
    "section": "Section",
    "groupe_de_travail": "Groupe de travail",
    "groupe_de_coordination": "Groupe de coordination",
}
#: Those that the assembly creates and ends.
GENRES_CREES = tuple(list(GENRES)[2:])
#: Those that files are assigned to, and that write texts.
SAISISSABLES = ("commission", "section")

#: What the annexe to R. 4134-1 reserves some seats to.
QUALITES_DE_SIEGE: dict[str, str] = {"environnement": "Environnement", "jeunesse": "Jeunesse"}

MOTIFS_DE_FIN: dict[str, str] = {
    "demission": "Démission",
    "perte_de_qualite": "Perte de la qualité qui justifiait la désignation",
    "remplacement": "Remplacement par l’organisme",
    "demission_d_office": "Démission d’office prononcée par le préfet",
    "deces": "Décès",
    "renouvellement": "Fin de la mandature",
    "autre": "Autre motif",
}

#: The functions that are exercised in each kind of body, in the order in which a page tells them.
FONCTIONS: dict[str, tuple[Role, ...]] = {
    "pleniere": (),
    "bureau": (*BUREAU, Role.RAPPORTEUR_GENERAL),
} | {
    genre: (
        Role.PRESIDENT_DE_COMMISSION,
        Role.VICE_PRESIDENT_DE_COMMISSION,
        Role.RAPPORTEUR_DE_COMMISSION,
        Role.MEMBRE_DE_COMMISSION,
        *((Role.MEMBRE_ASSOCIE,) if genre == "section" else ()),
    )
    for genre in GENRES_CREES
}

PRESENCES: dict[str, str] = {"present": "Présent", "excuse": "Excusé", "absent": "Absent"}

#: What gives each college its seats.
ARTICLE_COLLEGES = "R. 4134-1, annexe XI"
ARTICLE_MANDATURE = "R. 4134-4"
ARTICLE_VACANCE = "R. 4134-6"
ARTICLE_ABSENCES = "R. 4134-7"
ARTICLE_BUREAU = "R. 4134-12"
ARTICLE_SECTION = "R. 4134-18"
ARTICLE_PARITE = "L. 4134-2"

#: Six years for a term (R. 4134-4), half of them for the president and the bureau (R. 4134-12).
ANNEES_DE_MANDATURE = 6
ANNEES_DE_MI_MANDAT = 3
#: A seat is filled within two months of the finding of its vacancy (R. 4134-6).
MOIS_DE_VACANCE = 2
#: The colleges of the businesses and of the unions, which weigh the same in the bureau (R. 4134-12).
ENTREPRISES, SYNDICATS = 1, 2
#: The four colleges of every assembly (R. 4134-1), in words and in short; their seats are those of its annexe.
COLLEGES: tuple[tuple[str, str], ...] = (
    ("Entreprises et activités professionnelles non salariées", "Entreprises"),
    ("Organisations syndicales de salariés les plus représentatives", "Syndicats de salariés"),
    ("Organismes et associations qui participent à la vie collective de la région", "Associations"),
    ("Personnalités qualifiées", "Personnalités qualifiées"),
)
ARTICLE_COLLEGES = "R. 4134-1"


def fin_prevue(debut: date) -> date:
    """The last day of a term that begins on a day (R. 4134-4)."""
    return debut + relativedelta(years=ANNEES_DE_MANDATURE, days=-1)


def mi_mandat(debut: date) -> date:
    """The day from which the second half of a term runs: president and bureau are elected again (R. 4134-12)."""
    return debut + relativedelta(years=ANNEES_DE_MI_MANDAT)


def limite_de_vacance(constatee_le: date) -> date:
    """The last day on which a seat found vacant is filled in time (R. 4134-6)."""
    return constatee_le + relativedelta(months=MOIS_DE_VACANCE)


@dataclass(frozen=True)
class Vacance:
    """A seat that nobody holds: since which day, and until which it is filled in time."""

    depuis: date
    limite: date
    #: Whether the day of the finding is known; otherwise the two months are counted from the end of the mandate.
    constatee: bool


def vacance(debut_du_siege: date, fin: date | None, constatee_le: date | None) -> Vacance:
    """The vacancy of a seat whose last mandate ended on a day, or that nobody ever held (R. 4134-6)."""
    since = fin + timedelta(days=1) if fin else debut_du_siege
    return Vacance(since, limite_de_vacance(constatee_le or since), constatee_le is not None)


def desequilibre_du_bureau(par_college: Mapping[int, int]) -> str | None:
    """What is wrong in a bureau counted by rank of college, or None (R. 4134-12)."""
    businesses, unions = par_college.get(ENTREPRISES, 0), par_college.get(SYNDICATS, 0)
    if businesses == unions:
        return None
    return (
        f"Le bureau compte {_membres(businesses)} du premier collège et {_membres(unions)} du deuxième : "
        f"ces deux nombres doivent être égaux (art. {ARTICLE_BUREAU})."
    )


def taille_du_bureau(membres: int, prevus: int) -> str | None:
    """What is wrong in the size of the bureau, or None; 0 expected is « not fixed » (R. 4134-21)."""
    if not prevus or membres == prevus:
        return None
    return f"Le bureau compte {_membres(membres)} ; le règlement intérieur en prévoit {prevus}."


def exces_d_associes(membres: int, associes: int) -> str | None:
    """What is wrong in a section of councillors and outsiders, or None: a third of outsiders at most (R. 4134-18)."""
    if associes * 3 <= membres + associes:
        return None
    return (
        f"{_membres(associes, 'associé')} sur {membres + associes} : "
        f"les personnes extérieures forment un tiers au plus d’une section (art. {ARTICLE_SECTION})."
    )


def ecart_de_parite(civilites: Iterable[str | None]) -> str | None:
    """What is wrong among the members that one body names, or None; unknown where somebody's is (L. 4134-2)."""
    counted = Counter(civilites)
    women, men = counted["madame"], counted["monsieur"]
    if None in counted or abs(women - men) <= 1:
        return None
    return (
        f"{women} femme{'s' if women > 1 else ''} et {men} homme{'s' if men > 1 else ''} : "
        f"l’écart est d’un au plus (art. {ARTICLE_PARITE})."
    )


def absences_a_constater(absences: int, seances: int) -> str | None:
    """What the bureau may find of somebody absent without excuse from half the sittings of a year (R. 4134-7), or None.

    An information, never an effect: the bureau finds it, and the préfet alone decides.
    """
    if not seances or not absences or absences * 2 < seances:
        return None
    return (
        f"Absent sans excuse à la moitié des séances de l’année ({absences} sur {seances}) : "
        f"le bureau peut le constater et le préfet déclarer la démission d’office (art. {ARTICLE_ABSENCES})."
    )


def _membres(count: int, adjective: str = "") -> str:
    plural = "s" if count > 1 else ""
    return f"{count} membre{plural}" + (f" {adjective}{plural}" if adjective else "")
