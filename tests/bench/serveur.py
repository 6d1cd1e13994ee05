"""Gunicorn as the project sets it, started on a free loopback port, weighed, and always stopped."""

import os
import runpy
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from .visiteur import Visiteur

RACINE = Path(__file__).parent.parent.parent
CONF = RACINE / "gunicorn.conf.py"
PATIENCE = 30.0


class Serveur(AbstractContextManager["Serveur"]):
    """One gunicorn; leaving its `with` ends it with its workers."""

    def __init__(self, application: str, environnement: dict[str, str], workers: int, *, projet: bool) -> None:
        self.port = _port_libre()
        order = [sys.executable, "-m", "gunicorn"]
        order += ["-c", str(CONF)] if projet else [*_memes_reglages(), "--bind", f"127.0.0.1:{self.port}"]
        settings = {"PORT": str(self.port), "WEB_CONCURRENCY": str(workers), "PYTHONWARNINGS": "ignore"}
        # A site that is installed keeps its compiled files, as its libraries do.
        settings["PYTHONDONTWRITEBYTECODE"] = ""
        self.journal = tempfile.TemporaryFile()  # noqa: SIM115 closed on leaving
        self.debut = time.perf_counter()
        self.process = subprocess.Popen(
            [*order, application],
            # Gunicorn reads the settings file of the folder it starts in: the bare one starts beside it.
            cwd=RACINE if projet else RACINE / "tests",
            env=os.environ | {"PYTHONPATH": str(RACINE)} | environnement | settings,
            stdout=self.journal,
            stderr=self.journal,
        )

    def pret(self, adresse: str, cookies: dict[str, str] | None = None) -> float:
        """Seconds from the start of the process to the first page."""
        while time.perf_counter() - self.debut < PATIENCE:
            if self.process.poll() is not None:
                raise RuntimeError(f"gunicorn s’est arrêté sans servir {adresse} : {self._dit()}")
            try:
                if Visiteur(self.port, cookies).voir(adresse).statut == 200:
                    return time.perf_counter() - self.debut
            except OSError:
                time.sleep(0.005)
        raise RuntimeError(f"gunicorn ne sert pas {adresse} en {PATIENCE:.0f} s : {self._dit()}")

    def _dit(self) -> str:
        self.journal.seek(0)
        return self.journal.read().decode(errors="replace")[-1500:]

    def memoire(self) -> tuple[float, float] | None:
        """Mean RSS and PSS of a worker, in megabytes; None where the system does not tell."""
        weights = [_poids(pid) for pid in enfants(self.process.pid)]
        if not weights or None in weights:
            return None
        known = [weight for weight in weights if weight]
        return sum(rss for rss, _ in known) / len(known), sum(pss for _, pss in known) / len(known)

    def __exit__(self, *error: Any) -> None:
        children = enfants(self.process.pid)
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            for pid in children:
                _tuer(pid)
        self.journal.close()


def _memes_reglages() -> list[str]:
    """The settings of the project's file that do not name the project: the bare application gets them too."""
    conf = runpy.run_path(str(CONF))
    order = ["--worker-class", conf["worker_class"], "--threads", str(conf["threads"]), "--log-level", "warning"]
    if conf.get("preload_app"):
        order.append("--preload")
    if conf.get("worker_tmp_dir"):
        order += ["--worker-tmp-dir", conf["worker_tmp_dir"]]
    return order


def _port_libre() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def enfants(parent: int) -> list[int]:
    """The processes that a process has started, read from the system."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(folder.name))
    return found


def _poids(pid: int) -> tuple[float, float] | None:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1000 for line in lines[1:]}
    return sizes["Rss"], sizes["Pss"]


def _tuer(pid: int) -> None:
    try:
        os.kill(pid, 9)
    except ProcessLookupError:
        return
