"""The malware scanner: what it finds, and that silence is never taken for a clean file."""

import pytest

from tests.machine import fake_clamd
from waarborg.machine import scanner


@pytest.fixture
def clamd():
    with fake_clamd.running() as address:
        yield address


def test_a_clean_file_has_nothing_in_it(clamd):
    assert scanner.find_malware(b"Beste mensen" * 100_000, clamd) == ""


def test_the_test_virus_is_found_by_its_name(clamd):
    assert scanner.find_malware(b"abc" + fake_clamd.EICAR, clamd) == "Eicar-Test-Signature"


def test_it_tells_its_version(clamd):
    assert scanner.version(clamd).startswith("ClamAV 1.4.1")


def test_a_file_that_the_scanner_does_not_take_is_not_clean(clamd):
    with pytest.raises(scanner.ScannerDownError, match="size limit"):
        scanner.find_malware(b"x" * (fake_clamd.LARGEST + 1), clamd)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "unix:/er/is/niets.ctl", "127.0.0.1:poort"])
def test_a_scanner_that_does_not_answer_is_down(address):
    with pytest.raises(scanner.ScannerDownError):
        scanner.find_malware(b"x", address)
