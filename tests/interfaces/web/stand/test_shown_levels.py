"""A round shows the levels that it asks; a level that somebody answered nonetheless stays in sight."""

import io
import re
import zipfile

import openpyxl
import pytest

from tests import people
from tests.apps.assessments.answered import TODAY, answer, start
from tests.cast import AT
from waarborg.apps.assessments.actions import assign_rows
from waarborg.apps.assessments.exporters import round_sheet
from waarborg.apps.assessments.models import Assessment, Judgement, Subject
from waarborg.apps.assessments.queries import judgements, levels_to_show
from waarborg.apps.base import labels
from waarborg.apps.base.tenancy import within
from waarborg.apps.reports.actions.write import RENDERERS
from waarborg.apps.reports.exporters.pdf.payload import payload
from waarborg.apps.reports.exporters.tables import totals
from waarborg.apps.reports.queries import nulmeting_report
from waarborg.domain.assessments import Level
from waarborg.domain.permissions import Role
from waarborg.domain.rounds import Depth

PAGES = (
    "",
    "regels",
    "resultaten?per=systeem",
    "resultaten?per=thema",
    "resultaten?per=thema&over=",
    "5.17.01",
    "invullen",
)


@pytest.fixture
def shallow(norms):
    """A round that asks no more than bestaan, over the organisation and a system, and the browser of its CISO."""
    organisation = people.organisation("Gemeente Ondiep")
    with within(organisation.pk):
        ciso = people.member(organisation, Role.CISO)
        by = people.actor(ciso)
        round_ = start(organisation, by, systems=1, depth=Depth.BESTAAN)
        row = answer(round_, "5.17.01", by, opzet="meets", bestaan="partly", explanation="Bijna.")
        assign_rows(organisation=organisation, round_=round_, rows=[row.pk], assignee_id=ciso.pk, by=by, at=AT)
        yield round_, people.client(ciso), row


def _text(client, round_, page):
    response = client.get(f"/stand/{round_.slug}/{page}")
    assert response.status_code == 200, page
    found = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    return found.group().lower()


def _deepen(row):
    Judgement.objects.filter(pk=row.pk).update(werking="fails")


def _names_werking(text):
    """The level as a heading, a column, a choice or a bar; not the sentence that explains all three."""
    return re.search(r">\s*werking\b|niveau=werking|name=\"werking|value=\"werking", text) is not None


@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_a_level_that_is_not_asked_until_somebody_answers_it(shallow, page):
    round_, client, row = shallow
    assert not _names_werking(_text(client, round_, page))

    _deepen(row)

    assert _names_werking(_text(client, round_, page))


def test_the_list_of_rounds_and_the_question_show_no_more_either(shallow):
    round_, client, row = shallow
    question = f"/stand/{round_.slug}/vragen/{row.pk}"
    assert "<dt>Werking</dt>" not in client.get("/stand/").content.decode()
    assert "werkt het" not in client.get(question).content.decode().lower()

    _deepen(row)

    assert "<dt>Werking</dt>" in client.get("/stand/").content.decode()
    assert 'name="werking"' in client.get(question).content.decode()


def test_saving_the_item_page_of_a_shallow_round_needs_no_verdict_on_werking(shallow):
    round_, client, row = shallow
    page = client.get(f"/stand/{round_.slug}/5.17.01").context["form"]
    posted = {name: page.initial[name] or "" for name in page.fields} | {"bestaan": "meets"}

    assert client.post(f"/stand/{round_.slug}/5.17.01", posted).status_code == 302

    row.refresh_from_db()
    assert (row.bestaan, row.werking) == ("meets", "not_assessed")


def test_the_sheet_of_the_round_has_a_column_per_level_that_is_asked(shallow, tmp_path):
    round_, _client, _row = shallow
    subject = Subject.objects.get(assessment=round_, code="")
    rows = list(judgements(round_).filter(subject=subject))
    file = tmp_path / "ronde.xlsx"

    round_sheet.write(file, round_, subject, rows, language="nl")

    book = openpyxl.load_workbook(file)
    codes = [cell.value for cell in book["Nulmeting"][2]]
    formulas = " ".join(str(row[-1].value) for row in book["Nulmeting"].iter_rows(min_row=4))
    assert "waarborg:bestaan" in codes
    assert "waarborg:werking" not in codes
    assert "#REF" not in formulas


def _report_texts(data):
    workbook = openpyxl.load_workbook(io.BytesIO(RENDERERS["rapport.xlsx"](data)))
    yield " ".join(str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row)
    with zipfile.ZipFile(io.BytesIO(RENDERERS["rapport.docx"](data))) as word:
        yield word.read("word/document.xml").decode()


def test_the_reports_leave_the_level_out_of_every_table_and_sentence(shallow):
    round_, _client, row = shallow
    data = nulmeting_report(round_, language="nl", today=TODAY)
    assert data.levels == (Level.OPZET, Level.BESTAAN)
    assert "twee vragen" in data.board_summary[0]
    for text in _report_texts(data):
        assert not re.search(r">Werking<|\bWerking:|None Werking ", text)
    assert RENDERERS["rapport.pdf"](data)

    _deepen(row)

    assert nulmeting_report(round_, language="nl", today=TODAY).levels == tuple(Level)


def test_the_levels_of_many_rounds_take_one_query_and_none_when_all_is_asked(shallow, django_assert_num_queries):
    round_, _client, _row = shallow
    deep = Assessment.objects.create(
        organisation=round_.organisation,
        edition=round_.edition,
        slug="diep",
        title="Diep",
        reference_on=round_.reference_on,
        started_at=AT,
    )
    with django_assert_num_queries(1):
        found = levels_to_show([round_, deep])
    assert found == {round_.pk: (Level.OPZET, Level.BESTAAN), deep.pk: tuple(Level)}
    with django_assert_num_queries(0):
        levels_to_show([deep])


def test_sentences_name_the_levels_that_the_round_asks(shallow):
    round_, client, row = shallow
    assert "opzet en bestaan staan naast elkaar en worden nooit opgeteld." in _text(client, round_, "")
    told = _sentences(nulmeting_report(round_, language="nl", today=TODAY))
    assert not [sentence for sentence in told if "werking" in sentence]
    assert "bestaan (aanwezig op één moment)" in told[0]
    assert "De oordelen en het bewijs zijn in Waarborg vastgelegd" in told[0]
    assert "telt een tekort bij bestaan vier keer en bij opzet twee keer, en dubbel" in told[2]

    _deepen(row)

    assert "opzet, bestaan en werking staan naast elkaar" in _text(client, round_, "")
    assert all("werking" in one for one in _sentences(nulmeting_report(round_, language="nl", today=TODAY)))


def test_a_round_that_asks_one_level_puts_nothing_side_by_side():
    assert labels.side_by_side([Level.OPZET]) == "Gekeken is alleen naar opzet."


def _sentences(data):
    """How it was done and counted, in the report, the PDF and the workbook."""
    counted, order = data.computation[1], data.computation[4]
    return data.about["Werkwijze"], counted, order, payload(data)["w"]["picture_lead"], totals(data).caption
