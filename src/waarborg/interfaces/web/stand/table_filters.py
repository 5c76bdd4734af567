"""The filters of the table; they live in the address, so that a link and a reload show the same rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.queries.table import JudgementRow, Subject
from waarborg.apps.base import labels
from waarborg.domain import numbers
from waarborg.domain.assessments import Applicability, Ask, Level, Verdict, that_counts
from waarborg.interfaces.web.facets import Choice, Facet, search_text, values

SUBJECT = "over"
NONE = "-"  # in the address: without owner, without theme; also the organisation as a subject
OPEN, BREAKS_RULE = "open", "klopt_niet"
MOST_SUBJECTS = 10  # at once in one table

Codes = Callable[[JudgementRow], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Field:
    """One filter: its name in the address, its heading, what a row has, and the word for each of those."""

    name: str
    heading: str
    codes: Codes
    word: Callable[[str], str] = str
    order: Sequence[str] = field(default=())


def chosen_subjects(params: QueryDict, subjects: Sequence[Subject]) -> list[Subject]:
    """The subjects that the address names, as many as fit; else the first one."""
    wanted = {code.removeprefix(NONE) for code in values(params, SUBJECT)}
    found = [subject for subject in subjects if subject.code in wanted] if values(params, SUBJECT) else []
    return (found or list(subjects[:1]))[:MOST_SUBJECTS]


def narrowed(rows: Iterable[JudgementRow], params: QueryDict) -> list[JudgementRow]:
    """The rows that answer to every filter."""
    active = [(one.codes, set(values(params, one.name))) for one in _fields() if values(params, one.name)]
    text = search_text(params)
    return [row for row in rows if all(set(codes(row)) & wanted for codes, wanted in active) and _has_text(row, text)]


def facets(
    rows: Sequence[JudgementRow],
    params: QueryDict,
    subjects: Sequence[Subject],
    shown: Sequence[Subject],
    levels: Sequence[Level],
) -> list[Facet]:
    """The filters that these rows give reason for; a level that is not shown has none."""
    hidden = set(Level) - set(levels)
    found = [
        _facet(one, rows, asked) for one in _fields() if (asked := values(params, one.name)) or one.name not in hidden
    ]
    is_narrowed = bool(values(params, SUBJECT))
    choices = tuple(Choice(s.code or NONE, s.name, None, s in shown and is_narrowed) for s in subjects)
    about = Facet(SUBJECT, _("Over"), choices)
    return [facet for facet in (about, *found) if len(facet.choices) > 1 or facet.n_chosen]


def title(row: JudgementRow) -> str:
    """What the item is called, in the language of the moment."""
    first, second = ("en", "nl") if get_language() == "en" else ("nl", "en")
    found: str = getattr(row.item, f"title_{first}") or getattr(row.item, f"title_{second}")
    return found


def _facet(one: Field, rows: Sequence[JudgementRow], asked: Sequence[str]) -> Facet:
    counts = Counter(code for row in rows for code in one.codes(row))
    known = dict.fromkeys((*(code for code in one.order if code in counts), *sorted(counts), *asked))
    choices = (Choice(code, one.word(code), counts[code], code in asked) for code in known)
    return Facet(one.name, one.heading, tuple(choices))


def _fields() -> tuple[Field, ...]:
    verdicts = tuple(verdict.value for verdict in Verdict)
    return (
        Field("nog", _("Nog te doen"), _to_do, _to_do_word),
        Field("soort", _("Soort"), lambda row: (row.ask,), _ask_word, [ask.value for ask in Ask]),
        Field("hoofdstuk", _("Hoofdstuk"), lambda row: (chapter(row),), str, [str(n) for n in range(1, 100)]),
        Field("thema", _("Thema"), lambda row: (row.item.theme or NONE,), _theme_word),
        Field("eigenaar", _("Eigenaar"), lambda row: (row.owner or NONE,), partial(_or_none, _("zonder eigenaar"))),
        Field("toegewezen", _("Toegewezen aan"), _assignee, partial(_or_none, _("niet toegewezen"))),
        *(
            Field(level.value, labels.level(level).capitalize(), partial(_verdict, level), _verdict_word, verdicts)
            for level in Level
        ),
    )


def chapter(row: JudgementRow) -> str:
    """The first part of the number: 5, 6, 7 or 8."""
    return str((numbers.parts(row.item.number) or (row.item.number,))[0])


def _to_do(row: JudgementRow) -> tuple[str, ...]:
    judgement = queries.as_domain(row)
    is_open = any(judgement.verdict(level) is Verdict.NOT_ASSESSED for level in queries.levels_of(row.assessment))
    found = [OPEN] if is_open and row.ask != Ask.ELSEWHERE else []
    return (*found, BREAKS_RULE) if queries.broken_rules(row) else tuple(found)


def _to_do_word(code: str) -> str:
    return {OPEN: _("nog open"), BREAKS_RULE: _("klopt nog niet")}.get(code, code)


def _verdict(level: Level, row: JudgementRow) -> tuple[str, ...]:
    return (that_counts(Applicability(row.applicability), Verdict(getattr(row, level))),)


def _verdict_word(code: str) -> str:
    return labels.verdict(Verdict(code)) if code in set(Verdict) else code


def _assignee(row: JudgementRow) -> tuple[str, ...]:
    return (row.assignee.name if row.assignee else NONE,)


def _theme_word(code: str) -> str:
    return _("zonder thema") if code == NONE else labels.theme(code)


def _ask_word(code: str) -> str:
    words = {
        Ask.VERDICT.value: _("wordt beoordeeld"),
        Ask.GUIDELINE.value: _("beheersmaatregelen zonder overheidsmaatregel"),
        Ask.ELSEWHERE.value: _("verplaatst, vervallen of verwijzing"),
    }
    return words.get(code, code)


def _or_none(none: str, code: str) -> str:
    return none if code == NONE else code


def _has_text(row: JudgementRow, text: str) -> bool:
    if not text:
        return True
    place = numbers.parts(text)
    if place is not None:
        return (numbers.parts(row.item.number) or ())[: len(place)] == place
    where = (row.item.number, title(row), row.explanation, row.evidence, row.owner, row.action, row.justification)
    everything = " ".join(where).lower()
    return all(word in everything for word in text.lower().split())
