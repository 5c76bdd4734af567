"""Writing the files of a nulmeting into a folder."""

import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from waarborg.apps.assessments.models import Assessment
from waarborg.apps.base.actions import Actor, write_journal
from waarborg.apps.base.tenancy import within
from waarborg.apps.reports.exporters import docx, oscal_results, pdf, xlsx
from waarborg.apps.reports.queries import nulmeting_report
from waarborg.apps.reports.shapes import ReportData

RENDERERS: Mapping[str, Callable[[ReportData], bytes]] = {
    "rapport.pdf": pdf.render,
    "rapport.docx": docx.render,
    "rapport.xlsx": xlsx.render,
    "assessment-results.json": oscal_results.render,
}


class UnwritableFolderError(Exception):
    """The reports could not be written there; the message says why and what to do."""


def write_reports(
    assessment: Assessment, folder: Path, *, language: str, today: date, by: Actor, at: datetime
) -> list[Path]:
    """Write the report in every format into `folder`, made if need be, and say so in the journal.

    Guaranteed: nothing is written before every format is made and stands on the disk under another name; then each
    file replaces the old one in one step, whole or not at all. The journal line comes last, in a transaction of its
    own: it never tells of files that are not there. Not guaranteed: that all files change at one moment. When a
    replacement fails halfway, or the database goes away at the end, there are new files without a journal line.
    Raises UnwritableFolderError.
    """
    with within(assessment.organisation_id):
        data = nulmeting_report(assessment, language=language, today=today)
    made = {name: render(data) for name, render in RENDERERS.items()}
    written = _write_all(folder, made)
    with within(assessment.organisation_id):
        write_journal(
            action="report.written",
            about=f"{assessment.organisation.name}: {assessment.slug}",
            by=by,
            at=at,
            organisation_id=assessment.organisation_id,
            detail={"language": language, "files": list(made), "folder": str(folder)},
        )
    return written


def _write_all(folder: Path, made: Mapping[str, bytes]) -> list[Path]:
    waiting: dict[Path, Path] = {}  # finished file -> the name that it gets
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            waiting[_write_beside(folder / name, content)] = folder / name
        for temporary, target in waiting.items():
            temporary.replace(target)
    except OSError as error:
        for temporary in waiting:
            temporary.unlink(missing_ok=True)
        raise UnwritableFolderError(
            f"Het rapport is niet te schrijven in {folder}: {error.strerror or error}. "
            "Kies met --out een map waarin je mag schrijven, of maak ruimte op de schijf."
        ) from error
    return list(waiting.values())


def _write_beside(target: Path, content: bytes) -> Path:
    """A finished file next to its target, on the same disk, so that replacing it is one step.

    Only who writes it may read it: a report tells where an organisation is weak.
    """
    handle, name = tempfile.mkstemp(prefix=".rapport-", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
