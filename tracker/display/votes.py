"""A ballot as a picture and as words."""

from dataclasses import dataclass

from ..models import Scrutin


@dataclass(frozen=True)
class Part:
    """One band of a vote's bar, in hundredths of its width."""

    cle: str
    libelle: str
    nombre: int | None
    x: float
    largeur: float


@dataclass(frozen=True)
class Vote:
    """A ballot as a page shows it."""

    libelle: str
    ton: str
    phrase: str
    parts: tuple[Part, ...]
    #: Held on a second convening, where no quorum is asked.
    seconde: bool = False


VOIX = (
    ("pour", "Pour", "pour"),
    ("contre", "Contre", "contre"),
    ("abstention", "Abstention", "abstention"),
    ("ne_prend_pas_part", "Ne prennent pas part", "nppv"),
)


ISSUES = {"adopte": "Adopté", "rejete": "Rejeté"}


def vote(scrutin: Scrutin) -> Vote:
    """The bar and the table of a ballot: an unknown figure takes no room and says so."""
    figures = [getattr(scrutin, name) for name, _, _ in VOIX]
    total = sum(figure or 0 for figure in figures)
    parts, x = [], 0.0
    for (_name, label, key), figure in zip(VOIX, figures, strict=True):
        width = round(100 * (figure or 0) / total, 2) if total else 0.0
        parts.append(Part(key, label, figure, round(x, 2), width))
        x += width
    return Vote(
        libelle=ISSUES.get(scrutin.issue or "", "Sans résultat"),
        ton=scrutin.issue or "attente",
        phrase=" ".join(scrutin.motifs.splitlines()),
        parts=tuple(parts),
        seconde=scrutin.seconde_convocation,
    )
