"""A fact that a letter cannot do without."""

from dataclasses import dataclass

from ..seances.tenue import Emetteur


@dataclass(frozen=True, slots=True)
class Manque:
    """What is missing, in one sentence, and the word of the desk where it is written."""

    phrase: str
    ou: str


def sans_signataire(emetteur: Emetteur) -> list[Manque]:
    """Nobody presides: nobody signs."""
    if emetteur.signataire:
        return []
    return [Manque("Personne ne préside l’assemblée aujourd’hui : la lettre n’a pas de signataire.", "presidence")]
