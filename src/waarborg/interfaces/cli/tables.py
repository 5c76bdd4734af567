"""Tables for people in a terminal: columns that fit, and long texts that wrap under their own head."""

import shutil
import textwrap
from collections.abc import Sequence

import click

_NARROWEST = 12
_GAP = 2


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The table on standard output, as wide as the terminal."""
    click.echo("\n".join(lines(heads, rows, width=shutil.get_terminal_size().columns)))


def lines(heads: Sequence[str], rows: Sequence[Sequence[str]], *, width: int) -> list[str]:
    """The lines of the table: every column as wide as it needs, the widest gives way."""
    table = [list(heads), *[list(row) for row in rows]]
    widths = [max(len(cell) for row in table for cell in row[at].split("\n")) for at in range(len(heads))]
    while sum(widths) + _GAP * (len(widths) - 1) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    found = [line for row in table for line in _wrapped(row, widths)]
    head = len(_wrapped(table[0], widths))
    return [*found[:head], (" " * _GAP).join("-" * size for size in widths), *found[head:]]


def _wrapped(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [
        [piece for line in cell.split("\n") for piece in (textwrap.wrap(line, size) or [""])]
        for cell, size in zip(row, widths, strict=True)
    ]
    return [
        (" " * _GAP)
        .join((cell[at] if at < len(cell) else "").ljust(size) for cell, size in zip(cells, widths, strict=True))
        .rstrip()
        for at in range(max(len(cell) for cell in cells))
    ]
