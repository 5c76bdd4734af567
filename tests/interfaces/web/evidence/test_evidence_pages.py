"""The pages of evidence: adding, finding, handing over, replacing and withdrawing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.apps.evidence import files
from waarborg.apps.base.models import JournalLine
from waarborg.apps.evidence.models import Evidence
from waarborg.domain.permissions import Role


@pytest.fixture
def ciso(town):
    return people.client(town.ciso)


def send(client, address="/bewijs/nieuw", *, name="besluit.pdf", content=files.PDF, **changes):
    file = SimpleUploadedFile(name, content) if content is not None else ""
    return client.post(address, {"file": file, "confidentiality": "internal", "title": "", "url": "", **changes})


def test_an_empty_list_says_what_will_stand_there(ciso):
    page = ciso.get("/bewijs/").content.decode()

    assert "Hier komt het bewijs te staan" in page
    assert "/bewijs/nieuw" in page


def test_a_file_is_added_found_and_told_about(ciso):
    address = send(ciso, title="Besluit college", source="Zaaksysteem").url
    listed, page = ciso.get("/bewijs/?zoek=college").content.decode(), ciso.get(address).content.decode()

    assert "Besluit college" in listed
    for said in ("besluit.pdf", "Zaaksysteem", Evidence.objects.get().sha256, "niet gescand"):
        assert said in page


def test_a_file_is_handed_over_as_something_no_browser_runs(ciso):
    address = send(ciso).url
    response = ciso.get(f"{address}/bestand")

    assert response.content == files.PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="besluit.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert JournalLine.objects.filter(action="evidence.download").exists()


@pytest.mark.parametrize(
    ("name", "content", "saw"),
    [
        ("virus.exe", b"MZ", "een programma"),
        ("pagina.html", b"<html>", "een webpagina"),
        ("logo.svg", b"<svg>", "een webpagina of een tekening"),
        ("a.pdf", b"MZ", "een programma"),
        ("besluit.pdf", files.PNG, "een afbeelding. Geef het bestand een naam die daarbij past"),
    ],
)
def test_a_file_that_is_not_kept_is_refused_with_what_it_is(ciso, name, content, saw):
    response = send(ciso, name=name, content=content)

    assert response.status_code == 422
    assert "geen programma&#x27;s, webpagina&#x27;s of macro&#x27;s" in response.content.decode()
    assert f"“{name}” is van binnen {saw}" in response.content.decode()
    assert not Evidence.objects.exists()


def test_a_file_and_a_link_at_once_is_one_too_many(ciso):
    assert "één van de twee" in send(ciso, url="https://zaak.example/1").content.decode()


def test_neither_a_file_nor_a_link_is_refused(ciso):
    assert send(ciso, content=None, title="Niets").status_code == 422


def test_a_newer_version_takes_the_place_of_the_old_one(ciso):
    old = send(ciso, title="Beleid 2026").url
    new = send(ciso, f"{old}/nieuwe-versie", content=files.PDF + b"2", title="Beleid 2027").url

    assert "Er is een nieuwere versie." in ciso.get(old).content.decode()
    listed = ciso.get("/bewijs/").content.decode()
    assert "Beleid 2027" in listed
    assert "Beleid 2026" not in listed
    assert new != old


def test_withdrawn_evidence_is_only_listed_when_asked_for(ciso):
    address = send(ciso, title="Oud stuk").url
    ciso.post(f"{address}/trek-in")

    assert "Oud stuk" not in ciso.get("/bewijs/?zoek=stuk").content.decode()
    assert "Oud stuk" in ciso.get("/bewijs/?status=ingetrokken").content.decode()


def test_secret_evidence_is_not_there_for_the_adviser(town, ciso):
    address = send(ciso, confidentiality="secret").url
    adviser = people.client(people.member(town.organisation, Role.ADVISER))

    assert {adviser.get(address).status_code, adviser.get(f"{address}/bestand").status_code} == {404}


def test_an_auditor_reads_and_adds_nothing(town, ciso):
    address = send(ciso).url
    auditor = people.client(people.member(town.organisation, Role.AUDITOR))

    assert auditor.get(address).status_code == 200
    assert auditor.post(f"{address}/trek-in").status_code == 403


def test_the_list_takes_the_same_queries_however_long(ciso):
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            ciso.get("/bewijs/")
        return len(captured)

    send(ciso)
    few = count()
    for n in range(5):
        send(ciso, content=files.PDF + bytes([n]))

    assert count() == few
