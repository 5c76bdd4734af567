"""The files of this repository that are, or are about to be, under version control."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".otf", ".ttf", ".woff2", ".png", ".xlsx", ".docx", ".pdf", ".zip", ".ico"}


@cache
def files() -> tuple[Path, ...]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return tuple(sorted(ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()))


def texts() -> tuple[Path, ...]:
    return tuple(file for file in files() if file.suffix not in BINARY)


def python(folder: str) -> tuple[Path, ...]:
    return tuple(
        file for file in files()
        if file.suffix == ".py" and file.is_relative_to(ROOT / folder) and "migrations" not in file.parts
    )  # fmt: skip


def shown(file: Path) -> str:
    return str(file.relative_to(ROOT))
