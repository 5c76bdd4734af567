"""Saving many judgements in one act: what follows, and what it costs the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.apps.assessments.town import WHOLE_AND_SYSTEMS
from tests.cast import AT
from waarborg.apps.assessments.actions import Edit, save_judgements
from waarborg.apps.assessments.models import Judgement, JudgementChange
from waarborg.apps.base.tenancy import within

FOLLOWED, FOLLOWER = "5.24.08", "8.08.06"  # the second only refers to the first


@pytest.fixture
def save(veldermeer):
    """Save these (row, values) in one act, and give the statements that it took."""

    def run(*edits):
        with within(veldermeer.organisation.pk), CaptureQueriesContext(connection) as captured:
            save_judgements(
                organisation=veldermeer.organisation,
                edits=[Edit(row.pk, values) for row, values in edits],
                by=people.actor(veldermeer.ciso),
                at=AT,
                origin="table",
            )
        return [one["sql"] for one in captured.captured_queries]

    return run


def test_a_reference_repeats_the_last_verdict_of_the_number_it_refers_to_and_only_over_the_same(veldermeer, save):
    round_ = veldermeer.start(subjects=WHOLE_AND_SYSTEMS)
    elsewhere = veldermeer.start(slug="andere-ronde")
    row, other = veldermeer.row(round_, FOLLOWED, "s01"), veldermeer.row(round_, "5.01.01", "s01")

    save((row, {"opzet": "fails"}), (other, {"opzet": "meets"}), (row, {"opzet": "partly", "werking": "fails"}))

    follower = veldermeer.row(round_, FOLLOWER, "s01")
    assert (follower.opzet, follower.bestaan, follower.werking) == ("partly", "not_assessed", "fails")
    untouched = [veldermeer.row(round_, FOLLOWER), veldermeer.row(round_, FOLLOWER, "s02")]
    assert {one.opzet for one in (*untouched, veldermeer.row(elsewhere, FOLLOWER))} == {"not_assessed"}


def test_one_statement_per_judgement_however_many_are_saved_and_the_rest_once(veldermeer, save):
    round_ = veldermeer.start()
    rows = list(Judgement.objects.filter(assessment=round_, ask="verdict").exclude(item__number=FOLLOWED)[:41])

    one = save((rows[0], {"opzet": "meets"}))
    many = save(*((row, {"opzet": "meets", "explanation": "Gezien."}) for row in rows[1:]))

    assert len(many) - len(one) == len(rows[1:]) - 1
    assert JudgementChange.objects.filter(judgement__in=rows, version=2).count() == len(rows)


def test_no_row_is_looked_for_by_what_its_item_says(veldermeer, save):
    """Without statistics the database would read every judgement for that, once per verdict (4 s for a sheet)."""
    round_ = veldermeer.start()

    statements = save((veldermeer.row(round_, FOLLOWED), {"bestaan": "meets"}))

    assert veldermeer.row(round_, FOLLOWER).bestaan == "meets"
    updates = [one for one in statements if one.startswith('UPDATE "assessments_judgement"')]
    assert len(updates) == 2
    assert not any("norms_item" in one for one in updates)
