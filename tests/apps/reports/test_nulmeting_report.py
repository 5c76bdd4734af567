"""The report says what the judgements say: every figure is added up again here, from the rows themselves."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from tests.apps.reports.rounds import veldermeer
from tests.cast import TODAY
from waarborg.apps.assessments.models import Judgement
from waarborg.apps.assessments.shapes import Answer
from waarborg.apps.norms import queries as editions
from waarborg.apps.norms.models import Succession
from waarborg.apps.reports.queries import lines, nulmeting_report
from waarborg.domain.assessments import Applicability, Level, Verdict
from waarborg.domain.organisations import LegalForce

pytestmark = pytest.mark.usefixtures("norms")


def report(language="nl", **changes):
    return nulmeting_report(veldermeer(**changes), language=language, today=TODAY)


def rows():
    return Judgement.objects.filter(item__kind="measure", item__status="live").select_related("item")


def verdict(row, level):
    return "not_applicable" if row.applicability == "not_applicable" else getattr(row, level)


def test_the_totals_are_the_judgements_added_up():
    found = report()

    for level in Level:
        assert Counter(verdict(row, level) for row in rows()) == {
            v.value: n for v, n in found.totals[level].items() if n
        }
    assert found.n_counted == 117


def test_chapters_and_themes_each_add_up_to_the_totals():
    found = report()

    for groups in (found.chapters, found.themes):
        assert sum(group.total for group in groups) == 117
        for level in Level:
            for v in Verdict:
                assert sum(group.counts[level][v] for group in groups) == found.totals[level][v]


def test_a_chapter_counts_its_own_items_only():
    found = report()

    people = next(group for group in found.chapters if group.code == "6")
    own = [row for row in rows() if row.item.number.startswith("6.")]
    assert people.counts[Level.BESTAAN][Verdict.FAILS] == sum(verdict(r, "bestaan") == "fails" for r in own)


def test_a_gap_is_whatever_falls_short_on_any_level():
    found = report()

    short = {r.item.number for r in rows() if {verdict(r, level) for level in Level} & {"partly", "fails"}}
    assert {gap.line.number for gap in found.gaps if gap.line.counted} == short


def test_a_reference_follows_the_other_number_and_is_not_counted():
    found = {line.number: line for line in report().lines}

    assert found["8.08.06"].verdicts == found["5.24.08"].verdicts
    assert not found["8.08.06"].counted
    assert "5.24.08" in found["8.08.06"].follows


def test_the_statutory_gaps_come_before_the_controls():
    forces = [gap.force for gap in report().gaps]

    assert forces.index(LegalForce.CONTROL) > max(i for i, f in enumerate(forces) if f is LegalForce.STATUTORY)
    assert next(gap for gap in report().gaps if gap.line.number == "5.33.01").force is LegalForce.SELF_REGULATION


def test_a_deviation_with_a_risk_analysis_is_an_exception_and_no_gap():
    found = report()

    grounded = {line.number for line in found.exceptions if line.risk_analysis}
    assert grounded
    assert not grounded & {gap.line.number for gap in found.gaps}


def test_what_was_not_entered_is_proposed_and_says_so():
    found = report()

    for gap in found.gaps:
        assert gap.owner_is_proposal is not bool(gap.line.owner)
        assert gap.action
        assert gap.quarter_is_proposal is (gap.line.due_on is None)


def test_every_gap_stands_once_in_the_plan():
    found = report()

    planned = [gap.line.number for quarter in found.plan for gap in quarter.gaps]
    assert sorted(planned) == sorted(gap.line.number for gap in found.gaps)
    assert [quarter.label for quarter in found.plan] == sorted(quarter.label for quarter in found.plan)
    assert all(sum(quarter.effort.values()) == len(quarter.gaps) for quarter in found.plan)


def test_the_choices_for_controls_add_up():
    found = report()

    assert sum(found.control_choices.values()) == found.n_controls == 40
    assert found.control_choices[Applicability.DEVIATES] == Judgement.objects.filter(applicability="deviates").count()


def test_the_board_reads_the_same_numbers():
    found = report()

    told = " ".join(found.board_summary)
    for v in (Verdict.MEETS, Verdict.PARTLY, Verdict.FAILS):
        assert str(found.totals[Level.BESTAAN][v]) in told
    assert str(len(found.gaps)) in told
    assert "10 miljoen" in told
    assert len(found.decisions) == 6


def test_english_has_the_same_figures_and_no_dutch_sentences():
    dutch, english = report(), report("en")

    assert english.totals == dutch.totals
    assert [g.line.number for g in english.gaps] == [g.line.number for g in dutch.gaps]
    told = " ".join([*english.board_summary, *english.computation, *(d.ask for d in english.decisions)])
    assert not {" het ", " niet ", " een "} & {f" {word} " for word in told.split()}


def test_a_deadline_in_the_past_is_said_to_have_passed():
    late = Answer(number="5.01.01", where="", opzet=Verdict.FAILS, due_on=date(2026, 12, 1))

    gap = report(answers=(late,)).gaps[0]

    assert gap.overdue
    assert gap.quarter == "2026 Q4"


def test_without_answers_everything_is_not_judged_and_nothing_is_made_up():
    found = report(answers=(), about={}, interviews=(), documents=(), readings=())

    assert (found.gaps, found.plan, found.quick_wins, found.exceptions, found.hits) == ((), (), (), (), ())
    assert len(found.not_judged) == 157
    assert "niet beoordeeld" in " ".join(found.board_summary)


def test_one_status_column_is_told_once_and_not_per_line():
    answer = Answer(number="5.01.01", where="", opzet=Verdict.PARTLY)

    found = report(answers=(answer,), single_status_level="opzet")

    assert "opzet" in found.status_note
    assert "5.01.01" not in {line.number for line in found.not_judged}


def test_an_old_norm_borrows_what_failing_can_cost_from_its_successor():
    answer = Answer(number="5.1.1.1", where="", opzet=Verdict.FAILS, bestaan=Verdict.FAILS)

    found = report(edition_id="bio1@1.04zv", answers=(answer,))

    assert found.n_counted == 138
    assert found.gaps[0].cost
    assert found.gaps[0].force is LegalForce.SELF_REGULATION


def test_of_several_successors_the_first_one_lends_its_words():
    old = editions.edition("bio1@1.04zv")
    places = defaultdict(list)
    for tie in Succession.objects.filter(old_edition=old, old__isnull=False, new__isnull=False).select_related("new"):
        places[tie.old_id].append(tie.new.position)

    assert any(len(several) > 1 for several in places.values())
    assert {key: min(several) for key, several in places.items()} == {
        key: heir.position for key, heir in lines._heirs(old).items()
    }


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    round_ = veldermeer()

    with django_assert_max_num_queries(13):
        nulmeting_report(round_, language="nl", today=TODAY)
