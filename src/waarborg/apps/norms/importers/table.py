"""Our own tables back: the CSV and the workbook that `norms export` writes, also after someone worked in them."""

import csv
import io
from collections.abc import Iterator, Sequence

from waarborg.apps.base.formats import spreadsheets
from waarborg.apps.base.importers.grids import letters
from waarborg.apps.norms.formats import position, table
from waarborg.apps.norms.importers.sheets import Sheet, open_workbook
from waarborg.apps.norms.shapes import (
    FileKind,
    FileProblem,
    ParsedEdition,
    ParsedItem,
    ParsedNorm,
    ParsedRelation,
    Text,
    UnreadableFileError,
)
from waarborg.domain.norms import RelationKind

Rows = Sequence[Sequence[object]]
_LONGEST_CELL = 2**20
_RELATION = table.RELATION_COLUMNS[2]


def read(data: bytes, name: str) -> ParsedNorm:
    """The edition in our own CSV or workbook. One bad row never stops the rest.

    Raises UnreadableFileError when the file is neither.
    """
    return from_sheets(open_workbook(data)) if data.startswith(b"PK") else _csv(data, name)


def is_our_csv(data: bytes) -> bool:
    """Whether the first line is the head of our own table."""
    return bool(_delimiter(data))


def _delimiter(data: bytes) -> str:
    """What stands between the cells: we write commas, a Dutch Excel saves with semicolons. Nothing when not ours."""
    first = data[:4096].decode("utf-8-sig", errors="replace").splitlines()
    for delimiter in (",", ";", "\t"):
        head = next(csv.reader(first[:1], delimiter=delimiter), [])
        if tuple(head[: len(table.FIRST_HEADERS)]) == table.FIRST_HEADERS:
            return delimiter
    return ""


def are_our_sheets(names: Sequence[str]) -> bool:
    """Whether a workbook with these sheets is one of ours."""
    return {table.DATA_SHEET, table.EDITION_SHEET} <= set(names)


def _csv(data: bytes, name: str) -> ParsedNorm:
    delimiter = _delimiter(data)
    if not delimiter:
        raise UnreadableFileError(f"{name}: de eerste regel is niet die van een tabel van Waarborg.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"{name}: geen UTF-8 (byte {error.start}).") from error
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        found = [[spreadsheets.unguarded(cell) for cell in row] for row in rows]
    except csv.Error as error:
        raise UnreadableFileError(f"{name}: geen leesbare CSV: {error}.") from error
    items, problems, edition = _items(found, "regel ")
    return ParsedNorm(
        kind=FileKind.WAARBORG_TABLE,
        editions=(ParsedEdition(id=edition, title=Text(nl=edition), items=tuple(items)),),
        problems=tuple(problems),
    )


def from_sheets(sheets: list[Sheet]) -> ParsedNorm:
    """The edition in a workbook that was opened already."""
    found = {sheet.title: sheet.rows for sheet in sheets}
    if not are_our_sheets(list(found)):
        raise UnreadableFileError("Dit werkboek is geen export van Waarborg: het blad 'Gegevens' ontbreekt.")
    items, problems, edition = _items(found[table.DATA_SHEET], f"{table.DATA_SHEET}!")
    relations, more = _relations(found.get(table.RELATIONS_SHEET, []))
    return ParsedNorm(
        kind=FileKind.WAARBORG_TABLE,
        editions=(_edition(found[table.EDITION_SHEET], edition, tuple(items)),),
        relations=tuple(relations),
        problems=(*problems, *more),
    )


def _items(rows: Rows, place: str) -> tuple[list[ParsedItem], list[FileProblem], str]:
    """The items, what could not be read, and the edition that the rows say they belong to."""
    items: list[ParsedItem] = []
    problems: list[FileProblem] = []
    edition = ""
    paths = [table.path(str(cell)) for cell in rows[0]] if rows else []
    for number, row in enumerate(rows[1:], start=2):
        try:
            cells = _joined(zip(paths, (_text(cell) for cell in row), strict=False))
            if not any(cells.values()):
                continue
            edition = edition or cells.pop("edition", "")
            cells.pop("edition", None)
            items.append(table.item(cells))
        except ValueError as error:
            problems.append(FileProblem(_where(place, number, rows[0], error), str(error)[:300]))
    if not edition:
        raise UnreadableFileError("De kolom 'Norm' is leeg: bij welke editie hoort deze tabel?")
    return items, problems, edition


def _where(place: str, row: int, head: Sequence[object], error: ValueError) -> str:
    """The cell when the error tells its column, else the row."""
    column = next((n for n, cell in enumerate(head) if cell == getattr(error, "header", None)), None)
    if place.startswith("regel"):
        return f"{place}{row}" if column is None else f"{place}{row}, kolom '{head[column]}'"
    return f"{place}{letters(column or 0)}{row}"


def _text(cell: object) -> str:
    """Everything we wrote is a text; a number means that someone's spreadsheet already changed it."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    raise ValueError(f"'{cell}' staat er als getal of datum in plaats van als tekst: een nummer als 5.10 wordt dan 5.1")


def _joined(cells: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Cells by path, with texts that were too long for one cell put together again."""
    found: dict[str, str] = {}
    for place, cell in cells:
        name = place.rpartition("~")[0] if place.rpartition("~")[2].isdigit() else place
        name = table.path(name or place)
        found[name] = found.get(name, "") + cell
    return found


def _edition(rows: Rows, edition: str, items: tuple[ParsedItem, ...]) -> ParsedEdition:
    pairs = _joined((str(row[0]), str(row[1])) for row in rows[1:] if len(row) > 1 and row[0])
    try:
        about = table.unflatten(pairs.items())
    except ValueError as error:
        raise UnreadableFileError(f"Het blad '{table.EDITION_SHEET}' klopt niet: {error}.") from error
    return ParsedEdition(
        id=edition,
        title=table.both(about.get("title")),
        catalogue_title=table.both(about.get("catalogue_title")),
        description=table.both(about.get("description")),
        position=position(str(about.get("position", ""))),
        items=items,
        publisher=str(about.get("publisher", "")),
        published_on=str(about.get("published_on", "")),
        source=str(about.get("source", "")),
        licence=str(about.get("licence", "")),
    )


def _relations(rows: Rows) -> tuple[list[ParsedRelation], list[FileProblem]]:
    found, problems = [], []
    for number, row in enumerate(rows[1:], start=2):
        try:
            cells = [_text(cell) for cell in row]
            if not any(cells):
                continue
            cells += [""] * (len(table.RELATION_COLUMNS) - len(cells))
            edition, source_number, kind, target, target_number, note, source = cells[: len(table.RELATION_COLUMNS)]
            found.append(
                ParsedRelation(
                    source_edition=edition,
                    source_number=source_number,
                    kind=table.code(RelationKind, kind, _RELATION),
                    target_edition=target,
                    target_number=target_number,
                    note=note,
                    source=source,
                )
            )
        except ValueError as error:
            where = _where(f"{table.RELATIONS_SHEET}!", number, table.RELATION_COLUMNS, error)
            problems.append(FileProblem(where, str(error)[:300]))
    return found, problems
