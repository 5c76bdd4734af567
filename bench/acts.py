"""The acts of this step, as server time inside one process: imports, template, run, reports, pages."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from bench import inputs
from bench.startup import waarborg
from bench.timing import Result, measure

AT = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
TODAY = date(2027, 3, 1)


def imports() -> Iterator[Result]:
    """Reading and importing, all the way to the database and back (dry run)."""
    from waarborg.apps.norms import actions
    from waarborg.apps.norms.importers import files
    from waarborg.interfaces.cli import bootstrap

    by = bootstrap.actor()

    def run(data: bytes, as_edition: str | None) -> None:
        actions.import_norm(files.read(data, "file"), as_edition=as_edition, dry_run=True, by=by, at=AT)

    markdown, large = inputs.bio_markdown(), inputs.library()
    yield measure("import BIO2 Markdown", 0.5, lambda: run(markdown, "bio2@1.3"))
    yield measure(f"import a library of {inputs.LARGEST_LIBRARY} nodes", 3, lambda: run(large, None), times=5)


def reports() -> Iterator[Result]:
    """The demo nulmeting: its figures and each format."""
    from waarborg.apps.assessments import queries as rounds
    from waarborg.apps.base.tenancy import within
    from waarborg.apps.organisations import queries as organisations
    from waarborg.apps.reports.exporters import docx, oscal_results, pdf, xlsx
    from waarborg.apps.reports.queries import nulmeting_report
    from waarborg.interfaces.cli import demo_data

    demo_data.ensure()
    organisation = organisations.find(demo_data.organisation())
    assert organisation is not None
    with within(organisation.pk):
        assessment = rounds.assessments(organisation).first()
        assert assessment is not None

        def data():  # noqa: ANN202 - a ReportData
            return nulmeting_report(assessment, language="nl", today=TODAY)

        report = data()
        yield measure("figures of a nulmeting report", None, data)
    yield measure("rapport.xlsx", 1, lambda: xlsx.render(report))
    yield measure("rapport.docx", 2, lambda: docx.render(report))
    yield measure("rapport.pdf (PDF/UA)", 3, lambda: pdf.render(report))
    yield measure("assessment-results.json (OSCAL)", None, lambda: oscal_results.render(report))


def commands(home: str, folder: Path) -> Iterator[Result]:
    """Whole commands as a person waits for them: interpreter, database start and stop included."""
    markdown, _ = inputs.write(folder)
    sheet = folder / "blad.xlsx"
    run = ("nulmeting", "run", str(sheet), "--norm", "bio2@1.3", "--organisation", "Bench", "--layer", "gemeente")
    yield measure(
        "command: norms import (Markdown)",
        None,
        lambda: _tolerant(home, "norms", "import", str(markdown), "--as", "bio2@1.3", "--dry-run"),
        times=3,
    )
    yield measure(
        "command: nulmeting template",
        None,
        lambda: waarborg(home, "nulmeting", "template", "bio2@1.3", "--out", str(sheet)),
        times=3,
    )
    yield measure(
        "command: nulmeting run, all reports",
        None,
        lambda: _tolerant(home, *run, "--out", str(folder / "uit")),
        times=3,
    )


def _tolerant(home: str, *arguments: str) -> None:
    """Exit code 1 is "done, with problems that are listed"."""
    try:
        waarborg(home, *arguments)
    except subprocess.CalledProcessError as error:
        if error.returncode != 1:
            raise
