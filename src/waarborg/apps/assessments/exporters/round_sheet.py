"""The sheet of a running round: our own workbook with the answers as they are, and what it was based on."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from django.utils.translation import gettext_noop

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.exporters import template
from waarborg.apps.assessments.models import Assessment, Judgement, Subject
from waarborg.apps.assessments.shapes import Answer, Document, Interview, Sheet
from waarborg.domain.assessments import Applicability, Effort, Verdict

ROUND, SUBJECT, VERSIONS, HASH = "round", "subject", "versions", "base"
_PER_LINE = 300  # rows named on one line of the hidden sheet: a cell holds 32,767 characters
_FINISH = gettext_noop("10. Klaar? Lees het bestand in Waarborg in, bij Excel. Je ziet eerst wat er verandert.")


def write(file: Path, round_: Assessment, subject: Subject, rows: Sequence[Judgement], *, language: str) -> int:
    """Write the workbook of one subject and give the number of items to judge. Raises OSError."""
    facts = base_facts(round_.slug, subject.code, {row.item.number: row.version for row in rows})
    return template.write(
        file,
        round_.edition,
        language=language,
        filled=_sheet(round_, subject, rows),
        facts=facts,
        finish=_FINISH,
        levels=queries.shown_levels(round_),
    )


def base_facts(slug: str, subject: str, versions: Mapping[str, int]) -> dict[str, str]:
    """What an import needs to know which answers somebody had in front of them; the hash tells when it was damaged."""
    told = {ROUND: slug, SUBJECT: subject, **dict(_lines(versions))}
    return {**told, HASH: base_hash(told)}


def base_hash(facts: Mapping[str, str]) -> str:
    """The hash over the round, the subject and the versions."""
    names = sorted(name for name in facts if name in {ROUND, SUBJECT} or name.startswith(VERSIONS))
    return hashlib.sha256("\n".join(f"{name}={facts[name]}" for name in names).encode()).hexdigest()


def _lines(versions: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    told = [f"{number}={version}" for number, version in versions.items()]
    for start in range(0, len(told), _PER_LINE):
        yield f"{VERSIONS}.{start}", ";".join(told[start : start + _PER_LINE])


def _sheet(round_: Assessment, subject: Subject, rows: Sequence[Judgement]) -> Sheet:
    about = {
        **round_.about,
        "organisation": f"{round_.organisation.name}: {subject.name}" if subject.code else round_.organisation.name,
        "layer": round_.organisation.layer,
        "reference_on": _written(round_.reference_on),
    }
    return Sheet(
        answers=tuple(answer(row) for row in rows),
        about={key: str(value) for key, value in about.items()},
        interviews=tuple(Interview(**told) for told in round_.interviews),
        documents=tuple(Document(**told) for told in round_.documents),
    )


def answer(row: Judgement) -> Answer:
    """A judgement as a row of a sheet says it."""
    return Answer(
        number=row.item.number,
        where="",
        applicability=Applicability(row.applicability),
        justification=row.justification,
        risk_analysis=row.risk_analysis,
        opzet=Verdict(row.opzet),
        bestaan=Verdict(row.bestaan),
        werking=Verdict(row.werking),
        maturity=row.maturity,
        explanation=row.explanation,
        evidence=row.evidence,
        owner=row.owner,
        action=row.action,
        effort=Effort(row.effort) if row.effort in set(Effort) else None,
        effort_text=row.effort,
        due_on=row.due_on,
    )


def _written(day: date) -> str:
    return f"{day:%d-%m-%Y}"
