"""Acts on the profile: answering, judging tasks by the four criteria, correcting, and registering for the Cbw."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from waarborg.apps.base.actions import Actor, require, wait_for_turn, write_journal
from waarborg.apps.organisations.actions.overtaking import catch_up
from waarborg.apps.organisations.models import CbwTask, Correction, Organisation, Profile, Registration
from waarborg.apps.organisations.queries import profile as reads
from waarborg.domain import cbw
from waarborg.domain import profile as answers
from waarborg.domain import registration as register
from waarborg.domain.basis import Problem, Rule, Subject, check_all
from waarborg.domain.organisations import CbwStatus
from waarborg.domain.permissions import Act

VALUES = {reads.STATUS: frozenset(map(str, CbwStatus)), reads.SCOPE: frozenset({"inside", "outside"})}


class RefusedError(Exception):
    """Rules of the profile refuse this; nothing was saved. `problems` names them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(problem.code for problem in self.problems))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(problem.code for problem in self.problems)


@transaction.atomic
def save_profile(
    *,
    organisation: Organisation,
    given: answers.Profile,
    seen: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
) -> bool:
    """Keep these answers; False when they are as they were. The form decides the layer of the organisation.

    `seen` are the answers that the form showed. Raises NotAllowedError, OvertakenError, RefusedError.
    """
    _begin(organisation, by)
    given = _with_others(organisation, given, seen)
    _obey(answers.RULES, given, about=organisation.name)
    before, after = _stored_answers(organisation), answers.stored(given)
    if before == after:
        return False
    Profile.objects.update_or_create(
        organisation=organisation, defaults={"answers": after, "changed_at": at, "changed_by": by.name}
    )
    if given.form and answers.layer_of(given.form) != organisation.layer:
        organisation.layer = answers.layer_of(given.form).value
        organisation.save(update_fields=["layer"])
    changes = {topic: after.get(topic, []) for topic in {*before, *after} if before.get(topic) != after.get(topic)}
    _tell("organisation.profile_changed", organisation.name, {"answers": changes}, organisation, by, at)
    return True


def _with_others(organisation: Organisation, given: answers.Profile, seen: Mapping[str, Any] | None) -> answers.Profile:
    """Together with what somebody else answered since. Raises OvertakenError."""
    if seen is None:
        return given
    now, last = answers.stored(reads.profile(organisation)), reads.profile_row(organisation)
    by, at = (last.changed_by, last.changed_at) if last else ("", None)
    told = catch_up(seen, now, answers.stored(given), by=by, at=at)
    return answers.read({topic: codes or () for topic, codes in told.items()})


def _stored_answers(organisation: Organisation) -> dict[str, Any]:
    row = Profile.objects.select_for_update().filter(organisation=organisation).first()
    return dict(row.answers) if row else {}


@transaction.atomic
def save_task(
    *,
    organisation: Organisation,
    task: cbw.Task,
    pk: int | None,
    seen: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Keep a task and its four criteria; without `pk` a new one. Returns its key.

    `seen` is what the form showed, as `cbw.flat` tells it. Raises NotAllowedError, OvertakenError, RefusedError,
    LookupError when there is no such task here.
    """
    _begin(organisation, by)
    if pk is None:
        row = CbwTask(organisation=organisation)
    else:
        row = _task(organisation, pk)
        now = cbw.flat(reads.as_task(row))
        task = cbw.from_flat(catch_up(seen, now, cbw.flat(task), by=row.changed_by, at=row.changed_at))
    _obey(cbw.TASK_RULES, task, about=task.name)
    row.name, row.basis, row.changed_at, row.changed_by = task.name, task.basis, at, by.name
    row.criteria = {
        code.value: {"met": answer.met, "evidence": answer.evidence} for code, answer in task.answers.items()
    }
    row.save()
    met = {code.value: answer.met for code, answer in task.answers.items()}
    detail = {"conclusion": cbw.conclude(task).value, "criteria": met}
    _tell("organisation.cbw_task_judged", task.name, detail, organisation, by, at)
    return row.pk


@transaction.atomic
def remove_task(*, organisation: Organisation, pk: int, by: Actor, at: datetime) -> str:
    """Take a task out; `restore_task` puts it back. Returns its name. Raises NotAllowedError, LookupError."""
    _begin(organisation, by)
    return _mark_task(organisation, pk, at, "organisation.cbw_task_removed", by, at)


@transaction.atomic
def restore_task(*, organisation: Organisation, pk: int, by: Actor, at: datetime) -> str:
    """Put a removed task back as it was. Returns its name. Raises NotAllowedError, LookupError."""
    _begin(organisation, by)
    return _mark_task(organisation, pk, None, "organisation.cbw_task_restored", by, at)


def _mark_task(  # the marks differ, the rest does not
    organisation: Organisation, pk: int, removed_at: datetime | None, action: str, by: Actor, at: datetime
) -> str:
    row = _task(organisation, pk, is_removed=removed_at is None)
    row.removed_at = removed_at
    row.save(update_fields=["removed_at"])
    _tell(action, row.name, {}, organisation, by, at)
    return row.name


def _task(organisation: Organisation, pk: int, *, is_removed: bool = False) -> CbwTask:
    found = CbwTask.objects.select_for_update().filter(organisation=organisation, pk=pk)
    row = found.filter(removed_at__isnull=not is_removed).first()
    if row is None:
        raise LookupError(str(pk))
    return row


@transaction.atomic
def correct(
    *,
    organisation: Organisation,
    correction: cbw.Correction,
    about: str = "",
    shown_as: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Say otherwise than was derived, with a reason and a source; an earlier correction of the same is withdrawn.

    Without `about` it is the status of the organisation; with it the scope of that requirement.
    Raises NotAllowedError, RefusedError, ValueError for a value that is none.
    """
    _begin(organisation, by)
    _obey(cbw.CORRECTION_RULES, correction, about=shown_as or organisation.name)
    subject = reads.SCOPE if about else reads.STATUS
    if correction.value not in VALUES[subject]:
        raise ValueError(correction.value)
    _counting(organisation, subject, about).update(withdrawn_at=at, withdrawn_by=by.name)
    Correction.objects.create(
        organisation=organisation,
        subject=subject,
        about=about,
        shown_as=shown_as,
        value=correction.value,
        because=correction.because,
        source=correction.source,
        at=at,
        by=by.name,
    )
    detail = {"subject": subject, "value": correction.value, "source": correction.source}
    _tell("organisation.corrected", shown_as or organisation.name, detail, organisation, by, at)


@transaction.atomic
def withdraw_correction(*, organisation: Organisation, about: str = "", by: Actor, at: datetime) -> None:
    """What was derived counts again. Raises NotAllowedError, LookupError when there is nothing to withdraw."""
    _begin(organisation, by)
    subject = reads.SCOPE if about else reads.STATUS
    row = _counting(organisation, subject, about).first()
    if row is None:
        raise LookupError(about or subject)
    row.withdrawn_at, row.withdrawn_by = at, by.name
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _tell(
        "organisation.correction_withdrawn",
        row.shown_as or organisation.name,
        {"subject": subject},
        organisation,
        by,
        at,
    )


def _counting(organisation: Organisation, subject: str, about: str) -> Any:  # noqa: ANN401 - a QuerySet
    return Correction.objects.filter(organisation=organisation, subject=subject, about=about, withdrawn_at__isnull=True)


@transaction.atomic
def save_registration(  # `today` is the day in the Netherlands, which the clock of the interface knows
    *,
    organisation: Organisation,
    details: register.Details,
    changed_on: date,
    today: date,
    seen: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
) -> tuple[str, ...]:
    """Keep the details for the Cbw's register; returns what changed. What differs from what was passed on has a term.

    `seen` are the details that the form showed. Raises NotAllowedError, OvertakenError, RefusedError.
    """
    _begin(organisation, by)
    # before anything was kept, what the form proposes counts as what stands, so that it is kept with the rest
    now = register.stored(reads.registration(organisation, today).details)
    row = _registration(organisation)
    details = register.read(catch_up(seen, now, register.stored(details), by=row.changed_by))
    _obey(register.DETAIL_RULES, details, about=organisation.name)
    _obey((register.MOMENT_RULE,), register.Moment(changed_on, today), about="changed_on")
    before, reported = register.read(row.data), register.read(row.reported)
    row.data, row.changed_by = register.stored(details), by.name
    if row.reported_on:
        row.changed_on = register.since(before, details, reported=reported, was=row.changed_on, on=changed_on)
    row.save()
    changed = register.changed(before, details)
    if changed:
        detail = {"fields": list(changed), "changed_on": changed_on.isoformat()}
        _tell("organisation.registration_changed", organisation.name, detail, organisation, by, at)
    return changed


@transaction.atomic
def report_registration(*, organisation: Organisation, on: date, today: date, by: Actor, at: datetime) -> None:
    """Record that the details as they are now were passed on to the register on this day; that ends the term.

    Raises NotAllowedError, RefusedError.
    """
    _begin(organisation, by)
    row = _registration(organisation)
    _obey((register.MOMENT_RULE,), register.Moment(on, today, not_before=row.reported_on), about="reported_on")
    _obey((register.COMPLETE_RULE,), register.read(row.data), about="reported_on")
    row.reported, row.reported_on, row.changed_on = row.data, on, None
    row.save()
    _tell("organisation.registration_reported", organisation.name, {"on": on.isoformat()}, organisation, by, at)


def _registration(organisation: Organisation) -> Registration:
    row = Registration.objects.select_for_update().filter(organisation=organisation).first()
    return row or Registration(organisation=organisation)


def _begin(organisation: Organisation, by: Actor) -> None:
    require(by, Act.EDIT_PROFILE, organisation_id=organisation.pk)
    wait_for_turn(f"profile.{organisation.pk}")  # a first row cannot be locked


def _obey(rules: Iterable[Rule[Subject]], subject: Subject, *, about: str) -> None:
    if problems := check_all(rules, subject, about=about):
        raise RefusedError(problems)


def _tell(  # the same line for every act here
    action: str, about: str, detail: dict[str, Any], organisation: Organisation, by: Actor, at: datetime
) -> None:
    write_journal(action=action, about=about, by=by, at=at, organisation_id=organisation.pk, detail=detail)
