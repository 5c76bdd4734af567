"""rapport.pdf: the figures of the data, tagged for everyone, and nothing that a text can break."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pdfua
import pikepdf
import pypdf
import pytest

from tests.apps.reports.sample import sample_report, with_words
from waarborg.apps.reports.exporters import pdf
from waarborg.apps.reports.shapes import ReportData
from waarborg.domain.assessments import Level, Verdict

HOSTILE = {
    "typst": '#panic("x") $1 + $ @ref *b* _i_ <lbl> `code` // c /* \\ = Kop [a] {b} #read("/etc/passwd")',
    "svg": "</text></svg><script>alert(1)</script> & \"' ]]>",
    "control": "\x00\x01\x1b[31m\x7f a\u202etxet\u2066 b\u200d c\ufeff\ufffe \ud800 los",
    "scripts": "🎉 漢字 שלום مرحبا ก e\u0301 Z̷a̷l̷g̷o̷ 👩‍👩‍👧",
    "loose accents": "a\u0301\u0302\u0303" * 20 + "\u0600\u0e47\u0e47",
    "endless word": "a" * 2000,
    "many lines": "regel één\n\n- punt\n- punt twee\r\nslot\u2028einde",
    "empty": "",
}


def short() -> ReportData:
    """The Dutch report with a short annex: enough for texts, and quick to set."""
    data = sample_report("nl")
    return replace(data, lines=data.lines[:12], gaps=data.gaps[:12])


class Read:
    """A PDF as a reader gets it."""

    def __init__(self, data: ReportData) -> None:
        self.data = data
        self.bytes = pdf.render(data)
        self.reader = pypdf.PdfReader(io.BytesIO(self.bytes))
        self.pages = [" ".join(page.extract_text().replace("\u200b", "").split()) for page in self.reader.pages]
        self.text = " ".join(self.pages)


@pytest.fixture(scope="module", params=["nl", "en"])
def report(request: pytest.FixtureRequest) -> Read:
    return Read(sample_report(request.param))


@pytest.fixture(scope="module")
def dutch() -> Read:
    return Read(sample_report("nl"))


def structure(data: bytes) -> Iterator[pikepdf.Dictionary]:
    document = pikepdf.open(io.BytesIO(data))
    waiting = [document.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        yield element
        children = element.get("/K", [])
        children = list(children) if isinstance(children, pikepdf.Array) else [children]
        waiting += [child for child in children if isinstance(child, pikepdf.Dictionary) and "/S" in child]


def test_it_is_tagged_and_says_its_language_and_title(report: Read) -> None:
    root = report.reader.trailer["/Root"]
    assert root["/Lang"] == report.data.language
    assert root["/MarkInfo"]["/Marked"]
    assert report.reader.metadata is not None
    assert report.reader.metadata.title == f"{report.data.title} – {report.data.organisation}"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_pdfua_finds_nothing_wrong(report: Read, tmp_path) -> None:
    file = tmp_path / "rapport.pdf"
    file.write_bytes(report.bytes)
    assert [finding.message for finding in pdfua.validate(str(file)).findings] == []


def test_every_drawing_says_in_words_what_it_shows(report: Read) -> None:
    spoken = [str(element.Alt) for element in structure(report.bytes) if element.get("/S") == "/Figure"]
    assert len(spoken) == 6
    for theme in report.data.themes:
        assert sum(theme.title in words for words in spoken) >= 3


def test_tables_have_heads_that_are_marked_as_heads(report: Read) -> None:
    kinds = [str(element.get("/S")) for element in structure(report.bytes)]
    assert kinds.count("/Table") > 10
    assert kinds.count("/TH") > 40
    assert {"/H1", "/H2", "/H3", "/TOC", "/Link", "/L"} <= set(kinds)


def test_the_board_gets_exactly_one_page(report: Read) -> None:
    board = report.pages[1]
    assert all(" ".join(decision.ask.split())[:25] in board for decision in report.data.decisions)
    assert report.data.decisions[-1].because.split()[0] in board
    assert {"nl": "Inhoud", "en": "Contents"}[report.data.language] in report.pages[2]


def test_a_long_summary_is_set_smaller_until_it_fits_the_page() -> None:
    data = short()
    read = Read(replace(data, board_summary=data.board_summary * 2))
    assert read.data.decisions[-1].ask[:30] in read.pages[1]
    assert "Inhoud" in read.pages[2]


def test_the_totals_are_the_figures_of_the_data(report: Read) -> None:
    for level in Level:
        row = [str(report.data.totals[level][verdict]) for verdict in Verdict]
        assert f"{report.data.level_labels[level]} {' '.join(row)}" in report.text


def test_every_chapter_and_theme_has_its_counts_beneath_the_chart(report: Read) -> None:
    for group in (*report.data.chapters, *report.data.themes):
        counts = [str(group.counts[level][verdict]) for level in Level for verdict in Verdict]
        assert f"{group.title} {group.total} {' '.join(counts)}" in report.text


def test_every_gap_stands_in_the_list_with_its_place_in_the_queue(report: Read) -> None:
    for gap in report.data.gaps:
        assert re.search(rf"\b{gap.priority} {re.escape(gap.line.number)} ", report.text), gap.line.number


def test_the_plan_counts_what_the_data_count(report: Read) -> None:
    for quarter in report.data.plan:
        numbers = " ".join(str(count) for count in (*quarter.effort.values(), len(quarter.gaps)))
        assert f"{quarter.label} {numbers}" in report.text


def test_every_item_is_a_bookmark_and_a_page_says_where_it_is(report: Read) -> None:
    titles = {" ".join(str(entry.title).split()) for entry in _flat(report.reader.outline)}
    assert {f"{line.number} {line.title}" for line in report.data.lines} <= titles
    words = {"nl": "Pagina {} van {}", "en": "Page {} of {}"}[report.data.language]
    for number, page in enumerate(report.pages[1:], start=2):
        assert words.format(number, len(report.pages)) in page


def _flat(outline: list) -> Iterator[pypdf.generic.Destination]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def test_numbers_in_lists_lead_to_the_item(report: Read) -> None:
    links = sum(len(page.get("/Annots", [])) for page in report.reader.pages)
    assert links > 2 * len(report.data.gaps)


def test_the_same_data_give_the_same_file(dutch: Read) -> None:
    assert pdf.render(dutch.data) == dutch.bytes


def test_only_our_own_fonts_are_used(dutch: Read) -> None:
    ours = {"SourceSans3", "DejaVuSansMono"}
    for page in dutch.reader.pages:
        for font in page["/Resources"]["/Font"].values():
            assert re.sub(r"^/[A-Z]{6}\+|-.*", "", str(font.get_object()["/BaseFont"])) in ours


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_can_not_break_or_steer_the_report(text: str) -> None:
    read = Read(with_words(short(), text))
    assert "Hoe de cijfers tot stand kwamen" in read.pages[-1]
    assert "root:" not in read.text


def test_markup_is_shown_as_it_was_typed() -> None:
    read = Read(with_words(short(), HOSTILE["typst"]))
    assert '#panic("x") $1 + $ @ref *b* _i_ <lbl>' in read.text


def test_signs_that_no_font_has_are_replaced_and_that_is_said() -> None:
    read = Read(replace(short(), organisation="Gemeente ไ Łódź Ελλάδα"))
    assert "Gemeente □ Łódź Ελλάδα" in read.pages[0]
    assert "Sommige tekens kan dit bestand niet tonen; op hun plaats staat □." in read.text


def test_emoji_and_east_asian_scripts_are_shown_however_many_signs_there_are() -> None:
    han = "".join(chr(sign) for sign in range(0x4E00, 0x4E00 + 600))
    read = Read(replace(short(), organisation="Akkoord 🎉 漢字 かな 한글", board_summary=(han,)))
    assert "Akkoord 🎉 漢字 かな 한글" in read.pages[0]
    assert "□" not in read.text


def test_a_line_break_of_word_or_excel_starts_a_line() -> None:
    read = Read(with_words(short(), "eerste\vtweede_x000D_\nderde<br>vierde"))
    assert "eerste tweede derde vierde" in read.text


def test_hidden_direction_and_control_signs_are_left_out() -> None:
    read = Read(replace(short(), organisation="Veld\u202emeer\x07\u2066"))
    assert "Veldmeer" in read.pages[0]


def test_an_empty_report_says_of_every_part_that_it_is_empty(dutch: Read) -> None:
    names = [
        "decisions",
        "gaps",
        "quick_wins",
        "plan",
        "exceptions",
        "not_judged",
        "hits",
        "readings",
        "interviews",
        "documents",
    ]
    read = Read(replace(dutch.data, chapters=(), themes=(), lines=(), **dict.fromkeys(names, ())))
    for sentence in ("Er zijn geen tekortkomingen", "Er is niets te plannen.", "Alles is beoordeeld."):
        assert sentence in read.text
