"""`python -m tests.bench`: measure texts, then the pages on SQLite and PostgreSQL, and tell which targets are met."""

import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.outils import postgres

from . import amendements, formats, prose
from .banc import Mesures
from .cibles import Cible
from .donnees import Banc


def sqlite(folder: Path) -> Mesures:
    """The measures on files of this folder."""

    def fabrique(name: str, source: str | None) -> Banc:
        path = folder / f"{name}.db"
        if source:
            shutil.copy(folder / f"{source}.db", path)
        return Banc(f"sqlite:///{path}", folder / "fichiers")

    return Mesures(fabrique)


def postgresql(folder: Path, server: postgres.Server) -> Mesures:
    """The measures on databases of this server."""

    def fabrique(name: str, source: str | None) -> Banc:
        url = server.create_database(f"banc_{name}", f"banc_{source}" if source else "template0")
        return Banc(url, folder / "fichiers")

    return Mesures(fabrique)


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="banc-") as name:
        folder = Path(name)
        print("Les textes")
        targets = bilan(prose.mesurer) + bilan(amendements.mesurer) + bilan(formats.mesurer)
        print("\nSQLite")
        targets += bilan(sqlite(folder).tout)
        try:
            server = postgres.start()
        except postgres.NoPostgres as absent:
            print(f"\nPostgreSQL : {absent}")
        else:
            with server:
                print("\nPostgreSQL")
                targets += bilan(postgresql(folder, server).tout)
                for size in ("petit", "moyen", "grand", "temoin", "salle"):
                    server.drop_database(f"banc_{size}")
    met = sum(target.atteinte for target in targets)
    print(f"\n{met} cibles atteintes sur {len(targets)}, en {time.monotonic() - start:.0f} s.")


def bilan(mesurer: Callable[[], list[Cible]]) -> list[Cible]:
    """Measure, and say of each target whether it is met."""
    targets = mesurer()
    for target in targets:
        print(target)
    return targets


if __name__ == "__main__":
    main()
