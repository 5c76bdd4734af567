"""A later round beside an earlier one: by what is asked, whatever its number or edition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from waarborg.apps.assessments.models import Assessment
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.norms.models import Edition, Item
from waarborg.apps.norms.queries.steps import UnrelatedEditionsError, composed
from waarborg.domain.assessments import ASSESSED, Applicability, Ask, Level, Verdict, verdicts
from waarborg.domain.norms import ItemStatus

_LEVELS = tuple(level.value for level in Level)


class Turn(StrEnum):
    """How a verdict went on from one round to the next."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    SAME = "same"
    NEW = "new"  # was not assessed, or not asked
    GONE = "gone"  # is not assessed any more, or not asked


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: the subject and the number, with its title in the language of the reader."""

    subject: str
    number: str
    title: str
    theme: str


@dataclass(frozen=True, slots=True)
class Change:
    """One answer in both rounds; `before` or `after` None when that round did not ask it."""

    place: Place
    before: Mapping[Level, Verdict] | None
    after: Mapping[Level, Verdict] | None
    number_before: str  # when the number changed

    def turn(self, level: Level) -> Turn:
        return _turn(_of(self.before, level), _of(self.after, level))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every answer of both rounds. `is_related` is False when the editions have no known lineage."""

    changes: tuple[Change, ...]
    is_related: bool = True

    def tally(self, level: Level, changes: Iterable[Change] | None = None) -> dict[Turn, int]:
        table = dict.fromkeys(Turn, 0)
        for change in self.changes if changes is None else changes:
            table[change.turn(level)] += 1
        return table


def earlier_rounds(round_: Assessment) -> list[Assessment]:
    """The rounds to compare with: of an earlier day, newest first."""
    rows = Assessment.objects.filter(organisation=round_.organisation_id).exclude(pk=round_.pk)
    found = rows.filter(reference_on__lte=round_.reference_on).select_related("organisation", "edition__catalogue")
    return list(found.order_by("-reference_on", "-started_at"))


def compare(before: Assessment, after: Assessment, *, language: str) -> Comparison:
    """The answers side by side, by subject code and the permanent identity of what is asked."""
    heirs, is_related = _heirs(before.edition, after.edition)
    old_rows, new_rows = _answers(before), _answers(after)
    told = _places(after.edition_id, language)
    told_before = told if before.edition_id == after.edition_id else _places(before.edition_id, language)
    became: dict[tuple[str, int], tuple[str, int]] = {}
    for subject, item in old_rows:
        for heir in heirs.get(item, (item,) if before.edition_id == after.edition_id else ()):
            if (subject, heir) in new_rows:
                became.setdefault((subject, heir), (subject, item))
    changes = [
        _change(told, told_before, key, became.get(key), new_rows[key], old_rows.get(became.get(key, ("", 0))))
        for key in new_rows
    ]
    gone = old_rows.keys() - set(became.values())
    changes += [_gone(told_before, key, old_rows[key]) for key in old_rows if key in gone]
    return Comparison(tuple(changes), is_related)


Answers = dict[tuple[str, int], Mapping[Level, Verdict]]
Told = Mapping[int, tuple[str, str, str]]


def _answers(round_: Assessment) -> Answers:
    """Per subject and item the verdicts as they count, in the order of subjects and norm. One query."""
    rows = JudgementRow.objects.filter(organisation=round_.organisation_id, assessment=round_, ask=Ask.VERDICT.value)
    found = rows.order_by("subject__position", "item__position").values_list(
        "subject__code", "item_id", "applicability", *_LEVELS
    )
    return {
        (subject, item): verdicts(Applicability(applicability), dict(zip(Level, map(Verdict, given), strict=True)))
        for subject, item, applicability, *given in found
    }


def _places(edition: int, language: str) -> Told:
    """Number, title and theme of every item."""
    rows = {
        pk: (number, title_en if language == "en" and title_en else title_nl, theme, status, parent)
        for pk, number, title_nl, title_en, theme, status, parent in Item.objects.filter(edition=edition).values_list(
            "pk", "number", "title_nl", "title_en", "theme", "status", "parent_id"
        )
    }
    return {
        pk: (number, rows[parent][1] if parent and (not title or status == ItemStatus.NONE) else title, theme)
        for pk, (number, title, theme, status, parent) in rows.items()
    }


def _heirs(before: Edition, after: Edition) -> tuple[Mapping[int, tuple[int, ...]], bool]:
    """What each item of the earlier edition became in the later one."""
    if before.pk == after.pk:
        return {}, True
    try:
        steps = composed(before, after)
    except UnrelatedEditionsError:
        steps, is_related = [], False
    else:
        is_related = True
    found: dict[int, tuple[int, ...]] = {}
    for step in steps:
        if step.old and step.new:
            found[step.old.pk] = (*found.get(step.old.pk, ()), step.new.pk)
    for old, new in _same_requirement(before, after):  # lineage is silent about what went on as it was
        found.setdefault(old, (new,))
    return found, is_related


def _same_requirement(before: Edition, after: Edition) -> list[tuple[int, int]]:
    later = dict(Item.objects.filter(edition=after).values_list("requirement_id", "pk"))
    earlier = Item.objects.filter(edition=before).values_list("pk", "requirement_id")
    return [(pk, later[requirement]) for pk, requirement in earlier if requirement in later]


def _change(
    told: Told,
    told_before: Told,
    key: tuple[str, int],
    came_from: tuple[str, int] | None,
    after: Mapping[Level, Verdict],
    before: Mapping[Level, Verdict] | None,
) -> Change:
    number, title, theme = told[key[1]]
    earlier = told_before[came_from[1]][0] if came_from else number
    return Change(Place(key[0], number, title, theme), before, after, earlier if earlier != number else "")


def _gone(told: Told, key: tuple[str, int], before: Mapping[Level, Verdict]) -> Change:
    number, title, theme = told[key[1]]
    return Change(Place(key[0], number, title, theme), before, None, "")


def _of(answer: Mapping[Level, Verdict] | None, level: Level) -> Verdict | None:
    """The verdict when the level was judged; n.v.t. and not assessed compare with nothing."""
    verdict = answer[level] if answer else None
    return verdict if verdict in ASSESSED else None


def _turn(before: Verdict | None, after: Verdict | None) -> Turn:
    if before is None:
        return Turn.SAME if after is None else Turn.NEW
    if after is None:
        return Turn.GONE
    gain = ASSESSED.index(before) - ASSESSED.index(after)  # best first
    return Turn.IMPROVED if gain > 0 else Turn.WORSENED if gain < 0 else Turn.SAME
