"""Every item that people work with is complete in both languages."""

import pytest

from tests.content import shelf

LEVELS = ("opzet", "bestaan", "werking")


@pytest.mark.parametrize("edition", ["bio2@1.3", "bio2@1.2"])
def test_every_live_measure_has_its_whole_story_in_both_languages(edition):
    for item in shelf.live_measures(edition):
        for field in ("why", "question", "cost"):
            assert item.content[field]["nl"], (item.number, field)
            assert item.content[field]["en"], (item.number, field)
        assert item.title.nl, item.number
        assert item.summary.en, item.number
        assert item.owner, item.number
        assert item.theme, item.number
        assert item.content["consequences"], item.number


@pytest.mark.parametrize("edition", ["bio2@1.3", "bio2@1.2"])
def test_every_live_measure_says_what_shows_opzet_bestaan_and_werking(edition):
    for item in shelf.live_measures(edition):
        for level in LEVELS:
            shown = item.content["evidence"][level]
            assert len(shown["nl"]) == len(shown["en"]) >= 1, (item.number, level)


@pytest.mark.parametrize("edition", ["bio1@1.04zv", "iso27002@2022", "iso27001@2022", "cbw@2026"])
def test_every_item_that_is_judged_has_summary_and_question_in_both_languages(edition):
    for item in shelf.edition(edition).items:
        if item.kind in {"theme", "article"} or (item.kind == "clause" and edition == "bio1@1.04zv"):
            continue
        assert item.summary.nl, item.number
        assert item.summary.en, item.number
        assert item.content["question"]["nl"], item.number
        assert item.content["question"]["en"], item.number


@pytest.mark.parametrize(
    ("number", "rhythm"),
    [
        ("5.01.02", {"every": "P1Y"}),
        ("5.05.01", {"every": "P1Y"}),
        ("5.14.05", {"every": "P6M"}),
        ("5.18.02", {"every": "P1Y"}),
        ("5.20.03", {"every": "P1Y"}),
        ("5.22.01", {"every": "P1Y"}),
        ("5.23.01", {"every": "P3Y"}),
        ("5.24.04", {"every": "P1M"}),
        ("5.28.01", {"keep": "P3Y"}),
        ("5.30.01", {"every": "P1Y"}),
        ("5.30.02", {"every": "P3Y"}),
        ("5.35.02", {"every": "P1Y"}),
        ("5.36.01", {"every": "P1Y"}),
        ("6.03.02", {"within": "P3M"}),
        ("8.02.01", {"every": "P3M"}),
        ("8.08.01", {"within": "P1W"}),
        ("8.08.04", {"every": "P1Y"}),
        ("8.08.05", {"every": "P1Y"}),
        ("8.13.04", {"every": "P1Y"}),
        ("8.18.02", {"keep": "P6M"}),
    ],
)
def test_the_rhythm_in_a_measure_is_data(number, rhythm):
    item = next(i for i in shelf.live_measures("bio2@1.3") if i.number == number)
    found = [{key: value for key, value in duty.items() if key != "what"} for duty in item.content["rhythm"]]

    assert rhythm in [{k: v.replace("P7D", "P1W") for k, v in duty.items()} for duty in found]


@pytest.mark.parametrize(
    "number",
    ["5.09.01", "5.14.04", "5.22.02", "5.24.01", "8.05.01", "8.15.03", "8.24.02", "5.30.02", "5.33.01", "5.05.01"],
)
def test_the_register_that_a_measure_demands_is_data(number):
    item = next(i for i in shelf.live_measures("bio2@1.3") if i.number == number)

    assert item.content["register"]["nl"]
    assert item.content["register"]["en"]


@pytest.mark.parametrize("number", ["5.16.02", "5.17.01", "8.21.04", "8.31.01", "8.31.02"])
def test_a_deviation_written_into_a_measure_names_who_decides(number):
    item = next(i for i in shelf.live_measures("bio2@1.3") if i.number == number)

    assert item.content["decider"]["who"]
