"""The database server: the embedded PostgreSQL, unless `DATABASE_URL` names a real one."""

import atexit
import errno
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from waarborg.machine import embedded, owners, place, stops
from waarborg.machine.folders import FolderError, in_dutch, writable_home
from waarborg.machine.stops import Stop

OLDEST = 15  # of a server that DATABASE_URL names
ANSWER_SECONDS = 10
MINIMUM_FREE_BYTES = 200 * 1024 * 1024
STARTING_BYTES = 32 * 1024 * 1024  # two files of the write-ahead log, with which a server begins
_FULL = "No space left on device"
_REFUSALS = (OSError, subprocess.SubprocessError, embedded.ServerError)
_started: dict[str, Path] = {}  # the addresses of embedded servers, with their data


class DatabaseUnavailableError(Exception):
    """No database to work with; the message says why and what to do."""


def url() -> str:
    """The address of the database; starts the embedded server when `DATABASE_URL` is not set.

    The embedded server is shared by all processes that ask for it and stops with the last of them.
    Raises DatabaseUnavailableError or FolderError with a message for people.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        require_address(given)
        return given
    started = start(writable_home() / "postgres")
    os.environ["DATABASE_URL"] = started
    return started


def start(data: Path) -> str:
    """Start the embedded server on `data`, or join the one that runs, and return its address.

    Raises DatabaseUnavailableError or FolderError with a message for people.
    """
    _require_plain(data)
    data.parent.mkdir(parents=True, exist_ok=True)
    require_room(data.parent)
    owners.require_beside(data)
    try:
        with embedded.alone(data):
            _require_usable(data)
            address, _ = _run(data, noticed=datetime.now(tz=UTC))
            embedded.enter(data)
    except _REFUSALS as error:
        raise DatabaseUnavailableError(_explain(data, error)) from error
    atexit.register(leave, data)
    _started[address] = data
    return address


def join() -> None:
    """After a fork: we use the embedded server too, also when the process that started it is gone."""
    data = data_in_use()
    if data is not None:
        with embedded.alone(data):
            embedded.enter(data)


def restart(data: Path, *, noticed: datetime) -> Stop | None:
    """Start the server on `data` again, of which was noticed then that it was gone; None when that was not needed.

    Raises DatabaseUnavailableError with a message for people.
    """
    try:
        with embedded.alone(data):
            if version_of(data) is None:  # a disk that was taken away: never begin an empty database in its place
                raise DatabaseUnavailableError(f"De databasemap {data} is weg. Zet de map of de schijf terug.")
            if not embedded.is_used(data):
                return None  # we are leaving: it stopped because nobody needs it
            return _run(data, noticed=noticed)[1]
    except _REFUSALS as error:
        raise DatabaseUnavailableError(_explain(data, error)) from error


def was_told_to_stop(data: Path) -> bool:
    """Whether the server ends, or ended, in good order; not so when it died, or when that cannot be seen."""
    try:
        return embedded.is_stopping(data) or (embedded.running(data) is None and embedded.is_clean(data))
    except _REFUSALS:
        return False


def _run(data: Path, *, noticed: datetime) -> tuple[str, Stop | None]:
    """The address of the server that runs on `data`, and how it stood still when that is why it was started."""
    was_gone = embedded.running(data) is None and embedded.is_used(data)
    why = embedded.last_words(data) if was_gone else ""
    address = embedded.run(data)
    return address, stops.note(data, noticed=noticed, why=_why_gone(why)) if was_gone else None


def _why_gone(last_words: str) -> str:
    if _FULL in last_words:
        return "de schijf was vol"
    return f"zij meldde {last_words}" if last_words else "van buiten afgebroken"


def silence() -> Literal["full", "stopped", "silent"]:
    """Why the database does not answer, as far as can be seen from here; of one of your own no more than that."""
    data = data_in_use()
    if data is None:
        return "silent"
    if _is_full(data):
        return "full"
    return "silent" if embedded.running(data) else "stopped"


def data_in_use() -> Path | None:
    """The folder of the embedded server that this process works with; None with a server of your own."""
    return _started.get(os.environ.get("DATABASE_URL", ""))


def version_at(address: str) -> int:
    """The major version of the server at this address.

    Raises DatabaseUnavailableError when it does not answer, or cannot hold every letter.
    """
    import psycopg  # noqa: PLC0415 - 60 ms, not for `waarborg --help`

    try:
        with psycopg.connect(address, connect_timeout=ANSWER_SECONDS) as connection:
            encoding, version = connection.info.parameter_status("server_encoding"), connection.info.server_version
    except psycopg.OperationalError as error:
        raise DatabaseUnavailableError(
            f"De database is niet te bereiken: {str(error).partition(chr(10))[0]}. {_way_out(address)}"
        ) from error
    if encoding != "UTF8":
        raise DatabaseUnavailableError(
            f"De database bewaart tekst als {encoding}; nodig is UTF8. Maak er een met: createdb --encoding=UTF8 "
            "--template=template0 NAAM, en zet die in DATABASE_URL."
        )
    return version // 10000


def require_address(given: str) -> None:
    """Raises DatabaseUnavailableError for a DATABASE_URL that is no address of a PostgreSQL server."""
    from psycopg import ProgrammingError  # noqa: PLC0415 - as above
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        conninfo_to_dict(given)
    except (ProgrammingError, UnicodeError) as error:
        raise DatabaseUnavailableError(
            "DATABASE_URL is geen adres van een PostgreSQL-server. "
            "Schrijf postgresql://GEBRUIKER:WACHTWOORD@SERVER:5432/DATABASE, "
            "of laat hem weg voor de ingebouwde database."
        ) from error


def _way_out(address: str) -> str:
    data = _started.get(address)
    if data is None:
        return "Controleer het adres in DATABASE_URL, en of de server draait."
    return (
        f"Probeer het opnieuw. Helpt dat niet, zie dan {data / 'log'}. "
        f"Is de databasemap beschadigd, zet dan een reservekopie van {data.parent} terug."
    )


def leave(data: Path) -> None:
    """Stop using the server on `data`; it stops when nobody else uses it."""
    atexit.unregister(leave)
    if not data.is_dir():
        return
    with embedded.alone(data):
        if embedded.exit_(data):
            embedded.stop(data)


def require_room(folder: Path) -> int:
    """The free bytes. Raises FolderError when the disk is too full to work safely."""
    free = shutil.disk_usage(folder).free
    if free < MINIMUM_FREE_BYTES:
        raise FolderError(
            f"De schijf van {folder} is vol: {free // 2**20} MiB vrij, er is minstens "
            f"{MINIMUM_FREE_BYTES // 2**20} MiB nodig. Maak ruimte, of kies een andere map met WAARBORG_HOME."
        )
    return free


def version_of(data: Path) -> int | None:
    """The major PostgreSQL version that made this data folder, or None for a new one."""
    marker = data / "PG_VERSION"
    try:
        return int(marker.read_text().strip())
    except FileNotFoundError:
        return None
    except PermissionError:
        raise
    except (OSError, ValueError) as error:
        raise _damaged(data, "PG_VERSION is niet leesbaar") from error


def _require_plain(data: Path) -> None:
    if set(str(data)) & set('"$`\\\n'):  # pg_ctl hands its paths to a shell
        raise FolderError(
            f"De naam van de gegevensmap {data.parent} heeft een teken waarmee de database niet kan werken "
            '($, ", ` of \\). Kies een andere map met WAARBORG_HOME.'
        )


def _require_usable(data: Path) -> None:
    if data.is_dir() and embedded.running(data):
        return
    try:
        _require_version(data)
    except PermissionError:
        owners.require_data(data, server_user=embedded.system_user())
        raise
    if version_of(data) is not None:
        owners.require_data(data, server_user=embedded.system_user())
        _require_whole(data)


def _require_version(data: Path) -> None:
    found, ours = version_of(data), embedded.VERSION
    if found is None:
        _require_empty(data)
        return
    if found > ours:
        raise DatabaseUnavailableError(
            f"De databasemap {data} is gemaakt met PostgreSQL {found}, nieuwer dan de ingebouwde "
            f"versie {ours}. Werk Waarborg bij, of kies een andere map met WAARBORG_HOME."
        )
    if found < ours:
        raise DatabaseUnavailableError(
            f"De databasemap {data} is gemaakt met PostgreSQL {found}; deze Waarborg gebruikt "
            f"{ours}. Zet met de oude Waarborg de gegevens over, of kies een andere map met WAARBORG_HOME."
        )
    if not (data / "global" / "pg_control").exists():
        raise _damaged(data, "global/pg_control ontbreekt")


def _require_whole(data: Path) -> None:
    """Not a copy that was made while a server ran: it would start, and might have lost pages without a word."""
    if not place.is_copy(data) or embedded.is_clean(data):
        return
    raise DatabaseUnavailableError(
        f"De gegevensmap {data.parent} is een kopie die is gemaakt terwijl Waarborg draaide, of na een harde stop. "
        "Zo'n kopie kan ongemerkt onvolledig zijn. Stop Waarborg op de plaats waar de kopie vandaan komt "
        "(draaide het daar niet meer: start het daar eerst en stop het weer) en kopieer de map opnieuw. "
        f"Kan dat niet meer, lees dan 'Een kopie van een draaiende Waarborg' in docs/beheer/database.md."
    )


def _require_empty(data: Path) -> None:
    if data.is_dir() and any(data.iterdir()):
        raise DatabaseUnavailableError(
            f"De map {data} is niet leeg en is geen database van Waarborg. "
            "Haal de bestanden weg, of kies een andere map met WAARBORG_HOME."
        )


def _damaged(data: Path, what: str) -> DatabaseUnavailableError:
    return DatabaseUnavailableError(
        f"De databasemap {data} is beschadigd: {what}. "
        "Zet een reservekopie van de map terug, of kies een lege map met WAARBORG_HOME."
    )


def _is_full(data: Path) -> bool:
    """Too full to start: then PostgreSQL cannot even write down why it does not."""
    return data.parent.is_dir() and shutil.disk_usage(data.parent).free < STARTING_BYTES


def _explain(data: Path, error: Exception) -> str:
    if getattr(error, "errno", None) == errno.ENOSPC or _FULL in str(error) or _is_full(data):
        return f"De schijf van {data} is vol. Maak ruimte en probeer het opnieuw; er is niets verloren."
    said = f"{in_dutch(error)} ({error.filename})" if isinstance(error, OSError) else str(error)
    return (
        f"De ingebouwde database in {data} start niet: {said}. Zie {data / 'log'}, of draai `waarborg doctor`. "
        "Een eigen PostgreSQL-server kan met DATABASE_URL."
    )
