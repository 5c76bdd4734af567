"""Storing a round: one judgement per item that is asked, one journal line, and nothing counted twice."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import AT, ELSEWHERE, VELDERMEER, ciso
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import store_assessment
from waarborg.apps.assessments.models import Assessment, Judgement
from waarborg.apps.assessments.shapes import Answer, Round, Sheet
from waarborg.apps.base.models import JournalLine
from waarborg.apps.norms import queries as norms_queries
from waarborg.apps.organisations import queries as organisations
from waarborg.domain.assessments import Applicability, Ask, Level, Verdict
from waarborg.domain.basis import Problem
from waarborg.domain.organisations import Layer

pytestmark = pytest.mark.django_db


def store(*answers: Answer, organisation: str = VELDERMEER, edition: str = "bio2@1.3", **more: object):
    round_ = Round(
        organisation=organisation, layer=Layer.MUNICIPALITY, reference_on=date(2027, 1, 31), file_name="n.xlsx"
    )
    sheet = Sheet(answers=answers, **more)
    return store_assessment(round_=round_, edition=norms_queries.edition(edition), sheet=sheet, by=ciso, at=AT)


def say(number: str, verdict: Verdict = Verdict.MEETS, **more: object) -> Answer:
    return Answer(number=number, where=f"rij {number}", opzet=verdict, evidence="Beleid", **more)


def judgement(round_: Assessment, number: str) -> Judgement:
    return queries.judgements(round_).get(item__number=number)


def test_every_item_that_is_asked_has_a_judgement_and_silence_is_not_assessed(norms):
    round_ = store(say("5.01.01"))

    assert queries.judgements(round_).filter(ask=Ask.VERDICT).count() == 117
    assert queries.judgements(round_).filter(ask=Ask.GUIDELINE).count() == 40
    assert judgement(round_, "5.01.02").opzet == Verdict.NOT_ASSESSED
    assert queries.counts(round_)[Level.OPZET] == {
        Verdict.MEETS: 1,
        Verdict.PARTLY: 0,
        Verdict.FAILS: 0,
        Verdict.NOT_ASSESSED: 116,
        Verdict.NOT_APPLICABLE: 0,
    }


def test_a_reference_follows_the_number_it_refers_to_and_is_not_counted(norms):
    round_ = store(say("5.24.08", owner="CISO"))
    follower = judgement(round_, "8.08.06")

    assert (follower.opzet, follower.owner, follower.ask) == (Verdict.MEETS, "", Ask.ELSEWHERE)
    assert queries.counts(round_)[Level.OPZET][Verdict.MEETS] == 1


def test_the_first_of_double_answers_counts_and_NM_07_is_told(norms):  # noqa: N802 - the code of the rule
    round_ = store(say("5.01.01", Verdict.PARTLY), say("5.01.01", Verdict.FAILS))

    assert judgement(round_, "5.01.01").opzet == Verdict.PARTLY
    assert queries.problems(round_) == [Problem("NM-07", "5.01.01")]
    assert round_.readings[0]["where"] == "rij 5.01.01; rij 5.01.01"


def test_an_answered_dead_number_is_kept_outside_the_figures_and_breaks_nm_06(norms):
    round_ = store(say("5.24.06"))

    assert judgement(round_, "5.24.06").ask == Ask.ELSEWHERE
    assert queries.counts(round_)[Level.OPZET][Verdict.MEETS] == 0
    assert queries.problems(round_) == [Problem("NM-06", "5.24.06")]


def test_nvt_counts_as_nvt_on_every_level(norms):
    round_ = store(
        Answer(
            number="7.07.01",
            where="",
            applicability=Applicability.NOT_APPLICABLE,
            justification="Kan niet",
            opzet=Verdict.MEETS,
        )
    )

    assert [queries.counts(round_)[level][Verdict.NOT_APPLICABLE] for level in Level] == [1, 1, 1]


def test_guidelines_are_counted_apart(norms):
    round_ = store(say("5.03.01", applicability=Applicability.FOLLOWS))

    assert queries.counts(round_)[Level.OPZET][Verdict.MEETS] == 0
    assert queries.counts(round_, Ask.GUIDELINE)[Level.OPZET][Verdict.MEETS] == 1


def test_a_round_leaves_one_line_in_the_journal_with_who_and_what(norms):
    round_ = store(say("5.01.01"))
    line = JournalLine.objects.get(action="assessment.stored")

    assert (line.actor, line.origin, line.object) == (ciso.name, ciso.origin, f"{VELDERMEER}: {round_.slug}")
    assert line.detail["edition"] == "bio2@1.3"


def test_the_same_sheet_again_is_the_same_round_and_a_changed_one_is_new(norms):
    first = store(say("5.01.01"))

    assert store(say("5.01.01")).pk == first.pk
    assert store(say("5.01.01", Verdict.FAILS)).slug == "gemeente-veldermeer-nulmeting-2027-2"
    assert first.slug == "gemeente-veldermeer-nulmeting-2027"


def test_another_organisation_sees_nothing_of_it(norms):
    ours = store(say("5.01.01"))
    store(say("5.01.01"), organisation=ELSEWHERE)
    outsider = organisations.find(ELSEWHERE)

    assert queries.assessment(outsider, ours.slug) is None
    assert [round_.organisation.name for round_ in queries.assessments(outsider)] == [ELSEWHERE]


def test_an_act_that_fails_halfway_leaves_nothing(norms, monkeypatch):
    monkeypatch.setattr(
        Judgement.objects, "bulk_create", lambda *_, **__: (_ for _ in ()).throw(IntegrityError("stuk"))
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        store(say("5.01.01"))

    assert (Assessment.objects.count(), organisations.find(VELDERMEER)) == (0, None)


def test_reading_a_round_takes_the_same_number_of_queries_whatever_its_size(norms, django_assert_num_queries):
    round_ = store(say("5.01.01"))
    with django_assert_num_queries(1):
        rows = [(row.item.number, row.item.status, row.explanation) for row in queries.judgements(round_)]
    with django_assert_num_queries(1):
        queries.counts(round_)

    assert len(rows) == 158


def test_maturity_outside_0_to_5_is_refused_by_the_database(norms):
    round_ = store(say("5.01.01"))
    with pytest.raises(IntegrityError, match="maturity_0_to_5"), transaction.atomic():
        queries.judgements(round_).update(maturity=6)


def test_an_edition_without_measures_counts_its_controls(norms):
    round_ = store(say("5.1"), edition="iso27002@2022")

    assert sum(queries.counts(round_)[Level.OPZET].values()) == 93


def is_free(act: str) -> bool:
    """Whether somebody else could do this act now; told by a connection of its own."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"waarborg.{act}"])
            return bool(cursor.fetchone()[0])
    finally:
        other.close()


def test_two_rounds_are_never_named_at_the_same_time(norms):
    assert is_free("assessments.name")

    store(say("5.01.01"))

    assert not is_free("assessments.name")


def test_organisations_whose_names_look_alike_have_rounds_of_their_own(norms):
    one, other = store(say("5.01.01"), organisation="Proef!"), store(say("5.01.01"), organisation="Proef")

    assert one != other
    assert queries.assessment(other.organisation, other.slug) == other


def test_the_same_answers_from_other_bytes_are_not_another_round(norms):
    first, second = (store(say("5.01.01"), file_sha256=made * 64) for made in "ab")

    assert first == second
