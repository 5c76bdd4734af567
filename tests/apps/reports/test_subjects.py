"""A round over more subjects: the report is about the organisation, and has the figures of every subject."""

import io
import zipfile

import openpyxl
import pytest

from tests import people
from tests.apps.assessments.answered import TODAY, asked_round, start
from waarborg.apps.assessments.models import Judgement
from waarborg.apps.base.tenancy import within
from waarborg.apps.reports.actions.write import RENDERERS
from waarborg.apps.reports.exporters import charts
from waarborg.apps.reports.queries import View, nulmeting_report
from waarborg.domain.assessments import Level, Verdict


@pytest.fixture
def data(norms):
    round_, ciso, _bram = asked_round()
    with within(round_.organisation_id):
        made = start(round_.organisation, people.actor(ciso), systems=3, title="Groot")
        Judgement.objects.filter(assessment=made, subject__code="s1", item__number="5.17.01").update(opzet="fails")
        yield made, nulmeting_report(made, language="nl", today=TODAY)


def test_the_report_is_about_the_organisation_and_counts_every_subject_apart(data):
    _round, found = data

    assert found.totals[Level.OPZET][Verdict.FAILS] == 0
    assert [one.code for one in found.subjects] == ["", "s0", "s1", "s2"]
    assert [one.counts[Level.OPZET][Verdict.FAILS] for one in found.subjects] == [0, 0, 1, 0]
    assert {one.total for one in found.subjects} == {found.n_counted}


def test_the_report_of_one_subject_is_about_that(data):
    round_, _found = data
    one = nulmeting_report(round_, language="nl", today=TODAY, view=View(subject_code="s1"))

    assert (one.subject, one.totals[Level.OPZET][Verdict.FAILS], len(one.gaps)) == ("Systeem s1", 1, 1)
    with pytest.raises(LookupError):
        nulmeting_report(round_, language="nl", today=TODAY, view=View(subject_code="s9"))


def test_the_workbook_has_a_row_per_system_and_level_with_the_shortfall_per_theme(data):
    book = openpyxl.load_workbook(io.BytesIO(RENDERERS["rapport.xlsx"](data[1])))
    rows = [[cell.value for cell in row] for row in book["Systemen en thema's"].iter_rows()]

    (row,) = [row for row in rows if row[:2] == ["Systeem s1", "opzet"]]
    assert [value for value in row[2:] if value not in {None, ""}] == [1]


@pytest.mark.parametrize("name", ["rapport.pdf", "rapport.docx", "assessment-results.json"])
def test_every_other_format_can_be_made_of_it(data, name):
    assert len(RENDERERS[name](data[1])) > 1000


def test_the_map_of_systems_splits_over_drawings_and_says_each_shortfall_in_words(data):
    many = data[1].subjects * 20
    maps = charts.subject_maps(many, Level.OPZET, title="Waar?")

    assert [one.title for one in maps] == ["Waar? (1/3)", "Waar? (2/3)", "Waar? (3/3)"]
    assert "Systeem s1: tekort in" in maps[0].text
    assert "Systeem s0: niet beoordeeld." in maps[0].text


def test_the_annex_lists_per_other_system_what_falls_short_and_counts_what_nobody_looked_at(data):
    found = {one.code: one for one in data[1].subjects}

    assert [row.number for row in found["s1"].rows] == ["5.17.01"]
    assert found["s1"].rows[0].title
    assert found["s1"].n_untouched == found["s1"].total - 1
    assert found["s0"].rows == found[""].rows == ()


def test_the_word_report_has_the_map_as_a_table_and_the_annex(data):
    with zipfile.ZipFile(io.BytesIO(RENDERERS["rapport.docx"](data[1]))) as word:
        text = word.read("word/document.xml").decode()

    assert "Waar ontbreekt het, per systeem en thema?" in text
    assert "Bijlage D. Wat per systeem niet voldoet" in text
    assert 'w:textDirection w:val="btLr"' in text
