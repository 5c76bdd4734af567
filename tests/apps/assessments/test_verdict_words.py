"""How people judge in words, marks and numbers, and what is refused because it can mean two things."""

import pytest

from waarborg.apps.assessments.importers import days, guesses, scales, words
from waarborg.apps.assessments.shapes import Column
from waarborg.apps.assessments.shapes.drafts import Certainty
from waarborg.apps.assessments.shapes.mappings import NumberScale
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
    ("text", "proposal"),
    [
        ("Ja, zie beleid 3.1", Verdict.MEETS),
        ("voldoet deels - nog niet vastgesteld", Verdict.PARTLY),
        ("Nee (gepland voor Q3)", Verdict.FAILS),
        ("n.v.t., geen chipkaarten", Verdict.NOT_APPLICABLE),
        ("deels omdat de gemalen ontbreken", Verdict.PARTLY),
        ("Ja / Nee", Verdict.MEETS),
        ("Compliant; see policy", Verdict.MEETS),
        ("Yes\n(2025 audit)", Verdict.MEETS),
    ],
)
def test_a_verdict_with_more_behind_it_is_asked_and_nothing_of_it_is_lost(text, proposal):
    said = words.verdict(text)

    assert (said.verdict, said.remark, said.code) == (None, text, "verdict-with-remark")
    assert said.proposal in {proposal, None}


@pytest.mark.parametrize(
    ("texts", "proposal"),
    [
        ("In uitvoering|concept|In Progress|in_progress|Voldoet bijna|grotendeels", Verdict.PARTLY),
        ("gepland|Planned|onvoldoende|Not started", Verdict.FAILS),
        ("Voldoende|Effective", Verdict.MEETS),
    ],
)
def test_a_word_between_yes_and_no_is_known_and_never_a_verdict(texts, proposal):
    said = [words.verdict(text) for text in texts.split("|")]

    assert {(one.verdict, one.code, one.proposal) for one in said} == {(None, "verdict-in-between", proposal)}


@pytest.mark.parametrize(
    "text", ["Ja, mits budget", "voldoet, behalve de gemalen", "Ja maar nog niet overal", "yes, but"]
)
def test_a_yes_that_takes_something_back_is_not_read(text):
    said = words.verdict(text)

    assert said.verdict is None
    assert "neemt iets terug" in said.why
    assert said.remark == text


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "-",
        "ja*",
        "ja...",
        "(ja)",
        "ja?",
        "in ontwikkeling",
        "klaar",
        "met uitzondering van S13",
        "niet alle systemen",
        "waar mogelijk",
    ],
)
def test_what_can_mean_two_things_is_not_read(text):
    assert words.verdict(text).verdict is None


def test_applicability_knows_the_choices_for_a_guideline():
    assert words.applicability("Richtlijn gevolgd") is Applicability.FOLLOWS
    assert words.applicability("wijkt af van de richtlijn") is Applicability.DEVIATES
    assert [words.applicability(text) for text in ("misschien", "nee, kan niet", "Ja / Nee")] == [None] * 3
    assert words.applicability_lead("nee, kan niet") is Applicability.NOT_APPLICABLE


def test_applicability_knows_the_words_of_a_statement_of_applicability():
    assert words.applicability("Included") is Applicability.APPLIES
    assert words.applicability("EXCLUDED") is Applicability.NOT_APPLICABLE


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
        ([0, 3, 5, "4", ""], "Score", NumberScale.MATURITY),
        ([1, 3, 2], "Score", NumberScale.UNCLEAR),  # as well yes, no and partly, either way round
        ([0, 3, 5], "Status", NumberScale.UNCLEAR),
        ([1, 3, 2], "CMMI", NumberScale.MATURITY),
        ([100, 50, 0], "Score", NumberScale.PERCENT),
        ([0.25, 1.0, 0.0], "Score", NumberScale.FRACTION),
        ([1, 0, 1], "Score", NumberScale.UNCLEAR),
        ([1, 0, 1], "Volwassenheid (0-5)", NumberScale.MATURITY),
        ([1, 0], "Gereed %", NumberScale.FRACTION),
        ([2.5, 3], "Score", NumberScale.UNCLEAR),
        ([6, 7, 10, 4], "Score", NumberScale.UNCLEAR),  # marks from 1 to 10
        ([3, 4, 33, 0], "Score", NumberScale.UNCLEAR),  # levels, and a slip of the finger
        ([-1, 3], "Score", NumberScale.UNCLEAR),
        (["ja", "nee"], "Score", NumberScale.NONE),
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
        ("4-3-27", "2027-03-04", False),
        ("4-3-7", "None", False),
        ("zo snel mogelijk", "None", False),
    ],
)
def test_days_are_read_and_periods_end_on_their_last_day(text, day, is_exact):
    found, exact = days.read(text)

    assert (str(found), exact) == (day, is_exact)


@pytest.mark.parametrize(
    ("heading", "column", "certainty"),
    [
        ("O-maatregel-nummer \n", Column.NUMBER, Certainty.CERTAIN),
        ("Oordeel\nbestaan", Column.BESTAAN, Certainty.CERTAIN),
        ("Toelichtting", Column.EXPLANATION, Certainty.ASSUMED),
        ("Status 2026", Column.STATUS, Certainty.ASSUMED),
        ("Verantwoordelijke(n)", Column.OWNER, Certainty.ASSUMED),
        ("Inzet", Column.EFFORT, Certainty.CERTAIN),
        ("Koffie", Column.IGNORE, Certainty.UNKNOWN),
        ("Control Owner", Column.OWNER, Certainty.CERTAIN),
        ("Justification for Inclusion / Exclusion", Column.JUSTIFICATION, Certainty.CERTAIN),
        ("Datum", Column.IGNORE, Certainty.UNKNOWN),
        ("Bron", Column.IGNORE, Certainty.UNKNOWN),
        ("Niveau", Column.IGNORE, Certainty.UNKNOWN),
        ("Gewenst niveau", Column.WANTED, Certainty.ASSUMED),
        ("Volwassenheid (doel)", Column.WANTED, Certainty.ASSUMED),
        ("Target date", Column.DUE, Certainty.CERTAIN),
        ("Implementatiedatum", Column.IGNORE, Certainty.UNKNOWN),
    ],
)
def test_headings_are_recognised_also_when_nearly_right(heading, column, certainty):
    found = guesses.of(heading)

    assert (found.column, found.certainty) == (column, certainty)


@pytest.mark.parametrize(
    "headings",
    [
        "GAP|Gap (ja/nee)|Bevinding|Afwijking?|Risico|Non-conformity|Noncompliance|Tekortkomingen",
        "Status bevinding|Gap score|Uitgesloten|Not applicable|Niet van toepassing",
    ],
)
def test_a_heading_under_which_yes_is_bad_news_is_no_status(headings):
    found = [guesses.of(heading) for heading in headings.split("|")]

    assert {(one.column, one.is_opposite) for one in found} == {(Column.IGNORE, True)}


def test_the_level_of_now_is_known_by_the_wanted_one_beside_it():
    for pair in (["Huidig niveau", "Gewenst niveau"], ["Ist", "Soll"], ["Maturity (as-is)", "Maturity (to-be)"]):
        assert [one.column for one in guesses.all_of(pair)] == [Column.MATURITY, Column.WANTED]
    assert guesses.all_of(["Huidig niveau"])[0].column is Column.IGNORE
