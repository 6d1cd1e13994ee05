"""A file of members on its way in: the bytes that were sent, and what was added on screen, which never touches them."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from .colonnes import COLONNES
from .plan import Options

CORRECTIONS_MAX = 2_000
CELLULE_MAX = 5_000
NOMS_MAX = 100
_COLONNES = {colonne.nom for colonne in COLONNES}


@dataclass(frozen=True)
class Reprise:
    """What a preview is made of, beside the file itself."""

    options: Options
    corrections: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    def ecrire(self) -> bytes:
        """As it waits beside the file."""
        options = {
            name: str(value) if isinstance(value, date) else value for name, value in asdict(self.options).items()
        }
        return json.dumps({"options": options, "corrections": self.corrections}, ensure_ascii=False).encode()

    @classmethod
    def lire(cls, octets: bytes) -> "Reprise":
        """What waited."""
        kept: dict[str, Any] = json.loads(octets)
        options = kept["options"]
        for name in ("jour", "absents_le", "mandature_debut"):
            options[name] = date.fromisoformat(options[name]) if options[name] else None
        options["sieges"] = tuple(options["sieges"])
        return cls(Options(**options), {int(line): cells for line, cells in kept["corrections"].items()})

    def corriger(self, saisies: Mapping[str, str], brutes: Mapping[int, Mapping[str, str]]) -> "Reprise":
        """With the cells typed on screen, « c-17-courriel », where they differ from what the file says by now."""
        mended = {line: dict(cells) for line, cells in self.corrections.items()}
        for name, value in list(saisies.items())[:CORRECTIONS_MAX]:
            mark, _, place = name.partition("-")
            line, _, column = place.partition("-")
            if mark != "c" or not line.isdecimal() or column not in _COLONNES or int(line) not in brutes:
                continue
            typed = value[:CELLULE_MAX].replace("\r\n", "\n").strip()
            if typed != brutes[int(line)].get(column, ""):
                mended.setdefault(int(line), {})[column] = typed
        _renommer(saisies, brutes, mended)
        return replace(self, corrections=mended)


def _renommer(
    saisies: Mapping[str, str], brutes: Mapping[int, Mapping[str, str]], mended: dict[int, dict[str, str]]
) -> None:
    """Write one name for another in every cell that bears it, « nom-Mer » being the field of « Mer »."""
    chosen = {name[4:]: value for name, value in saisies.items() if name.startswith("nom-") and name[4:] and value}
    for former, name in list(chosen.items())[:NOMS_MAX]:
        item = re.compile(rf"(^|[;:«\n])(\s*){re.escape(former)}(?=\s*(?:$|[;(»\n]))", re.IGNORECASE)
        # A backslash would mean something in what replaces.
        plain = name[:CELLULE_MAX].replace("\\", "")
        for line, cells in brutes.items():
            for column in ("commissions", "fonctions"):
                before = mended.get(line, {}).get(column, cells.get(column, ""))
                after = item.sub(rf"\g<1>\g<2>{plain}", before)
                if after != before:
                    mended.setdefault(line, {})[column] = after
