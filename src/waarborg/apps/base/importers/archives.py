"""A zip file of a stranger: no bombs, no entities, nothing that grows out of proportion."""

import io
import zipfile

from waarborg.apps.base.shapes import UnreadableFileError

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 150
MAX_PARTS = 5_000


def check_archive(data: bytes) -> None:
    """Raises UnreadableFileError for a zip file that is damaged, locked, or grows out of proportion when unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_sizes(archive, parts, len(data))
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        ValueError,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
    ) as e:
        raise UnreadableFileError(f"Het werkboek is beschadigd of met een wachtwoord beveiligd: {e}") from e
    except Exception as error:  # zlib.error and lzma.LZMAError share no base class
        if type(error).__module__ not in {"zlib", "_lzma", "lzma"}:
            raise
        raise UnreadableFileError(f"Het werkboek is beschadigd: {error}") from error


def _check_sizes(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], packed: int) -> None:
    """What a zip file says about sizes can be a lie, so it is unpacked, counted and thrown away."""
    if len(parts) > MAX_PARTS:
        raise UnreadableFileError(f"Het werkboek bestaat uit {len(parts)} delen; meer dan {MAX_PARTS} is verdacht.")
    total = 0
    for part in parts:
        with archive.open(part) as stream:
            tail = b""
            while chunk := stream.read(1 << 20):
                total += len(chunk)
                _refuse_entities(tail + chunk)
                tail = chunk[-32:]
                if total > MAX_UNPACKED_BYTES or (total > MAX_RATIO * packed and total > 20 << 20):
                    raise UnreadableFileError(
                        f"Het werkboek wordt uitgepakt meer dan {total >> 20} MiB groot; dat lijkt een zipbom. "
                        "Het is niet gelezen."
                    )


def _refuse_entities(xml: bytes) -> None:
    if b"<" in xml and any(mark in xml.replace(b"\0", b"") for mark in (b"<!DOCTYPE", b"<!ENTITY")):
        raise UnreadableFileError("Het werkboek bevat XML-entiteiten; dat is niet veilig en is geweigerd.")
