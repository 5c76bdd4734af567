"""The workbook that people fill in: made from an edition, empty or with the answers of a sheet."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.exporters import formats as looks
from waarborg.apps.assessments.exporters import main_sheet, side_sheets
from waarborg.apps.assessments.shapes import HIDDEN_SHEET, TEMPLATE_VERSION, Sheet
from waarborg.apps.base.formats.workbooks import Workbook
from waarborg.apps.norms.models import Edition
from waarborg.apps.norms.queries.published import official_texts, published
from waarborg.domain.assessments import Ask, Level


def write(
    file: Path,
    edition: Edition,
    *,
    language: str,
    filled: Sheet | None = None,
    facts: Mapping[str, str] | None = None,
    finish: str = "",
    levels: Sequence[Level] = tuple(Level),
) -> int:
    """Write the workbook for `edition` and give the number of items to judge.

    `facts` go on the hidden sheet; `finish` is the last step of the instructions, for who does not use the command.
    `levels` are the ones that get a column.
    The file appears whole or not at all. Raises OSError when it cannot be written.
    """
    handle, name = tempfile.mkstemp(suffix=".xlsx", dir=file.resolve().parent)
    os.close(handle)
    beside = Path(name)
    try:
        with translation.override(language):
            judged = _write(beside, edition, language, filled, facts or {}, finish, levels)
        beside.chmod(0o644)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return judged


def _write(
    file: Path,
    edition: Edition,
    language: str,
    filled: Sheet | None,
    more: Mapping[str, str],
    finish: str,
    levels: Sequence[Level],
) -> int:
    rows = _rows(edition, filled)
    edition_title = edition.title_en if language == "en" else edition.title_nl
    title = _("Nulmeting %(norm)s") % {"norm": edition_title}
    with Workbook(str(file)) as book:
        book.set_properties({"title": title, "subject": str(edition), "created": _created(edition)})
        formats = looks.make(book)
        first = book.add_worksheet(_("Uitleg"))
        who = book.add_worksheet(_("Organisatie"))
        main = main_sheet.write(book, formats, rows, title=title, language=language, levels=levels)
        sources = book.add_worksheet(_("Gesprekken en documenten"))
        side_sheets.instructions(first, formats, main, rows, title, finish)
        side_sheets.organisation(who, formats, filled)
        side_sheets.interviews_and_documents(sources, formats, filled)
        facts = {
            "template": TEMPLATE_VERSION,
            "edition": str(edition),
            "digest": edition.digest,
            "language": language,
            "main": main.name,
            "organisation": who.name,
            "sources": sources.name,
            **more,
        }
        side_sheets.metadata(book, HIDDEN_SHEET, facts)
    return sum(row.ask is Ask.VERDICT for row in rows)


def _rows(edition: Edition, filled: Sheet | None) -> list[main_sheet.Row]:
    found = published(edition)
    asks = queries.asks_of(found)
    texts = official_texts(edition)
    given = {answer.number: answer for answer in reversed(filled.answers)} if filled else {}
    return [
        main_sheet.Row(item, asks[item.pk], given.get(item.number), texts.get(item.pk, ""))
        for item in found.items
        if asks[item.pk] is not Ask.NOTHING
    ]


def _created(edition: Edition) -> datetime:
    """A fixed moment, so that the same edition gives the same file."""
    day = edition.published_on
    return datetime(day.year, day.month, day.day) if day else datetime(2026, 1, 1)  # noqa: DTZ001 - Excel has no zones
