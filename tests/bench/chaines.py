"""The acts that lead a saisine and its text to a state, checked against the tables of the procedure."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.procedure.grammar import MEME
from tracker.procedure.saisine import SAISINE
from tracker.procedure.texte import TEXTE
from tracker.roles import Role

TABLES = {"saisine": SAISINE, "texte": TEXTE}

VERS_L_AVIS = [
    "saisine.enregistrer",
    "saisine.affecter",
    "texte.ouvrir",
    "saisine.engager",
    "texte.soumettre",
    "texte.arreter",
    "texte.envoyer_au_bureau",
    "texte.valider",
    "texte.inscrire",
    "saisine.deliberer",
    "texte.adopter",
    "saisine.rendre_avis",
    "texte.signer",
    "texte.transmettre",
    "saisine.transmettre",
    "texte.publier",
    "saisine.publier",
    "saisine.suivre",
    "saisine.clore",
]


def _jusqu_a(last: str) -> list[str]:
    return VERS_L_AVIS[: VERS_L_AVIS.index(last) + 1]


#: Each path with its weight: eight acts a saisine on average, most files closed, as in an old register.
CHEMINS: tuple[tuple[int, list[str]], ...] = (
    (33, ["saisine.reprendre_archive", "texte.reprendre_archive"]),
    (23, _jusqu_a("saisine.clore")),
    (3, _jusqu_a("saisine.suivre")),
    (9, _jusqu_a("saisine.publier")),
    (2, _jusqu_a("saisine.rendre_avis")),
    (4, _jusqu_a("saisine.deliberer")),
    (4, _jusqu_a("texte.soumettre")),
    (4, _jusqu_a("saisine.affecter")),
    (10, ["saisine.enregistrer"]),
    (2, ["saisine.enregistrer", "saisine.declarer_incomplete"]),
    (3, ["saisine.enregistrer", "saisine.declarer_irrecevable"]),
    (3, ["saisine.enregistrer", "saisine.affecter", "saisine.retirer"]),
)


@dataclass(frozen=True)
class Pas:
    """One act of a path."""

    objet: str
    transition: str
    de: str
    vers: str
    role: Role
    motif: bool


def pas(chemin: list[str]) -> Iterator[Pas]:
    """The acts of a path; a step that its table does not allow is an error of the bench."""
    etats = {"saisine": "neant", "texte": "neant"}
    for step in chemin:
        objet, _, name = step.partition(".")
        row = TABLES[objet].row(name, etats[objet])
        assert row is not None, f"{step} does not start from {etats[objet]}"
        vers = etats[objet] if row.to == MEME else row.to
        yield Pas(objet, name, etats[objet], vers, row.by[0], row.reason)
        etats[objet] = vers
