"""Workbooks that we write: XlsxWriter in memory, in which what people type stays text, and cells are quick."""

import re
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from waarborg.apps.base.formats.spreadsheets import TEXT_STAYS_TEXT

_DIGITS = re.compile(r"\d+")
_NUMBERS = frozenset({"Number", "Datetime"})
_STRINGS = frozenset({"String", "RichString"})
_QUICK = _NUMBERS | _STRINGS | {"Blank"}
_column = cache(xl_col_to_name)


class _QuickSheet(Worksheet):  # type: ignore[misc]  # the package ships no types
    """A sheet that is written byte for byte as XlsxWriter does, in half the time: a test compares the two."""

    def __init__(self) -> None:
        super().__init__()
        self._plain: dict[str, bool] = {}  # by shape: whether a formula is written as it stands

    # our addresses are numbers: without the wrapper that looks for "A1"
    write_string = Worksheet._write_string  # noqa: SLF001 - the same without decorator, as the package says
    write_number = Worksheet._write_number  # noqa: SLF001
    write_blank = Worksheet._write_blank  # noqa: SLF001

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401 - of one of its kinds
        """An address, the number of a format and an index need no escapes."""
        kind = cell.__class__.__name__
        if not cell.format or kind not in _QUICK:
            super()._write_cell(row, col, cell)
            return
        start = f'<c r="{_column(col)}{row + 1}" s="{cell.format._get_xf_index()}"'  # noqa: SLF001
        if kind in _STRINGS:
            self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
        elif kind in _NUMBERS:
            self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
        else:
            self.fh.write(f"{start}/>")

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Formulas that differ in their numbers only are looked through once for functions that need a prefix."""
        shape = _DIGITS.sub("0", formula)  # no function that is looked for without being asked has one in its name
        if shape not in self._plain:
            self._plain[shape] = super()._prepare_formula(shape) == shape.removeprefix("=")
        if self._plain[shape] and not expand_future_functions:
            return formula.removeprefix("=")
        return str(super()._prepare_formula(formula, expand_future_functions))


class Workbook(xlsxwriter.Workbook):  # type: ignore[misc]  # the package ships no types
    """A workbook to write to a path or a stream; use it with `with`."""

    worksheet_class = _QuickSheet

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - a path or a stream
        super().__init__(file, {"in_memory": True, **TEXT_STAYS_TEXT})
