"""A sheet of another edition of the same norm is told apart, and so is an organisation of another layer."""

import pytest

from tests.apps.assessments.sheets import problems, read_rows, said
from tests.cast import AT, VELDERMEER, ciso
from waarborg.apps.assessments.importers import checks
from waarborg.apps.assessments.shapes import Sheet
from waarborg.apps.organisations.actions import register_organisation
from waarborg.domain.organisations import Layer

pytestmark = pytest.mark.django_db

HEAD = ["Nummer", "Opzet", "Bestaan", "Werking"]
SHARED_BY_BOTH = [[number, "voldoet", "deels", "niet"] for number in ("5.01.01", "5.01.02", "5.02.01", "8.13.04")]


def test_a_sheet_with_numbers_of_1_2_and_none_that_came_since_is_said_to_look_like_1_2(norms, tmp_path):
    sheet = read_rows(tmp_path, [HEAD, *SHARED_BY_BOTH, ["5.04.02", "voldoet", "voldoet", "niet"]])

    (told,) = said(sheet, "other-edition")
    assert "bio2@1.2" in told.what
    assert "5.04.02" in told.what


def test_a_sheet_that_also_has_a_new_number_is_taken_for_the_new_edition(norms, tmp_path):
    rows = [HEAD, *SHARED_BY_BOTH, ["5.04.02", "", "", ""], ["5.10.02", "voldoet", "voldoet", "niet"]]

    assert "other-edition" not in problems(read_rows(tmp_path, rows))


def test_a_sheet_with_only_what_both_editions_have_raises_no_doubt(norms, tmp_path):
    assert "other-edition" not in problems(read_rows(tmp_path, [HEAD, *SHARED_BY_BOTH]))


def test_an_organisation_that_changes_layer_is_told():
    register_organisation(name=VELDERMEER, layer=Layer.MUNICIPALITY, by=ciso, at=AT)

    changed = checks.compare_layer(Sheet(answers=()), VELDERMEER, Layer.PROVINCE)
    same = checks.compare_layer(Sheet(answers=()), VELDERMEER, Layer.MUNICIPALITY)

    assert [(r.code, r.level) for r in changed.readings] == [("layer-differs", "note")]
    assert same.readings == ()
