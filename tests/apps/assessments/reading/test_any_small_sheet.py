"""Whatever stands in a small sheet: it is read or refused with a reason, never with an error of our own."""

import contextlib
import random

import pytest

from tests.apps.assessments.sheets import read, text
from waarborg.apps.assessments.importers import reader
from waarborg.apps.norms import queries
from waarborg.apps.norms.shapes import UnreadableFileError

pytestmark = pytest.mark.django_db

HEADINGS = (
    *("Nummer", "Maatregelnumer", "Nr", "Control", "Titel", "Status", "Statuz", "Opzet", "Implementation", "Gap", ""),
    *("Van toepassing", "Score (1=ja, 2=nee)", "Huidig niveau", "Gewenst niveau", "Ja", "Nee", "Status 2024", "foo"),
)
CELLS = (
    *("5.01.01", "5.02.01", "A.5.1", "5.1", "foo", "bar", "ja", "nee", "x", "v", "", "", "3", "50%", "deels, want"),
    *("n.v.t.", "gepland", "–", "Nummer", "Status"),
)


def test_an_almost_known_heading_without_a_number_below_is_refused(norms, tmp_path):
    with pytest.raises(UnreadableFileError):
        read(text(tmp_path / "sheet.csv", [["Maatregelnumer", "Opzet / foo"], ["foo", "bar"]]))


@pytest.mark.parametrize("seed", range(10))
def test_a_sheet_of_anything_is_read_or_refused(norms, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 - the same sheets every time
    width = chance.randint(1, 5)
    rows = [chance.choices(HEADINGS, k=width)] + [chance.choices(CELLS, k=width) for _ in range(chance.randint(0, 5))]
    file = text(tmp_path / "sheet.csv", rows)

    with contextlib.suppress(UnreadableFileError):  # a question is one too
        read(file, "bio2@1.3")
    with contextlib.suppress(UnreadableFileError):
        reader.recognise(file, queries.edition("bio2@1.3"))
