"""Two documents that say everything, and a reader of the words in a PDF."""

import io
import re
from collections.abc import Callable
from datetime import date
from itertools import count

import pikepdf
import pytest

from tracker.documents.accuse_reception import AccuseReception, DateCle, PieceManquante, accuse_reception
from tracker.documents.avis import (
    CollegeRepresente,
    DonneesAvis,
    PositionMinoritaire,
    ResultatDuVote,
    SaisineVisee,
    avis,
)
from tracker.documents.seances.tenue import Emetteur
from tracker.prose.blocs import Blocs
from tracker.prose.lecture import lire


def blocs(markdown: str) -> Blocs:
    """The blocks of a Markdown text, with the same identities each time."""
    ranks = count()
    return lire(markdown, lambda: f"b{next(ranks):04}")


TEXTE = """# Le contexte

Un **constat** : [le rapport](https://exemple.fr/a) et `L. 4312-1`.

## Les chiffres

| Chapitre | 2027 |
|:--|--:|
| Lycées | 391 |

> Une citation.

# Les recommandations

1. Publier.
2. Rendre compte.
"""

AVIS = DonneesAvis(
    assemblee="Assemblée consultative du Ponant",
    numero="Avis n° 2026-17",
    titre="Orientations budgétaires 2027",
    genre="Avis sur saisine obligatoire",
    date_seance=date(2026, 12, 10),
    blocs=blocs(TEXTE),
    president="Claire Demonceau",
    qualite_signataire="La présidente",
    phrases_de_vote=["Adopté à la majorité des suffrages exprimés."],
    rapporteurs=["Jeanne Aubrac (2e collège)", "Paul Mercadier (1er collège)"],
    commission="Finances et prospective",
    vote=ResultatDuVote(
        pour=86, contre=4, abstentions=12, presents=102, en_exercice=138, phrase="Le quorum est atteint."
    ),
    reserve="Les rapports ont été envoyés neuf jours avant la séance.",
    positions_minoritaires=[PositionMinoritaire("Un groupe", "# Non\n\nNous votons *contre*.")],
    saisines=[SaisineVisee("2026-041", "Président du conseil régional", date(2026, 11, 10))],
    composition=[CollegeRepresente("Premier collège", ["Paul Mercadier"]), CollegeRepresente("Vide", [])],
    signe_le=date(2026, 12, 11),
    demonstration=True,
)

LETTRE = AccuseReception(
    emetteur=Emetteur(
        assemblee="Assemblée consultative du Ponant",
        ville="Marseille",
        signataire="Claire Demonceau",
        demonstration=True,
    ),
    numero="2026-041",
    destinataire="Monsieur le Président du conseil régional",
    adresse=["Hôtel de Région", "13481 Marseille cedex 20"],
    objet="Orientations budgétaires 2027",
    genre="Saisine obligatoire",
    fondement="art. L. 4241-1",
    date_lettre=date(2026, 11, 10),
    date_reception=date(2026, 11, 12),
    fait_le=date(2026, 11, 13),
    pieces_recues=["Projet de délibération"],
    pieces_manquantes=[PieceManquante("Rapport de présentation", "art. R. 4134-10")],
    dates_cles=[DateCle("Séance plénière", date(2026, 12, 10), "Calendrier"), DateCle("Session", None)],
    adresse_suivi="https://saisines.exemple.fr/suivi/Zk3vQ9xB2m",
)


@pytest.fixture
def exemple_avis() -> DonneesAvis:
    """An opinion with every part it may have."""
    return AVIS


@pytest.fixture
def exemple_lettre() -> AccuseReception:
    """A letter with every part it may have."""
    return LETTRE


@pytest.fixture(scope="session", params=["avis", "accuse_reception"])
def document(request: pytest.FixtureRequest) -> bytes:
    """Each of the documents in turn."""
    return avis(AVIS) if request.param == "avis" else accuse_reception(LETTRE)


@pytest.fixture
def dit() -> Callable[[bytes, str], bool]:
    """Whether a PDF says a sentence, whatever its lines, blanks and hyphens."""
    return lambda octets, phrase: sans_blancs(phrase) in sans_blancs(mots_du_pdf(octets))


def sans_blancs(texte: str) -> str:
    """The signs of a text alone: a page sets its own blanks and hyphens."""
    return re.sub(r"[\s\u00ad\u200b]", "", texte)


def mots_du_pdf(octets: bytes) -> str:
    """What the pages of a PDF say."""
    with pikepdf.open(io.BytesIO(octets)) as pdf:
        return "\n".join(_page(page) for page in pdf.pages)


def _page(page: pikepdf.Page) -> str:
    tables = {nom: _unicode(police) for nom, police in page.Resources.Font.items()}
    table: dict[bytes, str] = {}
    mots: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operandes, operateur = list(instruction.operands), instruction.operator
        if str(operateur) == "Tf":
            table = tables[str(operandes[0])]
        elif str(operateur) in ("Tj", "TJ"):
            chaines = operandes[0] if str(operateur) == "TJ" else operandes
            codes = b"".join(bytes(c) for c in chaines if isinstance(c, pikepdf.String))
            mots.append("".join(table.get(codes[i : i + 2], "") for i in range(0, len(codes), 2)))
    return "".join(mots)


def _unicode(police: pikepdf.Object) -> dict[bytes, str]:
    """The characters of the glyphs of a font, from its ToUnicode table."""
    source = police.ToUnicode.read_bytes().decode("ascii")
    table: dict[bytes, str] = {}
    for section in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
        for glyphe, texte in re.findall(r"<(\w+)>\s*<(\w+)>", section):
            table[bytes.fromhex(glyphe)] = bytes.fromhex(texte).decode("utf-16-be")
    return table
