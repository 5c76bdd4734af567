"""The Excel way, asked by its addresses: the sheet out, changed by another program, and back."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NAMES
from waarborg.domain.permissions import Role

ROUND = "/stand/gemeente-veldermeer-nulmeting-2027"
EXCEL = f"{ROUND}/excel"
HEADER_ROW, CODE_ROW = 3, 2


class Book:
    """A downloaded sheet, to write in as people do: by number and column."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.sheet = self.book["Nulmeting"]
        self.columns = {str(cell.value).removeprefix("waarborg:"): cell.column for cell in self.sheet[CODE_ROW]}
        self.lines = {self.sheet.cell(line, 1).value: line for line in range(HEADER_ROW + 1, self.sheet.max_row + 1)}

    def write(self, number: str, column: str, value: object) -> None:
        self.sheet.cell(self.lines[number], self.columns[column]).value = value

    @property
    def content(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


@pytest.fixture
def book(client, veldermeer):
    answer = client.get(f"{EXCEL}/blad")
    assert answer.status_code == 200
    return Book(answer.content)


@pytest.fixture
def upload(client, veldermeer):
    """Give a file to the form; the import that it became, or the page that says why not."""

    def send(content: bytes, name: str = "ingevuld.xlsx"):
        from waarborg.apps.assessments.models import SheetImport

        answer = client.post(f"{EXCEL}/inlezen", {"bestand": SimpleUploadedFile(name, content), "over": "-"})
        if answer.status_code != 302:
            return answer
        return SheetImport.objects.get(pk=int(answer.headers["Location"].rpartition("/")[2]))

    return send


@pytest.fixture
def row(veldermeer):
    """A judgement by its number, fresh from the database."""
    from waarborg.apps.assessments.models import Judgement

    return lambda number: Judgement.objects.get(assessment=veldermeer, item__number=number)


@pytest.fixture
def tim(veldermeer):
    """Somebody else who changes a row in the application."""
    from tests import people
    from tests.cast import AT
    from waarborg.apps.assessments.actions import Edit, save_judgement

    actor = people.actor(people.member(veldermeer.organisation, Role.ISO))

    def change(row, **values):
        edit = Edit(row.pk, values)
        save_judgement(organisation=veldermeer.organisation, edit=edit, by=actor, at=AT, origin="page")

    return change


def told(found) -> list[tuple[str, str, str, str, bool]]:
    return [(c["number"], c["field"], c["now"], c["becomes"], c["clashes"]) for c in found.changes]


def test_a_sheet_that_comes_back_unchanged_changes_nothing(book, upload, read):
    found = upload(book.content)

    assert (found.base, found.changes) == ("known", [])
    assert "Dit blad verandert niets" in read(f"{EXCEL}/{found.pk}")


def test_every_change_is_shown_and_nothing_is_written(book, upload, read, row):
    book.write("5.01.01", "opzet", "voldoet niet")
    book.write("5.01.01", "due", date(2027, 6, 1))
    book.write("5.01.02", "explanation", None)
    before = row("5.01.02").explanation
    found = upload(book.content)
    page = read(f"{EXCEL}/{found.pk}")

    assert told(found)[:2] == [
        ("5.01.01", "opzet", "meets", "fails", False),
        ("5.01.01", "due_on", "", "2027-06-01", False),
    ]
    assert told(found)[2][:2] == ("5.01.02", "explanation")
    assert "3 wijzigingen" in page
    assert "01-06-2027" in page
    assert row("5.01.01").opzet == "meets"
    assert row("5.01.02").explanation == before


def test_taking_over_and_taking_back_are_each_one_act(book, upload, client, row):
    book.write("5.01.01", "opzet", "voldoet niet")
    book.write("5.01.02", "owner", "P. Smit")
    before = row("5.01.02").owner
    found = upload(book.content)
    client.post(f"{EXCEL}/{found.pk}/overnemen")
    assert (row("5.01.01").opzet, row("5.01.02").owner) == ("fails", "P. Smit")
    client.post(f"{EXCEL}/{found.pk}/overnemen")  # twice is once

    client.post(f"{EXCEL}/{found.pk}/ongedaan")
    assert (row("5.01.01").opzet, row("5.01.02").owner) == ("meets", before)
    found.refresh_from_db()
    assert found.applied_at
    assert found.undone_at


def test_what_changed_in_the_application_since_clashes_and_is_kept_unless_chosen(book, upload, client, row, tim, read):
    tim(row("5.01.01"), opzet="partly", owner="Tims keus")
    action = row("5.01.01").action
    book.write("5.01.01", "opzet", "voldoet niet")
    book.write("5.01.01", "action", "Regel het")
    found = upload(book.content)
    assert told(found) == [
        ("5.01.01", "opzet", "partly", "fails", True),
        ("5.01.01", "action", action, "Regel het", False),
    ]
    assert f"door {NAMES[Role.ISO]}" in read(f"{EXCEL}/{found.pk}")
    client.post(f"{EXCEL}/{found.pk}/overnemen")
    assert (row("5.01.01").opzet, row("5.01.01").action, row("5.01.01").owner) == ("partly", "Regel het", "Tims keus")


@pytest.mark.parametrize(
    "choice", [{"botsingen": "blad"}, {"botsingen": "", "blad": "KEY"}], ids=["for all", "for one cell"]
)
def test_the_sheet_wins_where_that_is_chosen(book, upload, client, row, tim, choice):
    tim(row("5.01.01"), opzet="partly")
    book.write("5.01.01", "opzet", "voldoet niet")
    found = upload(book.content)
    key = f"{row('5.01.01').pk}-opzet"
    client.post(f"{EXCEL}/{found.pk}/overnemen", {name: value.replace("KEY", key) for name, value in choice.items()})

    assert row("5.01.01").opzet == "fails"


def test_a_change_while_somebody_looks_at_the_preview_becomes_a_clash(book, upload, client, row, tim):
    book.write("5.01.01", "opzet", "voldoet niet")
    book.write("5.01.02", "owner", "P. Smit")
    found = upload(book.content)
    tim(row("5.01.01"), opzet="partly")
    client.post(f"{EXCEL}/{found.pk}/overnemen")

    found.refresh_from_db()
    assert found.applied_at is None
    assert row("5.01.02").owner != "P. Smit"
    assert told(found)[0] == ("5.01.01", "opzet", "partly", "fails", True)


def test_taking_back_stops_at_what_somebody_changed_since(book, upload, client, row, tim):
    book.write("5.01.01", "owner", "P. Smit")
    found = upload(book.content)
    client.post(f"{EXCEL}/{found.pk}/overnemen")
    tim(row("5.01.01"), owner="Tims keus")
    page = client.post(f"{EXCEL}/{found.pk}/ongedaan", follow=True).content.decode()

    assert "5.01.01 is daarna gewijzigd" in page
    assert row("5.01.01").owner == "Tims keus"


def test_what_cannot_be_read_is_told_with_its_cell_and_stays_as_it_is(book, upload, read, row):
    book.write("5.01.01", "opzet", "misschien")
    book.write("5.01.01", "maturity", "veel")
    found = upload(book.content)

    assert found.changes == []
    page = read(f"{EXCEL}/{found.pk}")
    assert "Niet gelezen" in page
    assert "misschien" in page
    assert row("5.01.01").opzet == "meets"


def test_a_damaged_base_is_said_and_compared_with_what_stands_there_now(book, upload, read):
    hidden = book.book["_waarborg"]
    for line in hidden.iter_rows():
        if str(line[0].value).startswith("versions"):
            line[1].value = "5.01.01=99"
    book.write("5.01.01", "opzet", "voldoet niet")
    book.write("5.01.02", "explanation", None)
    found = upload(book.content)

    assert found.base == "damaged"
    assert told(found) == [("5.01.01", "opzet", "meets", "fails", False)]
    assert "lege cellen wissen niets" in read(f"{EXCEL}/{found.pk}")


def test_somebodys_own_sheet_fills_a_round_through_the_same_preview(upload, read, row):
    lines = (
        "Nummer;Opzet;Bestaan;Werking;Toelichting",
        "5.01.01;voldoet niet;voldoet niet;;Zelf",
        "9.99.99;voldoet;;;",
    )
    found = upload("\n".join(lines).encode(), "eigen.csv")
    page = read(f"{EXCEL}/{found.pk}")

    assert found.base == "none"
    assert {change[:2] for change in told(found)} == {
        ("5.01.01", "opzet"),
        ("5.01.01", "bestaan"),
        ("5.01.01", "explanation"),
    }
    assert "9.99.99" in page
    assert "zegt niet op welke stand" in page


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_csv_in_whatever_way_excel_saves_it_is_read(upload, encoding):
    found = upload("Nummer;Opzet\n5.01.01;voldoet niet\n".encode(encoding), "eigen.csv")

    assert [change[:2] for change in told(found)] == [("5.01.01", "opzet")]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("plaatje.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 200, "plaatje.xlsx is een afbeelding, geen werkblad"),
        ("rapport.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"0" * 200, "rapport.xlsx is een PDF-bestand"),
        ("leeg.xlsx", b"", "leeg"),
        ("los.csv", b"hallo;wereld\n1;2\n", "kolom"),
        ("groot.xlsx", b"PK\x03\x04" + b"0" * (10 * 1024 * 1024), "groter dan 10 MB"),
    ],
    ids=["an image", "a pdf", "nothing", "no assessment", "too big"],
)
def test_what_is_no_sheet_is_refused_by_its_content(upload, name, content, why):
    answer = upload(content, name)

    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_the_journal_knows_who_took_a_sheet_out_and_in(book, upload, client):
    from waarborg.apps.base.models import JournalLine

    book.write("5.01.01", "owner", "P. Smit")
    found = upload(book.content)
    client.post(f"{EXCEL}/{found.pk}/overnemen")
    actions = list(JournalLine.objects.order_by("pk").values_list("action", flat=True))

    assert [action for action in actions if "sheet" in action] == [
        "assessment.sheet_written",
        "assessment.sheet_read",
        "assessment.exchange_sheet",
    ]


def test_a_sheet_that_is_read_otherwise_while_it_is_taken_over_is_gone(client, book, upload, monkeypatch, read):
    from waarborg.interfaces.web.stand import excel

    book.write("5.01.02", "owner", "P. Smit")
    found = upload(book.content)
    monkeypatch.setattr(excel, "_kept", lambda *_: found)  # there, before it is read otherwise
    type(found).objects.all().delete()

    assert client.post(f"{EXCEL}/{found.pk}/overnemen").status_code == 302
    assert "dit blad is intussen anders ingelezen" in read(EXCEL)
