"""rapport.docx: every table, chart and caption, in both languages, against the answers themselves."""

import re

import pytest

from tests.journeys.oracle import JUDGED, LEVELS, VERDICTS


@pytest.fixture
def word(told):
    return told[0].word


def percentage(row):
    """Halves go up, as people and spreadsheets do it."""
    judged = sum(row[v] for v in JUDGED)
    return f"{(200 * row['meets'] + judged) // (2 * judged)}%" if judged else "–"


def counted(row, total):
    return [*(str(row[verdict]) for verdict in VERDICTS), str(total), percentage(row)]


def test_the_board_reads_the_same_sentences_as_in_the_pdf(told):
    made, words = told
    heading = words.choose("Samenvatting voor het bestuur", "Summary for the board")
    board = " ".join(block.text for block in made.pdf.after(heading) if block.kind == "P")
    asked = [text for style, text in made.word.paragraphs if style == "List Number"]
    decisions = made.pdf.of("Table")[0].rows

    assert " ".join(" ".join(text.split()) for text in made.word.under(heading)) == board
    assert asked == [f"{ask} {because}" for _, ask, because in decisions[1:]]


def test_the_totals_are_those_of_the_answers(word, words, oracle):
    measures, guidelines = (t for t in word.tables if t.head[-1] in {"% voldoet", "% meets"} and len(t.head) == 8)
    own = oracle.tally(oracle.guidelines)

    assert [row[1:] for row in measures.rows] == [counted(oracle.totals[v], len(oracle.counted)) for v in LEVELS]
    assert [row[1:] for row in guidelines.rows] == [counted(own[level], len(oracle.guidelines)) for level in LEVELS]
    assert str(len(oracle.counted)) in measures.caption


@pytest.mark.parametrize("part", ["chapters", "themes"])
def test_the_tables_per_chapter_and_theme_hold_every_count_and_share(word, words, oracle, part):
    first = words.of({"chapters": ("Hoofdstuk", "Chapter"), "themes": ("Thema", "Theme")}[part])
    table = next(t for t in word.tables if t.head[0] == first)
    members = getattr(oracle, part)
    order = oracle.themes_by_need(words.themes) if part == "themes" else list(members)
    name = words.themes.__getitem__ if part == "themes" else words.chapter
    expected = [
        [
            name(code) if level == "opzet" else "",
            word_,
            *counted(oracle.tally(members[code])[level], len(members[code])),
        ]
        for code in order
        for level, word_ in zip(LEVELS, words.levels, strict=True)
    ]

    assert table.rows == expected


def test_the_charts_hold_the_figures_of_the_tables(word, words, oracle):
    groups = [oracle.chapters, oracle.themes]
    orders = [list(oracle.chapters), oracle.themes_by_need(words.themes)]
    names = [words.chapter, words.themes.__getitem__]
    for place, chart in enumerate(word.charts):
        members, order, name = groups[place // 3], orders[place // 3], names[place // 3]
        tallies = [oracle.tally(members[code])[LEVELS[place % 3]] for code in order]

        assert chart.categories == [name(code) for code in order]
        assert chart.series == {words.verdicts[v]: [row[v] for row in tallies] for v in VERDICTS}
        told = [[int(n) for n in re.findall(r"\d+", part)] for part in chart.alternative.split(";")]
        assert told == [[row[v] for v in VERDICTS if row[v]] for row in tallies]
    assert len(word.charts) == 6


def test_the_choices_for_controls_are_counted(word, words, oracle):
    assert word.table(words.choices["follows"], 2).rows == [
        [words.choices[code], str(oracle.choices[code])] for code in words.choices
    ]


def test_the_gaps_stand_in_the_order_of_urgency_with_all_that_is_known(word, words, oracle):
    table = next(t for t in word.tables if t.head[0] == "#")

    assert len(table.rows) == len(oracle.gaps)
    for place, (row, number) in enumerate(zip(table.rows, oracle.gaps, strict=True), start=1):
        item = "\n".join(filter(None, [f"{number} {words.title(number)}", oracle.said(number, "explanation")]))
        assert row[:6] == [str(place), item, *words.marked(number), words.force(number)]
        assert " ".join(row[6].split()) == words.cost(number)
        assert row[7].split("\n")[0] == words.action(number)
        for value in (words.owner(number), words.effort(number), words.quarter(number)):
            assert value.split(" (")[0] in row[7]
        assert ("deadline" in row[7].removeprefix(words.action(number))) == oracle.is_overdue(number)


def test_the_quick_wins_are_those_that_take_days(word, words, oracle):
    assert word.table(oracle.quick_wins[0], 5).rows == [
        [n, words.title(n), words.action(n), words.owner(n), words.quarter(n)] for n in oracle.quick_wins
    ]


def test_the_plan_counts_its_gaps_by_quarter_and_effort(word, words, oracle):
    table = next(t for t in word.tables if t.rows[0][0] == next(iter(oracle.plan)))
    efforts = {**words.efforts, "": words.choose("nog te bepalen", "to be determined")}
    for row, (label, members) in zip(table.rows, oracle.plan.items(), strict=True):
        told = dict(part.split(": ") for part in row[2].split(", "))
        expected = {efforts[code]: sum(oracle.effort(n) == code for n in members) for code in efforts}

        assert row[:2] == [label, str(len(members))]
        assert told == {effort: str(n) for effort, n in expected.items() if n}


def test_every_quarter_lists_its_gaps(word, words, oracle):
    tables = {t.heading: t for t in word.tables if t.heading in oracle.plan}

    assert list(tables) == list(oracle.plan)
    for label, members in oracle.plan.items():
        rows = tables[label].rows
        assert [row[:3] for row in rows] == [[n, words.title(n), words.action(n)] for n in members]
        assert all(
            says(row[3], words.owner(n)) and says(row[4], words.effort(n)) for row, n in zip(rows, members, strict=True)
        )
        assert [shown_day(row[5]) for row in tables[label].rows] == [written_day(oracle, n) for n in members]


def says(cell, value):
    """The value, or words for an owner or effort that is still to be decided."""
    return cell == value if value else not cell or "te bepalen" in cell or "determined" in cell


def shown_day(text):
    return [int(part) for part in re.findall(r"\d+", text)]


def written_day(oracle, number):
    due = oracle.said(number, "due", None)
    return [due.day, due.year] if due else []


def test_the_exceptions_are_told_with_their_ground(word, words, oracle):
    rows = word.table(oracle.exceptions[0], 6).rows

    assert [[row[0], row[1], row[3]] for row in rows] == [
        [n, words.title(n), words.choices[oracle.choice(n)]] for n in oracle.exceptions
    ]
    for row, number in zip(rows, oracle.exceptions, strict=True):
        for cell, what in ((row[4], "justification"), (row[5], "risk_analysis")):
            assert cell == oracle.said(number, what) or not oracle.said(number, what)


def test_what_was_not_judged_is_told_with_its_verdicts(word, words, oracle):
    assert [[row[0], row[1], *row[3:6]] for row in word.table(oracle.not_judged[0], 7).rows] == [
        [n, words.title(n), *words.marked(n)] for n in oracle.not_judged
    ]


def test_every_broken_rule_is_counted_with_the_numbers_that_break_it(word, oracle):
    table = next(t for t in word.tables if t.rows[0][0].startswith("NM-"))
    codes = dict.fromkeys(code for code, _ in oracle.hits)
    numbers = {code: [number for found, number in oracle.hits if found == code] for code in codes}

    assert [[row[0], row[1], row[5]] for row in table.rows] == [
        [code, str(len(found)), ", ".join(found)] for code, found in numbers.items()
    ]


def test_the_appendix_holds_every_number_with_its_verdicts(word, words, oracle):
    chapters = [t for t in word.tables if t.heading.startswith(words.choose("Hoofdstuk ", "Chapter "))]
    rows = [row for table in chapters for row in table.rows]
    silent = {n for n in oracle.listed if oracle.items[n]["status"] in {"moved", "withdrawn"}}

    assert [row[0] for row in rows] == oracle.listed
    assert {row[0]: row[2:5] for row in rows} == {
        n: ["", "", ""] if n in silent else words.marked(n) for n in oracle.listed
    }


def test_captions_are_numbered_without_a_gap_and_every_table_has_one(word):
    found = [re.match(r"(\w+) (\d+)\. ", text).groups() for text in word.captions]
    for kind in {kind for kind, _ in found}:
        assert [int(n) for k, n in found if k == kind] == list(range(1, sum(k == kind for k, _ in found) + 1))

    captions = [table.caption for table in word.tables]
    assert len(set(captions)) == len(captions)


def test_the_contents_name_every_heading_in_order_and_pages_only_go_up(word):
    wanted = [text for style, text in word.headings if style != "Heading 3"]

    assert [label.split(" ", 1)[-1] if label[0].isdigit() else label for label, _ in word.contents] == wanted
    assert [page for _, page in word.contents] == sorted(page for _, page in word.contents)
