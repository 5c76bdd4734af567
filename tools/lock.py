"""Pin every dependency with its hashes, and ask what is known of them; no file names a registry, host or folder."""

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "requirements"
OPTIONS = (
    "--quiet",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-header",
    "--no-annotate",
    "--strip-extras",
    "--allow-unsafe",
)


def main() -> None:
    for name in ("base", "build", "node", "dev"):
        # a machine's own pip settings could slip in hashes of files that nobody else can get
        subprocess.run(
            [sys.executable, "-m", "piptools", "compile", *OPTIONS, *sys.argv[1:], "-o", f"{name}.txt", f"{name}.in"],
            cwd=FOLDER,
            env={**os.environ, "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": ""},
            check=True,
        )
    subprocess.run([sys.executable, str(FOLDER.parent / "tools" / "advisories.py"), "refresh"], check=True)


if __name__ == "__main__":
    main()
