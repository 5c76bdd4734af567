"""Whether a data folder lies where its server left it, or is a copy that was made while that server ran.

PostgreSQL cannot tell: such a copy starts, and may have lost or mixed up pages without a word. A copy has other files
than the original, also when it is put back in the original's place; so each start notes which files it ran on.
"""

import os
from pathlib import Path

NOTE = "waarborg.place"
_LASTING = ("PG_VERSION", "global/pg_control", "base/1/PG_VERSION")  # written in place for as long as a database lives


def note(data: Path) -> None:
    """Remember that a server runs on exactly these files."""
    if not is_known(data):
        written = data / NOTE
        written.write_text(_here(data))
        owner = data.stat()
        if written.stat().st_uid != owner.st_uid:  # as root: all in this folder is of the user of the server
            os.chown(written, owner.st_uid, owner.st_gid)


def is_known(data: Path) -> bool:
    """Whether the last server ran on exactly these files."""
    return _noted(data) == _here(data)


def is_copy(data: Path) -> bool:
    """Whether the last server ran on other files: these were copied from them, or put back from a copy."""
    return _is_told_elsewhere(data) if _noted(data) is None else not is_known(data)


def _here(data: Path) -> str:
    return " ".join(str((data / name).stat().st_ino) for name in _LASTING)


def _noted(data: Path) -> str | None:
    try:
        return (data / NOTE).read_text().strip() or None
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def _is_told_elsewhere(data: Path) -> bool:
    """Without a note, of an older Waarborg: the folder that a running server names on the second line of its file."""
    try:
        told = (data / "postmaster.pid").read_text().splitlines()[1]
    except (OSError, IndexError, UnicodeDecodeError):
        return False
    return Path(told).resolve() != data.resolve()
