"""rapport.pdf: every figure on every page, in both languages, against the answers themselves."""

import re

import pytest

from tests.journeys.oracle import JUDGED, LEVELS, VERDICTS
from tests.journeys.pdf_text import rows_of, tidy

PART = {"nl": (" van ", "%"), "en": (" of ", "%")}


@pytest.fixture
def pdf(told):
    return told[0].pdf


def figures(text):
    """The whole numbers in a text, in reading order; those inside codes such as 5.21.04 and 2027 Q1 left out."""
    return [int(found) for found in re.findall(r"(?<![\w.@-])\d+(?![\w@]|\.\d| Q|-)", text)]


def flat(table):
    return [table[level][verdict] for level in LEVELS for verdict in VERDICTS]


def table(pdf, first, columns=0):
    """The table whose first cell below the head is this; with so many columns when more begin with it."""
    found = (block for block in pdf.of("Table") if any(row[0] == first for row in block.rows[1:3]))
    return next(block for block in found if not columns or len(block.rows[0]) == columns)


def named(words, number):
    return f"{number} {words.title(number)}"


def says(cell, value):
    """The value, or words for an owner or effort that is still to be decided."""
    return cell == value if value else not cell or "te bepalen" in cell or "determined" in cell


def described(pdf, title):
    """The figure whose caption ends with this title."""
    return next(block for block in pdf.of("Figure") if _caption(pdf, block).endswith(title))


def _caption(pdf, figure):
    at = pdf.blocks.index(figure)
    return next(block.text for block in reversed(pdf.blocks[:at]) if block.kind == "Caption")


def test_the_board_reads_the_counts_of_each_level(pdf, words, oracle):
    heading = words.choose("Samenvatting voor het bestuur", "Summary for the board")
    paragraphs = [block.text for block in pdf.after(heading) if block.kind == "P"]
    expected = []
    for level in LEVELS:
        row = oracle.totals[level]
        apart = [row[verdict] for verdict in ("not_assessed", "not_applicable") if row[verdict]]
        expected.append([sum(row[v] for v in JUDGED), *(row[v] for v in JUDGED), *apart])

    assert figures(paragraphs[0])[-1:] == [len(oracle.counted)]
    assert [figures(text) for text in paragraphs[1:4]] == expected


def test_the_board_reads_where_most_is_missing_and_what_comes_first(pdf, words, oracle):
    page = pdf.page_texts[1]
    listed = []
    for code in oracle.themes_by_need(words.themes)[:3]:
        row = oracle.tally(oracle.themes[code])["bestaan"]
        shape = words.choose("{} ({} niet en {} deels, van {})", "{} ({} not and {} partly, out of {})")
        listed.append(shape.format(words.themes[code], row["fails"], row["partly"], len(oracle.themes[code])))
    first = "; ".join(f"{words.title(number)} ({number})" for number in oracle.gaps[:3])

    assert "; ".join(listed) in page
    assert first in page
    assert words.cost(oracle.gaps[0])[1:] in page


def test_the_board_reads_how_many_gaps_there_are_and_over_which_quarters(pdf, words, oracle):
    text = next(b.text for b in pdf.blocks if re.match(r"(Er zijn|There are) \d+ ", b.text))
    counted = sum(n in oracle.counted for n in oracle.gaps)
    first, *_, last = oracle.plan

    assert figures(text.replace(f" {first[:4]}", "").replace(f" {last[:4]}", "")) == [
        len(oracle.gaps), counted, len(oracle.gaps) - counted, len(oracle.quick_wins),
    ]  # fmt: skip
    assert text.index(words.quarter_in_words(first)) < text.rindex(words.quarter_in_words(last))


def test_the_decisions_ask_for_as_many_as_there_are(pdf, words, oracle):
    _adopt, approve, own, quick, confirm, judge = ([row[0], *row[1:]] for row in pdf.of("Table")[0].rows[1:])
    ownerless = [n for n in oracle.gaps if not oracle.owner(n)[1]]
    grounded = len(oracle.exceptions) - len(oracle.bare_exceptions)
    measures = sum(n in oracle.counted for n in oracle.exceptions)

    assert figures(approve[1])[0] == len(oracle.gaps)
    assert words.quarter_in_words(list(oracle.plan)[-1]) in approve[1]
    assert figures(own[1]) == [len(ownerless)]
    assert figures(own[2]) == [sum(bool(oracle.owner(n)[0]) for n in ownerless)]
    assert figures(quick[1]) == [len(oracle.quick_wins)]
    assert len(oracle.bare_exceptions) == 1  # one is told without its number
    assert figures(confirm[1]) == [grounded]
    assert figures(confirm[2]) == [measures, len(oracle.exceptions) - measures]
    assert figures(judge[1]) == [len(oracle.not_judged)]


def test_the_board_reads_what_the_plan_asks_and_how_much_of_it_is_law(pdf, words, oracle):
    why = pdf.of("Table")[0].rows[2][2]
    told = dict(re.findall(r"([a-z ]+) \((\d+)\)", why.split(": ")[1].split(".")[0].replace(", ", ",")))
    efforts = {**words.efforts, "": words.choose("nog te bepalen", "to be determined")}

    assert told == {efforts[code]: str(sum(oracle.effort(n) == code for n in oracle.gaps)) for code in efforts}
    assert figures(why)[len(efforts)] == sum(oracle.force(n) == "statutory" for n in oracle.gaps)


def test_the_totals_stand_in_a_table_and_in_the_drawing_for_the_board(pdf, words, oracle):
    rows = table(pdf, words.levels[0]).rows
    drawn = bars(described(pdf, words.choose("Hoe staan we ervoor?", "Where do we stand?")), words)

    assert [row[0] for row in rows[1:]] == list(words.levels)
    assert [int(cell) for row in rows[1:] for cell in row[1:]] == flat(oracle.totals)
    assert drawn == ([len(oracle.counted)], [n for n in flat(oracle.totals) if n])


def bars(figure, words):
    """The numbers on the lines of a level, and apart the ones that stand before the level: totals of a group."""
    counts, totals = [], []
    for line in rows_of(figure.pieces):
        at = next((x for x, text in line if text in words.levels), None)
        for x, text in line:
            if text.isdigit():
                (totals if at is None or x < at else counts).append(int(text))
    return totals, counts


@pytest.mark.parametrize("part", ["chapters", "themes"])
def test_the_tables_per_chapter_and_theme_hold_every_count(pdf, words, oracle, part):
    members = getattr(oracle, part)
    order = oracle.themes_by_need(words.themes) if part == "themes" else list(members)
    name = words.themes.__getitem__ if part == "themes" else words.chapter
    rows = table(pdf, name(order[0])).rows[2:]

    assert [[row[0], *map(int, row[1:])] for row in rows] == [
        [name(code), len(members[code]), *flat(oracle.tally(members[code]))] for code in order
    ]


@pytest.mark.parametrize("part", ["chapters", "themes"])
def test_the_bars_draw_and_tell_every_count(pdf, words, oracle, part):
    titles = {
        "chapters": ("Waar staan we per hoofdstuk?", "Where do we stand per chapter?"),
        "themes": ("Welke thema's lopen achter?", "Which themes are behind?"),
    }
    members = getattr(oracle, part)
    order = oracle.themes_by_need(words.themes) if part == "themes" else list(members)
    figure = described(pdf, words.of(titles[part]))
    drawn, told = [], []
    for code in order:
        table = oracle.tally(members[code])
        drawn += [n for n in flat(table) if n]
        told += [n for level in LEVELS for n in (table[level]["meets"], sum(table[level][v] for v in JUDGED))]
        told += [most] if (most := max(table[level]["not_assessed"] for level in LEVELS)) else []

    assert bars(figure, words) == ([len(members[code]) for code in order], drawn)
    assert figures(figure.text) == told


def test_the_heat_map_tells_how_many_of_what_was_assessed_fall_short(pdf, words, oracle):
    titles = ("Zit het tekort op papier of in de praktijk?", "Are the gaps on paper or in practice?")
    expected = []
    for code in oracle.themes_by_need(words.themes):
        for row in oracle.tally(oracle.themes[code]).values():
            judged = sum(row[v] for v in JUDGED)
            expected += [row["partly"] + row["fails"], judged] if judged else []
    figure = described(pdf, words.of(titles))

    assert figures(figure.text) == expected
    assert [int(text) for line in rows_of(figure.pieces) for _, text in line if text.isdigit()] == expected


def test_the_radar_tells_the_share_of_each_theme(pdf, words, oracle):
    titles = ("Hoe ver liggen papier en praktijk uit elkaar?", "How far apart are paper and practice?")
    found = re.findall(r"(\d+)%", described(pdf, words.of(titles)).text)
    expected = [
        percentage(row)
        for code in oracle.themes_by_need(words.themes)
        for row in oracle.tally(oracle.themes[code]).values()
    ]

    assert [int(part) for part in found] == [part for part in expected if part is not None]


def percentage(row):
    """Halves go up, as people and spreadsheets do it."""
    judged = sum(row[v] for v in JUDGED)
    return (200 * row["meets"] + judged) // (2 * judged) if judged else None


def test_the_gaps_stand_in_the_order_of_urgency_with_all_that_is_known(pdf, words, oracle):
    rows = [row for rows in gap_tables(pdf, words) for row in rows]

    assert [row[0] for row in rows] == [str(n) for n in range(1, len(oracle.gaps) + 1)]
    for row, number in zip(rows, oracle.gaps, strict=True):
        quick = " · quick win" if number in oracle.quick_wins else ""
        levels = " ".join(f"{level} {mark}" for level, mark in zip(words.levels, words.marked(number), strict=True))
        assert row[1] == f"{named(words, number)}{quick} {levels}"
        assert row[2].startswith(tidy(words.action(number)))
        assert all(value in row[2] for value in (words.owner(number), words.effort(number), words.quarter(number)))
        assert ("deadline" in row[2].removeprefix(words.action(number))) == oracle.is_overdue(number)
        assert row[3] == tidy(f"{words.cost(number)} {words.touched(number)}")


def gap_tables(pdf, words):
    """The tables of the gaps, one per legal force, without their heads."""
    marked = f"{words.levels[0]} "
    return [b.rows[1:] for b in pdf.of("Table") if len(b.rows[0]) == 4 and f" {marked}" in b.rows[1][1]]


def test_gaps_of_the_same_legal_force_stand_under_its_heading(pdf, words, oracle):
    forces = list(dict.fromkeys(words.force(n) for n in oracle.gaps))
    headings = [block.text.lower() for block in pdf.of("H2")]

    for force, rows in zip(forces, gap_tables(pdf, words), strict=True):
        assert any(heading.endswith(force.lower()) for heading in headings)
        assert [row[1].split()[0] for row in rows] == [n for n in oracle.gaps if words.force(n) == force]


def test_the_quick_wins_are_those_that_take_days(pdf, words, oracle):
    rows = table(pdf, named(words, oracle.quick_wins[0]), 4).rows[1:]

    assert rows == [[named(words, n), words.action(n), words.owner(n), words.quarter(n)] for n in oracle.quick_wins]


def test_the_plan_counts_the_gaps_by_quarter_and_effort(pdf, words, oracle):
    rows = table(pdf, next(iter(oracle.plan))).rows
    expected = []
    for label, members in oracle.plan.items():
        by_effort = [sum(oracle.effort(n) == code for n in members) for code in ("S", "M", "L", "")]
        expected.append([label, *map(str, by_effort), str(len(members))])
    figure = described(
        pdf, words.choose("Wanneer sluiten we hoeveel tekortkomingen?", "When do we close how many gaps?")
    )
    told = re.findall(r"(\d{4} Q\d): (\d+) \(([^)]*)\)", figure.text)

    assert rows[0][1:4] == [words.efforts[code] for code in "SML"]
    assert rows[1:] == expected
    assert [[label, total, sorted(figures(parts))] for label, total, parts in told] == [
        [row[0], row[-1], sorted(int(n) for n in row[1:-1] if n != "0")] for row in expected
    ]


def test_every_quarter_lists_its_gaps(pdf, words, oracle):
    for label, members in oracle.plan.items():
        rows = next(block.rows for block in pdf.after(label, "H2") if block.kind == "Table")[1:]

        assert [row[:2] for row in rows] == [[str(oracle.gaps.index(n) + 1), named(words, n)] for n in members]
        for row, number in zip(rows, members, strict=True):
            assert says(row[2], words.owner(number))
            assert says(row[3], words.effort(number))


def test_the_exceptions_are_told_with_their_ground(pdf, words, oracle):
    rows = table(pdf, named(words, oracle.exceptions[0]), 4).rows[1:]

    assert [row[:2] for row in rows] == [[named(words, n), words.choices[oracle.choice(n)]] for n in oracle.exceptions]
    for row, number in zip(rows, oracle.exceptions, strict=True):
        for cell, what in ((row[2], "justification"), (row[3], "risk_analysis")):
            assert cell == oracle.said(number, what) or not oracle.said(number, what)


def test_what_was_not_judged_is_told_with_its_verdicts(pdf, words, oracle):
    rows = next(b.rows for b in pdf.of("Table") if b.rows[1][0] == named(words, oracle.not_judged[0]))[1:]

    assert rows == [[named(words, n), *words.marked(n)] for n in oracle.not_judged]


def test_the_controls_without_measure_are_counted_apart(pdf, words, oracle):
    choices = table(pdf, words.choices["follows"])
    verdicts = [block for block in pdf.of("Table") if block.rows[1][0] == words.levels[0]][1]

    assert choices.rows[1:] == [[words.choices[code], str(oracle.choices[code])] for code in words.choices]
    assert [int(cell) for row in verdicts.rows[1:] for cell in row[1:]] == flat(oracle.tally(oracle.guidelines))
    assert figures(choices.caption)[-1] == len(oracle.guidelines)


def test_every_broken_rule_names_the_numbers_that_break_it(pdf, oracle):
    rows = next(block.rows for block in pdf.of("Table") if block.rows[1][0].startswith("NM-"))[1:]
    codes = dict.fromkeys(code for code, _ in oracle.hits)

    assert [[row[0], row[2]] for row in rows] == [
        [code, ", ".join(number for found, number in oracle.hits if found == code)] for code in codes
    ]


def test_the_appendix_gives_every_number_with_its_verdicts(pdf, words, oracle):
    silent = {"moved", "withdrawn"}
    found, number = {}, ""
    for block in pdf.blocks:
        if block.kind == "H3":
            number = block.text.split()[0]
        elif number and block.text.endswith(tuple(words.verdicts.values())):
            found.setdefault(number, []).append(block.text)
    expected = {
        n: [f"{level} {mark}" for level, mark in zip(words.levels, words.marked(n), strict=True)]
        for n in oracle.listed
        if oracle.items[n]["status"] not in silent and (n not in oracle.guidelines or oracle.choice(n) != "applies")
    }

    assert [block.text.split()[0] for block in pdf.of("H3")] == oracle.listed
    assert {n: rows[:3] for n, rows in found.items()} == expected


def test_the_contents_name_the_page_of_every_heading(pdf):
    contents = next(block.text for block in pdf.blocks if block.kind == "TOC")
    place = 0
    for heading in [b for b in pdf.blocks if b.kind in {"H1", "H2"} and b.page != pdf.of("TOC")[0].page]:
        line = f"{heading.text} {heading.page}"
        place = contents.find(line, place)

        assert place >= 0, line


def test_every_page_says_its_number_and_how_many_there_are(pdf, words):
    pages = len(pdf.page_texts)
    shape = words.choose("Pagina {} van {}", "Page {} of {}")

    assert all(text.endswith(shape.format(n, pages)) for n, text in enumerate(pdf.page_texts[1:], start=2))
