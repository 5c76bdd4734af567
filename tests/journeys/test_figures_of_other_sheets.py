"""A messy BIO 1.04zv sheet and the publisher's own workbook: the figures of every file, against the cells."""

import openpyxl
import pytest

from tests.journeys import messy
from tests.journeys.oracle import LEVELS, VERDICTS, Oracle
from tests.shared import shared

DAY = (2027, 2, 8)
READ = {"voldoet": "meets", "voldoet_deels": "partly", "voldoet_niet": "fails", "niet_van_toepassing": "not_applicable"}
CIP = {"BIO2 in Excel v1.2": ("bio2@1.2", 3), "BIO 1.04zv in Excel v1.4": ("bio1@1.04zv", 13)}
WORDS = ("voldoet", "deels", "voldoet niet", "", "n.v.t.")


def run(file, norm, folder, blocker):
    from django.db import transaction

    from tests.journeys import runs
    from waarborg.interfaces.cli import bootstrap

    more = ("--status-means", "bestaan")
    with blocker.unblock(), runs.on_day(runs.moment(*DAY)), transaction.atomic():
        bootstrap.load_shipped_norms()
        made = runs.run(file, folder / "uit", norm=norm, more=more)
        transaction.set_rollback(True)
    return made


def one_column(statuses, norm):
    """The oracle of a sheet with one status per number, read as bestaan; the other levels were not judged."""
    from datetime import date

    answers = {n: {"verdicts": ["not_assessed", found, "not_assessed"]} for n, found in statuses.items() if found}
    for number in [n for n, found in statuses.items() if found == "not_applicable"]:
        answers[number]["applicability"] = "not_applicable"  # and so on every level
    return Oracle(norm, answers, date(*DAY))


@pytest.fixture(scope="module")
def messy_round(_norms_once, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("messy")
    made = run(messy.write(folder / "gap.xlsx"), "bio1@1.04zv", folder, django_db_blocker)
    statuses = {measure.lstrip("0"): READ.get(read or "", "") for _, measure, _, read in messy.ANSWERS}
    return made, one_column(statuses, "bio1@1.04zv")


@pytest.fixture(scope="module", params=CIP)
def cip_round(request, _norms_once, django_db_blocker, tmp_path_factory):
    """The publisher's workbook with a status column in which the five verdicts take turns."""
    file, folder = shared("norms", "cip-wordt-was-bio-2025-09-24.xlsx"), tmp_path_factory.mktemp("cip")
    norm, column = CIP[request.param]
    book = openpyxl.load_workbook(file)
    page = book[request.param]
    page.cell(3, column + 1).value = "Status"
    asked = [*Oracle(norm, {}, None).counted, *Oracle(norm, {}, None).guidelines]
    written = {}
    for row in range(4, page.max_row + 1):
        page.cell(row, column + 1).value = WORDS[row % 5]
        written |= dict.fromkeys(numbers_in(page, row, asked), VERDICTS[row % 5])
    book.save(folder / "cip.xlsx")
    return run(folder / "cip.xlsx", norm, folder, django_db_blocker), one_column(written, norm)


def numbers_in(page, row, asked):
    """The measure, or control without one, that a row of the publisher is about, in the notation of the edition."""
    cells = [str(page.cell(row, column).value or "").strip() for column in range(1, 14)]
    plain = {tuple(map(int, n.split("."))): n for n in asked}
    places = [tuple(int(p) for p in cell.split(".")) for cell in cells if cell.replace(".", "").isdigit()]
    return [plain[place] for place in places if place in plain]


def check(made, oracle):
    """Totals, gaps and plan as every file tells them."""
    table = next(block.rows for block in made.pdf.of("Table") if block.rows[1][0] == "opzet")
    word = next(t for t in made.word.tables if len(t.head) == 8 and t.rows[0][0] == "Opzet")
    flat = [str(oracle.totals[level][v]) for level in LEVELS for v in VERDICTS]
    ranked = [row[:2] for row in made.excel.sheets["Tekortkomingen"][4:] if row[0] is not None]
    quarters = [row[2] for row in made.excel.sheets["Verbeterplan"][4:] if row[0] is not None]
    risks = [risk["title"].split()[0] for risk in made.oscal["results"][0]["risks"]]

    assert made.stored["judged"] == made.stored["shelf"] == oracle.totals
    assert [cell for row in table[1:] for cell in row[1:]] == flat
    assert [cell for row in word.rows for cell in row[1:6]] == flat
    assert sorted(n for _, n in ranked) == sorted(quarters) == sorted(risks) == sorted(oracle.gaps)
    assert [place for place, _ in ranked] == list(range(1, len(oracle.gaps) + 1))


@pytest.mark.django_db
def test_every_file_counts_the_messy_sheet_as_its_cells_say(messy_round):
    made, oracle = messy_round

    assert made.document["counted"] == len(oracle.counted) == 138
    assert (len(oracle.gaps), oracle.totals["bestaan"]["meets"]) == (3, 3)
    check(made, oracle)


@pytest.mark.django_db
def test_every_chapter_of_the_messy_sheet_counts_its_own_measures(messy_round):
    made, oracle = messy_round
    rows = [row for row in made.excel.sheets["Beeld per hoofdstuk"][4:] if row[1] == "bestaan"]
    table = next(b.rows for b in made.pdf.of("Table") if b.rows[1][0] == "●")[2:]
    expected = [oracle.tally(members)["bestaan"] for members in oracle.chapters.values()]

    assert [row[2:7] for row in rows] == [[found[v] for v in VERDICTS] for found in expected]
    assert [row[7:12] for row in table] == [[str(found[v]) for v in VERDICTS] for found in expected]


@pytest.mark.django_db
def test_every_file_counts_the_workbook_of_the_publisher_as_its_cells_say(cip_round):
    made, oracle = cip_round

    assert made.document["counted"] == len(oracle.counted)
    assert all(oracle.totals["bestaan"][verdict] > 15 for verdict in VERDICTS)
    check(made, oracle)
