"""Starting a round: its rows, who gets them, what came before, and what is refused."""

import time
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.apps.assessments.town import WHOLE_AND_SYSTEMS
from tests.cast import AT, ELSEWHERE
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import RoundRefusedError, Subjects, add_subjects
from waarborg.apps.assessments.models import Judgement
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.norms import queries as norms
from waarborg.apps.organisations.models import System
from waarborg.domain.assessments import Ask
from waarborg.domain.permissions import Role

ROWS = 158  # 157 that are asked, and a reference that follows another number


def rows(round_, **narrowed):
    return Judgement.objects.filter(assessment=round_, **narrowed)


def test_a_round_has_a_row_for_every_asked_item_and_every_subject(veldermeer):
    round_ = veldermeer.start(subjects=WHOLE_AND_SYSTEMS)

    assert {code: rows(round_, subject__code=code).count() for code in ("", "s01", "s02")} == {
        "": ROWS,
        "s01": ROWS,
        "s02": ROWS,
    }
    assert set(rows(round_).values_list("ask", flat=True)) <= {Ask.VERDICT, Ask.GUIDELINE, Ask.ELSEWHERE}
    assert set(rows(round_).values_list("opzet", "applicability")) == {("not_assessed", "applies")}


def test_the_rows_are_those_that_a_stored_sheet_would_have(veldermeer):
    from tests.apps.reports import rounds

    stored = rounds.veldermeer()
    round_ = veldermeer.start()
    answered_elsewhere = {"5.04.02"}  # a moved number, which only a sheet answers

    assert set(rows(stored).values_list("item__number", "ask")) - set(
        rows(round_).values_list("item__number", "ask")
    ) <= {(number, Ask.ELSEWHERE.value) for number in answered_elsewhere}


def test_the_owner_of_a_system_gets_its_rows_when_chosen(veldermeer):
    round_ = veldermeer.start(subjects=WHOLE_AND_SYSTEMS)

    assert set(rows(round_, subject__code="s01").values_list("assignee", flat=True)) == {veldermeer.manager.pk}
    assert set(rows(round_, subject__code="").values_list("assignee", flat=True)) == {None}


def test_an_owner_who_left_gets_nothing(veldermeer):
    veldermeer.manager.left_on = date(2027, 1, 1)
    veldermeer.manager.save()

    round_ = veldermeer.start(subjects=WHOLE_AND_SYSTEMS)

    assert set(rows(round_).values_list("assignee", flat=True)) == {None}


def test_a_round_points_at_the_one_before_it_also_over_editions(veldermeer):
    first = veldermeer.start(edition=norms.edition("bio2@1.2"), reference_on=date(2026, 2, 1))
    second = veldermeer.start()

    assert (first.previous, second.previous) == (None, first)
    assert (first.slug, second.slug) == ("nulmeting-2027", "nulmeting-2027-2")


def test_what_cannot_be_a_round_is_refused_with_its_rules(veldermeer):
    with pytest.raises(RoundRefusedError) as refused:
        veldermeer.start(title=" ", slug="start", subjects=Subjects(systems=("weg",)), reference_on=date(2029, 1, 1))

    assert [problem.code for problem in refused.value.problems] == ["RO-01", "RO-02", "RO-03", "RO-04"]


def test_an_edition_without_anything_to_judge_is_refused(veldermeer):
    empty = norms.edition("bio2@1.3")
    empty.pk = -1
    with pytest.raises(RoundRefusedError) as refused:
        veldermeer.start(edition=empty)

    assert [problem.code for problem in refused.value.problems] == ["RO-05"]


def test_a_line_manager_starts_no_round(veldermeer):
    with pytest.raises(NotAllowedError):
        veldermeer.start(by=veldermeer.manager)


def test_starting_leaves_a_line_in_the_journal(veldermeer):
    veldermeer.start(subjects=WHOLE_AND_SYSTEMS)

    line = JournalLine.objects.get(action="assessment.start")
    assert (line.actor, line.object, line.detail["rows"]) == (
        veldermeer.ciso.name,
        "Gemeente Veldermeer: nulmeting-2027",
        3 * ROWS,
    )


def test_subjects_can_be_added_later_and_none_twice(veldermeer):
    round_ = veldermeer.start()
    with within(veldermeer.organisation.pk):
        for _twice in range(2):
            add_subjects(
                organisation=veldermeer.organisation,
                round_=round_,
                subjects=Subjects(organisation=True, systems=("s01",), processes=("p01",)),
                by=people.actor(veldermeer.ciso),
                at=AT,
            )

    assert list(round_.subjects.values_list("code", flat=True)) == ["", "p01", "s01"]
    assert rows(round_).count() == 3 * ROWS


def test_a_line_manager_sees_only_own_rows_and_rounds(veldermeer):
    round_ = veldermeer.start(subjects=WHOLE_AND_SYSTEMS)
    other = veldermeer.start(title="Andere ronde")
    by = people.actor(veldermeer.manager)
    with within(veldermeer.organisation.pk):
        seen = queries.visible_judgements(veldermeer.organisation, round_, by)

        assert {row.subject.code for row in seen} == {"s01", "s02"}
        assert list(queries.visible_assessments(veldermeer.organisation, by)) == [round_]
        assert queries.visible_assessment(veldermeer.organisation, other.slug, by) is None
        assert seen.count() == 2 * ROWS


def test_someone_elsewhere_sees_nothing_of_it(veldermeer):
    round_ = veldermeer.start()
    elsewhere = people.organisation(ELSEWHERE)
    by = people.actor(people.member(elsewhere, Role.CISO))
    with within(elsewhere.pk):
        assert not queries.visible_judgements(elsewhere, round_, by).exists()
        assert not queries.visible_judgements(veldermeer.organisation, round_, by).exists()


def test_a_hundred_systems_start_within_a_second_and_with_few_queries(veldermeer):
    System.objects.bulk_create(
        System(organisation=veldermeer.organisation, code=f"x{n}", name=f"Systeem {n}") for n in range(100)
    )
    before = time.perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        round_ = veldermeer.start(subjects=Subjects(systems=tuple(f"x{n}" for n in range(100))))

    assert rows(round_).count() == 100 * ROWS
    assert time.perf_counter() - before < 3  # a loaded machine; the note has the real figure
    assert len(captured) < 30
