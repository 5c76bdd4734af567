"""Importing: the publisher's words onto the right items, other frameworks beside them, and nothing by number alone."""

from dataclasses import replace

import pytest
import yaml
from django.contrib.postgres.search import SearchQuery

from tests.apps.norms import bakery
from tests.apps.norms.bakery import CLEAN, COUNT, FIRST, LOCK, RING, SECOND, TASTE, WEIGH, markdown
from tests.cast import AT, ciso
from waarborg.apps.base.models import JournalLine
from waarborg.apps.norms import actions
from waarborg.apps.norms.importers import ciso_assistant, detect
from waarborg.apps.norms.models import Catalogue, Edition, Item, LibraryObject, OfficialText, Relation
from waarborg.apps.norms.shapes import FileKind, ParsedNorm, Text
from waarborg.domain.norms import TextMatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> None:
    bakery.load()


@pytest.fixture
def both() -> None:
    bakery.load(second=True)


def imported(data: bytes, *, as_edition: str = "", dry_run: bool = False) -> actions.ImportOutcome:
    return actions.import_norm(
        detect.read(data, "brood.md"), as_edition=as_edition, dry_run=dry_run, by=ciso, at=AT, file_name="brood.md"
    )


def matches(outcome: actions.ImportOutcome) -> dict[str, TextMatch | None]:
    return {found.item.number: found.match for found in outcome.editions[0].items}


def texts(edition: str = "1") -> dict[str, str]:
    rows = OfficialText.objects.filter(item__edition__catalogue__name="brood", item__edition__version=edition)
    return dict(rows.values_list("item__number", "text"))


def test_the_official_text_is_attached_and_verified(first):
    outcome = imported(markdown(FIRST))

    assert outcome.editions[0].id == "brood@1"
    assert set(matches(outcome).values()) == {TextMatch.VERIFIED}
    assert texts() == FIRST
    assert outcome.problems == ()


def test_a_dry_run_says_the_same_and_changes_nothing(first):
    before = (OfficialText.objects.count(), JournalLine.objects.count(), Catalogue.objects.count())

    rehearsal = imported(markdown(FIRST), dry_run=True)

    assert (OfficialText.objects.count(), JournalLine.objects.count(), Catalogue.objects.count()) == before
    assert replace(rehearsal, dry_run=False) == imported(markdown(FIRST))


def test_importing_twice_changes_nothing(first):
    imported(markdown(FIRST))
    before = list(OfficialText.objects.order_by("pk").values())

    again = imported(markdown(FIRST))

    assert not again.changed
    assert list(OfficialText.objects.order_by("pk").values()) == before


def test_the_official_text_can_be_searched(first):
    imported(markdown(FIRST))

    found = Item.objects.filter(search_nl=SearchQuery("molenaar", config="dutch"), edition__catalogue__name="brood")
    assert found.get().number == "5.01.02"


def test_an_import_leaves_a_journal_line(first):
    imported(markdown(FIRST))

    line = JournalLine.objects.latest("id")
    assert (line.action, line.object, line.result, line.detail["file"]) == (
        "norms.imported",
        "brood@1",
        "done",
        "brood.md",
    )


def test_missing_and_unknown_numbers_are_named(first):
    outcome = imported(
        markdown({"5.01.01": COUNT, "5.01.02": WEIGH, "5.01.03": CLEAN, "5.01.04": LOCK, "9.09.09": "Anders."})
    )

    assert matches(outcome)["9.09.09"] is TextMatch.UNKNOWN
    assert outcome.editions[0].missing == ("5.01.05",)
    assert len(outcome.problems) == 2


def test_a_text_that_differs_shows_the_words_once_the_official_text_is_known(first):
    imported(markdown(FIRST))

    outcome = imported(markdown(FIRST | {"5.01.03": "De oven wordt na iedere dag gereinigd."}))

    found = outcome.editions[0].items[2]
    assert (found.match, found.compared_with) == (TextMatch.DIFFERS, "de officiële tekst")
    assert [(part.kind, part.words) for part in found.diff[1:3]] == [("removed", "elke"), ("added", "iedere")]
    assert found.doubts == (bakery.DOUBT,)


def test_a_verified_text_is_never_replaced_by_one_that_differs(first):
    imported(markdown(FIRST))

    imported(markdown(FIRST | {"5.01.03": "Iets heel anders."}))

    assert texts()["5.01.03"] == CLEAN


def test_a_text_that_differs_is_attached_as_such_and_gives_way_to_the_right_one(first):
    imported(markdown(FIRST | {"5.01.03": "Iets heel anders."}))
    assert OfficialText.objects.get(item__number="5.01.03").match == TextMatch.DIFFERS

    imported(markdown(FIRST))
    assert OfficialText.objects.get(item__number="5.01.03").match == TextMatch.VERIFIED


def test_a_lost_full_stop_is_told_apart_from_lost_words(first):
    outcome = imported(markdown(FIRST | {"5.01.03": CLEAN.rstrip(".")}))

    found = outcome.editions[0].items[2]
    assert (found.match, found.is_cosmetic) == (TextMatch.DIFFERS, True)
    assert outcome.problems == ()


def test_the_text_of_another_number_is_recognised_and_not_attached(first):
    outcome = imported(markdown(FIRST | {"5.01.05": WEIGH, "5.01.02": WEIGH}), as_edition="brood@1")

    assert outcome.editions[0].items[4].text_of == ("5.01.02",)
    assert "5.01.05" not in texts()


def test_an_edition_that_reuses_numbers_is_told_by_its_texts_never_by_its_numbers(both):
    imported(markdown(FIRST))
    second = imported(markdown(SECOND))

    assert second.editions[0].id == "brood@2"
    assert texts("1") == FIRST
    assert texts("2") == SECOND


def test_a_next_edition_that_we_do_not_know_is_not_hung_on_the_old_numbers(first):
    with pytest.raises(actions.ImportRefusedError, match="--as"):
        imported(markdown(SECOND))

    forced = imported(markdown(SECOND), as_edition="brood@1")

    assert {found.item.number: found.text_of for found in forced.editions[0].items if found.text_of} == {
        "5.01.02": ("5.01.03",), "5.01.03": ("5.01.04",), "5.01.04": ("5.01.05",),
    }  # fmt: skip
    assert texts() == {"5.01.01": COUNT, "5.01.05": TASTE}


def test_a_text_that_two_editions_share_gives_a_question(both):
    with pytest.raises(actions.ImportRefusedError, match=r"--as brood@1 of --as brood@2"):
        imported(markdown({"5.01.01": COUNT}))


def test_the_answer_to_the_question_settles_it(both):
    outcome = imported(markdown({"5.01.01": COUNT}), as_edition="brood@2")

    assert outcome.editions[0].id == "brood@2"


def test_the_words_of_the_predecessor_serve_for_comparison(both):
    imported(markdown(FIRST))

    outcome = imported(markdown(SECOND | {"5.01.04": "Bij brand gaat de bel twee keer."}), as_edition="brood@2")

    found = outcome.editions[0].items[3]
    assert found.compared_with == "de officiële tekst"
    assert [part.words for part in found.diff if part.kind == "removed"] == ["drie"]
    assert RING not in texts("2").values()


def test_a_text_of_no_edition_asks_for_a_name_and_then_stands_on_its_own(first):
    strange = markdown({"5.01.01": "Heel iets anders.", "5.01.02": "En nog iets."})
    with pytest.raises(actions.ImportRefusedError, match="eigen naam"):
        imported(strange)

    outcome = imported(strange, as_edition="gilde@1")

    assert outcome.editions[0].act == "added"
    assert Item.objects.get(edition__catalogue__name="gilde", number="5.01.02").summary_nl == "En nog iets."
    assert texts() == {}


@pytest.mark.parametrize("name", ["brood@3", "geen id", "Brood@1"])
def test_a_name_that_may_not_be_used_is_refused(first, name):
    with pytest.raises(actions.ImportRefusedError, match=r"Kies een eigen naam|geen norm"):
        imported(markdown(FIRST), as_edition=name)


def node(tail: str, **fields) -> dict:
    return {
        "urn": f"urn:x:req_node:{tail}",
        "ref_id": tail,
        "assessable": True,
        "description": f"About {tail}",
        **fields,
    }


def library(ref: str, *nodes: dict, **objects) -> bytes:
    framework = {"urn": f"urn:x:framework:{ref}", "ref_id": ref, "name": ref, "requirement_nodes": list(nodes)}
    found = {**({"framework": framework} if nodes else {}), **objects}
    return yaml.safe_dump({"urn": f"urn:x:library:{ref}", "locale": "en", "version": 1, "objects": found}).encode()


def mapping(*pairs: tuple[str, str]) -> dict:
    return {
        "urn": "urn:x:set",
        "source_framework_urn": "urn:x:framework:oven",
        "target_framework_urn": "urn:x:framework:meel",
        "requirement_mappings": [
            {"source_requirement_urn": f"urn:x:req_node:{one}", "target_requirement_urn": f"urn:x:req_node:{other}",
             "relationship": "subset"} for one, other in pairs
        ],
    }  # fmt: skip


def test_another_framework_becomes_a_catalogue_with_both_languages_filled(db):
    outcome = imported(library("oven-2.1", node("a", assessable=False), node("b", parent_urn="urn:x:req_node:a")))

    child = Item.objects.get(edition__catalogue__name="oven", number="b")
    assert outcome.editions[0].id == "oven@2.1"
    assert (child.parent.number, child.summary_nl, child.summary_en) == ("a", "About b", "About b")
    assert not child.edition.catalogue.shipped


def test_a_framework_never_takes_the_name_of_a_shipped_catalogue(first):
    outcome = imported(library("brood-1.0", node("a")))

    assert outcome.editions[0].id == "brood-import@1.0"


def test_a_framework_imported_twice_is_there_once(db):
    imported(library("oven", node("a")))

    again = imported(library("oven", node("a")))

    assert (again.editions[0].act, again.changed) == ("present", False)
    assert Edition.objects.filter(catalogue__name="oven").count() == 1


def test_an_imported_edition_that_changed_is_refused_with_advice(db):
    imported(library("oven", node("a")))

    with pytest.raises(actions.ImportRefusedError, match="--as oven@1-2"):
        imported(library("oven", node("a", description="Changed")))
    imported(library("oven", node("a", description="Changed")), as_edition="oven@1-2")

    assert Item.objects.get(edition__catalogue__name="oven", edition__version="1").summary_en == "About a"


def test_relations_wait_until_both_frameworks_are_there(db):
    ties = library("koppeling", requirement_mapping_set=mapping(("o1", "m1"), ("o1", "weg")))
    imported(library("oven", node("o1")))
    waiting = imported(ties)
    imported(library("meel", node("m1")))

    tied = imported(ties)

    assert (waiting.relations.added, waiting.relations.unresolved) == (0, 2)
    assert (tied.relations.added, tied.relations.unresolved) == (1, 1)
    assert Relation.objects.get(source_item__number="o1").kind == "narrower"
    assert imported(ties).relations.present == 1


def test_objects_of_a_library_are_kept_and_a_changed_one_is_told(db):
    imported(library("dreiging", threats=[{"urn": "urn:t", "name": "Muis"}]))

    changed = imported(library("dreiging", threats=[{"urn": "urn:t", "name": "Rat"}]))

    assert LibraryObject.objects.get(key="urn:t").name == "Muis"
    assert len(changed.problems) == 1


def test_what_a_database_cannot_hold_is_left_out(db):
    norm = ciso_assistant.read(library("oven", node("a")), "x")
    item = replace(
        norm.editions[0].items[0], number="n" * 400, content={"note": {"nl": "a\0b\ud800"}}, bbn="veel te lang"
    )
    odd = replace(norm, editions=(replace(norm.editions[0], items=(item, item)),))

    outcome = actions.import_norm(odd, dry_run=False, by=ciso, at=AT)

    row = Item.objects.get(edition__catalogue__name="oven")
    assert (len(row.number), row.content["note"]["nl"]) == (120, "ab?")
    assert len(outcome.problems) == 1


def test_our_own_edition_that_comes_back_is_recognised_and_compared(first):
    own = bakery.edition("brood@1", FIRST)
    norm = ParsedNorm(kind=FileKind.WAARBORG_TABLE, editions=(own,))
    assert actions.import_norm(norm, dry_run=False, by=ciso, at=AT).editions[0].act == "present"

    edited = replace(own, items=(replace(own.items[0], summary=Text(nl="Anders")), *own.items[1:-1]))
    outcome = actions.import_norm(replace(norm, editions=(edited,)), dry_run=False, by=ciso, at=AT)

    assert ([problem.where for problem in outcome.problems], outcome.editions[0].missing) == (["5.01.01"], ("5.01.05",))
    assert Item.objects.get(edition__catalogue__name="brood", number="5.01.01").summary_nl == "Samenvatting van 5.01.01"
