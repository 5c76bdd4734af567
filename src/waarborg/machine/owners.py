"""Whose the files of the data folder are: a copy that another user put back does not start, for want of rights."""

import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

from waarborg.machine.folders import FolderError

_NOTES = ("postmaster.pid", ".s.PGSQL.")  # of a server that is gone: removed at the next start, whoever they are of
_TOO_OPEN = stat.S_IWGRP | stat.S_IRWXO  # PostgreSQL refuses data that others can read


def require_beside(data: Path) -> None:
    """What Waarborg itself keeps beside the data can be read and written by us.

    Raises FolderError with the command that mends it.
    """
    beside = [data.with_name(f".{data.name}.{kind}") for kind in ("lock", "users", "stops")]
    for path in [*beside, data.parent / "secret-key"]:
        if path.exists() and not os.access(path, os.R_OK | os.W_OK):
            raise FolderError(_give(path, _name(os.geteuid()), data.parent))


def require_data(data: Path, *, server_user: str | None) -> None:
    """The database in `data` belongs to us, or to the system user that the server of root runs as; and to nobody else.

    Raises FolderError with the command that mends it.
    """
    owner = pwd.getpwnam(server_user).pw_uid if server_user else os.geteuid()
    for path in _with_what_stands_in(data):
        if path.lstat().st_uid != owner:
            raise FolderError(_give(path, _name(owner), data))
    mode = data.stat().st_mode
    if mode & stat.S_IRWXU != stat.S_IRWXU or mode & _TOO_OPEN:
        raise FolderError(
            f"De databasemap {data} heeft de verkeerde rechten ({stat.filemode(mode)}): alleen de eigenaar mag erbij, "
            f"en die mag alles. Herstel dat met: sudo chmod 700 {data}"
        )


def _with_what_stands_in(data: Path) -> Iterator[Path]:
    """Whoever put a copy back did so with all of it: the uppermost say enough."""
    yield data
    try:
        yield from (path for path in data.iterdir() if not path.name.startswith(_NOTES))
    except PermissionError:
        return  # the folder itself is ours by now, so its rights are what is wrong


def _give(path: Path, to: str, tree: Path) -> str:
    owner, us = path.lstat().st_uid, os.geteuid()
    said = (
        f"{path} is van {_name(owner)}, en moet van {to} zijn. Zo gaat het vaak bij het terugzetten van een kopie. "
        f"Herstel dat met: sudo chown -R {to}: {tree}"
    )
    if us or not owner:  # only root can just as well become the other
        return said
    return f"{said}. Of draai de opdracht als die gebruiker: sudo -u {_name(owner)} waarborg …"


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
