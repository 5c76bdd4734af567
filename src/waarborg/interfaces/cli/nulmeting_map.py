"""What `waarborg nulmeting map` tells: the columns, the words, what is open, and the first rows as they are read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from waarborg.apps.assessments.exporters import words
from waarborg.apps.assessments.shapes import Answer, Column
from waarborg.apps.assessments.shapes.drafts import CellWord, Certainty, Draft, DraftColumn, DraftSheet
from waarborg.apps.assessments.shapes.mapping_files import as_document as mapping_document
from waarborg.apps.assessments.shapes.mappings import NOT_READ
from waarborg.apps.base import labels
from waarborg.domain.assessments import Applicability, Level, Verdict
from waarborg.interfaces.cli.output import NotDoneError
from waarborg.interfaces.cli.tables import print_table
from waarborg.machine.folders import in_dutch

_SURE = {Certainty.CERTAIN: "zeker", Certainty.ASSUMED: "aangenomen", Certainty.UNKNOWN: "niet herkend"}
_ASKED = frozenset({"column-opposite", "column-legend"})  # columns to say something about before a file is complete
_ANSWER = ("number", "applicability", "opzet", "bestaan", "werking", "maturity", "explanation", "evidence", "owner")


def to_fill_in(draft: Draft) -> dict[str, Any]:
    """The mapping as a file, with `null` where a person has to say something, and what it probably is beside it."""
    document = mapping_document(draft.mapping)
    open_columns = {(one.sheet, one.column) for one in draft.questions if one.about.code in _ASKED}
    for told, sheet in zip(document["sheets"], draft.sheets, strict=True):
        for column, known in zip(told["columns"], sheet.columns, strict=True):
            if (sheet.sheet, known.position) in open_columns:
                column["meaning"] = None
            if known.proposal:
                column["proposal"] = known.proposal.value
            unknown = [word for word in known.words if word.certainty is Certainty.UNKNOWN]
            if unknown and (known.meaning not in {Column.IGNORE, Column.WANTED} or column["meaning"] is None):
                column["words"] = {**column.get("words", {}), **{word.text: None for word in unknown}}
                column["proposals"] = {word.text: word.proposal for word in unknown if word.proposal}
    return document


def write(file: Path, draft: Draft) -> None:
    """Write the mapping to fill in. Raises NotDoneError."""
    text = json.dumps(to_fill_in(draft), ensure_ascii=False, indent=2) + "\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotDoneError(f"{file} is niet te schrijven: {in_dutch(error)}.") from error


def as_document(file: Path, norm: str, draft: Draft, out: Path | None) -> dict[str, Any]:
    """The draft as scripts read it."""
    return {
        "file": str(file),
        "norm": norm,
        "certain": draft.is_certain,
        "looks_like": draft.looks_like or None,
        "signature": draft.signature,
        "questions": [
            {
                "code": one.about.code,
                "sheet": one.sheet,
                "where": one.about.where,
                "what": one.about.what,
                "blocks": one.blocks,
            }
            for one in draft.questions
        ],
        "mapping": to_fill_in(draft),
        "preview": [
            {"where": row.where, "cells": list(row.cells), "answers": [_answer(one) for one in row.answers]}
            for row in draft.preview
        ],
        "problems": [_reading(one) for one in draft.readings if one.level == "problem"],
        "notes": [_reading(one) for one in draft.readings if one.level != "problem"],
        "out": str(out) if out else None,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    told = {name: getattr(answer, name) for name in _ANSWER}
    return {**told, "due_on": answer.due_on.isoformat() if answer.due_on else None}


def _reading(reading: Any) -> dict[str, Any]:  # noqa: ANN401 - a Reading
    return {"where": reading.where, "what": reading.what, "code": reading.code, "number": reading.number or None}


def show(draft: Draft, out: Path | None) -> None:
    """The same for a person."""
    for sheet in draft.sheets:
        _show_sheet(sheet)
    if draft.questions:
        click.echo(f"\nDit staat open ({len(draft.questions)}):")
        for one in draft.questions:
            click.echo(f"  {one.about.where}: {one.about.what}")
    _show_preview(draft)
    if out is not None:
        click.echo(f"\nIndeling: {out}. Vul in wat null is, en geef hem mee met --map.")


def _show_sheet(sheet: DraftSheet) -> None:
    read = "" if sheet.read else " (niet gelezen)"
    click.echo(f"\nBlad '{sheet.sheet}', koppen in rij {sheet.header_row}{read}\n")
    rows = [
        [one.letters, _flat(one.heading), words.header(one.meaning), _sure(one)] for one in sheet.columns if one.heading
    ]
    print_table(["kolom", "kop", "betekent", "hoe zeker"], rows)
    counted = [row for column in sheet.columns for row in _words(column)]
    if counted:
        click.echo()
        print_table(["kolom", "tekst", "keer", "telt als"], counted)


def _sure(column: DraftColumn) -> str:
    proposal = f"; misschien {words.header(column.proposal)}" if column.proposal else ""
    return f"{_SURE[column.certainty]}{proposal}"


def _words(column: DraftColumn) -> Iterator[list[str]]:
    for word in column.words:
        yield [column.letters, _flat(word.text), str(word.count), _counts_as(word)]


def _counts_as(word: CellWord) -> str:
    if word.certainty is Certainty.UNKNOWN:
        return f"? (misschien {_value(word.proposal)})" if word.proposal else "?"
    return _value(word.counts_as)


def _value(value: str) -> str:
    if value == NOT_READ:
        return "niet lezen"
    return labels.verdict(Verdict(value)) if value in set(Verdict) else labels.applicability(Applicability(value))


def _show_preview(draft: Draft) -> None:
    rows = [
        [
            row.where.rpartition(" ")[2],
            one.number,
            labels.applicability(one.applicability),
            *(labels.verdict(getattr(one, level)) for level in Level),
            one.owner,
        ]
        for row in draft.preview
        for one in row.answers
    ]
    if rows:
        click.echo("\nDe eerste rijen, zoals ze gelezen worden:\n")
        print_table(["rij", "nummer", "van toepassing", *(labels.level(level) for level in Level), "eigenaar"], rows)


def _flat(text: str) -> str:
    return " ".join(text.split())[:60]
