"""Where Waarborg keeps its data on this machine, and where its own content lies."""

import errno
import os
from pathlib import Path

import platformdirs


class FolderError(Exception):
    """The data folder cannot be used; the message says why and what to do."""


_CAUSES = {
    errno.EACCES: "geen rechten",
    errno.EPERM: "geen rechten",
    errno.EROFS: "de schijf is alleen te lezen",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "uw ruimte op de schijf is op",
    errno.EEXIST: "er staat een bestand op die plaats",
    errno.ENOENT: "die plaats bestaat niet",
    errno.ENOTDIR: "er staat een bestand op die plaats",
    errno.ENAMETOOLONG: "de naam is te lang",
}


def in_dutch(error: OSError) -> str:
    """The cause of a refused file or folder, in words."""
    return _CAUSES.get(error.errno or 0, error.strerror or str(error))


def home() -> Path:
    """The data folder: `WAARBORG_HOME`, else the user's data folder.

    Root gets `/var/lib/waarborg`: PostgreSQL refuses to run as root, so another system user must be able to
    reach the folder, and opening up `/root` for that would be a bad trade.
    """
    chosen = os.environ.get("WAARBORG_HOME")
    if chosen:
        return Path(chosen).expanduser().resolve()
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/waarborg")
    return Path(platformdirs.user_data_dir("waarborg", appauthor=False))


def writable_home() -> Path:
    """The data folder, made if need be.

    Raises FolderError when it cannot be made or written.
    """
    folder = home()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".schrijfproef-{os.getpid()}"
        probe.write_bytes(b"waarborg")
        probe.unlink()
    except OSError as error:
        raise FolderError(
            f"De gegevensmap {folder} is niet te gebruiken: {in_dutch(error)}. "
            "Maak de map schrijfbaar, of kies een andere met WAARBORG_HOME=/pad/naar/map."
        ) from error
    return folder


def content() -> Path:
    """The norms as data: inside the installed package, else beside the source."""
    packaged = Path(__file__).resolve().parent.parent / "_content"
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[3] / "content"
