"""Opening the file of a stranger: limited in size, read in a child process, and refused with a clear message."""

import errno
from pathlib import Path

from waarborg.apps.assessments.importers import sheet_kinds
from waarborg.apps.base.importers.grids import MAX_FILE_BYTES, Grid
from waarborg.apps.base.importers.untrusted import read_in_child
from waarborg.apps.norms.shapes import UnreadableFileError

_WHY_NOT = {
    errno.ENOENT: "dit bestand bestaat niet",
    errno.EISDIR: "dit is een map",
    errno.EACCES: "daar heb je geen rechten voor",
    errno.ENOTDIR: "dit bestand bestaat niet",
    errno.ENAMETOOLONG: "de naam is te lang",
}


Opened = tuple[bytes, list[Grid]]  # the bytes of a file, and its sheets


def open_grids(file: Path) -> Opened:
    """The bytes of the file and its sheets.

    Raises UnreadableFileError when it is too big, dangerous, damaged or no sheet at all.
    """
    data = _bytes(file)
    return data, read_in_child(sheet_kinds.read, data, file.name)


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > MAX_FILE_BYTES:
            raise UnreadableFileError(
                f"{file.name} is {size >> 20} MiB; meer dan {MAX_FILE_BYTES >> 20} MiB is te groot."
            )
        data = file.read_bytes()
    except OSError as error:
        why = _WHY_NOT.get(error.errno or 0, error.strerror or str(error))
        raise UnreadableFileError(f"{file} is niet te lezen: {why}.") from error
    if not data.strip():
        raise UnreadableFileError(f"{file.name} is leeg. {sheet_kinds.ADVICE}")
    return data
