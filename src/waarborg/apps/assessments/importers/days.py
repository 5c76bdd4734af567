"""Days as people write them in a sheet. A month or a quarter is read as its last day, and that is said.

Day before month, as in Dutch; with slashes that is said too when the month could have stood first.
"""

import calendar
import re
from datetime import date, datetime

from waarborg.apps.base.importers.grids import Cell

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february",
            "mrt maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_MONTHS_IN_YEAR = 12
_CENTURY = 2000  # of deadlines
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")
_SHORT_YEAR = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2})$")
_YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")
_DAY_WITH_NAME = re.compile(r"^(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})$")
_MONTH = re.compile(r"^([a-z]+)\.?\s+(\d{4})$")
_QUARTER = re.compile(r"^(?:q|k|kwartaal\s*)([1-4])\s*[-/ ]?\s*(\d{4})$|^(\d{4})\s*[-/ ]?\s*(?:q|k)([1-4])$")


def read(value: Cell) -> tuple[date | None, bool]:
    """The day, and whether it can mean nothing else (a month, a quarter, 04/05/2027 and 4-3-27 can)."""
    if isinstance(value, datetime):
        return value.date(), True
    if isinstance(value, date):
        return value, True
    text = " ".join(str(value).lower().split())
    exact = _exact(text)
    if exact is not None:
        return exact, not ("/" in text and exact.day <= _MONTHS_IN_YEAR)
    if match := _SHORT_YEAR.match(text):
        day, month, year = map(int, match.groups())
        return _day(_CENTURY + year, month, day), False
    return _end_of_period(text), False


def _exact(text: str) -> date | None:
    if match := _DAY_FIRST.match(text):
        day, month, year = map(int, match.groups())
        return _day(year, month, day)
    if match := _YEAR_FIRST.match(text):
        return _day(*map(int, match.groups()))
    if (match := _DAY_WITH_NAME.match(text)) and match.group(2) in _MONTHS:
        return _day(int(match.group(3)), _MONTHS[match.group(2)], int(match.group(1)))
    return None


def _end_of_period(text: str) -> date | None:
    if match := _QUARTER.match(text):
        quarter, year = int(match.group(1) or match.group(4)), int(match.group(2) or match.group(3))
        return _last_day(year, quarter * 3)
    if (match := _MONTH.match(text)) and match.group(1) in _MONTHS:
        return _last_day(int(match.group(2)), _MONTHS[match.group(1)])
    return None


def _last_day(year: int, month: int) -> date | None:
    return _day(year, month, calendar.monthrange(year, month)[1]) if date.min.year <= year else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
