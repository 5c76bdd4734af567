"""What the reader tells is told in the language of the moment, also when it was stored long ago."""

from dataclasses import asdict

import pytest
from django.utils import translation

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.shapes import Reading

UNKNOWN = Reading.of(
    "problem",
    "unknown-number",
    "blad 'Rij van maatregelen', cel D4",
    "Nummer '%(text)s' komt niet voor in %(edition)s.",
    text="9.99.01",
    edition="bio2@1.3",
)


def test_a_reading_is_told_in_dutch_and_in_english():
    stored = asdict(UNKNOWN)
    with translation.override("en"):
        english = queries.told(stored)

    assert queries.told(stored) == ("blad 'Rij van maatregelen', cel D4", UNKNOWN.what)
    assert english == ("sheet 'Rij van maatregelen', cell D4", "There is no number '9.99.01' in bio2@1.3.")


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("blad 'x', rij 12", "sheet 'x', row 12"),
        ("blad 'x', rij 3; blad 'x', rij 9", "sheet 'x', row 3; sheet 'x', row 9"),
        ("veldermeer.yaml", "veldermeer.yaml"),
    ],
)
def test_a_place_in_the_sheet_is_named_in_english(dutch, english):
    with translation.override("en"):
        assert queries.place(dutch) == english


def test_a_reading_without_parts_is_told_as_it_stands():
    assert queries.told({"where": "", "what": "50% van de rijen is leeg."}) == ("", "50% van de rijen is leeg.")
