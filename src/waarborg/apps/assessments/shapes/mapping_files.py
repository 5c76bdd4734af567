"""A mapping as a file: JSON that a person can read, fill in and hand on."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from waarborg.apps.assessments.shapes import Column
from waarborg.apps.assessments.shapes.mappings import (
    NOT_READ,
    ColumnMapping,
    FileMapping,
    NumberScale,
    SheetMapping,
    fold_cell,
)
from waarborg.apps.base.formats.lines import storable
from waarborg.apps.base.importers.grids import MAX_COLUMNS, MAX_ROWS, letters
from waarborg.domain.assessments import Applicability, Level, Verdict

KEY, VERSION = "waarborg_mapping", 1
_MOST_SHEETS, _MOST_WORDS, _LONGEST = 50, 500, 500
_Choice = TypeVar("_Choice", Column, Level, NumberScale, Verdict)
_WORD_VALUES = frozenset({NOT_READ, *Verdict, *Applicability})


class InvalidMappingError(ValueError):
    """What was given is no mapping, or leaves something open; the message says where and what to do."""


def as_document(mapping: FileMapping) -> dict[str, Any]:
    """The mapping as JSON; `from_document` gives the same back."""
    return {
        KEY: VERSION,
        "name": mapping.name,
        "norm": mapping.norm or None,
        "status_means": mapping.status_means.value if mapping.status_means else None,
        "sheets": [_sheet_document(sheet) for sheet in mapping.sheets],
    }


def digest(mapping: FileMapping) -> str:
    """The SHA-256 of what a mapping says, however its file is laid out."""
    return hashlib.sha256(json.dumps(as_document(mapping), sort_keys=True).encode()).hexdigest()


def _sheet_document(sheet: SheetMapping) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "header_row": sheet.header_row,
        "read": sheet.read,
        "columns": [_column_document(place, column) for place, column in enumerate(sheet.columns)],
    }


def _column_document(place: int, column: ColumnMapping) -> dict[str, Any]:
    told: dict[str, Any] = {"column": letters(place), "heading": column.heading, "meaning": column.meaning.value}
    if column.marks:
        told["marks"] = column.marks.value
    if column.numbers is not NumberScale.NONE:
        told["numbers"] = column.numbers.value
    if column.words:
        told["words"] = dict(column.words)
    return told


def from_text(text: str | bytes) -> FileMapping:
    """The mapping in a file. Raises InvalidMappingError."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidMappingError(
            _("Dit is geen JSON. Kies een bestand dat Waarborg als indeling heeft gemaakt.")
        ) from error
    return from_document(document)


def from_document(document: Any) -> FileMapping:  # noqa: ANN401 - JSON of a stranger
    """The mapping that a document holds. Raises InvalidMappingError."""
    if not isinstance(document, dict) or document.get(KEY) != VERSION:
        what = _("Dit is geen indeling van een werkblad: '%(key)s' met waarde %(version)s staat er niet in.")
        raise InvalidMappingError(what % {"key": KEY, "version": VERSION})
    sheets = _list(document.get("sheets"), "sheets", _MOST_SHEETS)
    if not sheets:
        raise InvalidMappingError(_("De indeling noemt geen enkel blad ('sheets')."))
    means = document.get("status_means")
    return FileMapping(
        sheets=tuple(_sheet(one) for one in sheets),
        norm=_text(document.get("norm") or "", "norm"),
        status_means=_choice(Level, means, "status_means") if means else None,
        name=_text(document.get("name") or "", "name"),
    )


def _sheet(document: Any) -> SheetMapping:  # noqa: ANN401 - as above
    told = _group(document, "sheets")
    name = _text(told.get("sheet", ""), "sheet")
    row, read = told.get("header_row"), told.get("read", True)
    if not isinstance(row, int) or isinstance(row, bool) or not 1 <= row <= MAX_ROWS:
        raise _wrong(name, _("'header_row' is het nummer van de rij met koppen, vanaf 1."))
    if not isinstance(read, bool):
        raise _wrong(name, _("'read' is true of false."))
    columns = tuple(_column(one, name) for one in _list(told.get("columns"), "columns", MAX_COLUMNS))
    if read and not any(column.meaning is Column.NUMBER for column in columns):
        raise _wrong(name, _("geen kolom betekent 'number'; zonder nummer is er niets te lezen."))
    return SheetMapping(sheet=name, header_row=row, columns=columns, read=read)


def _column(document: Any, sheet: str) -> ColumnMapping:  # noqa: ANN401 - as above
    told = _group(document, "columns")
    heading = _text(told.get("heading", ""), "heading")
    where = f"{sheet} / {heading}"
    if told.get("meaning") is None:
        raise _wrong(sheet, _("van kolom '%(heading)s' is 'meaning' nog niet ingevuld.") % {"heading": heading})
    marks = told.get("marks")
    return ColumnMapping(
        heading=heading,
        meaning=_choice(Column, told["meaning"], f"{where}, meaning"),
        words=_words(told.get("words") or {}, where),
        numbers=_choice(NumberScale, told.get("numbers", "none"), f"{where}, numbers"),
        marks=_choice(Verdict, marks, f"{where}, marks") if marks else None,
    )


def _words(document: Any, where: str) -> Mapping[str, str]:  # noqa: ANN401 - as above
    """What each word counts as; a word that was left open (`null`) stays unknown and is listed when it is read."""
    told = _group(document, f"{where}, words")
    if len(told) > _MOST_WORDS:
        raise _wrong(where, _("meer dan %(most)s woorden.") % {"most": _MOST_WORDS})
    for word, value in told.items():
        if value is not None and (not isinstance(value, str) or value not in _WORD_VALUES):
            raise _unknown(value, f"{where}, {word}", sorted(_WORD_VALUES))
    return {fold_cell(_text(word, where)): str(value) for word, value in told.items() if value is not None}


def _choice(kind: type[_Choice], value: Any, where: str) -> _Choice:  # noqa: ANN401 - as above
    try:
        return kind(value)
    except ValueError as error:
        raise _unknown(value, where, [one.value for one in kind]) from error


def _text(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise _wrong(where, _("hier hoort een tekst van hoogstens %(most)s tekens.") % {"most": _LONGEST})
    return storable(value)


def _group(value: Any, where: str) -> dict[str, Any]:  # noqa: ANN401 - as above
    if not isinstance(value, dict):
        raise _wrong(where, _("hier hoort een groep tussen accolades."))
    return value


def _list(value: Any, where: str, most: int) -> Sequence[Any]:  # noqa: ANN401 - as above
    if not isinstance(value, list) or len(value) > most:
        raise _wrong(where, _("hier hoort een lijst van hoogstens %(most)s.") % {"most": most})
    return value


def _wrong(where: str, what: str) -> InvalidMappingError:
    return InvalidMappingError(f"{where}: {what}")


def _unknown(value: Any, where: str, known: Sequence[str]) -> InvalidMappingError:  # noqa: ANN401 - as above
    said = {"value": str(value)[:40], "known": ", ".join(known)}
    return _wrong(where, _("'%(value)s' kan hier niet. Kies uit: %(known)s.") % said)
