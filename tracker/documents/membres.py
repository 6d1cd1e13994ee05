"""The members as a file: those in office on a day, or an empty model with its explanations."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ..imports.membres.colonnes import COLONNES
from ..procedure.assemblee import MOTIFS_DE_FIN, QUALITES_DE_SIEGE
from .tableurs import Ligne, csv_octets, xlsx_octets

ENTETES = [colonne.libelle for colonne in COLONNES]
#: One line to be written over; its college is the first of the assembly.
EXEMPLE: Sequence[str | int | date | None] = (
    "Madame",
    "Jeanne",
    "Exemple",
    "jeanne.exemple@exemple.fr",
    1,
    "Chambre de commerce et d’industrie ; Chambre de métiers",
    12,
    "",
    "Artisanat et commerce",
    date(2024, 1, 15),
    None,
    "",
    "Transports ; Culture",
    "Membre du bureau ; Rapporteur de commission : Transports (depuis le 01/03/2024)",
    None,
    None,
)
LIGNES_DES_LISTES = 2_000
FONCTIONS = (
    "Présidence du conseil",
    "Vice-présidence du conseil : Prospective",
    "Membre du bureau",
    "Rapporteur général",
    "Présidence de commission : Transports",
    "Vice-présidence de commission : Culture",
    "Rapporteur de commission : Transports",
    "Membre de commission : Transports",
    "Membre associé : Section de la prospective",
)


def exporter_csv(lignes: Iterable[Ligne]) -> bytes:
    """The lines of members as CSV."""
    return csv_octets(ENTETES, lignes)


def exporter_xlsx(lignes: Iterable[Ligne], jour: date) -> bytes:
    """The same as a workbook."""
    return xlsx_octets(f"Membres au {jour:%d-%m-%Y}", ENTETES, lignes)


def modele_csv() -> bytes:
    """The columns and one line of example."""
    return csv_octets(ENTETES, [EXEMPLE])


def modele_xlsx(colleges: Sequence[tuple[int, str]]) -> bytes:
    """The same as a workbook, with lists to choose from and a sheet that explains each column."""
    # Loaded when a workbook goes out: the site starts a fifth of a second sooner without it.
    from openpyxl import load_workbook

    classeur = load_workbook(io.BytesIO(xlsx_octets("Membres", ENTETES, [EXEMPLE])))
    _listes(classeur.worksheets[0], colleges)
    _explications(classeur.create_sheet("Explications"), colleges)
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def _listes(feuille: Any, colleges: Sequence[tuple[int, str]]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = {
        "civilite": ["Madame", "Monsieur"],
        "college": [str(rang) for rang, _ in colleges],
        "qualite": list(QUALITES_DE_SIEGE.values()),
        "motif": [label for label in MOTIFS_DE_FIN.values() if "," not in label],
    }
    for rank, colonne in enumerate(COLONNES, start=1):
        if words := choices.get(colonne.nom):
            # A list tells and does not forbid: what is typed is read with its aliases.
            liste = DataValidation("list", formula1=f'"{",".join(words)}"', showErrorMessage=False, allow_blank=True)
            letter = get_column_letter(rank)
            liste.add(f"{letter}2:{letter}{LIGNES_DES_LISTES}")
            feuille.add_data_validation(liste)


def _explications(feuille: Any, colleges: Sequence[tuple[int, str]]) -> None:
    from openpyxl.styles import Alignment, Font

    rows = [("Colonne", "Ce qu’elle contient"), *((one.libelle, one.explication) for one in COLONNES)]
    rows += [("", ""), ("Collèges", ""), *((str(rang), nom) for rang, nom in colleges)]
    rows += [
        ("", ""),
        ("Fonctions", "Chacune peut porter ses dates : (depuis le 01/03/2024), (du 01/03/2024 au 30/06/2025)."),
    ]
    rows += [("", one) for one in FONCTIONS]
    for row in rows:
        feuille.append(row)
    feuille.column_dimensions["A"].width, feuille.column_dimensions["B"].width = 24, 110
    for rank, (first, _) in enumerate(rows, start=1):
        feuille.cell(rank, 1).font = Font(bold=rank == 1 or bool(first))
        feuille.cell(rank, 2).alignment = Alignment(wrap_text=True, vertical="top")
