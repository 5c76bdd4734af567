"""Sheets for the registers of which somebody has to say what they hold: kept for a day, told one by one."""

from datetime import timedelta

import pytest

from tests import people
from tests.cast import AT, VELDERMEER
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.actions import register_imports as acts
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db
NOTES = [("Lijst", "?"), ("Lijst, rij 3", "?"), ("Lijst 2, rij 3", "?")]


@pytest.fixture
def veldermeer():
    return people.organisation(VELDERMEER)


@pytest.fixture
def ciso(veldermeer):
    return people.actor(people.member(veldermeer, Role.CISO))


@pytest.fixture
def kept(veldermeer, ciso):
    file = acts.SheetFile("eigen.xlsx", "a" * 64, [], NOTES, [{"name": "Lijst", "rows": [["Naam"]]}])
    with within(veldermeer.pk):
        return acts.keep_import(organisation=veldermeer, file=file, by=ciso, at=AT)


def test_after_a_day_the_cells_are_gone_and_the_import_stays(veldermeer, kept):
    assert acts.forget_untold_sheets(AT + timedelta(hours=23)) == 0
    assert acts.forget_untold_sheets(AT + timedelta(days=1, seconds=1)) == 1
    assert acts.forget_untold_sheets(AT + timedelta(days=2)) == 0

    with within(veldermeer.pk):
        kept.refresh_from_db()
    assert (kept.sheets, len(kept.notes)) == ([], 3)


def test_telling_what_a_sheet_holds_leaves_the_notes_of_others(veldermeer, ciso, kept):
    with within(veldermeer.pk):
        acts.tell_import(organisation=veldermeer, import_id=kept.pk, rows=[], notes=[("Lijst, rij 4", "!")], by=ciso)
        kept.refresh_from_db()

    assert kept.notes == [["Lijst 2, rij 3", "?"], ["Lijst, rij 4", "!"]]
