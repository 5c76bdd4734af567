"""What the documentation shows is what comes out: every example is executed, every name in the JSON is explained."""

import json
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.architecture import examples, tracked
from tests.shared import SHARED
from waarborg.interfaces.cli import bootstrap, demo_data, main
from waarborg.machine import folders

pytestmark = pytest.mark.usefixtures("norms")

SHEET = "Nummer;Status\n5.01.01;ja\n5.01.02;bijna\n"
RUN = ["nulmeting", "run", "blad.csv", "--norm", "bio2@1.3", "--organisation", "Proef", "--layer", "gr", "--out", "uit"]
JSON = [
    ["norms", "list"],
    ["norms", "show", "bio2@1.3", "5.24.6"],
    ["norms", "diff", "bio2@1.2", "bio2@1.3"],
    ["norms", "export", "cbw@2026", "--format", "csv", "--out", "cbw.csv"],
    ["norms", "import", "cbw.csv", "--dry-run"],
    ["nulmeting", "template", "bio2@1.3", "--out", "blad.xlsx"],
    RUN,
    ["doctor"],
]


class Terminal:
    """A folder of its own in which commands run as a person types them, in this process."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.monkeypatch, self.capsys = folder, monkeypatch, capsys
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setattr(bootstrap, "django", bootstrap.load_shipped_norms)
        monkeypatch.setattr(signal, "signal", lambda *_: None)

    def type(self, arguments: list[str]) -> tuple[int, str, str]:
        """The exit code, and what was printed for scripts and for people."""
        self.monkeypatch.setattr(sys, "argv", arguments)
        with pytest.raises(SystemExit) as stop:
            main.run()
        printed = self.capsys.readouterr()
        return int(stop.value.code or 0), printed.out, printed.err

    def write(self, name: str, text: str) -> None:
        if name.startswith("content/") and not (self.folder / "content").exists():
            shutil.copytree(folders.content(), self.folder / "content")
            self.monkeypatch.setattr(folders, "content", lambda: self.folder / "content")
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text)

    def has(self, given: dict[str, str]) -> bool:
        """Lay ready what a block needs; whether that could be done on this machine."""
        if "veldermeer" in given:
            demo_data.write_workbook(self.folder / given["veldermeer"])
        if "shared" in given:
            if SHARED is None:
                return False
            shutil.copy(SHARED / given["shared"], self.folder / given["als"])
        return True

    def check(self, block: examples.Block) -> list[str]:
        """What the block promises and does not happen."""
        if block.file:
            self.write(block.file, block.body)
        if block.language != "console" or not self.has(block.given):
            return []
        wrong = []
        for arguments, expected in block.commands:
            code, out, err = self.type(arguments)
            if str(code) not in block.given.get("code", "0").split(","):
                wrong.append(f"{' '.join(arguments)}: exit code {code}: {err or out}")
            wrong += examples.missing(expected, err + out)
        return wrong


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys):
    return Terminal(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize("page", examples.pages(), ids=tracked.shown)
def test_the_examples_on_a_page_are_true(page, terminal):
    assert [fault for block in examples.blocks(page) for fault in terminal.check(block)] == []


def names(document, depth=2):
    """The names in a JSON document and in what it lists."""
    if isinstance(document, list):
        return {name for entry in document for name in names(entry, depth)}
    if not isinstance(document, dict) or not depth:
        return set()
    return set(document) | {name for value in document.values() for name in names(value, depth - 1)}


@pytest.mark.parametrize("arguments", JSON, ids=lambda arguments: " ".join(arguments[:2]))
def test_every_name_in_the_json_of_a_command_is_explained(arguments, terminal):
    terminal.write("blad.csv", SHEET)
    if "import" in arguments:
        terminal.type(["waarborg", "norms", "export", "cbw@2026", "--format", "csv", "--out", "cbw.csv"])

    _, out, _ = terminal.type(["waarborg", *arguments, "--json"])
    explained = examples.section_of(" ".join(["waarborg", *arguments[: 1 + (arguments[0] != "doctor")]]))

    assert sorted(name for name in names(json.loads(out)) if f"`{name}`" not in explained) == []
