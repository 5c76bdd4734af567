"""The examples in the documentation: which commands a page shows, what it says comes out, and which files they need.

A `console` block holds commands after `$`, each followed by what it prints; `…` stands for what was left out. A comment
above a block gives it what it needs. `<!-- console: code=1 -->` names the exit code, `veldermeer=FILE` asks for a
filled workbook, `shared=PLACE als=FILE` for a file of ../shared (without it the block is skipped), and
`<!-- bestand: FILE -->` says that the block itself is a file.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture import tracked

_BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>console|bestand): (?P<needs>[^>]*) -->\n)?^```(?P<language>\w*)\n(?P<body>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block with the comment above it."""

    language: str
    body: str
    mark: str
    needs: str

    @property
    def file(self) -> str:
        """The name of the file that this block is, if it is one."""
        return self.needs.strip() if self.mark == "bestand" else ""

    @property
    def given(self) -> dict[str, str]:
        return dict(part.split("=", 1) for part in shlex.split(self.needs)) if self.mark == "console" else {}

    @property
    def commands(self) -> Iterator[tuple[list[str], list[str]]]:
        """Each command as arguments, with the lines that it prints."""
        for piece in re.split(r"^\$ ", self.body, flags=re.MULTILINE)[1:]:
            command, _, printed = piece.partition("\n")
            yield shlex.split(command), [line for line in printed.splitlines() if line.strip(" …")]


def blocks(page: Path) -> list[Block]:
    return [
        Block(found["language"], found["body"], found["mark"] or "", found["needs"] or "")
        for found in _BLOCK.finditer(page.read_text())
    ]


def pages() -> list[Path]:
    """Every page with examples to execute; README.en.md has the same blocks as README.md."""
    texts = [file for file in tracked.files() if file.suffix == ".md" and file.name != "README.en.md"]
    return [file for file in texts if any(block.language == "console" for block in blocks(file))]


def missing(expected: list[str], printed: str) -> list[str]:
    """The lines that were not printed, in this order; `…` in a line stands for anything."""
    rest = printed
    absent = []
    for line in expected:
        wanted = r"\s+".join(re.escape(word).replace("…", ".*?") for word in line.split())
        found = re.search(wanted, rest)
        if found is None:
            absent.append(line)
        else:
            rest = rest[found.end() :]
    return absent


def section_of(command: str) -> str:
    """What the page about the command line says under the heading that names this command."""
    parts = (tracked.ROOT / "docs" / "handleiding" / "opdrachtregel.md").read_text().split("\n## ")
    return next((part for part in parts if command in part.splitlines()[0]), "")
