"""Importing what no reader expected: it is told and left out, and never breaks the database or a page."""

from dataclasses import replace

import pytest

from tests.cast import AT, ciso
from waarborg.apps.norms import actions
from waarborg.apps.norms.models import Item, Relation
from waarborg.apps.norms.shapes import FileKind, ParsedEdition, ParsedItem, ParsedNorm, ParsedRelation, Text
from waarborg.domain.norms import ItemKind, RelationKind

pytestmark = pytest.mark.django_db


def item(number: str = "1", **more) -> ParsedItem:
    return ParsedItem(number=number, kind=ItemKind.CONTROL, title=Text(nl=f"Over {number}"), **more)


def norm(*items: ParsedItem, **more) -> ParsedNorm:
    edition = ParsedEdition(id="vreemd@1", title=Text(nl="Vreemd"), items=items, **more)
    return ParsedNorm(kind=FileKind.WAARBORG_TABLE, editions=(edition,))


def told(found: ParsedNorm) -> str:
    outcome = actions.import_norm(found, dry_run=False, by=ciso, at=AT)
    return " ".join(problem.what for problem in outcome.problems)


def stored():
    return Item.objects.filter(edition__catalogue__name="vreemd")


def test_items_that_stand_above_each_other_are_let_loose():
    said = told(norm(item("A", parent="B"), item("B", parent="A"), item("C", parent="C"), item("D", parent="B")))

    above = dict(stored().values_list("number", "parent__number"))
    assert above == {"A": None, "B": "A", "C": None, "D": "B"}
    assert "A valt onder zichzelf, via B" in said
    assert "C valt onder zichzelf" in said


def test_a_day_that_does_not_exist_is_told_and_left_out():
    assert "'2024-02-31' is geen datum" in told(norm(item(), published_on="2024-02-31"))


@pytest.mark.parametrize(
    "odd",
    [
        {"source": "a\0b", "theme": "\0", "official_text": "\ud800"},
        {"sha256": "z" * 100},
        {"doubts": ("geen twijfel",)},
        {"attributes": {"concepts": ["I" * 200]}},
    ],
)
def test_what_a_table_cannot_hold_is_cut_to_size(odd):
    assert told(norm(item(**odd))) == ""
    assert stored().filter(number="1", sha256="", doubts=[]).exists()


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("question", "Hoe?"),
        ("evidence", "bewijs"),
        ("evidence", {"opzet": {"nl": ["alleen Nederlands"]}}),
        ("rhythm", [{"every": "P1Y"}]),
        ("decider", {"who": "ciso"}),
        ("consequences", [1]),
        ("effort", 3),
    ],
)
def test_content_of_another_shape_is_told_and_left_out(part, value, client):
    said = told(norm(item(content={part: value, "why": {"nl": "Daarom."}})))

    assert f"1: {part} heeft een vreemde vorm" in said
    assert stored().get().content == {"why": {"nl": "Daarom."}}
    assert client.get("/norm/vreemd/1/1").status_code == 200


def test_attributes_of_another_shape_are_told_and_left_out():
    assert "concepts heeft een vreemde vorm" in told(norm(item(attributes={"concepts": "Identify"})))


def test_a_tie_with_odd_texts_is_stored_without_what_does_not_fit():
    ends = {"source_edition": "vreemd@1", "source_number": "1", "target_edition": "vreemd@1", "target_number": "2"}
    tie = ParsedRelation(**ends, kind=RelationKind.EQUAL, note="a\0b", source="é" * 5000)

    told(replace(norm(item("1"), item("2")), relations=(tie,)))

    assert list(Relation.objects.filter(source_item__in=stored()).values_list("note", "source")) == [("ab", "é" * 500)]


@pytest.mark.parametrize("name", ["a@" + "1" * 60, "a" * 100 + "@1"])
def test_a_name_that_is_too_long_is_refused(name):
    with pytest.raises(actions.ImportRefusedError, match="is geen norm"):
        actions.import_norm(norm(item()), as_edition=name, dry_run=False, by=ciso, at=AT)
