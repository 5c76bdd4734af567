"""A zip file of a stranger: every part unpacked once, checked, and packed again, so that all readers see the same."""

import io
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from waarborg.apps.base.shapes import UnreadableFileError

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 150
MAX_PARTS = 5_000
_MAX_DIRECTORY_BYTES = MAX_PARTS * 400  # the list of parts with names, extra fields and remarks
_END = b"PK\x05\x06"
_END_SIZE = 22
_LOCAL = b"PK\x03\x04"
_LOCAL_SIZE = 30
_SUSPECT = (
    "Het werkboek is beschadigd of ermee is geknoeid (%s). Open het in Excel of LibreOffice en bewaar het opnieuw."
)
_DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError)
_NO_BASE = {"zlib", "_lzma", "lzma"}  # errors of these share no base class


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive, when it can be read in one way only.

    Raises UnreadableFileError for one that is damaged, locked or tampered with, also for what shows while it is read.
    """
    try:
        _check_listing(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_places(data, archive.infolist(), archive.start_dir)
            yield archive
    except _DAMAGED as error:
        raise UnreadableFileError(f"Het werkboek is beschadigd of met een wachtwoord beveiligd: {error}") from error
    except Exception as error:
        if type(error).__module__ not in _NO_BASE:
            raise
        raise UnreadableFileError(f"Het werkboek is beschadigd: {error}") from error


def unpacked(data: bytes) -> dict[str, bytes]:
    """The content of every part by its name, in the order of the file.

    Raises UnreadableFileError, also for an archive that grows out of proportion or holds entities.
    """
    with opened(data) as archive:
        return dict(_contents(archive, archive.infolist(), len(data)))


def packed(parts: dict[str, bytes]) -> bytes:
    """A new zip file of these parts and nothing else."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def _check_listing(data: bytes) -> None:
    """Raises UnreadableFileError when the list of parts is too long to be looked at, or does not end the file.

    A reader that looks for the end from the back and one that believes what it says find different files otherwise.
    """
    at = data.rfind(_END)
    if at < 0 or len(data) < at + _END_SIZE:
        raise UnreadableFileError("Het werkboek is beschadigd: het eind ontbreekt.")
    parts, size, _start, remark = struct.unpack_from("<HIIH", data, at + 10)
    if at + _END_SIZE + remark != len(data):
        raise UnreadableFileError(_SUSPECT % "er staat iets na het eind")
    if parts > MAX_PARTS or size > _MAX_DIRECTORY_BYTES:
        raise UnreadableFileError(f"Het werkboek bestaat uit {parts} delen; meer dan {MAX_PARTS} is verdacht.")


def _check_places(data: bytes, parts: list[zipfile.ZipInfo], end: int) -> None:
    """No part before the first one, none over another, and no name twice."""
    names = {part.filename.replace("\\", "/").casefold() for part in parts}
    if len(names) != len(parts):
        raise UnreadableFileError(_SUSPECT % "een naam staat er twee keer in")
    reached = 0
    for place in sorted(parts, key=lambda part: part.header_offset):
        at = place.header_offset
        if data[at : at + 4] != _LOCAL or at < reached or (reached == 0 and at > 0):
            raise UnreadableFileError(_SUSPECT % "delen staan over elkaar of niet aan het begin")
        name, extra = struct.unpack_from("<HH", data, at + _LOCAL_SIZE - 4)
        reached = at + _LOCAL_SIZE + name + extra + place.compress_size
    if reached > end:
        raise UnreadableFileError(_SUSPECT % "een deel loopt door in de lijst van delen")


def _contents(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], size: int) -> Iterator[tuple[str, bytes]]:
    """What a zip file says about sizes can be a lie, so it is counted while it is unpacked."""
    total = 0
    for part in parts:
        content = bytearray()
        with archive.open(part) as stream:
            while chunk := stream.read(1 << 20):
                total += len(chunk)
                if total > MAX_UNPACKED_BYTES or (total > MAX_RATIO * size and total > 20 << 20):
                    raise UnreadableFileError(
                        f"Het werkboek wordt uitgepakt meer dan {total >> 20} MiB groot; dat lijkt een zipbom. "
                        "Het is niet gelezen."
                    )
                content += chunk
        _refuse_entities(content)
        yield part.filename, bytes(content)


def _refuse_entities(xml: bytearray) -> None:
    if b"<" in xml and any(mark in xml.replace(b"\0", b"") for mark in (b"<!DOCTYPE", b"<!ENTITY")):
        raise UnreadableFileError("Het werkboek bevat XML-entiteiten; dat is niet veilig en is geweigerd.")
