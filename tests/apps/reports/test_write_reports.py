"""Writing the reports: nothing before everything is made, and one journal line."""

import pytest
from django.db import connection

from tests.apps.reports.rounds import veldermeer
from tests.cast import AT, TODAY, ciso
from waarborg.apps.base.models import JournalLine
from waarborg.apps.reports.actions import write as actions

pytestmark = pytest.mark.usefixtures("norms")


def write(folder, language="nl"):
    return actions.write_reports(veldermeer(), folder, language=language, today=TODAY, by=ciso, at=AT)


def test_all_four_files_are_written_and_nothing_else(tmp_path):
    written = write(tmp_path / "nieuw" / "map")

    names = ["rapport.pdf", "rapport.docx", "rapport.xlsx", "assessment-results.json"]
    assert [path.name for path in written] == names
    assert sorted(p.name for p in (tmp_path / "nieuw" / "map").iterdir()) == sorted(names)
    assert written[0].read_bytes().startswith(b"%PDF-")
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}  # nobody else on the machine reads them


def test_it_leaves_one_line_in_the_journal(tmp_path):
    write(tmp_path)

    line = JournalLine.objects.get(action="report.written")
    assert line.actor == ciso.name
    assert line.detail["language"] == "nl"


def test_a_renderer_that_fails_leaves_the_old_files_alone(tmp_path, monkeypatch):
    write(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def broken(data):
        raise RuntimeError("kapot")

    monkeypatch.setattr(actions, "RENDERERS", {**actions.RENDERERS, "rapport.xlsx": broken})
    with pytest.raises(RuntimeError):
        write(tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert JournalLine.objects.filter(action="report.written").count() == 1


def test_a_folder_that_is_a_file_gets_a_clear_refusal(tmp_path):
    (tmp_path / "bestand").write_text("x")

    with pytest.raises(actions.UnwritableFolderError, match="niet te schrijven"):
        write(tmp_path / "bestand")


def test_a_disk_that_is_full_leaves_nothing_half(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(actions.os, "fsync", full)
    with pytest.raises(actions.UnwritableFolderError, match="No space left"):
        write(tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_no_transaction_stays_open_while_the_formats_are_made(tmp_path, monkeypatch):
    open_ones = []
    monkeypatch.setattr(
        actions, "RENDERERS", {"rapport.pdf": lambda _data: bytes(open_ones.append(connection.in_atomic_block) or 0)}
    )

    write(tmp_path)

    assert open_ones == [False]
    assert JournalLine.objects.filter(action="report.written").exists()


def test_files_that_could_not_be_replaced_are_not_told_in_the_journal(tmp_path, monkeypatch):
    def refused(_self, _target):
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(actions.Path, "replace", refused)
    with pytest.raises(actions.UnwritableFolderError):
        write(tmp_path)

    assert not JournalLine.objects.filter(action="report.written").exists()
    assert list(tmp_path.iterdir()) == []
