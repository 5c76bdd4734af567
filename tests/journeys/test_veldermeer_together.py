"""Gemeente Veldermeer does its nulmeting together, in Chromium: from starting to what the board reads."""

import json
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.accessible import assert_for_everybody, violations
from tests.journeys.excel_file import ExcelFile
from tests.journeys.together import BEFORE, Nulmeting, Windows, press, words_of

pytestmark = pytest.mark.browser
LEVELS, MEASURE = ("opzet", "bestaan", "werking"), "overheidsmaatregel"


@pytest.fixture(scope="module")
def windows(browser, demo):
    """Everybody's windows; no script of ours may fail in any."""
    opened = Windows(browser, demo)
    yield opened
    opened.close()
    assert opened.errors == []


@pytest.fixture(scope="module")
def nulmeting(windows):
    return Nulmeting(windows)


def test_the_ciso_starts_and_divides_by_theme_by_system_and_by_role(nulmeting):
    page = nulmeting.divided.go("noor", "toewijzen")

    shares = {
        row.locator("th").inner_text(): int(row.locator("td").first.inner_text())
        for row in page.locator(".wb-shares tbody tr").all()
    }
    assert {name: shares[name] for name in nulmeting.shares} == nulmeting.shares
    assert nulmeting.shares["Wim Dijkstra"] == 157
    assert 10 <= nulmeting.shares["Anke Jansen"] <= 40


def test_the_iso_fills_thirty_cells_with_a_few_keys(nulmeting):
    page = nulmeting.filled.go("noor", "regels?opzet=meets")

    assert page.locator("tbody tr").count() >= 10
    assert "Bram Aalders" in words_of(nulmeting.go("noor", "5.01.01"))


def test_a_line_manager_answers_on_a_phone_and_is_told_how_far(nulmeting):
    page = nulmeting.answered.go("anke", "vragen")

    assert f"3 van {nulmeting.shares['Anke Jansen']} beantwoord" in words_of(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []
    known, asked, proven = nulmeting.answers
    noor = nulmeting.go("noor", known)
    assert "Anke Jansen" in words_of(noor)
    assert "weet het niet en vraagt hulp" in words_of(nulmeting.go("noor", asked))
    expect(nulmeting.go("noor", proven).get_by_role("link", name="lijst-op-de-balie.png")).to_be_visible()


def test_the_privacy_officer_comments_and_cannot_judge(nulmeting):
    page = nulmeting.answered.go("karin", nulmeting.answers[0])
    page.get_by_label("Jouw opmerking").fill("Staat dit in het register van verwerkingen?")
    press(page, "Plaats opmerking")

    assert "Staat dit in het register van verwerkingen?" in words_of(nulmeting.go("anke", nulmeting.answers[0]))
    expect(nulmeting.go("karin", nulmeting.answers[0]).get_by_role("button", name="Bewaar", exact=True)).to_have_count(
        0
    )
    nulmeting.go("karin", "invullen")
    assert nulmeting.status == 403


def test_the_auditor_reads_everything_and_changes_nothing(nulmeting):
    for path in ("", "regels", "resultaten", nulmeting.answered.answers[0], "rapporten/", "vergelijk"):
        page = nulmeting.go("saskia", path)
        assert nulmeting.status == 200, path
        expect(page.get_by_role("button", name="Bewaar", exact=True)).to_have_count(0)
    for path in ("invullen", "toewijzen", "sluiten", "ronde", "vragen"):
        nulmeting.go("saskia", path)
        assert nulmeting.status == 403, path
    page = nulmeting.go("saskia")
    script = "url => fetch(url, {method: 'POST', body: '{}'}).then(answer => answer.status)"
    assert page.evaluate(script, nulmeting.url("invullen/cellen")) == 403


def test_the_board_sees_the_picture_and_what_it_must_decide(nulmeting):
    page = nulmeting.filled.go("hilde")

    expect(page.get_by_role("heading", name="Wat vragen we het bestuur?")).to_be_visible()
    assert page.locator(".wb-decisions li").count() >= 1
    assert sum(nulmeting.figures(page)["opzet"].values()) == 117
    expect(page.get_by_role("link", name="Toewijzen")).to_have_count(0)


def test_who_has_no_part_in_it_sees_no_content(nulmeting):
    _ = nulmeting.answered
    for who in ("els", "daan"):
        for path in ("", "regels", nulmeting.answers[0], "resultaten", "rapporten/", "invullen", "vragen"):
            page = nulmeting.go(who, path)
            assert nulmeting.status in {403, 404}, (who, path)
            assert nulmeting.title not in page.content()


def test_the_draft_is_heard_and_an_objection_is_followed(nulmeting):
    page = nulmeting.heard.go("anke", "wederhoor")
    assert "Gevolgd: Opzet is nu deels." in words_of(page)

    page = nulmeting.go("hilde", nulmeting.answers[0])
    expect(page.locator(".wb-verdicts__partly dt", has_text="Opzet")).to_have_count(1)
    assert "Noor de Wit" in words_of(page)


def test_a_closed_round_is_frozen_and_its_files_say_what_the_screen_says(nulmeting, tmp_path):
    page = nulmeting.closed.go("noor")
    screen = nulmeting.figures(page)
    assert "Afgesloten op" in words_of(page)
    nulmeting.go("noor", "rapporten/")
    rows = measures_in_excel(nulmeting.download(page, "Excel", tmp_path))
    assert counted(rows) == {level: {word: n for word, n in counts.items() if n} for level, counts in screen.items()}
    met = satisfied_in_oscal(nulmeting.download(page, "OSCAL", tmp_path), rows)
    assert {level: met[level] for level in LEVELS} == {level: screen[level]["voldoet"] for level in LEVELS}
    assert nulmeting.download(page, "PDF", tmp_path).read_bytes().startswith(b"%PDF-")
    assert nulmeting.download(page, "Word", tmp_path).read_bytes().startswith(b"PK")
    expect(nulmeting.go("bram", nulmeting.answers[0]).get_by_role("button", name="Bewaar", exact=True)).to_have_count(0)


def test_what_changed_since_the_round_before_is_shown(nulmeting):
    page = nulmeting.closed.go("noor", f"vergelijk?met={BEFORE}")

    assert "De antwoorden" in words_of(page)
    assert page.locator("section[aria-labelledby=antwoorden] tbody tr").count() > 10


def test_the_journal_tells_who_did_what(nulmeting):
    _ = nulmeting.closed
    page = nulmeting.windows.of("saskia")
    for who in ("Noor de Wit", "Bram Aalders", "Anke Jansen", "Karin Bos"):
        page.goto(f"{nulmeting.demo.address}/beheer/logboek?zoek={who.split()[0]}")
        assert page.locator(".wb-journal tbody tr", has_text=who).count() > 0, who


@pytest.mark.parametrize("path", ["", "rapporten/", "wederhoor", "regels", "resultaten", "vergelijk", "5.01.01"])
def test_a_closed_round_is_accessible(nulmeting, path):
    assert_for_everybody(nulmeting.closed.go("noor", path))


def measures_in_excel(file) -> list[dict[str, str]]:
    """The rows of the annex that the figures are about."""
    rows = ExcelFile(file).table("Bijlage per maatregel", "Nummer")
    return [row for row in rows if row["Soort"] == MEASURE and row["Status"] == "geldt"]


def counted(rows) -> dict[str, dict[str, int]]:
    """Per level how many of each verdict."""
    return {level: Counter(row[level.capitalize()].split(" ", 1)[1] for row in rows) for level in LEVELS}


def satisfied_in_oscal(file, rows) -> dict[str, int]:
    """Per level how many findings on these rows are satisfied."""
    findings = json.loads(file.read_text())["assessment-results"]["results"][0]["findings"]
    met = [one for one in findings if one["target"]["status"]["state"] == "satisfied"]
    numbers = {row["Nummer"] for row in rows}
    return Counter(one["target"]["target-id"].rpartition("_")[2] for one in met if one["title"].split()[0] in numbers)
