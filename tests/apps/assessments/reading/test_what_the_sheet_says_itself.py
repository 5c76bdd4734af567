"""Headings that explain or turn their words, and numbers on a scale that nobody named: asked, never read."""

import pytest

from tests.apps.assessments.sheets import read, said, text
from waarborg.apps.assessments.shapes.drafts import MappingNeededError
from waarborg.domain.assessments import Verdict

pytestmark = pytest.mark.django_db

NUMBERS = ("5.01.01", "5.02.01", "5.03.01", "5.04.01")


def sheet_of(folder, heading, *values, above=()):
    rows = [*above, ["Nummer", heading], *zip(NUMBERS, values, strict=False)]
    return text(folder / "blad.csv", rows)


def questions(file):
    with pytest.raises(MappingNeededError) as refused:
        read(file)
    return [one.about.code for one in refused.value.draft.questions]


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Score (1=ja, 2=deels, 3=nee)", ("1", "2", "3")),
        ("Status (J = nog doen, N = klaar)", ("J", "N", "J")),
        ("Status [groen: open; rood: klaar]", ("groen", "rood")),
        ("Volwassenheid (0 = op orde, 5 = niets)", ("0", "5", "3")),
    ],
)
def test_a_legend_in_the_heading_is_asked(norms, tmp_path, heading, values):
    assert questions(sheet_of(tmp_path, heading, *values)) == ["no-verdict-column", "column-legend"]


def test_a_legend_above_the_table_is_asked(norms, tmp_path):
    file = sheet_of(tmp_path, "Score", "0", "1", "2", "5", above=[["0 = voldoet, 1 = deels, 2 = niet"], []])

    assert "column-legend" in questions(file)


def test_a_legend_for_words_that_speak_of_the_norm_changes_nothing(norms, tmp_path):
    sheet = read(sheet_of(tmp_path, "Oordeel (keuze: voldoet / voldoet niet)", "voldoet", "voldoet niet"))

    assert [one.opzet for one in sheet.answers] == [Verdict.MEETS, Verdict.FAILS]


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Tekortkoming", ("volledig", "deels", "niet", "n.v.t.")),
        ("Non-conformiteit", ("geheel", "niet")),
        ("Risico", ("groen", "rood", "oranje")),
        ("Bevinding", ("akkoord", "ok")),
        ("GAP", ("100%", "0%")),
    ],
)
def test_words_under_a_heading_of_bad_news_are_asked(norms, tmp_path, heading, values):
    assert questions(sheet_of(tmp_path, heading, *values)) == ["no-verdict-column", "column-opposite"]


@pytest.mark.parametrize("values", [("1", "2", "3"), ("1", "5", "4"), ("0", "1", "2")])
def test_small_numbers_under_a_status_are_not_read_as_maturity(norms, tmp_path, values):
    sheet = read(sheet_of(tmp_path, "Implementatiestatus", *values))

    assert {one.opzet for one in sheet.answers} == {Verdict.NOT_ASSESSED}
    assert len(said(sheet, "scale-unclear")) == 1


def test_small_numbers_under_maturity_are_read(norms, tmp_path):
    sheet = read(sheet_of(tmp_path, "Volwassenheid", "1", "2", "3"))

    assert [one.opzet for one in sheet.answers] == [Verdict.FAILS, Verdict.PARTLY, Verdict.MEETS]
