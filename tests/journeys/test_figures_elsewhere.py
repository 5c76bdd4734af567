"""The command, OSCAL, what is stored and its pages: the same figures as the reports, against the answers themselves."""

import re
from collections import Counter

import pytest
from lxml import html

from tests.journeys.oracle import LEVELS, VERDICTS
from tests.journeys.runs import FILES

KEYS = dict(
    zip(
        VERDICTS,
        ("voldoet", "voldoet_deels", "voldoet_niet", "niet_beoordeeld", "niet_van_toepassing"),
        strict=True,
    )
)


@pytest.fixture
def made(told):
    return told[0]


@pytest.fixture
def results(made):
    return made.oscal["results"][0]


@pytest.fixture
def page(made):
    return html.fromstring(made.pages[""])


def props(element):
    return {prop["name"]: prop["value"] for prop in element.get("props", ())}


def numbers_in(text):
    return [int(found) for found in re.findall(r"\d+", text)]


def test_the_command_tells_every_count(made, oracle):
    document = made.document

    assert document["counts"] == {
        level: {KEYS[verdict]: n for verdict, n in row.items()} for level, row in oracle.totals.items()
    }
    assert (document["counted"], document["guidelines"]) == (len(oracle.counted), len(oracle.guidelines))
    assert sorted((p["code"], p["number"]) for p in document["problems"]) == sorted(oracle.hits)
    assert [file.rsplit("/", 1)[-1] for file in document["files"]] == list(FILES)
    assert made.code == 1


def test_what_is_stored_counts_the_same(made, oracle):
    assert made.stored == {
        "judged": oracle.totals,
        "guidelines": oracle.tally(oracle.guidelines),
        "shelf": oracle.totals,
    }


def test_oscal_has_a_finding_for_every_verdict_that_was_given(results, oracle):
    judged = [*oracle.counted, *oracle.guidelines]
    observed = {o["uuid"]: props(o)["number"] for o in results["observations"]}
    found = {}
    for finding in results["findings"]:
        about, target = finding["related-observations"][0]["observation-uuid"], finding["target"]
        told = props(target)
        found[observed[about], told["level"]] = (told["verdict"], target["status"]["state"])
    states = {"meets": "satisfied", "partly": "not-satisfied", "fails": "not-satisfied"}

    assert found == {
        (n, level): (verdict, states[verdict])
        for n in judged
        for level, verdict in zip(LEVELS, oracle.verdicts(n), strict=True)
        if verdict in states
    }
    assert len(results["findings"]) == len(found)


def test_oscal_observes_every_item_with_its_three_verdicts(results, oracle):
    judged = [n for n in oracle.listed if n in oracle.counted or n in oracle.guidelines]
    told = {props(o)["number"]: props(o) for o in results["observations"]}

    assert list(told) == judged
    assert {n: tuple(found[level] for level in LEVELS) for n, found in told.items()} == {
        n: oracle.verdicts(n) for n in judged
    }
    assert {n: found["applicability"] for n, found in told.items()} == {n: oracle.choice(n) for n in judged}
    assert len(results["reviewed-controls"]["control-selections"][0]["include-controls"]) == len(judged)


def test_oscal_has_a_risk_for_every_gap_with_what_is_to_be_done(results, words, oracle):
    for place, (risk, number) in enumerate(zip(results["risks"], oracle.gaps, strict=True), start=1):
        told, plan = props(risk), risk["remediations"][0]
        due = oracle.said(number, "due", None)

        assert risk["title"] == f"{number} {words.title(number)}"
        assert told == {"priority": str(place), "legal-force": oracle.force(number)}
        assert " ".join(risk["statement"].split()) == words.cost(number)
        assert risk.get("deadline", "")[:10] == (due.isoformat() if due else "")
        assert plan["lifecycle"] == ("planned" if oracle.said(number, "action") else "recommendation")
        assert plan["description"] in words.action(number)
        assert props(plan)["quarter"] == oracle.quarter(number)
        assert props(plan).get("owner", "") == words.owner(number)


def test_the_page_shows_the_counts_of_each_level(page, oracle):
    boxes = page.xpath("//div[@class='wb-levels']")
    shown = [[int(text) for text in box.xpath(".//li//strong/text()")] for box in boxes]
    tables = (oracle.totals, oracle.tally(oracle.guidelines))

    assert shown == [[table[level][v] for level in LEVELS for v in VERDICTS] for table in tables]


@pytest.mark.parametrize("part", ["chapters", "themes"])
def test_the_page_shows_the_counts_of_each_chapter_and_theme(page, words, oracle, part):
    name = {"chapters": "hoofdstukken", "themes": "themas"}[part]
    members = getattr(oracle, part)
    order = oracle.themes_by_need(words.themes) if part == "themes" else list(members)
    shown = []
    for block in page.xpath(f"//table[@aria-labelledby='{name}']/tbody"):
        counts = [int(cell.text) for cell in block.xpath(".//*[starts-with(@class, 'wb-count')]")]
        shown.append((numbers_in(block.xpath(".//th[@colspan]/span")[-1].text_content()), counts))

    assert shown == [
        ([len(members[code])], [oracle.tally(members[code])[level][v] for level in LEVELS for v in VERDICTS])
        for code in order
    ]


def test_the_page_tallies_what_asks_for_attention_and_what_was_chosen(page, oracle):
    first, second = page.xpath("//ul[@class='wb-tallies']")

    assert [int(text) for text in first.xpath(".//strong/text()")] == [
        len(oracle.gaps),
        len(oracle.quick_wins),
        len(oracle.exceptions),
        len(oracle.not_judged),
        len({number for _, number in oracle.hits}),
    ]
    assert [int(text) for text in second.xpath(".//strong/text()")] == [
        oracle.choices[code] for code in ("follows", "deviates", "not_applicable", "applies")
    ]


def test_the_page_begins_with_the_most_urgent_gaps_and_counts_the_quarters(page, words, oracle):
    rows = page.xpath("//section[@aria-labelledby='eerst']//table[@class='wb-rows']/tbody/tr")
    quarters = page.xpath("//table[@class='wb-plan']/tbody/tr")
    efforts = {**words.efforts, "": words.choose("nog te bepalen", "to be determined")}

    assert [row.xpath("./th")[0].text_content() for row in rows] == oracle.gaps[: len(rows)]
    assert len(rows) == 10
    for row, (label, members) in zip(quarters, oracle.plan.items(), strict=True):
        told = dict(part.split(": ") for part in row.xpath("./td")[1].text_content().split(", "))
        counted = Counter(efforts[oracle.effort(n)] for n in members)

        assert row.xpath("./th")[0].text_content() == label
        assert row.xpath("./td/a")[0].text == str(len(members))
        assert told == {effort: str(n) for effort, n in counted.items()}


def test_the_page_asks_the_same_decisions_as_the_report(made, page):
    asked = [row[1] for row in made.pdf.of("Table")[0].rows[1:]]

    assert page.xpath("//ol[@class='wb-decisions']/li/p/strong/text()") == asked


def test_the_rows_behind_a_number_are_as_many_as_it_says(made, page):
    shown = 0
    for link in page.xpath("//a[strong or @class='wb-count']"):
        address = next((a for a in made.pages if a and link.get("href").endswith(a)), None)
        if address:
            behind = html.fromstring(made.pages[address])
            count = int((link.xpath("./strong/text()") or [link.text])[0])
            shown += 1

            assert int(behind.xpath("//*[@class='wb-results-count']/strong/text()")[0]) == count, address
    assert shown > 12
