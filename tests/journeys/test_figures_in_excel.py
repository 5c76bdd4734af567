"""rapport.xlsx: every sheet and the cells behind every chart, in both languages, against the answers themselves."""

import re

import pytest

from tests.journeys.oracle import JUDGED, LEVELS, VERDICTS

SHEETS = {
    "chapters": ("Beeld per hoofdstuk", "Picture by chapter"),
    "themes": ("Beeld per thema", "Picture by theme"),
}
GAPS = {"gaps": ("Tekortkomingen", "Gaps"), "quick_wins": ("Quick wins", "Quick wins")}


@pytest.fixture
def excel(told):
    return told[0].excel


def rows(excel, words, sheet):
    """The rows below the head of a sheet with one table, as lists."""
    found = excel.sheets[words.of(sheet)][4:]
    return [row for row in found if any(cell is not None for cell in row)]


def groups(words, part):
    members = getattr(words.oracle, part)
    order = words.oracle.themes_by_need(words.themes) if part == "themes" else list(members)
    name = words.themes.__getitem__ if part == "themes" else words.chapter
    return {name(code): words.oracle.tally(members[code]) for code in order}


def share(row):
    judged = sum(row[v] for v in JUDGED)
    return pytest.approx(row["meets"] / judged) if judged else None


def says(cell, value):
    """The value, or words for an owner or effort that is still to be decided."""
    return cell == value if value else cell is None or "te bepalen" in cell or "determined" in cell


def day(cell):
    return cell.date() if cell else None


def test_the_summary_says_what_the_pdf_says_to_the_board(told):
    made, words = told
    cells = [row[:2] for row in next(iter(made.excel.sheets.values()))]
    heading = words.choose("Samenvatting voor het bestuur", "Summary for the board")
    board = [block.text for block in made.pdf.after(heading) if block.kind == "P"]
    decisions = [[f"{row[0]}. {row[1]}", row[2]] for row in made.pdf.of("Table")[0].rows[1:]]

    assert [" ".join(first.split()) for first, _ in cells if first and " ".join(first.split()) in board] == board
    assert [list(pair) for pair in cells if pair[0] and re.match(r"\d+\. ", pair[0])] == decisions


def test_the_totals_stand_apart_for_measures_and_controls(excel, words, oracle):
    tables = (oracle.totals, oracle.tally(oracle.guidelines))

    assert [row[1:9] for row in rows(excel, words, ("Totalen", "Totals"))] == [
        [word, *(table[level][v] for v in VERDICTS), sum(table[level].values()), share(table[level])]
        for table in tables
        for level, word in zip(LEVELS, words.levels, strict=True)
    ]


@pytest.mark.parametrize("part", ["chapters", "themes"])
def test_the_picture_holds_every_count_and_share(excel, words, oracle, part):
    found = rows(excel, words, SHEETS[part])
    expected = [
        [name, word, *(table[level][v] for v in VERDICTS), sum(table[level].values()), share(table[level])]
        for level, word in zip(LEVELS, words.levels, strict=True)
        for name, table in groups(words, part).items()
    ]

    assert [row[:9] for row in found] == expected


@pytest.mark.parametrize("part", ["chapters", "themes"])
def test_the_charts_draw_the_cells_of_their_own_level(excel, words, part):
    charts = excel.charts[:3] if part == "chapters" else excel.charts[3:]
    told = excel.alternatives[:3] if part == "chapters" else excel.alternatives[3:]
    tables = groups(words, part)
    for level, word, chart, text in zip(LEVELS, words.levels, charts, told, strict=True):
        drawn = {v: [table[level][v] for table in tables.values()] for v in VERDICTS}

        assert chart.title.lower() == word
        assert chart.categories == list(tables)
        assert list(chart.series.values()) == list(drawn.values())
        assert list(chart.kept.values()) == list(drawn.values())
        assert [name[2:] for name in chart.series] == list(words.verdicts.values())
        assert [[int(n) for n in re.findall(r"\d+", one)] for one in text.split(";")] == [
            [table[level][v] for v in VERDICTS if table[level][v]] for table in tables.values()
        ]


@pytest.mark.parametrize("part", ["gaps", "quick_wins"])
def test_the_gaps_hold_all_that_is_known_in_the_order_of_urgency(excel, words, oracle, part):
    found = rows(excel, words, GAPS[part])
    numbers = getattr(oracle, part)

    assert [row[:2] for row in found] == [[oracle.gaps.index(n) + 1, n] for n in numbers]
    for row, number in zip(found, numbers, strict=True):
        theme = words.themes[oracle.items[number]["theme"]]
        assert row[2:8] == [words.title(number), theme, *words.marked(number), words.force(number)]
        assert [" ".join(row[8].split()), row[9] or ""] == [words.cost(number), words.touched(number)]
        assert says(row[10], words.owner(number))
        assert row[11] == words.action(number)
        assert says(row[12], words.effort(number))
        assert row[13] == words.quarter(number)
        assert day(row[14]) == oracle.said(number, "due", None)
        is_quick = words.choose("ja", "yes") if number in oracle.quick_wins else words.choose("nee", "no")
        assert [row[15], row[16] or ""] == [is_quick, oracle.said(number, "explanation")]


def test_the_plan_lists_every_gap_in_its_quarter(excel, words, oracle):
    found = rows(excel, words, ("Verbeterplan", "Improvement plan"))
    numbers = [n for members in oracle.plan.values() for n in members]

    assert [row[:4] for row in found] == [
        [words.quarter(n), oracle.gaps.index(n) + 1, n, words.title(n)] for n in numbers
    ]
    for row, number in zip(found, numbers, strict=True):
        assert row[4] == words.action(number)
        assert says(row[5], words.owner(number))
        assert says(row[6], words.effort(number))
        assert day(row[7]) == oracle.said(number, "due", None)
        assert bool(row[8]) == oracle.is_overdue(number)


def test_the_exceptions_and_what_was_not_judged_are_listed(excel, words, oracle):
    exceptions = rows(excel, words, ("Uitzonderingen", "Exceptions"))
    not_judged = rows(excel, words, ("Niet beoordeeld", "Not assessed"))

    assert [[row[0], row[1], row[3]] for row in exceptions] == [
        [n, words.title(n), words.choices[oracle.choice(n)]] for n in oracle.exceptions
    ]
    for row, number in zip(exceptions, oracle.exceptions, strict=True):
        for cell, what in ((row[4], "justification"), (row[5], "risk_analysis")):
            assert cell == oracle.said(number, what) or not oracle.said(number, what)
    assert [[row[0], row[1], *row[3:6]] for row in not_judged] == [
        [n, words.title(n), *words.marked(n)] for n in oracle.not_judged
    ]


def test_every_broken_rule_is_listed_with_its_number_and_place(told):
    made, words = told
    found = rows(made.excel, words, ("Controles", "Checks"))
    places = {problem["number"]: problem["where"] for problem in made.document["problems"]}

    assert [tuple(row[:2]) for row in found] == words.oracle.hits
    assert [re.findall(r"\d+", row[2]) for row in found] == [re.findall(r"\d+", places[row[1]]) for row in found]


def test_the_annex_holds_every_number_with_all_that_was_answered(excel, words, oracle):
    found = rows(excel, words, ("Bijlage per maatregel", "Annex per measure"))
    yes, no = words.choose("ja", "yes"), words.choose("nee", "no")

    assert [row[0] for row in found] == oracle.listed
    for row in found:
        n = row[0]
        codes = [code for code, number in oracle.hits if number == n]
        assert row[8:11] == words.marked(n)
        assert [row[20], row[21] or ""] == [yes if n in oracle.counted else no, ", ".join(codes)]
        if not oracle.items[n].get("refers_to"):
            assert (row[12] or "", row[13] or "") == (oracle.said(n, "explanation"), oracle.said(n, "evidence"))
            assert (row[16] or "", row[17] or "") == (oracle.said(n, "owner"), oracle.said(n, "action"))
            assert (row[18] or "") == words.efforts[oracle.said(n, "effort")]
            assert day(row[19]) == oracle.said(n, "due", None)


def test_the_interviews_and_documents_are_those_that_were_given(excel, words):
    from tests.journeys.oracle import load

    about = load("demo/veldermeer.yaml")
    cells = [row[:4] for row in excel.sheets[words.choose("Interviews en documenten", "Interviews and documents")]]
    talks = [[f"{t['on']:%d-%m-%Y}", t["who"], t["role"], t["subject"]] for t in about["interviews"]]
    read = [[d["title"], d["version"], f"{d['on']:%d-%m-%Y}", d["about"]] for d in about["documents"]]

    assert [row for row in cells if row in talks] == talks
    assert [row for row in cells if row in read] == read
    assert len([row for row in cells if row[1] is not None]) == len(talks) + len(read) + 2
