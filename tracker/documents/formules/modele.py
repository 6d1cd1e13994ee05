"""A document of the procedure as it is declared: what the program prints, and the passages that the assembly words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..seances.elements import Bloc, redaction
from ..seances.tenue import Emetteur


@dataclass(frozen=True, slots=True)
class Fixe:
    """A place that the program fills from the record; `dit` says with what."""

    nom: str
    dit: str


@dataclass(frozen=True, slots=True)
class Emplacement:
    """A passage of plain words, and those that the program brings."""

    nom: str
    libelle: str
    origine: str
    #: The lines of an address, set in the window of the envelope; else a small Markdown.
    adresse: bool = False


@dataclass(frozen=True, slots=True)
class Modele:
    """A document: its parts in the order in which it is read; nothing typed stands inside what is printed."""

    nom: str
    titre: str
    #: The record that it is about, as the list of documents names it.
    groupe: str
    #: When it is made, and where it is found.
    quand: str
    corps: tuple[Fixe | Emplacement, ...]
    #: Its name among others of the same title.
    parmi: str = ""

    @property
    def nom_complet(self) -> str:
        return f"{self.titre} : {self.parmi}" if self.parmi else self.titre

    @property
    def emplacements(self) -> tuple[Emplacement, ...]:
        return tuple(part for part in self.corps if isinstance(part, Emplacement))


def composer(modele: Modele, emetteur: Emetteur, fixes: Mapping[str, Iterable[Bloc]]) -> Iterator[Bloc]:
    """The body of a document: each of its parts in its turn; raises KeyError where a fixed part was forgotten."""
    for part in modele.corps:
        if isinstance(part, Fixe):
            yield from fixes[part.nom]
        elif not part.adresse:
            yield from passage(mots(modele, part, emetteur))


def mots(modele: Modele, emplacement: Emplacement, emetteur: Emetteur) -> str:
    """The words of a passage: those of the assembly, or the program's; an emptied passage says nothing."""
    return emetteur.mots.get((modele.nom, emplacement.nom), emplacement.origine)


def passage(texte: str) -> list[Bloc]:
    """The blocks of a passage; a letter has no headings of its own: one that was typed is set in bold."""
    return [
        {"type": "paragraphe", "runs": [{**run, "gras": True} for run in bloc["runs"]]}
        if bloc["type"] == "titre"
        else bloc
        for bloc in redaction(texte, 0)
    ]


def adresse(modele: Modele, emetteur: Emetteur) -> tuple[str, ...]:
    """The lines of the addressee that the assembly words; none for a document that is addressed by its record."""
    found = next((part for part in modele.emplacements if part.adresse), None)
    lines = mots(modele, found, emetteur).splitlines() if found else []
    return tuple(line.strip() for line in lines if line.strip())
