"""The settings that make something, or read what an administrator wrote."""

from concurrent.futures import ThreadPoolExecutor

from waarborg.conf import settings


def test_the_key_is_made_once_also_by_processes_that_start_together(tmp_path):
    file = tmp_path / "new" / "secret-key"

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(settings._kept_key, [file] * 8))

    assert keys == {file.read_text()}
    assert len(file.read_text()) > 50
    assert file.stat().st_mode & 0o077 == 0
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_that_cannot_be_written_still_gives_a_key(tmp_path):
    (tmp_path / "file").write_text("")

    assert settings._kept_key(tmp_path / "file" / "secret-key")


def test_hosts_are_read_as_people_write_them(monkeypatch):
    monkeypatch.setenv("WAARBORG_HOSTS", "waarborg.example, intern.example,")

    assert settings._listed("WAARBORG_HOSTS") == ["waarborg.example", "intern.example"]
