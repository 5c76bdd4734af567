"""What `waarborg nulmeting run` tells: one document for scripts, a small table and a list for people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from waarborg.apps.assessments import queries
from waarborg.apps.base import labels
from waarborg.domain.assessments import RULES, Ask, Level, Verdict
from waarborg.interfaces.cli.output import NotDoneError
from waarborg.interfaces.cli.reading import AskedError
from waarborg.interfaces.cli.tables import print_table

# The keys that scripts rely on, in the order in which people read them.
KEYS: Mapping[Verdict, str] = {
    Verdict.MEETS: "voldoet",
    Verdict.PARTLY: "voldoet_deels",
    Verdict.FAILS: "voldoet_niet",
    Verdict.NOT_ASSESSED: "niet_beoordeeld",
    Verdict.NOT_APPLICABLE: "niet_van_toepassing",
}
_HOW = {"status-column": "Kies anders met --status-means."}  # what one can do about it on the command line
_PER_CODE = 8  # how many of one kind a person wants to see on a screen


def as_document(assessment: Any, files: Sequence[Path]) -> dict[str, Any]:  # noqa: ANN401 - a row; tables are private
    """The outcome as scripts read it."""
    counts = queries.counts(assessment)
    readings = assessment.readings
    return {
        "organisation": assessment.organisation.name,
        "norm": str(assessment.edition),
        "assessment": {"slug": assessment.slug, "path": f"/stand/{assessment.slug}/"},
        "reference_date": assessment.reference_on.isoformat(),
        "status_means": assessment.status_means or None,
        "counts": {level.value: {KEYS[verdict]: counts[level][verdict] for verdict in KEYS} for level in Level},
        "counted": sum(counts[Level.OPZET].values()),
        "guidelines": sum(queries.counts(assessment, Ask.GUIDELINE)[Level.OPZET].values()),
        "problems": [*(_told(r) for r in readings if r["level"] == "problem"), *_broken_rules(assessment)],
        "notes": [_told(reading) for reading in readings if reading["level"] == "note"],
        "files": [str(file) for file in files],
    }


def refusal(organisation: str, norm: str, refused: NotDoneError) -> dict[str, Any]:
    """The document of a run that was not done, with each question when the sheet raises questions."""
    told = [{"where": "bestand", "what": refused.message, "code": "not-done", "number": None}]
    asked = [
        {"where": one.about.where, "what": one.about.what, "code": one.about.code, "number": None}
        for one in (refused.questions if isinstance(refused, AskedError) else ())
    ]
    return {
        "organisation": organisation,
        "norm": norm,
        "assessment": None,
        "counts": None,
        "counted": 0,
        "problems": [*told, *asked],
        "notes": [],
        "files": [],
    }


def _told(reading: Mapping[str, str]) -> dict[str, Any]:
    return {
        "where": reading["where"],
        "what": " ".join(filter(None, (reading["what"], _HOW.get(reading["code"])))),
        "code": reading["code"],
        "number": reading.get("number") or None,
    }


def _broken_rules(assessment: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as above
    """Rule hits with their place in the sheet; double answers stand among the readings already."""
    rows = list(queries.judgements(assessment))
    where = {row.item.number: row.where for row in rows}
    sentences = {rule.code: rule.sentence for rule in RULES}
    return [
        {
            "where": where[hit.about],
            "what": f"{hit.about}: {sentences[hit.code]}",
            "code": hit.code,
            "number": hit.about,
        }
        for hit in queries.problems(assessment, rows)
        if hit.code in sentences
    ]


def show(document: Mapping[str, Any]) -> None:
    """The same for a person."""
    click.echo(
        f"{document['organisation']}: nulmeting {document['norm']}, peildatum {document['reference_date']}, "
        f"{document['counted']} eisen\n"
    )
    heads = ["", *(f"{labels.mark(verdict)} {labels.verdict(verdict)}" for verdict in KEYS)]
    rows = [
        [labels.level(Level(level)), *(str(counts[key]) for key in KEYS.values())]
        for level, counts in document["counts"].items()
    ]
    print_table(heads, rows)
    _list("Problemen", document["problems"])
    _list("Zo is het blad gelezen", document["notes"])
    click.echo("\nRapport:")
    for file in document["files"]:
        click.echo(f"  {file}")


def _list(title: str, found: Sequence[Mapping[str, Any]]) -> None:
    if found:
        click.echo(f"\n{title} ({len(found)}):")
    shown: Counter[str] = Counter()
    for line in found:
        shown[line["code"]] += 1
        if shown[line["code"]] <= _PER_CODE:
            click.echo(f"  {line['where']}: {line['what']}")
    for code, count in shown.items():
        if count > _PER_CODE:
            click.echo(f"  … en nog {count - _PER_CODE} van dezelfde soort ({code}); zie het rapport of --json")
