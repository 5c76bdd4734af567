"""The registers out to a sheet and in again: nothing changes by itself, faults are named, and it can be undone."""

import io

import openpyxl
import pytest

from tests import people
from tests.cast import AT, VELDERMEER
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.shapes import UnreadableFileError
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.actions import register_imports as imports
from waarborg.apps.organisations.actions import registers as acts
from waarborg.apps.organisations.exporters import register_sheets as out
from waarborg.apps.organisations.importers import register_columns
from waarborg.apps.organisations.importers import register_sheets as sheets
from waarborg.apps.organisations.models import Member
from waarborg.apps.organisations.queries import registers
from waarborg.domain.permissions import Role
from waarborg.domain.registers import RegisterKind
from waarborg.interfaces.cli.demo_registers import ensure_registers

pytestmark = pytest.mark.django_db
S = RegisterKind.SYSTEM
SYSTEMS = ["code", "Naam", "Eigenaar", "Processen", "Beschikbaarheid", "RTO", "Cloud"]


@pytest.fixture
def veldermeer():
    organisation = people.organisation(VELDERMEER)
    with within(organisation.pk):
        yield organisation


@pytest.fixture
def ciso(veldermeer):
    return people.actor(people.member(veldermeer, Role.CISO))


def workbook(**by_sheet) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in by_sheet.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def kept(organisation, by, data, name="registers.xlsx"):
    read = sheets.read(data, name)
    file = imports.SheetFile(name, "0" * 64, read.rows, read.notes)
    return imports.keep_import(organisation=organisation, file=file, by=by, at=AT)


def take_over(organisation, by, data, **choices):
    found = kept(organisation, by, data)
    shown = imports.preview(found, registers.book(organisation), choices)
    imports.apply_import(
        organisation=organisation, import_id=found.pk, choices=choices, seen=shown.digest, by=by, at=AT
    )
    return found


def test_what_goes_out_comes_in_without_a_change(veldermeer, ciso):
    people.member(veldermeer, Role.PROCESS_OWNER)
    ensure_registers(veldermeer, ciso, AT)
    book = registers.book(veldermeer)

    found = kept(veldermeer, ciso, out.workbook(book, organisation=VELDERMEER))
    shown = imports.preview(found, book, {})

    assert (shown.changes, shown.faults, shown.unknown) == ([], [], [])
    assert (shown.n_rows, shown.n_same) == (35, 35)
    assert found.notes == []


def test_a_list_comes_in_without_a_change_too(veldermeer, ciso):
    ensure_registers(veldermeer, ciso, AT)
    book = registers.book(veldermeer)
    found = kept(veldermeer, ciso, out.list_workbook(book, registers.lines(book, S), S))

    assert imports.preview(found, book, {}).changes == []
    assert found.notes == []


def fifteen_systems():
    rows = [[f"S{n:02}", f"systeem {n}", "", "P01", "", "4 uur", "ja"] for n in range(1, 16)]
    rows[3][4] = "gigantisch"  # D5 of S04
    rows[8][3] = "P99"  # a process that is not there, S09
    return workbook(Processen=[["Code", "Naam", "B"], ["P01", "Burgerzaken", "H"]], Systemen=[SYSTEMS, *rows])


def test_of_fifteen_systems_two_faulty_rows_are_refused_with_their_cell_and_reason(veldermeer, ciso):
    found = kept(veldermeer, ciso, fifteen_systems())
    shown = imports.preview(found, registers.book(veldermeer), {})

    told = [(fault.sheet, fault.cell, fault.code) for fault in shown.faults]
    assert told == [("Systemen", "E5", "S04"), ("Systemen", "D10", "S09")]
    assert "niet op jullie schaal" in shown.faults[0].message
    assert "P99" in shown.faults[1].message
    assert len(shown.added) == 14
    assert registers.systems(veldermeer) == []


def test_the_good_rows_are_taken_over_and_can_be_taken_back(veldermeer, ciso):
    found = take_over(veldermeer, ciso, fifteen_systems())
    assert len(registers.systems(veldermeer)) == 13

    assert imports.undo_import(organisation=veldermeer, import_id=found.pk, by=ciso, at=AT) == 14

    assert registers.systems(veldermeer) == []
    assert registers.processes(veldermeer) == []
    with pytest.raises(imports.AlreadyDoneError):
        imports.undo_import(organisation=veldermeer, import_id=found.pk, by=ciso, at=AT)


def test_undo_puts_back_the_values_that_a_sheet_changed(veldermeer, ciso):
    take_over(veldermeer, ciso, workbook(Systemen=[SYSTEMS, ["S01", "BRP", "", "", "H", "8", "nee"]]))
    second = take_over(veldermeer, ciso, workbook(Systemen=[SYSTEMS, ["s01", "Basisregistratie", "", "", "", "", ""]]))
    assert registers.system(veldermeer, "S01").name == "Basisregistratie"

    imports.undo_import(organisation=veldermeer, import_id=second.pk, by=ciso, at=AT)

    back = registers.system(veldermeer, "S01")
    assert (back.name, back.values["availability"], back.values["max_outage_hours"]) == ("BRP", 3, "8")


def test_a_sheet_and_its_undo_are_changes_that_a_form_sees(veldermeer, ciso):
    take_over(veldermeer, ciso, workbook(Systemen=[SYSTEMS, ["S01", "BRP", "", "", "H", "8", "nee"]]))
    seen = registers.book(veldermeer).get(S, "S01")
    second = take_over(veldermeer, ciso, workbook(Systemen=[SYSTEMS, ["S01", "Nieuw", "", "", "H", "8", "nee"]]))
    values = {**seen.values, "name": "van mij"}
    told = {"kind": S, "code": "S01", "values": values, "seen_version": seen.version}

    with pytest.raises(acts.ConflictError):
        acts.change_entry(organisation=veldermeer, **told, by=ciso, at=AT)
    imports.undo_import(organisation=veldermeer, import_id=second.pk, by=ciso, at=AT)

    past = [(one.version, one.after["name"]) for one in registers.changes(veldermeer, seen)]
    assert past == [(3, "BRP"), (2, "Nieuw"), (1, "BRP")]
    assert acts.change_entry(organisation=veldermeer, **told, by=ciso, at=AT).after == {"name": "van mij"}


def test_what_an_undo_takes_away_leaves_no_history(veldermeer, ciso):
    found = take_over(veldermeer, ciso, fifteen_systems())
    entry = registers.book(veldermeer).get(S, "S02")

    imports.undo_import(organisation=veldermeer, import_id=found.pk, by=ciso, at=AT)

    assert registers.changes(veldermeer, entry) == ()


def test_undo_refuses_what_somebody_changed_since_and_names_it(veldermeer, ciso):
    found = take_over(veldermeer, ciso, fifteen_systems())
    acts.change_entry(organisation=veldermeer, kind=S, code="S02", values={"name": "nieuw"}, by=ciso, at=AT)

    with pytest.raises(imports.ChangedSinceError) as refused:
        imports.undo_import(organisation=veldermeer, import_id=found.pk, by=ciso, at=AT)

    assert refused.value.codes == ("S02",)
    assert len(registers.systems(veldermeer)) == 13


def test_undo_refuses_to_take_away_what_is_used_since(veldermeer, ciso):
    found = take_over(veldermeer, ciso, fifteen_systems())
    new = {"name": "later", "processes": ["P01"]}
    acts.add_entry(organisation=veldermeer, kind=S, code="S99", values=new, by=ciso, at=AT)

    with pytest.raises(imports.ChangedSinceError) as refused:
        imports.undo_import(organisation=veldermeer, import_id=found.pk, by=ciso, at=AT)

    assert refused.value.codes == ("P01",)


def owned_by(name):
    return workbook(Systemen=[SYSTEMS, ["S01", "BRP", name, "", "", "", ""]])


def test_an_unknown_owner_becomes_somebody_without_account_only_when_that_is_taken_over(veldermeer, ciso):
    found = kept(veldermeer, ciso, owned_by("Kees Bos <kees@voorbeeld.test>"))
    shown = imports.preview(found, registers.book(veldermeer), {})
    assert list(shown.newcomers.values()) == [("Kees Bos", "kees@voorbeeld.test")]
    assert not Member.objects.filter(name="Kees Bos").exists()

    imports.apply_import(organisation=veldermeer, import_id=found.pk, choices={}, seen=shown.digest, by=ciso, at=AT)

    assert registers.system(veldermeer, "S01").owner == "Kees Bos"
    made = Member.objects.get(name="Kees Bos")
    assert (made.roles, made.person) == ([], None)


@pytest.mark.parametrize("said", ["anke jansen", "email"])
def test_an_owner_is_found_by_name_or_email(veldermeer, ciso, said):
    anke = people.member(veldermeer, Role.PROCESS_OWNER)
    take_over(veldermeer, ciso, owned_by(anke.email if said == "email" else said))

    assert registers.system(veldermeer, "S01").owner_id == anke.pk


def test_an_unknown_owner_can_be_somebody_who_is_there_or_nobody(veldermeer, ciso):
    take_over(veldermeer, ciso, owned_by("Onbekend"), onbekend="nobody")
    assert registers.system(veldermeer, "S01").owner_id is None

    take_over(veldermeer, ciso, owned_by("N. de Wit"), **{"n. de wit": str(ciso.member_id)})
    assert registers.system(veldermeer, "S01").owner_id == ciso.member_id


def test_a_preview_that_is_out_of_date_is_not_taken_over(veldermeer, ciso):
    found = kept(veldermeer, ciso, owned_by(""))
    seen = imports.preview(found, registers.book(veldermeer), {}).digest
    acts.add_entry(organisation=veldermeer, kind=S, code="S01", values={"name": "al daar"}, by=ciso, at=AT)

    with pytest.raises(imports.PlanChangedError):
        imports.apply_import(organisation=veldermeer, import_id=found.pk, choices={}, seen=seen, by=ciso, at=AT)


def test_a_line_manager_imports_nothing(veldermeer):
    manager = people.actor(people.member(veldermeer, Role.PROCESS_OWNER))

    with pytest.raises(NotAllowedError):
        kept(veldermeer, manager, owned_by(""))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "leeg.xlsx"),
        (b"%PDF-1.4 nep", "systemen.xlsx"),
        (b"zomaar een tekst\n", "systemen.csv"),
        (b"PK\x03\x04", "x.xlsx"),
    ],
)
def test_what_is_no_workbook_is_refused_by_its_content(data, name):
    with pytest.raises(UnreadableFileError):
        sheets.read(data, name)


def test_a_workbook_without_registers_is_refused_and_other_columns_are_told(veldermeer):
    read = sheets.read(workbook(Systemen=[["Code", "Naam", "Kleur"], ["S01", "BRP", "rood"]]), "a.xlsx")

    assert read.notes == [("Systemen, C1", "Kolom “Kleur” ken ik niet; hij is niet gelezen.")]
    assert read.rows[0].cells == {"name": ("BRP", "B2")}


def test_a_formula_is_never_run_and_text_stays_text(veldermeer, ciso):
    take_over(veldermeer, ciso, workbook(Locaties=[["Code", "Naam"], ["L1", "'=1+1"]]))
    book = registers.book(veldermeer)
    lines = registers.lines(book, RegisterKind.LOCATION)

    sheet = openpyxl.load_workbook(io.BytesIO(out.workbook(book, organisation="x")))["Locaties"]
    assert sheet["B3"].data_type == "s"
    acts.change_entry(
        organisation=veldermeer, kind=RegisterKind.LOCATION, code="L1", values={"name": "=1+1"}, by=ciso, at=AT
    )
    book = registers.book(veldermeer)
    lines = registers.lines(book, RegisterKind.LOCATION)
    assert b"'=1+1" in out.list_csv(book, lines, RegisterKind.LOCATION)


def test_a_sheet_can_archive_and_bring_back(veldermeer, ciso):
    heads = ["Code", "Naam", "Gearchiveerd"]
    take_over(veldermeer, ciso, workbook(Systemen=[heads, ["S01", "BRP", "nee"]]))
    found = kept(veldermeer, ciso, workbook(Systemen=[heads, ["S01", "BRP", "ja"]]))

    assert [change.code for change in imports.preview(found, registers.book(veldermeer), {}).archived] == ["S01"]


ASSETS = [["Asset inventory 2026"], ["Asset ID", "Asset Name", "Owner", "Colour"], ["A1", "Kassa", "Jan", "rood"]]


def test_a_sheet_that_does_not_say_its_register_is_left_open_and_never_read():
    read = sheets.read(workbook(**{"Asset register": ASSETS}), "assets.xlsx")

    assert (read.rows, [grid.name for grid in read.open]) == ([], ["Asset register"])
    assert read.notes[0][0] == "Asset register"


def test_what_an_open_sheet_seems_to_be_is_filled_in_from_known_words():
    [grid] = sheets.read(workbook(**{"Asset register": ASSETS}), "assets.xlsx").open

    likely = register_columns.columns(grid, register_columns.likely(grid))

    assert (likely.kind, likely.top) == ("system", 1)
    assert likely.columns == {0: "code", 1: "name", 2: "owner"}


def test_an_open_sheet_is_read_as_it_was_told_also_after_it_was_kept():
    grids = sheets.opened(sheets.kept(sheets.read(workbook(**{"Asset register": ASSETS}), "a.xlsx").open))
    told = register_columns.SheetColumns("Asset register", "process", 1, {0: "code", 1: "name"})

    [row] = sheets.read_grids(grids, {"Asset register": told}).rows

    assert (row.kind, row.code, row.code_cell, row.cells) == ("process", "A1", "A3", {"name": ("Kassa", "B3")})


def test_a_csv_is_read_by_its_name_and_asked_about_when_that_says_nothing():
    data = "Code;Naam\nS01;Café\n".encode("cp1252")

    assert [row.cells["name"][0] for row in sheets.read(data, "Systemen.csv").rows] == ["Café"]
    assert sheets.read(data, "export (2).csv").open[0].name == "export (2)"


def test_what_leaves_for_excel_as_csv_comes_in_again(veldermeer, ciso):
    ensure_registers(veldermeer, ciso, AT)
    book = registers.book(veldermeer)

    found = kept(veldermeer, ciso, out.list_csv(book, registers.lines(book, S), S), "systemen.csv")

    assert len(found.rows) == len(registers.lines(book, S))
    assert imports.preview(found, book, {}).changes == []


@pytest.mark.parametrize("rows", [[["Code", "Naam"]], [["zomaar een tekst"], ["en nog een"]]])
def test_a_file_without_any_row_of_a_register_is_refused_with_what_to_do(rows):
    with pytest.raises(UnreadableFileError, match=r"Geen blad is gelezen.*Noem een blad Onderdelen"):
        sheets.read(workbook(Blad1=rows), "a.xlsx")


@pytest.mark.parametrize("code", ["nieuw", "Export"])
def test_a_code_that_waarborg_uses_itself_is_told_as_reserved(veldermeer, ciso, code):
    found = kept(veldermeer, ciso, workbook(Systemen=[["Code", "Naam"], [code, "BRP"]]))

    [fault] = imports.preview(found, registers.book(veldermeer), {}).faults

    assert fault.message == f"“{code}” is een woord dat Waarborg zelf gebruikt. Kies een andere code, zoals {code}-1."
