"""When the database cannot start, the message says why and what to do."""

import errno
import os
import shutil
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from waarborg.machine import embedded, folders, postgres


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def refusal(data: Path) -> str:
    with pytest.raises((postgres.DatabaseUnavailableError, folders.FolderError)) as refused:
        postgres.start(data)
    return str(refused.value)


def test_a_data_folder_that_is_a_file(tmp_path, monkeypatch):
    (tmp_path / "home").write_text("no folder")
    monkeypatch.setenv("WAARBORG_HOME", str(tmp_path / "home"))

    with pytest.raises(folders.FolderError, match=r"er staat een bestand op die plaats.*WAARBORG_HOME="):
        folders.writable_home()


def test_a_data_folder_below_a_file(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("WAARBORG_HOME", str(tmp_path / "file" / "home"))

    with pytest.raises(folders.FolderError, match="er staat een bestand op die plaats"):
        folders.writable_home()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_without_rights(tmp_path, monkeypatch):
    tmp_path.chmod(0o500)
    monkeypatch.setenv("WAARBORG_HOME", str(tmp_path))

    with pytest.raises(folders.FolderError, match="geen rechten"):
        folders.writable_home()


def test_a_disk_that_can_only_be_read(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setenv("WAARBORG_HOME", str(tmp_path))
    monkeypatch.setattr(Path, "write_bytes", refuse)

    with pytest.raises(folders.FolderError, match="de schijf is alleen te lezen"):
        folders.writable_home()


def test_a_full_disk(data, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 2**20))

    assert "is vol: 1 MiB vrij, er is minstens 200 MiB nodig. Maak ruimte" in refusal(data)


def test_a_database_of_a_newer_version(data):
    data.mkdir()
    (data / "PG_VERSION").write_text("19\n")

    assert "PostgreSQL 19, nieuwer dan de ingebouwde versie 18. Werk Waarborg bij" in refusal(data)


def test_a_database_of_an_older_version(data):
    data.mkdir()
    (data / "PG_VERSION").write_text("16\n")

    assert "is gemaakt met PostgreSQL 16; deze Waarborg gebruikt 18" in refusal(data)


@pytest.mark.parametrize("content", [b"", b"eighteen", b"\xff\xfe"])
def test_a_database_whose_version_cannot_be_read(data, content):
    data.mkdir()
    (data / "PG_VERSION").write_bytes(content)

    assert "is beschadigd: PG_VERSION is niet leesbaar. Zet een reservekopie" in refusal(data)


def test_a_database_that_misses_a_file(data):
    postgres.start(data)
    postgres.leave(data)
    (data / "global" / "pg_control").unlink()

    assert "is beschadigd: global/pg_control ontbreekt" in refusal(data)


def test_a_database_with_a_damaged_file(data):
    postgres.start(data)
    postgres.leave(data)
    (data / "global" / "pg_control").write_bytes(b"\0" * 100)

    message = refusal(data)

    assert "start niet:" in message
    assert "pg_control" in message
    assert "waarborg doctor" in message


def test_a_folder_that_holds_something_else(data):
    data.mkdir()
    (data / "vakantie.jpg").write_bytes(b"jpg")

    assert "is niet leeg en is geen database van Waarborg" in refusal(data)
    assert (data / "vakantie.jpg").exists()


def test_a_file_where_the_database_should_be(data):
    data.write_text("no folder")

    assert str(data) in refusal(data)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder of somebody else")
def test_a_socket_folder_of_somebody_else_is_not_trusted(data, monkeypatch, tmp_path):
    deep = data.parent / ("een-lange-map-" * 6) / "postgres"
    deep.mkdir(parents=True)
    monkeypatch.setattr(embedded.tempfile, "gettempdir", lambda: str(tmp_path))
    planted = tmp_path / embedded._socket_name(deep)
    planted.mkdir()
    os.chown(planted, 12345, 12345)

    with pytest.raises(embedded.ServerError, match="is van een ander"):
        embedded._socket_folder(deep)


def test_a_server_that_does_not_answer():
    with pytest.raises(postgres.DatabaseUnavailableError, match=r"niet te bereiken.*DATABASE_URL") as refused:
        postgres.version_at("postgresql://nobody@127.0.0.1:1/none")

    assert isinstance(refused.value.__cause__, psycopg.OperationalError)


@pytest.mark.parametrize("sign", ['"', "$", "`", "\\"])
def test_a_path_that_a_shell_would_read_otherwise(data, sign):
    assert "waarmee de database niet kan werken" in refusal(data.parent / f"map{sign}naam" / "postgres")
