"""Small workbooks that ended a worker or kept it for hours: now a refusal, within the limits of a child process."""

import io
import zipfile

import pytest
import xlsxwriter

from tests import hostile
from tests.apps.base.test_extents import FAR, workbook
from waarborg.apps.assessments.importers import sheet_kinds
from waarborg.apps.base.importers import workbooks
from waarborg.apps.base.importers.untrusted import read_in_child
from waarborg.apps.base.shapes import UnreadableFileError


def zipped(*parts: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return made.getvalue()


def overlapping() -> bytes:
    """Two entries of the list that are one part of the file."""
    data = workbook(b"")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = data[archive.start_dir : data.index(b"PK\x01\x02", archive.start_dir + 4)]
        start, count = archive.start_dir, len(archive.infolist())
    size = len(data) - 22 - start + len(entry)
    end = b"PK\x05\x06" + bytes(4) + 2 * (count + 1).to_bytes(2, "little")
    again = entry.replace(b"[Content_Types].xml", b"[Kontent_Types].xml")
    return data[:-22] + again + end + size.to_bytes(4, "little") + start.to_bytes(4, "little") + bytes(2)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (hostile.two_in_one(), "na het eind"),
        (workbook(b"") + b"x", "na het eind"),
        (workbook(b"") + workbook(FAR["as usual"]), "begin"),
        (overlapping(), "over elkaar"),
        (zipped(("xl/workbook.xml", b"<a/>"), ("XL\\Workbook.xml", b"<b/>")), "twee keer"),
        (zipped(*((f"{place}", b"") for place in range(5001))), "5001 delen"),
        (hostile.ods("20000x250"), "cellen"),
        (hostile.ods(*["20000x20"] * 400), "cellen"),
        (hostile.same_sheet(50), "cellen"),
        (hostile.with_merged(*["A1:XFD20000"] * 1000), "samengevoegde"),
        (hostile.xls((0, 0), (60_000, 2)), "rijen"),
    ],
)
def test_what_grows_or_can_be_read_in_two_ways_is_refused(data, message):
    with pytest.raises(UnreadableFileError, match=message):
        sheet_kinds.read(data, "blad.xlsx")


def test_an_old_workbook_with_a_cell_far_away_ends_the_child_only():
    with pytest.raises(UnreadableFileError, match=r"te groot|geheugen"):
        read_in_child(sheet_kinds.read, hostile.xls((0, 0), (65_535, 65_535)), "blad.xls")


def test_an_old_workbook_of_the_usual_size_is_read():
    assert sheet_kinds.read(hostile.xls((0, 0), (2, 1)), "blad.xls")[0].rows == ((1.0, ""), ("", ""), ("", 1.0))


def test_a_merged_area_reaches_no_further_than_the_cells_that_there_are():
    found = workbooks.from_zip(hostile.with_merged("A1:XFD1048576"))[0]
    assert len(found.rows) == 1000
    assert set(found.rows[999]) == {7.0}


def test_open_documents_count_every_sheet_apart():
    assert [len(grid.rows) for grid in workbooks.from_zip(hostile.ods("300x2", "200x3"))] == [300, 200]


def test_an_error_of_excel_keeps_its_text():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 1, "=1/0", None, "#DIV/0!")
        sheet.write(1, 0, "brood")
    found = workbooks.from_zip(made.getvalue())[0]
    assert found.errors == ((0, 1, "#DIV/0!"),)
    assert found.formulas == {(0, 1)}
