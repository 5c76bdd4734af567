"""Small files that are out to hurt whoever reads them: made here, so that none lies in the repository."""

import io
import struct
import zipfile

import xlsxwriter

from tests.apps.base.test_extents import FAR, workbook

SECTOR = 512
END_OF_CHAIN, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def two_in_one() -> bytes:
    """Two workbooks in one file: some readers find the first, others the second."""
    return workbook(FAR["as usual"]) + workbook(b"")[:-2] + struct.pack("<H", 5)


def xls(*cells: tuple[int, int]) -> bytes:
    """A workbook of Excel 97 with a number in these cells, counted from zero."""
    globals_size = 4 + 16 + 4 + 12 + 4
    book = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    book += record(0x0085, struct.pack("<IHBB", globals_size, 0, 4, 0) + b"Blad") + record(0x000A, b"")
    book += record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for row, column in cells:
        book += record(0x0203, struct.pack("<HHHd", row, column, 0, 1.0))
    return compound_file("Workbook", book + record(0x000A, b""))


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def compound_file(name: str, content: bytes) -> bytes:
    """The format of old Office files, with one stream: a list of sectors, a directory and the stream."""
    content = content.ljust(4096, b"\0")
    sectors = -(-len(content) // SECTOR)
    content = content.ljust(sectors * SECTOR, b"\0")
    chain = [FAT_SECTOR, END_OF_CHAIN, *range(3, sectors + 2), END_OF_CHAIN]
    table = b"".join(struct.pack("<I", entry) for entry in chain).ljust(SECTOR, b"\xff")
    root = entry_of("Root Entry", kind=5, start=END_OF_CHAIN, size=0, below=1)
    directory = (root + entry_of(name, kind=2, start=2, size=len(content))).ljust(SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0)
    return head + struct.pack("<I", 0).ljust(SECTOR - len(head), b"\xff") + table + directory + content


def entry_of(name: str, *, kind: int, start: int, size: int, below: int = FREE) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    head = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), kind, 1)
    return head + struct.pack("<III", FREE, FREE, below) + bytes(36) + struct.pack("<IQ", start, size)


def with_merged(*areas: str) -> bytes:
    """A workbook with a number in its first and in its 1000th row, and these merged areas."""
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return changed(1000, 100, b"</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>".encode())


def same_sheet(times: int) -> bytes:
    """A workbook in which one large part is named as a sheet many times."""
    sheet = b'<sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
    return changed(1000, 500, sheet, b"".join(sheet.replace(b"Sheet1", b"S%d" % place) for place in range(times)))


def changed(rows: int, columns: int, old: bytes, new: bytes) -> bytes:
    """A workbook with a number in two corners, in whose parts a piece was changed."""
    plain, made = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, 7)
        sheet.write(rows - 1, columns - 1, 7)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return made.getvalue()


def ods(*sheets: str) -> bytes:
    """An open document with these rows as sheets, written short: `RxC` repeats one cell over rows and columns."""
    tables = "".join(
        f"<table:table table:name='Blad{place}'><table:table-row table:number-rows-repeated='{size.split('x')[0]}'>"
        f"<table:table-cell office:value-type='string' table:number-columns-repeated='{size.split('x')[1]}'>"
        "<text:p>brood</text:p></table:table-cell></table:table-row></table:table>"
        for place, size in enumerate(sheets)
    )
    spaces = "".join(
        f" xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in ("office", "table", "text")
    )
    content = f"<office:document-content{spaces}><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content + "</office:body></office:document-content>")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return made.getvalue()
