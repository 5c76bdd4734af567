"""rapport.docx is a real Word document: styles, contents, captions, alternatives, language."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from tests.apps.reports.rounds import veldermeer
from tests.cast import TODAY
from waarborg.apps.assessments.shapes import Answer
from waarborg.apps.reports.exporters import docx as exporter
from waarborg.apps.reports.exporters.pdf.words import words
from waarborg.apps.reports.queries import nulmeting_report
from waarborg.domain.assessments import Verdict

pytestmark = pytest.mark.usefixtures("norms")


def opened(language="nl", **changes):
    content = exporter.render(nulmeting_report(veldermeer(**changes), language=language, today=TODAY))
    return docx.Document(io.BytesIO(content)), zipfile.ZipFile(io.BytesIO(content))


def headings(document, style="Heading 1"):
    return [p.text for p in document.paragraphs if p.style.name == style]


def test_the_chapters_have_real_heading_styles():
    document, _ = opened()

    assert headings(document)[:3] == ["Samenvatting voor het bestuur", "Opdracht en verantwoording", "Het beeld"]
    assert len(headings(document, "Bijlagekop")) == 3


def test_word_and_pdf_have_the_same_chapters_under_the_same_numbers():
    document, _ = opened()
    in_pdf = words()
    names = ("board", "about", "picture", "gaps", "cost", "quick_wins", "plan", "exceptions", "not_judged", "controls",
             "hits", "readings")  # fmt: skip

    assert headings(document) == [in_pdf[name] for name in names]
    assert [text.split(". ")[1] for text in headings(document, "Bijlagekop")] == [
        in_pdf[name] for name in ("items", "sources", "computation")
    ]


def test_the_table_of_contents_is_filled_and_every_line_points_at_a_heading():
    _, archive = opened()
    xml = archive.read("word/document.xml").decode()

    anchors = re.findall(r'w:hyperlink w:anchor="(_Toc\d+)"', xml)
    marks = re.findall(r'w:bookmarkStart [^>]*w:name="(_Toc\d+)"', xml)
    assert anchors == marks
    assert len(anchors) > 20
    assert "TOC \\o" in xml
    pages = re.findall(r"PAGEREF _Toc\d+ \\h </w:instrText></w:r><w:r><w:fldChar [^>]*/></w:r><w:r><w:t>(\d+)<", xml)
    assert [int(p) for p in pages] == sorted(int(p) for p in pages)


def test_tables_and_figures_have_numbered_captions():
    document, archive = opened()
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]

    tables = [c for c in captions if c.startswith("Tabel")]
    assert [int(re.match(r"Tabel (\d+)", c).group(1)) for c in tables] == list(range(1, len(tables) + 1))
    assert "SEQ Figuur" in archive.read("word/document.xml").decode()


def test_every_table_repeats_its_header_and_splits_no_row():
    document, _ = opened()

    assert len(document.tables) > 10
    for table in document.tables:
        first = table._tbl.tr_lst[0].trPr
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)


def test_charts_are_native_and_have_a_text_alternative():
    _, archive = opened()

    assert sum(name.startswith("word/charts/chart") for name in archive.namelist()) == 6
    alternatives = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', archive.read("word/document.xml").decode())
    assert len(alternatives) == 6
    assert all("Staafdiagram" in text for text in alternatives)


@pytest.mark.parametrize(("language", "code"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_the_document_says_its_language_and_title(language, code):
    document, archive = opened(language)

    assert document.core_properties.language == code
    assert document.core_properties.title
    assert f'w:val="{code}"' in archive.read("word/styles.xml").decode()


def test_the_figures_in_the_table_are_those_of_the_report():
    round_ = veldermeer()
    data = nulmeting_report(round_, language="nl", today=TODAY)
    document = docx.Document(io.BytesIO(exporter.render(data)))

    table = document.tables[1]
    for row, level in zip(table.rows[1:], data.totals, strict=True):
        assert [cell.text for cell in row.cells][1:6] == [str(data.totals[level][v]) for v in Verdict]


def test_signs_that_xml_cannot_hold_and_markup_do_not_break_the_document():
    nasty = Answer(
        number="5.01.01",
        where="",
        opzet=Verdict.PARTLY,
        explanation="A\x01\x0b & <b>vet</b> \ufffe " + "lang " * 3000,
        owner='"Jansen" & <zonen>',
    )

    document, _ = opened(answers=(nasty,))

    whole = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "& <b>vet</b>" in whole
    assert '"Jansen" & <zonen>' in whole


def test_a_line_break_of_word_or_excel_stays_one():
    broken = Answer(number="5.01.01", where="", opzet=Verdict.PARTLY, explanation="een\vtwee_x000D_\ndrie<br>vier")

    document, _ = opened(answers=(broken,))

    whole = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "een\ntwee\ndrie\nvier" in whole


def test_a_round_in_which_nothing_was_judged_still_makes_a_document():
    document, _ = opened(answers=(), about={}, interviews=(), documents=(), readings=())

    assert "Er is niets te verbeteren gepland: er zijn geen tekortkomingen." in [p.text for p in document.paragraphs]
