"""Find Chromium for the browser tests, or install it where that can be done without asking."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoChromiumError(Exception):
    """There is no Chromium; the message holds the command that installs it."""


def find() -> Path:
    """The browser: `WAARBORG_CHROMIUM`, else the first on the path. Raises NoChromiumError."""
    for name in (os.environ.get("WAARBORG_CHROMIUM", ""), *NAMES):
        found = shutil.which(name) if name else None
        if found:
            return Path(found)
    raise NoChromiumError(
        "The browser tests need Chromium. Install it with: sudo apt-get install chromium "
        "(or name one with WAARBORG_CHROMIUM=/path/to/chrome)."
    )


def install() -> None:
    """Install Chromium when we are root on Debian; otherwise leave that to the person."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    subprocess.run([apt, "update", "-q"], check=False)
    subprocess.run([apt, "install", "-qy", "--no-install-recommends", "chromium"], check=False)


def main() -> int:
    try:
        find()
    except NoChromiumError:
        install()
    try:
        print(find())
    except NoChromiumError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
