"""A sheet that changes halfway, or holds two years: never read in the wrong order, never the oldest."""

import pytest

from tests.apps.assessments.sheets import answer, read, said, text, workbook
from waarborg.apps.assessments.importers import look_alikes
from waarborg.apps.assessments.shapes.drafts import MappingNeededError
from waarborg.domain.assessments import Verdict

pytestmark = pytest.mark.django_db

FIRST = [["Nummer", "Status", "Gewenst"], ["5.01.01", "ja", "ja"]]


def test_rows_below_headings_in_another_order_are_listed(norms, tmp_path):
    rows = [*FIRST, ["Nummer", "Gewenst", "Status"], ["5.02.01", "ja", "nee"], FIRST[0], ["5.03.01", "nee", "ja"]]
    sheet = read(text(tmp_path / "blad.csv", rows))

    assert {one.number: one.opzet for one in sheet.answers} == {"5.01.01": Verdict.MEETS, "5.03.01": Verdict.FAILS}
    assert ["5.02.01" in one.what for one in said(sheet, "other-headings")] == [False, True]


def test_another_meaning_under_a_second_row_of_headings_is_not_read(norms, tmp_path):
    sheet = read(text(tmp_path / "blad.csv", [*FIRST, ["Nummer", "Gap"], ["5.02.01", "ja"]]))

    assert [one.number for one in sheet.answers] == ["5.01.01"]


def test_of_two_years_side_by_side_the_last_is_read_and_the_other_named(norms, tmp_path):
    rows = [["Nummer", "Status 2024", "Status 2025"], ["5.01.01", "nee", "ja"], ["5.02.01", "nee", "ja"]]
    sheet = read(text(tmp_path / "blad.csv", rows))

    assert answer(sheet, "5.01.01").opzet is Verdict.MEETS
    assert "Status 2024" in said(sheet, "double-column")[0].what


def test_of_a_sheet_per_year_the_last_is_read_and_the_other_named(norms, tmp_path):
    old, new = ([["Nummer", "Status"], ["5.01.01", said_then], ["5.02.01", said_then]] for said_then in ("nee", "ja"))
    sheet = read(workbook(tmp_path / "blad.xlsx", old, "2024", **{"2025": new[:2]}))

    assert {one.number: one.opzet for one in sheet.answers} == {"5.01.01": Verdict.MEETS}
    assert "2024" in said(sheet, "sheet-not-read")[0].where


def test_a_cross_beside_a_tick_does_not_say_that_it_applies(norms, tmp_path):
    rows = [["Nummer", "Status", "Van toepassing"], ["5.01.01", "ja", "v"], ["5.02.01", "nee", "x"]]
    sheet = read(text(tmp_path / "blad.csv", rows))

    assert [one.number for one in said(sheet, "unreadable-applicability")] == ["5.02.01"]


def test_numbers_of_a_look_alike_written_as_ours_are_asked(norms, tmp_path):
    places = sorted(place for place in look_alikes.every()[0].numbers if len(place) == 3)
    numbers = [f"{place[0]}.{place[1]:02}.{place[2]:02}" for place in places]

    with pytest.raises(MappingNeededError) as refused:
        read(text(tmp_path / "blad.csv", [["Nummer", "Status"], *([number, "ja"] for number in numbers)]))

    assert [one.about.code for one in refused.value.draft.questions] == ["norm-doubt"]
