"""How people judge in words, marks and numbers, and what is refused because it can mean two things."""

import pytest

from waarborg.apps.assessments.importers import days, headers, scales, words
from waarborg.apps.assessments.importers.scales import Scale
from waarborg.apps.assessments.shapes import Column
from waarborg.domain.assessments import Applicability, Effort, Verdict


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        ("Voldoet|JA|j|yes|Compliant|✓|v|●|● voldoet|volledig|Groen", Verdict.MEETS),
        ("voldoet deels|Deels|gedeeltelijk|partial|partially|◐|◐ voldoet deels|oranje|+/-", Verdict.PARTLY),
        ("Voldoet niet|nee|N|no|non-compliant|○|✗|rood|niet geïmplementeerd", Verdict.FAILS),
        ("n.v.t.|NVT|niet van toepassing|N/A|not applicable|–", Verdict.NOT_APPLICABLE),
        ("niet beoordeeld|?|onbekend|not assessed|·|n.t.b.", Verdict.NOT_ASSESSED),
    ],
)
def test_known_words_and_marks_are_read(texts, verdict):
    assert {word: words.verdict(word).verdict for word in texts.split("|")} == dict.fromkeys(texts.split("|"), verdict)


@pytest.mark.parametrize(
    ("text", "verdict", "remark"),
    [
        ("Ja, zie beleid 3.1", Verdict.MEETS, "zie beleid 3.1"),
        ("voldoet deels - nog niet vastgesteld", Verdict.PARTLY, "nog niet vastgesteld"),
        ("Nee (gepland voor Q3)", Verdict.FAILS, "gepland voor Q3"),
        ("n.v.t., geen chipkaarten", Verdict.NOT_APPLICABLE, "geen chipkaarten"),
        ("deels omdat de gemalen ontbreken", Verdict.PARTLY, "omdat de gemalen ontbreken"),
    ],
)
def test_a_remark_behind_a_verdict_is_kept(text, verdict, remark):
    assert words.verdict(text) == words.Said(verdict, remark)


@pytest.mark.parametrize(
    "text", ["Ja, mits budget", "voldoet, behalve de gemalen", "Ja maar nog niet overal", "yes, but"]
)
def test_a_yes_that_takes_something_back_is_not_read(text):
    said = words.verdict(text)

    assert said.verdict is None
    assert "neemt iets terug" in said.why
    assert said.remark == text


@pytest.mark.parametrize(
    "text", ["x", "-", "in ontwikkeling", "met uitzondering van S13", "niet alle systemen", "waar mogelijk"]
)
def test_what_can_mean_two_things_is_not_read(text):
    assert words.verdict(text).verdict is None


def test_applicability_knows_the_choices_for_a_guideline():
    assert words.applicability("Richtlijn gevolgd") is Applicability.FOLLOWS
    assert words.applicability("wijkt af van de richtlijn") is Applicability.DEVIATES
    assert words.applicability("nee, kan niet") is Applicability.NOT_APPLICABLE
    assert words.applicability("misschien") is None


def test_applicability_may_be_written_with_dots():
    assert words.applicability("N.v.t.") is Applicability.NOT_APPLICABLE
    assert words.applicability("v.t.") is Applicability.APPLIES


def test_effort_is_read_when_it_is_one_of_three():
    assert [words.effort(text) for text in ("M (weken)", "groot", "dagen", "40 uur")] == [
        Effort.M,
        Effort.L,
        Effort.S,
        None,
    ]


@pytest.mark.parametrize(
    ("values", "heading", "scale"),
    [
        ([0, 3, 5, "4", ""], "Score", Scale.MATURITY),
        ([100, 50, 0], "Score", Scale.PERCENT),
        ([0.25, 1.0, 0.0], "Score", Scale.FRACTION),
        ([1, 0, 1], "Score", Scale.UNCLEAR),
        ([1, 0, 1], "Volwassenheid (0-5)", Scale.MATURITY),
        ([1, 0], "Gereed %", Scale.FRACTION),
        ([2.5, 3], "Score", Scale.UNCLEAR),
        ([6, 7, 10, 4], "Score", Scale.UNCLEAR),  # marks from 1 to 10
        ([3, 4, 33, 0], "Score", Scale.UNCLEAR),  # levels, and a slip of the finger
        ([-1, 3], "Score", Scale.UNCLEAR),
        (["ja", "nee"], "Score", Scale.NONE),
    ],
)
def test_all_numbers_of_a_column_together_tell_the_scale(values, heading, scale):
    assert scales.decide(values, heading) is scale


def test_levels_and_percentages_become_verdicts_by_the_written_thresholds():
    assert [scales.from_level(level) for level in range(6)] == [
        *[Verdict.FAILS] * 2,
        Verdict.PARTLY,
        *[Verdict.MEETS] * 3,
    ]
    assert [scales.from_percentage(share) for share in (0, 1, 99.5, 100)] == [
        Verdict.FAILS,
        Verdict.PARTLY,
        Verdict.PARTLY,
        Verdict.MEETS,
    ]


@pytest.mark.parametrize(
    ("text", "day", "is_exact"),
    [
        ("01-06-2027", "2027-06-01", True),
        ("2027-06-01", "2027-06-01", True),
        ("1 juni 2027", "2027-06-01", True),
        ("30/04/2027", "2027-04-30", True),
        ("04/05/2027", "2027-05-04", False),
        ("04/30/2027", "None", False),
        ("Q2 2027", "2027-06-30", False),
        ("2027-Q2", "2027-06-30", False),
        ("februari 2028", "2028-02-29", False),
        ("31-02-2027", "None", False),
        ("zo snel mogelijk", "None", False),
    ],
)
def test_days_are_read_and_periods_end_on_their_last_day(text, day, is_exact):
    found, exact = days.read(text)

    assert (str(found), exact) == (day, is_exact)


@pytest.mark.parametrize(
    ("heading", "column", "is_known"),
    [
        ("O-maatregel-nummer \n", Column.NUMBER, True),
        ("Oordeel\nbestaan", Column.BESTAAN, True),
        ("Toelichtting", Column.EXPLANATION, False),
        ("Status 2026", Column.STATUS, False),
        ("Verantwoordelijke(n)", Column.OWNER, False),
        ("Inzet", Column.EFFORT, True),
        ("Koffie", None, False),
    ],
)
def test_headings_are_recognised_also_when_nearly_right(heading, column, is_known):
    assert headers.recognise(heading) == (column, is_known)
