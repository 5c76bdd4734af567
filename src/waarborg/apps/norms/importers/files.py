"""A file with norms from outside: whatever it is, it is read in a child process with limits."""

from waarborg.apps.base.importers.untrusted import read_in_child
from waarborg.apps.norms.formats.framework import TableMapping
from waarborg.apps.norms.importers import detect
from waarborg.apps.norms.shapes import ParsedNorm

MAX_BYTES = detect.MAX_BYTES


def read(data: bytes, name: str, mapping: TableMapping | None = None) -> ParsedNorm:
    """Everything that the file holds. Raises UnreadableFileError with what is wrong and what to do."""
    return read_in_child(detect.read, data, name, mapping.as_json() if mapping else "")


def draft(data: bytes, name: str) -> TableMapping:
    """What the columns of a table seem to be, to fill in. Raises UnreadableFileError when the file holds no table."""
    return read_in_child(detect.draft, data, name)
