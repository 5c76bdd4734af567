"""The pages of kept mappings: looked over, renamed, handed on as a file, taken over from one, and deleted."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

SHELF = "/stand/indelingen"


@pytest.fixture
def kept(client):
    """A mapping of Veldermeer in which yes is bad news."""
    from tests import people
    from tests.cast import AT, VELDERMEER
    from waarborg.apps.assessments.actions.mappings import save_mapping
    from waarborg.apps.assessments.shapes import Column
    from waarborg.apps.assessments.shapes.mappings import ColumnMapping, FileMapping, SheetMapping
    from waarborg.apps.organisations.models import Member
    from waarborg.domain.assessments import Level

    by = people.actor(Member.objects.get(organisation__name=VELDERMEER))
    columns = (
        ColumnMapping(heading="Nr", meaning=Column.NUMBER),
        ColumnMapping(heading="Gat", meaning=Column.STATUS, words={"ja": "fails"}),
    )
    mapping = FileMapping(
        sheets=(SheetMapping(sheet="Lijst", header_row=1, columns=columns),), status_means=Level.BESTAAN
    )
    return save_mapping(
        organisation=people.organisation(VELDERMEER), mapping=mapping, name="Lijst van het bureau", by=by, at=AT
    )


def give(client, content: bytes, **fields):
    return client.post(f"{SHELF}/toevoegen", {"bestand": SimpleUploadedFile("x.json", content), **fields})


def test_a_mapping_is_told_in_words(kept, read):
    page = read(f"{SHELF}/{kept.pk}")

    assert "Lijst van het bureau" in read(SHELF)
    assert "‘ja’: ○ voldoet niet" in page
    assert "bestaan" in page
    assert "nog geen blad mee gelezen" in page


def test_it_is_handed_on_as_a_file_and_taken_over_from_one(kept, client):
    file = client.get(f"{SHELF}/{kept.pk}/bestand")
    assert file.headers["Content-Disposition"] == 'attachment; filename="indeling-lijst-van-het-bureau.json"'
    document = json.loads(file.content)
    document["sheets"][0]["columns"][1]["heading"] = "Ander gat"
    answer = give(client, json.dumps(document).encode(), naam="Van de buren")

    assert "Van de buren" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"geen json", "geen JSON"),
        (b"{}", "geen indeling van een werkblad"),
        (b"x" * (2 * 1024 * 1024 + 1), "te groot"),
    ],
    ids=["text", "something else", "too large"],
)
def test_what_is_no_mapping_is_refused_with_the_reason(client, content, why):
    from waarborg.apps.assessments.models import SavedMapping

    answer = give(client, content)

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not SavedMapping.objects.exists()


def test_it_is_renamed_and_never_nameless(kept, client, read):
    change = f"{SHELF}/{kept.pk}/wijzig"
    assert "Geef de indeling een naam" in client.post(change, {"naam": " "}).content.decode()
    client.post(change, {"naam": "Nieuwe naam"})

    assert "Nieuwe naam" in read(SHELF)


def test_deleting_one_leaves_a_line_and_nothing_else(kept, client, read):
    from waarborg.apps.base.models import JournalLine

    client.post(f"{SHELF}/{kept.pk}/wijzig", {"doe": "verwijder"})

    assert "‘Lijst van het bureau’ is verwijderd" in read(SHELF)
    assert "Lijst van het bureau" not in read(SHELF)
    assert JournalLine.objects.filter(action="assessment.mapping_deleted", object="Lijst van het bureau").exists()
    read(f"{SHELF}/{kept.pk}", status=404)


def test_a_shelf_of_many_takes_as_many_queries_as_one_of_few(kept, count_queries):
    from waarborg.apps.assessments.models import SavedMapping

    few = count_queries(SHELF)
    for n in range(10):
        SavedMapping.objects.create(
            organisation=kept.organisation, name=f"{n}", signature=f"{n}", mapping=kept.mapping, at=kept.at, by="Noor"
        )

    assert count_queries(SHELF) == few


@pytest.mark.parametrize("change", [{"doe": "verwijder"}, {"naam": "Nieuwe naam"}], ids=["delete", "rename"])
def test_one_that_goes_while_it_is_changed_was_already_deleted(kept, client, read, monkeypatch, change):
    from waarborg.apps.assessments.queries import mappings

    monkeypatch.setattr(mappings, "one", lambda *_: kept)  # found, before somebody else deletes it
    type(kept).objects.all().delete()

    assert client.post(f"{SHELF}/{kept.pk}/wijzig", change).status_code == 302
    assert "was al verwijderd" in read(SHELF)


def test_a_name_that_is_taken_while_it_is_kept_is_taken(kept, client, monkeypatch):
    from waarborg.apps.assessments.actions import mappings

    document = json.loads(client.get(f"{SHELF}/{kept.pk}/bestand").content)
    document["sheets"][0]["columns"][1]["heading"] = "Ander gat"
    monkeypatch.setattr(mappings, "_free_name", lambda _organisation, name, _signature: name)  # looked too early
    answer = give(client, json.dumps(document).encode(), naam=kept.name)

    assert answer.status_code == 422
    assert "heet al zo" in answer.content.decode()


def test_one_that_this_version_cannot_read_stops_no_sheet_and_is_told(kept, client, veldermeer, read):
    type(kept).objects.update(mapping={"waarborg_mapping": 99})
    sheet = SimpleUploadedFile("x.csv", b"Maatregelnummer;Opzet\n5.01.01;ja\n")
    client.post("/stand/gemeente-veldermeer-nulmeting-2027/excel/inlezen", {"bestand": sheet, "over": "-"})

    assert "kan haar niet lezen" in read("/stand/gemeente-veldermeer-nulmeting-2027/excel")
    assert "kan haar niet lezen" in read(f"{SHELF}/{kept.pk}")
    assert json.loads(client.get(f"{SHELF}/{kept.pk}/bestand").content) == {"waarborg_mapping": 99}
