"""Judging: the one act behind the page, the table, the question, the interview and the sheet that came back."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.models import Assessment, Judgement, JudgementChange
from waarborg.apps.assessments.queries.rows import PROSE
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.assessments import Applicability, Effort, Level, Verdict
from waarborg.domain.basis import Problem
from waarborg.domain.permissions import Act

Clash = tuple[Judgement, tuple[str, ...]]

_HIGHEST_MATURITY = 5
_LEVELS = tuple(level.value for level in Level)
_FOLLOWED = frozenset({"applicability", *_LEVELS})  # what a number that refers to another one repeats


class RoundClosedError(Exception):
    """The round is closed: what changed since belongs in the next one."""


class RoundHeardError(RoundClosedError):
    """The draft is being heard: whoever is not of the team reacts to it, and no longer changes it."""


class InvalidValueError(ValueError):
    """`field` cannot hold `value`."""

    def __init__(self, field: str, value: object) -> None:
        super().__init__(f"{field}: {value!r}")
        self.field = field
        self.value = value


class ConflictError(Exception):
    """Somebody else changed the same fields since the version that was seen. Nothing was saved.

    `row` is the judgement as it is now, `fields` the ones that both changed; `clashes` has all of them when an act
    was about several judgements.
    """

    def __init__(self, row: Judgement, fields: Sequence[str], clashes: Sequence["Clash"] = ()) -> None:
        super().__init__(f"judgement {row.pk}: {', '.join(fields)}")
        self.row = row
        self.fields = tuple(fields)
        self.clashes = tuple(clashes) or ((row, self.fields),)


@dataclass(frozen=True, slots=True)
class Edit:
    """New values for some fields of one judgement, and the version on which they were based.

    With None as version the values hold whatever somebody else did in the meantime.
    """

    judgement_id: int
    values: Mapping[str, Any]
    seen_version: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The judgement after the act, and the fields that really changed."""

    row: Judgement
    changed: tuple[str, ...]
    batch: UUID

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The rules that it now breaks."""
        return tuple(queries.broken_rules(self.row))


def _one_of(kind: Callable[[str], Any]) -> Callable[[Any], Any]:
    return lambda value: kind(value).value


def _maturity(value: Any) -> int | None:  # noqa: ANN401 - what came in
    if value in {None, ""}:
        return None
    if isinstance(value, float) and not value.is_integer():  # also what JSON calls Infinity
        raise ValueError
    if not 0 <= (level := int(value)) <= _HIGHEST_MATURITY:
        raise ValueError
    return level


def _day(value: Any) -> date | None:  # noqa: ANN401 - what came in
    if value in {None, ""}:
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _text(longest: int | None = None) -> Callable[[Any], str]:
    def read(value: Any) -> str:  # noqa: ANN401 - what came in
        text = str(value or "").replace("\x00", "").strip()
        text.encode()  # half a sign, which JSON can hold and a database cannot, is a ValueError
        if longest is not None and len(text) > longest:
            raise ValueError
        return text

    return read


def _effort(value: Any) -> str:  # noqa: ANN401 - what came in
    text = _text(40)(value)
    return Effort(text).value if text in set(Effort) else text


# every field that a person can change, with how its value is read; the value is the one that is stored
FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "applicability": _one_of(Applicability),
    **dict.fromkeys(_LEVELS, _one_of(Verdict)),
    "justification": _text(),
    "risk_analysis": _text(300),
    "maturity": _maturity,
    "explanation": _text(),
    "evidence": _text(),
    "owner": _text(200),
    "action": _text(),
    "effort": _effort,
    "due_on": _day,
}


def save_judgement(
    *,
    organisation: Organisation,
    edit: Edit,
    by: Actor,
    at: datetime,
    origin: str,
    of: Assessment | None = None,
) -> Saved:
    """Change one judgement. Raises ConflictError, RoundClosedError, InvalidValueError, NotAllowedError, LookupError."""
    return save_judgements(organisation=organisation, edits=[edit], by=by, at=at, origin=origin, of=of)[0]


@transaction.atomic
def save_judgements(
    *,
    organisation: Organisation,
    edits: Sequence[Edit],
    by: Actor,
    at: datetime,
    origin: str,
    batch: UUID | None = None,
    of: Assessment | None = None,
) -> list[Saved]:
    """Change several judgements in one act, all or none; one `batch`, so that `undo_batch` takes them back together.

    `origin` is page, table, question, interview, sheet or undo. Raises as `save_judgement`; a judgement that is not
    there, or not of this organisation, is a LookupError. With `of`, so is one that is not of that round, or that this
    person may not see.
    """
    rows = locked(organisation, {edit.judgement_id for edit in edits}, by=by, of=of)
    return save_in(rows, edits, by=by, at=at, origin=origin, batch=batch or uuid4())


def save_in(
    rows: Mapping[int, Judgement], edits: Sequence[Edit], *, by: Actor, at: datetime, origin: str, batch: UUID
) -> list[Saved]:
    """`save_judgements` for rows that are `locked`. What it raises, it raises before anything is written."""
    wanted = [_wanted(rows[edit.judgement_id], edit, by) for edit in edits]
    if clashes := list(_clashes(rows, edits, wanted)):
        raise ConflictError(*clashes[0], clashes=clashes)
    saved: list[Saved] = []
    remembered: list[JudgementChange] = []
    for edit, values in zip(edits, wanted, strict=True):
        row = rows[edit.judgement_id]
        before = {field: getattr(row, field) for field in values if getattr(row, field) != values[field]}
        if before:
            _write(row, {field: values[field] for field in before}, by, at)
            remembered.append(_change(row, before, by, at, origin, batch))
        saved.append(Saved(row, tuple(before), batch))
    JudgementChange.objects.bulk_create(remembered, batch_size=1000)
    if touched := [one for one in saved if one.changed]:
        _follow([one.row for one in touched if not _FOLLOWED.isdisjoint(one.changed)])
        _tell(touched, by, at, origin, batch)
    return saved


@transaction.atomic
def undo_batch(
    *, organisation: Organisation, batch: UUID, by: Actor, at: datetime, member_id: int | None = None
) -> list[Saved]:
    """Take back every change of one act. What does not stand as that act left it raises ConflictError; nothing moves.

    With `member_id` only what that person did under this batch, which a browser chose.

    What was changed since and put back again is no conflict: so several acts can be undone one by one, last one first.
    """
    made = JudgementChange.objects.filter(organisation=organisation, batch=batch)
    changes = list((made if member_id is None else made.filter(member=member_id)).order_by("-id"))
    edits = [Edit(change.judgement_id, change.before) for change in changes]
    if not edits:
        raise LookupError(str(batch))
    rows = locked(organisation, {edit.judgement_id for edit in edits}, by=by)
    clashes = list(_moved_on(rows, changes))
    if clashes:
        raise ConflictError(*clashes[0], clashes=clashes)
    return save_in(rows, edits, by=by, at=at, origin="undo", batch=uuid4())


def _moved_on(rows: Mapping[int, Judgement], changes: Sequence[JudgementChange]) -> Iterator[Clash]:
    """The fields that no longer stand as these changes, newest first, left them."""
    stands = {pk: {field: _plain(getattr(row, field)) for field in FIELDS} for pk, row in rows.items()}
    for change in changes:
        now = stands[change.judgement_id]
        if fields := tuple(field for field, value in change.after.items() if now[field] != value):
            yield rows[change.judgement_id], fields
        now.update(change.before)


def locked(
    organisation: Organisation, ids: Collection[int], *, by: Actor, of: Assessment | None = None
) -> dict[int, Judgement]:
    """These judgements by id, held until the transaction ends; LookupError when one is not there, see `of` above."""
    rows = Judgement.objects.filter(organisation=organisation, pk__in=ids)
    if len(ids) > 1:  # one row can ask for its evidence by itself
        rows = queries.with_evidence(rows)
    if of is not None:
        rows = queries.narrowed(rows.filter(assessment=of), by)
    rows = rows.select_related("item", "assessment").defer(*PROSE)
    # always in the same order: two acts never wait for each other
    found = {row.pk: row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    if missing := set(ids) - found.keys():
        raise LookupError(str(sorted(missing)))
    return found


def _wanted(row: Judgement, edit: Edit, by: Actor) -> dict[str, Any]:
    require_judge(row, by)
    return {field: read_value(field, value) for field, value in edit.values.items()}


def _clashes(
    rows: Mapping[int, Judgement], edits: Iterable[Edit], wanted: Iterable[Mapping[str, Any]]
) -> Iterator[Clash]:
    for edit, values in zip(edits, wanted, strict=True):
        row = rows[edit.judgement_id]
        differs = [field for field, value in values.items() if getattr(row, field) != value]
        if clash := _changed_since(row, edit.seen_version, differs):
            yield row, tuple(clash)


def require_judge(row: Judgement, by: Actor) -> None:
    """Whether this person may change what this row says, now. Raises NotAllowedError, RoundClosedError."""
    require(by, Act.JUDGE, organisation_id=row.organisation_id, is_own=row.is_of(by.member_id))
    if not queries.takes_answers(row.assessment, by):
        raise (RoundClosedError if row.assessment.is_closed else RoundHeardError)(row.assessment.slug)


def read_value(field: str, value: object) -> Any:  # noqa: ANN401 - each field has its own
    """The value of a field as it is stored. Raises InvalidValueError."""
    try:
        return FIELDS[field](value)
    except (KeyError, ValueError, TypeError, OverflowError) as error:
        raise InvalidValueError(field, value) from error


def _changed_since(row: Judgement, seen: int | None, wanted: Iterable[str]) -> list[str]:
    """The wanted fields that somebody changed after the version that was seen."""
    if seen is None or seen >= row.version:
        return []
    later = JudgementChange.objects.filter(organisation=row.organisation_id, judgement=row, version__gt=seen)
    theirs = {field for after in later.values_list("after", flat=True) for field in after}
    return [field for field in wanted if field in theirs]


def _write(row: Judgement, values: Mapping[str, Any], by: Actor, at: datetime) -> None:
    for field, value in values.items():
        setattr(row, field, value)
        if field in _LEVELS:
            row.judged[field] = {"at": at.isoformat(), "by": by.name}
    row.version += 1
    row.changed_at, row.changed_by = at, by.name
    row.save(update_fields=[*values, "judged", "version", "changed_at", "changed_by"])


def _change(
    row: Judgement, before: Mapping[str, Any], by: Actor, at: datetime, origin: str, batch: UUID
) -> JudgementChange:
    return JudgementChange(
        organisation_id=row.organisation_id,
        judgement=row,
        batch=batch,
        at=at,
        by=by.name,
        member_id=by.member_id,
        origin=origin,
        before={field: _plain(value) for field, value in before.items()},
        after={field: _plain(getattr(row, field)) for field in before},
        version=row.version,
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _follow(rows: Sequence[Judgement]) -> None:
    """Numbers that only refer to one of these repeat its verdicts; hardly any number is ever referred to.

    Which those are is asked of the norm, once. What is then changed is named by its whole unique key: a database that
    has no statistics yet would read all judgements for a condition on their items, for every verdict.
    """
    latest = {(row.subject_id, row.item.number): row for row in rows}  # of a row that came twice, as it is now
    followers = queries.followers({row.item for row in latest.values()})
    for row in latest.values():
        if following := followers.get((row.item.edition_id, row.item.number)):
            Judgement.objects.filter(
                organisation=row.organisation_id,
                assessment=row.assessment_id,
                subject=row.subject_id,
                item__in=following,
            ).update(**{field: getattr(row, field) for field in _FOLLOWED})


def _tell(saved: Sequence[Saved], by: Actor, at: datetime, origin: str, batch: UUID) -> None:
    first = saved[0].row
    numbers = [one.row.item.number for one in saved]
    write_journal(
        action=Act.JUDGE.value,
        about=f"{first.assessment.slug}: {', '.join(numbers[:10])}{' …' if len(numbers) > 10 else ''}",  # noqa: PLR2004
        by=by,
        at=at,
        organisation_id=first.organisation_id,
        detail={
            "origin": origin,
            "batch": str(batch),
            "rows": [
                {"judgement": one.row.pk, "subject": one.row.subject_id, "fields": list(one.changed)} for one in saved
            ],
        },
    )
