"""Checking every answer of a messy sheet against what a person would say that stands there."""

from collections.abc import Mapping

from waarborg.apps.assessments.shapes import Sheet
from waarborg.domain.assessments import Applicability, Verdict

WORDS = {
    "+": Verdict.MEETS,
    "~": Verdict.PARTLY,
    "-": Verdict.FAILS,
    "n": Verdict.NOT_APPLICABLE,
    ".": Verdict.NOT_ASSESSED,
}


def verdicts(told: str) -> dict[str, Verdict]:
    """`5.01.01+ 5.01.02-` as verdicts per number."""
    return {one[:-1]: WORDS[one[-1]] for one in told.split()}


def read_as(sheet: Sheet, level: str = "opzet") -> dict[str, Verdict]:
    return {one.number: getattr(one, level) for one in sheet.answers}


def column(sheet: Sheet, name: str) -> Mapping[str, object]:
    """What was read of one kind of column, empty cells left out."""
    found = {one.number: getattr(one, name) for one in sheet.answers}
    return {number: value for number, value in found.items() if value not in ("", None, Applicability.APPLIES)}
