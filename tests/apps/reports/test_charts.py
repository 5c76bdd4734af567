"""Charts: real numbers, readable without colour, with the same in words."""

from dataclasses import replace

import pytest
from defusedxml import ElementTree
from django.utils import translation

from tests.apps.reports.sample import sample_report
from waarborg.apps.reports.exporters import charts
from waarborg.apps.reports.shapes import Group, Quarter
from waarborg.domain.assessments import Level, Verdict

SVG = "{http://www.w3.org/2000/svg}"
NONE = dict.fromkeys(Verdict, 0)


def group(title: str = "Toegang", **levels: dict[Verdict, int]) -> Group:
    counts = {level: {**NONE, **levels.get(level.value, {})} for level in Level}
    return Group(code="x", title=title, counts=counts, total=12)


MIXED = group(
    opzet={Verdict.MEETS: 7, Verdict.PARTLY: 5},
    bestaan={Verdict.MEETS: 2, Verdict.PARTLY: 6, Verdict.FAILS: 3, Verdict.NOT_APPLICABLE: 1},
    werking={Verdict.FAILS: 8, Verdict.NOT_ASSESSED: 4},
)


def words_of(chart: charts.Chart) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


def every_chart(language: str = "nl") -> list[charts.Chart]:
    data = sample_report(language)
    with translation.override(language):
        return [
            charts.verdict_bars(data.chapters, title="Hoofdstukken?"),
            charts.verdict_bars(data.themes, title="Thema's?", most_missing_first=True),
            charts.theme_radar(data.themes, title="Radar?"),
            charts.group_heat_map(data.themes, title="Waar?"),
            charts.plan_bars(data.plan, title="Wanneer?"),
        ]


@pytest.mark.parametrize("chart", every_chart(), ids=lambda chart: chart.title)
class TestEveryChart:
    def test_has_its_question_as_title_and_the_answer_as_description(self, chart: charts.Chart) -> None:
        drawing = ElementTree.fromstring(chart.svg)
        title, description = drawing.find(f"{SVG}title"), drawing.find(f"{SVG}desc")
        assert title.text == chart.title
        assert description.text == chart.text != ""
        assert drawing.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"

    def test_runs_nothing_and_fetches_nothing(self, chart: charts.Chart) -> None:
        for forbidden in ("<script", "<style", "style=", "href", "@import", "<foreignObject", "onload"):
            assert forbidden not in chart.svg

    def test_takes_the_ink_of_the_page_around_it(self, chart: charts.Chart) -> None:
        assert ElementTree.fromstring(chart.svg).get("fill") == "currentColor"

    def test_stays_small(self, chart: charts.Chart) -> None:
        assert len(chart.svg) < 20_000


def test_the_bars_carry_exactly_the_counts_of_each_level() -> None:
    words = words_of(charts.verdict_bars([MIXED], title="?"))
    assert sorted(word for word in words if word.isdigit()) == sorted(["7", "5", "2", "6", "3", "1", "8", "4"])


def test_not_assessed_is_a_number_beside_the_bar_and_no_part_of_it() -> None:
    chart = charts.verdict_bars([MIXED], title="?")
    bars = [text for text in ElementTree.fromstring(chart.svg).iter(f"{SVG}text") if text.text == "8"]
    apart = [text for text in ElementTree.fromstring(chart.svg).iter(f"{SVG}text") if text.text == "4"]
    assert float(apart[0].get("x", 0)) > 560 > float(bars[0].get("x", 0))


def test_a_level_without_any_verdict_is_dotted_and_not_empty() -> None:
    full = group(**{level.value: {Verdict.MEETS: 1} for level in Level})
    assert "stroke-dasharray" not in charts.verdict_bars([full], title="?").svg
    assert "stroke-dasharray" in charts.verdict_bars([group()], title="?").svg


def test_the_three_verdicts_differ_without_colour() -> None:
    fills = [
        path.get("fill")
        for path in ElementTree.fromstring(charts.verdict_bars([MIXED], title="?").svg).iter(f"{SVG}path")
    ]
    hatched = [fill for fill in fills if fill and fill.startswith("url(#")]
    assert hatched
    assert "#fff" in fills
    assert "#1d5a85" in fills


def test_bars_say_the_same_in_words() -> None:
    text = charts.verdict_bars([MIXED], title="?").text
    assert text == (
        "Toegang: voldoet in opzet 7 van 12, bestaan 2 van 11, werking 0 van 8. "
        "Niet beoordeeld: hoogstens 4 per niveau."
    )


def test_the_order_of_the_groups_is_kept_and_said_when_it_means_something() -> None:
    good = group("Mensen", bestaan={Verdict.MEETS: 9})
    text = charts.verdict_bars([MIXED, good], title="?", most_missing_first=True).text
    assert text.startswith("Het meest ontbreekt bij Toegang. Toegang:")
    assert text.index("Toegang") < text.index("Mensen")


def test_the_radar_tells_its_three_lines_apart_by_dashes() -> None:
    chart = charts.theme_radar([MIXED, replace(MIXED, title="A"), replace(MIXED, title="B")], title="?")
    lines = [path for path in ElementTree.fromstring(chart.svg).iter(f"{SVG}path") if path.get("stroke-linecap")]
    dashes = {path.get("stroke-dasharray") for path in lines}
    assert len(dashes) == 3
    assert "opzet 58%, bestaan 18%, werking 0%" in chart.text


def test_a_theme_that_was_not_assessed_breaks_the_line_instead_of_scoring_zero() -> None:
    themes = [MIXED, replace(MIXED, title="A"), replace(MIXED, title="B"), group("Leeg")]
    chart = charts.theme_radar(themes, title="?")
    line = next(p for p in ElementTree.fromstring(chart.svg).iter(f"{SVG}path") if p.get("stroke-linejoin") == "round")
    assert line.get("d", "").count("M") == 2
    assert "z" not in line.get("d", "")
    assert "Leeg: opzet niet beoordeeld" in chart.text


def test_the_heat_map_counts_what_does_not_fully_meet() -> None:
    chart = charts.group_heat_map([MIXED], title="?")
    assert {"5 van 12", "9 van 11", "8 van 8"} <= set(words_of(chart))
    assert chart.text == "Toegang: tekort in opzet 5 van 12, bestaan 9 van 11, werking 8 van 8."


def test_the_plan_shows_each_effort_and_the_total_per_quarter() -> None:
    quarter = Quarter(label="2027 Q2", gaps=(), effort={"dagen": 3, "weken": 2, "maanden": 0})
    chart = charts.plan_bars([quarter], title="?")
    assert {"3", "2", "5"} == {word for word in words_of(chart) if word.isdigit()}
    assert chart.text == "2027 Q2: 5 (3 × dagen, 2 × weken)."


def test_quarters_that_name_their_efforts_in_another_order_share_their_columns() -> None:
    one = Quarter(label="2027 Q2", gaps=(), effort={"weken": 4, "dagen": 1})
    other = Quarter(label="2027 Q3", gaps=(), effort={"40 uur": 2, "maanden": 3, "nog te bepalen": 1})
    unknown = Quarter(label="2027 Q4", gaps=(), effort={"nog te bepalen": 1})
    assert charts.effort_table([unknown])[0][-1] == "nog te bepalen"
    assert charts.effort_table([one]) == (["dagen", "weken", "maanden"], [[1, 4, 0]])
    assert charts.effort_table([one, other]) == (["dagen", "weken", "maanden", "anders"], [[1, 4, 0, 0], [0, 0, 3, 3]])


def test_a_title_with_markup_stays_text() -> None:
    evil = replace(MIXED, title="</text><script>alert(1)</script>")
    for chart in (charts.verdict_bars([evil], title="<b>"), charts.group_heat_map([evil], title='"><svg onload=x>')):
        tags = {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(chart.svg).iter()}
        assert tags <= {"svg", "title", "desc", "defs", "pattern", "path", "circle", "g", "text"}


def test_charts_speak_english_too() -> None:
    text = " ".join(chart.text for chart in every_chart("en"))
    assert "not assessed" in text
    assert not {"voldoet", "van", "tekort", "niet"} & set(text.lower().replace(",", " ").split())


def test_a_title_is_drawn_as_it_is_whatever_it_says():
    chart = charts.verdict_bars([replace(MIXED, title="USERNAME")], title="NAME?")

    assert "USERNAME" in words_of(chart)
    assert chart.svg.count("NAME?") == 1
