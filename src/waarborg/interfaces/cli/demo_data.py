"""Gemeente Veldermeer for `waarborg demo`: its nulmeting as data, as a filled workbook, and stored."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from waarborg.apps.assessments.actions import store_assessment
from waarborg.apps.assessments.exporters import template
from waarborg.apps.assessments.importers.reader import read_sheet
from waarborg.apps.assessments.shapes import Answer, Document, Interview, Round, Sheet
from waarborg.apps.norms import queries
from waarborg.domain.assessments import Applicability, Effort, Level, Verdict
from waarborg.domain.organisations import Layer
from waarborg.interfaces.cli import bootstrap
from waarborg.machine import folders

_ANSWERS = ("veldermeer-5.yaml", "veldermeer-6-8.yaml", "veldermeer-guidelines.yaml")
_TEXTS = ("justification", "risk_analysis", "explanation", "evidence", "owner", "action")


def ensure() -> None:
    """Veldermeer and its nulmeting are in the database. Doing it again changes nothing."""
    about = _load("veldermeer.yaml")
    edition = queries.edition(about["edition"])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "veldermeer.xlsx"
        write_workbook(file)
        sheet = read_sheet(file, edition, status_means=None)
    round_ = Round(
        organisation=about["organisation"],
        layer=Layer(about["layer"]),
        reference_on=about["reference_on"],
        file_name="veldermeer.xlsx",
    )
    store_assessment(
        round_=round_,
        edition=edition,
        sheet=sheet,
        by=replace(bootstrap.actor(), name="waarborg demo"),
        at=bootstrap.now(),
    )


def organisation() -> str:
    """The name of the municipality of the demo."""
    return str(_load("veldermeer.yaml")["organisation"])


def edition_id() -> str:
    """The edition that its nulmeting is about."""
    return str(_load("veldermeer.yaml")["edition"])


def write_workbook(file: Path) -> None:
    """Our own template, filled in the way Veldermeer did."""
    template.write(file, queries.edition(_load("veldermeer.yaml")["edition"]), language="nl", filled=sheet())


def sheet() -> Sheet:
    """What Veldermeer answered, straight from the data."""
    about = _load("veldermeer.yaml")
    on_sheet = {
        "organisation": about["organisation"],
        "layer": about["layer"],
        "reference_on": _written(about["reference_on"]),
        **about["about"],
    }
    return Sheet(
        answers=tuple(_answers()),
        about={key: value.strip() for key, value in on_sheet.items()},
        interviews=tuple(Interview(**{**row, "on": _written(row["on"])}) for row in about["interviews"]),
        documents=tuple(Document(**{**row, "on": _written(row["on"])}) for row in about["documents"]),
    )


def _load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((folders.content() / "demo" / name).read_text(encoding="utf-8"))
    return found


def _written(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _answers() -> Iterator[Answer]:
    for name in _ANSWERS:
        for number, row in _load(name).items():
            opzet, bestaan, werking = map(Verdict, row.get("verdicts", [Verdict.NOT_ASSESSED] * len(Level)))
            yield Answer(
                number=number,
                where=name,
                applicability=Applicability(row.get("applicability", Applicability.APPLIES)),
                effort=Effort(row["effort"]) if "effort" in row else None,
                due_on=row.get("due"),
                opzet=opzet,
                bestaan=bestaan,
                werking=werking,
                **{text: row.get(text, "") for text in _TEXTS},
            )
