"""A cell far away is seen however it is written: the reader behind us would end the whole process over it."""

import io
import zipfile

import pytest
import xlsxwriter

from waarborg.apps.base.importers import extents, workbooks
from waarborg.apps.base.shapes import UnreadableFileError

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FAR = {
    "as usual": b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "on another line": b'<row r="1048576"><c\nr="XFD1048576"><v>1</v></c></row>',
    "with other quotes": b"<row r=\"1048576\"><c r='XFD1048576'><v>1</v></c></row>",
    "with a prefix": b'<row r="1048576"><x:c xmlns:x="' + MAIN + b'" r="XFD1048576"><v>1</v></x:c></row>',
    "with spaces": b'<row r="1048576"><c r = "XFD1048576"><v>1</v></c></row>',
    "in small letters": b'<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
    "without a place": b'<row r="1048576"><c><v>1</v></c></row>',
    "in no good XML": b"<c " * 200_000,
}


def workbook(row, part="xl/worksheets/sheet1.xml"):
    plain, changed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet().write(0, 0, 7)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name).replace(b"worksheets/sheet1.xml", part.removeprefix("xl/").encode())
            if name == "xl/worksheets/sheet1.xml":
                name, content = part, content.replace(b"</c></row>", b"</c></row>" + row)  # noqa: PLW2901
            target.writestr(name, content)
    return changed.getvalue()


@pytest.mark.parametrize("written", FAR)
def test_a_cell_far_away_is_refused_however_it_is_written(written):
    with pytest.raises(UnreadableFileError):
        workbooks.from_zip(workbook(FAR[written]))


def test_a_sheet_in_another_folder_is_looked_at_too():
    with pytest.raises(UnreadableFileError):
        workbooks.from_zip(workbook(FAR["as usual"], part="xl/elders/blad.bin"))


def test_an_empty_cell_far_away_is_no_reason_to_refuse():
    found = workbooks.from_zip(workbook(b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'))
    assert found[0].rows == ((7.0,),)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_repeated_rows_of_an_open_document_count_together(quote):
    row = f"<t:table-row t:number-rows-repeated={quote}9000{quote}><t:table-cell o:value-type='float'/></t:table-row>"
    xml = f"<a xmlns:t='t' xmlns:o='o'><t:table>{row * 3}<t:table-row t:number-rows-repeated='1000000'/></t:table></a>"
    assert extents.of_ods(xml.encode()) == [(0, 0), (27_000, 1)]


def test_a_binary_sheet_tells_its_last_filled_cell():
    header = b"\x00\x04" + (1_048_575).to_bytes(4, "little")
    filled, empty = (bytes([kind, 4]) + place.to_bytes(4, "little") for kind, place in ((5, 16_383), (1, 20)))
    assert extents.of_xlsb(extents.XLSB_CELLS + b"\x00" + header + filled + empty) == [(1_048_576, 16_384)]
