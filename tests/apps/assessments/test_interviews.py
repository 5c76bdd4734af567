"""Conversations: planned, noted by several people at once, and taken over into the judgements."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests import cast, people
from tests.apps.reports import rounds
from waarborg.apps.assessments.actions import RoundClosedError
from waarborg.apps.assessments.actions import interviews as acts
from waarborg.apps.assessments.models import Assessment, Judgement
from waarborg.apps.assessments.queries import interviews as queries
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.domain.permissions import Role

ANKE = {"name": "A. Jansen", "role": "teamleider Burgerzaken"}


@pytest.fixture
def talk(norms):
    """A conversation about access, open for the CISO."""
    round_ = rounds.veldermeer()
    by = people.actor(people.member(round_.organisation, Role.CISO))
    with within(round_.organisation_id):
        plan = acts.Plan(title="Toegang", on=date(2027, 1, 12), themes=["access"], participants=[ANKE])
        yield (
            acts.plan_interview(organisation=round_.organisation, assessment=round_, plan=plan, by=by, at=cast.AT),
            by,
        )


def save(talk, text, *, by=None, later=0, **fields):
    interview, ciso = talk
    note = acts.Note(text=text, **{"key": uuid4(), "number": "5.17.01", "said_by": "A. Jansen", **fields})
    at = cast.AT + timedelta(minutes=later)
    return acts.save_note(organisation=interview.organisation, interview=interview, note=note, by=by or ciso, at=at)


def test_a_conversation_has_the_questions_of_its_themes_and_no_others(talk):
    interview, _ = talk
    found = queries.questions(interview.organisation, interview)

    assert {question.item.theme for question in found} == {"access"}
    assert "5.17.01" in {question.item.number for question in found}
    assert all(question.row for question in found)


def test_a_note_that_is_sent_twice_is_stored_once(talk):
    key = uuid4()
    first, again = (save(talk, "MFA nog niet op de gemalen", key=key) for _ in range(2))

    assert first.pk == again.pk
    assert again.version == 1


def test_a_note_that_somebody_else_changed_is_not_overwritten(talk):
    key = uuid4()
    save(talk, "eerst", key=key)
    save(talk, "van Bram", key=key, seen_version=1)

    with pytest.raises(acts.NoteConflictError) as refused:
        save(talk, "van Noor", key=key, seen_version=1)
    assert refused.value.row.text == "van Bram"


def test_an_emptied_note_goes_away_and_the_journal_remembers(talk):
    key = uuid4()
    save(talk, "vergissing", key=key)

    assert save(talk, "  ", key=key, seen_version=1) is None
    assert queries.notes_since(talk[0].organisation, talk[0], None) == ()
    assert JournalLine.objects.filter(action="assessment.interview.note_removed").count() == 1


def test_a_new_note_must_say_something(talk):
    with pytest.raises(acts.EmptyNoteError):
        save(talk, "   ")


def test_others_see_what_was_noted_since_they_looked(talk):
    save(talk, "oud")
    save(talk, "nieuw", later=5)
    found = queries.notes_since(talk[0].organisation, talk[0], cast.AT + timedelta(minutes=1))

    assert [note.text for note in found] == ["nieuw"]


def test_notes_come_behind_the_explanation_with_who_said_it(talk):
    interview, by = talk
    save(talk, "Alleen kantoor heeft MFA")
    row = Judgement.objects.get(assessment=interview.assessment, item__number="5.17.01")
    for _ in range(2):  # taking over again adds nothing
        acts.take_over(organisation=interview.organisation, interview=interview, number="5.17.01", by=by, at=cast.AT)
    after = Judgement.objects.get(pk=row.pk)

    assert (
        after.explanation == f"{row.explanation}\n\nToegang (12-01-2027, A. Jansen): Alleen kantoor heeft MFA".strip()
    )
    assert after.version == row.version + 1


def test_a_finished_conversation_stands_in_the_report_once(talk):
    interview, by = talk
    before = len(interview.assessment.interviews)
    for _ in range(2):
        acts.finish_interview(organisation=interview.organisation, interview=interview, by=by, at=cast.AT)
    after = Assessment.objects.get(pk=interview.assessment_id).interviews

    assert after[before:] == [{"on": "12-01-2027", "who": "A. Jansen", "role": ANKE["role"], "subject": "Toegang"}]


def test_in_a_closed_round_nothing_is_noted(talk):
    talk[0].assessment.status = "closed"

    with pytest.raises(RoundClosedError):
        save(talk, "te laat")


def test_who_may_not_interview_notes_nothing(talk):
    manager = people.actor(people.member(talk[0].organisation, Role.PROCESS_OWNER))

    with pytest.raises(NotAllowedError):
        save(talk, "stiekem", by=manager)
