"""Reads about the profile: the answers, the duties that follow, the status under the Cbw, and the registration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import translation

from waarborg.apps.base import labels
from waarborg.apps.organisations.models import CbwTask, Correction, Organisation, Registration
from waarborg.apps.organisations.models import Profile as ProfileRow
from waarborg.apps.organisations.queries import duty_texts
from waarborg.apps.organisations.queries.duty_texts import Text
from waarborg.domain import cbw
from waarborg.domain import obligations as duties
from waarborg.domain import profile as answers
from waarborg.domain import registration as register
from waarborg.domain.organisations import UNDER_THE_ACT, CbwStatus, Layer

STATUS, SCOPE = "status", "scope"


def profile_row(organisation: Organisation) -> ProfileRow | None:
    """When and by whom the profile was last changed."""
    return ProfileRow.objects.filter(organisation=organisation).first()


def profile(organisation: Organisation) -> answers.Profile:
    """The answers; before there are any, what the layer of the organisation already says."""
    return _profile(organisation, profile_row(organisation))


def _profile(organisation: Organisation, row: ProfileRow | None) -> answers.Profile:
    layer = Layer(organisation.layer)
    given = answers.read(row.answers) if row else answers.Profile({})
    is_of_this_layer = given.form is None or answers.layer_of(given.form) is layer
    known = answers.of_layer(layer)
    if answers.Topic.FORM in given.answers and is_of_this_layer:
        return replace(given, among=known.among)
    merged = dict(given.answers)  # the layer was changed elsewhere, or nobody answered yet
    merged.pop(answers.Topic.FORM, None)
    return replace(known, answers={**merged, **known.answers})


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with its key and what its four criteria say together."""

    pk: int
    task: cbw.Task
    conclusion: cbw.Conclusion
    changed_at: Any
    changed_by: str


def tasks(organisation: Organisation) -> tuple[TaskRow, ...]:
    """The tasks of a GR or ZBO with their conclusions. One query."""
    return tuple(map(_task_row, CbwTask.objects.filter(organisation=organisation, removed_at__isnull=True)))


def task(organisation: Organisation, pk: int) -> TaskRow | None:
    """One task that was not removed."""
    row = CbwTask.objects.filter(organisation=organisation, pk=pk, removed_at__isnull=True).first()
    return _task_row(row) if row else None


def as_task(row: CbwTask) -> cbw.Task:
    """The task as the rules see it."""
    given = {
        cbw.Criterion(code): cbw.Answer(kept.get("met"), kept.get("evidence", ""))
        for code, kept in row.criteria.items()
        if code in {*cbw.Criterion}
    }
    return cbw.Task(row.name, row.basis, given)


def _task_row(row: CbwTask) -> TaskRow:
    task = as_task(row)
    return TaskRow(row.pk, task, cbw.conclude(task), row.changed_at, row.changed_by)


@dataclass(frozen=True, slots=True)
class LegalStatus:
    """What the organisation is under the Cbw: as derived, and as somebody corrected it."""

    derived: cbw.Derived
    correction: Correction | None

    @property
    def status(self) -> CbwStatus:
        return CbwStatus(self.correction.value) if self.correction else self.derived.status

    @property
    def ground(self) -> Mapping[str, Text]:
        """Why it was derived, with the article."""
        found: Mapping[str, Text] = duty_texts.law()["grounds"][self.derived.ground.value]
        return found


def corrections(organisation: Organisation, subject: str) -> Sequence[Correction]:
    """Every correction that was made, the newest first; withdrawn ones say so. One query."""
    return tuple(Correction.objects.filter(organisation=organisation, subject=subject))


def legal_status(organisation: Organisation) -> LegalStatus:
    """The status under the Cbw, for reports and screens. Three queries."""
    return _legal_status(organisation, profile(organisation))


def _legal_status(organisation: Organisation, given: answers.Profile) -> LegalStatus:
    return _status_with(organisation, given, next((one for one in _standing(organisation, STATUS)), None))


def _status_with(organisation: Organisation, given: answers.Profile, correction: Correction | None) -> LegalStatus:
    return LegalStatus(cbw.derive(given, (row.task for row in tasks(organisation))), correction)


def _standing(organisation: Organisation, *subjects: str) -> Sequence[Correction]:
    """The corrections that hold now, the newest first. One query."""
    found = Correction.objects.filter(organisation=organisation, subject__in=subjects, withdrawn_at__isnull=True)
    return tuple(found)


def status_and_scope(organisation: Organisation) -> tuple[LegalStatus, Mapping[str, bool]]:
    """`legal_status` and `scope_corrections` together. Three queries."""
    standing = _standing(organisation, STATUS, SCOPE)
    correction = next((row for row in standing if row.subject == STATUS), None)
    return _status_with(organisation, profile(organisation), correction), _scopes(standing)


def scope_corrections(organisation: Organisation) -> Mapping[str, bool]:
    """Per lasting identity of a requirement: whether this organisation holds it to be inside the Cbw. One query."""
    return _scopes(_standing(organisation, SCOPE))


def _scopes(standing: Sequence[Correction]) -> Mapping[str, bool]:
    return {row.about: row.value == "inside" for row in standing if row.subject == SCOPE}


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as it stands here, with its words in both languages. `because` names the answer it follows from."""

    finding: duties.Finding
    texts: Mapping[str, Any]
    because: Text
    since: date | None
    begins_later: bool

    @property
    def code(self) -> str:
        return self.finding.code

    @property
    def certainty(self) -> duties.Certainty:
        return self.finding.certainty

    @property
    def is_read(self) -> bool:
        """Whether we read the source itself and have no doubt to tell."""
        return self.texts["standing"] == "read" and "doubt" not in self.texts


def obligations(organisation: Organisation, today: date) -> tuple[Duty, ...]:
    """Every duty that Waarborg knows, with how it stands for this organisation. Three queries."""
    given = profile(organisation)
    status = _legal_status(organisation, given)
    facts = duties.Facts(given, status.status, None if status.correction else status.derived.ground)
    return tuple(_duty(finding, given, today) for finding in duties.obligations(facts))


def _duty(finding: duties.Finding, given: answers.Profile, today: date) -> Duty:
    texts = duty_texts.duties()[finding.code]
    since = date.fromisoformat(texts["since"]) if "since" in texts else None
    return Duty(
        finding=finding,
        texts=texts,
        because=_because(finding, given, texts),
        since=since,
        begins_later=since is not None and since > today,
    )


def _because(finding: duties.Finding, given: answers.Profile, texts: Mapping[str, Any]) -> Text:
    sentence = texts["reasons"].get(finding.reason) or duty_texts.common_reasons()[finding.reason]
    if finding.topic is None:
        return {language: sentence[language] for language in ("nl", "en")}
    chosen = _answer(finding.topic, given)
    asked = duty_texts.questions()[finding.topic.value]["question"]
    return {
        language: sentence[language].format(answer=chosen[language], question=asked[language])
        for language in ("nl", "en")
    }


def _answer(topic: answers.Topic, given: answers.Profile) -> Text:
    """The words of the answer; of a form that is not known yet at least those of the layer."""
    if topic is answers.Topic.FORM and given.form is None and given.layer:
        words = {}
        for language in ("nl", "en"):
            with translation.override(language):
                words[language] = labels.layer(given.layer)
        return words
    return duty_texts.choice(topic.value, given.chosen(topic))


@dataclass(frozen=True, slots=True)
class RegistrationNow:
    """What is to be registered, and where that stands."""

    details: register.Details
    state: register.State


def registration(organisation: Organisation, today: date) -> RegistrationNow:
    """The details for the Cbw's register and what must still be done with them. One query."""
    row = Registration.objects.filter(organisation=organisation).first()
    details = register.read(row.data) if row else register.Details(name=organisation.name, member_states=("NL",))
    reported = register.read(row.reported) if row else register.Details()
    state = register.State(
        missing=register.missing(details),
        changed=register.changed(reported, details) if row and row.reported_on else (),
        changed_on=row.changed_on if row else None,
        reported_on=row.reported_on if row else None,
        today=today,
    )
    return RegistrationNow(details, state)


@dataclass(frozen=True, slots=True)
class RegistrationDue:
    """What must be passed on to the Cbw's register. `due_on` is None for the first time: no term was read for that."""

    is_first: bool
    due_on: date | None
    is_late: bool
    changed: tuple[str, ...]


def registration_due(organisation: Organisation, today: date) -> RegistrationDue | None:
    """The reminder for who is under the act: register, or pass a change on in time. None when nothing is due."""
    if legal_status(organisation).status not in UNDER_THE_ACT:
        return None
    state = registration(organisation, today).state
    if state.reported_on is None:
        return RegistrationDue(is_first=True, due_on=None, is_late=False, changed=())
    if not state.changed:
        return None
    return RegistrationDue(is_first=False, due_on=state.due_on, is_late=state.is_late, changed=state.changed)
