"""What a conversation shows: questions per theme, and notes for the script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import formats, timezone

from waarborg.apps.assessments.queries.interviews import InterviewNote, Question
from waarborg.apps.base import labels
from waarborg.domain.assessments import Level, Verdict
from waarborg.interfaces.web import language as languages


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in the language of the visitor; `levels` is level, its label, verdict, its mark and word."""

    question: Question
    words: str
    summary: str
    evidence: tuple[str, ...]
    levels: tuple[tuple[str, str, str, str, str], ...]


def grouped(questions: Iterable[Question], levels: Sequence[Level]) -> list[tuple[str, str, list[Asked]]]:
    """Theme code, its name, and its questions; themes in the order of the norm."""
    order: dict[str, list[Asked]] = {}
    for theme, found in groupby(questions, key=lambda question: question.item.theme):
        order.setdefault(theme, []).extend(_asked(one, levels) for one in found)
    return [(theme, labels.theme(theme), asked) for theme, asked in order.items()]


def as_json(note: InterviewNote) -> dict[str, object]:
    """A note for the script on the page."""
    return {
        "key": str(note.key),
        "number": note.item.number if note.item else "",
        "said_by": note.said_by,
        "text": note.text,
        "by": note.by,
        "version": note.version,
        "at": formats.time_format(timezone.localtime(note.at), "H:i"),
    }


def _asked(question: Question, levels: Sequence[Level]) -> Asked:
    language = languages.current()
    item = question.item
    summary = (item.summary_en if language == "en" else "") or item.summary_nl
    return Asked(
        question,
        _words(item.content.get("question"), language) or summary,
        summary,
        tuple(_words(one, language) for one in _listed(item.content.get("evidence"))),
        tuple(_levels(question, levels)),
    )


def _levels(question: Question, levels: Sequence[Level]) -> Iterable[tuple[str, str, str, str, str]]:
    for level in levels:
        verdict = Verdict(getattr(question.row, level.value)) if question.row else Verdict.NOT_ASSESSED
        yield level.value, labels.level(level), verdict.value, labels.mark(verdict), labels.verdict(verdict)


def _listed(found: object) -> list[object]:
    if isinstance(found, dict):  # {"nl": [...], "en": [...]}
        language = languages.current()
        found = found.get(language) or found.get("nl")
    if isinstance(found, list):
        return found
    return [found] if found else []


def _words(found: object, language: str) -> str:
    if isinstance(found, dict):
        return str(found.get(language) or found.get("nl") or "")
    return str(found or "")
