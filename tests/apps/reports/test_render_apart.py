"""A report made in a process of its own is the same report, and what goes wrong there stays there."""

import io

import openpyxl
import pytest

from tests.apps.reports.rounds import veldermeer
from tests.cast import TODAY
from waarborg.apps.reports.actions.apart import NotMadeError, render_apart
from waarborg.apps.reports.actions.write import RENDERERS
from waarborg.apps.reports.queries import nulmeting_report


@pytest.fixture
def data(norms):
    return nulmeting_report(veldermeer(), language="en", today=TODAY)


def test_it_is_the_report_in_its_own_language(data):
    name = "assessment-results.json"

    assert render_apart(name, data) == RENDERERS[name](data)
    apart, here = (
        openpyxl.load_workbook(io.BytesIO(made), read_only=True)
        for made in (render_apart("rapport.xlsx", data), RENDERERS["rapport.xlsx"](data))
    )
    assert apart.sheetnames == here.sheetnames


def test_what_goes_wrong_there_is_told_here_with_its_place(data):
    with pytest.raises(NotMadeError, match=r"(?s)rapport\.odt.*KeyError"):
        render_apart("rapport.odt", data)
