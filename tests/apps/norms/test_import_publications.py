"""The real publications, where this machine has them: what an import says of each. Nothing of their words is here."""

from collections import Counter

import pytest

from tests.cast import AT, ciso
from tests.shared import shared
from waarborg.apps.norms import actions
from waarborg.apps.norms.importers import detect
from waarborg.apps.norms.models import OfficialText, Relation
from waarborg.domain.norms import ItemKind, ItemStatus, TextMatch

pytestmark = pytest.mark.django_db
WORKBOOK = ("norms", "cip-wordt-was-bio-2025-09-24.xlsx")


def imported(*place: str, as_edition: str = "", dry_run: bool = False) -> actions.ImportOutcome:
    file = shared(*place)
    norm = detect.read(file.read_bytes(), file.name)
    return actions.import_norm(norm, as_edition=as_edition, dry_run=dry_run, by=ciso, at=AT, file_name=file.name)


def by_status(edition: actions.EditionOutcome) -> dict[ItemStatus, int]:
    return Counter(found.item.status for found in edition.items)


def test_bio2_1_3_is_recognised_and_its_two_known_faults_are_shown(norms):
    outcome = imported("norms", "bio2-1.3.md")

    [edition] = outcome.editions
    assert (edition.id, len(edition.items), edition.missing) == ("bio2@1.3", 166, ("5.25.02",))
    assert by_status(edition) == {
        ItemStatus.LIVE: 117, ItemStatus.NONE: 39, ItemStatus.MOVED: 5,
        ItemStatus.WITHDRAWN: 4, ItemStatus.REFERENCE: 1,
    }  # fmt: skip
    [faulty] = [found for found in edition.items if found.match is not TextMatch.VERIFIED]
    assert (faulty.item.number, faulty.text_of) == ("8.16.03", ("8.16.02",))
    assert faulty.doubts
    assert OfficialText.objects.filter(item__edition__version="1.3").count() == 165


def test_the_fault_in_8_16_03_shows_its_words_once_1_2_is_here(norms):
    imported("norms", "bio2-1.2.md")

    edition = imported("norms", "bio2-1.3.md").editions[0]

    [faulty] = [found for found in edition.items if found.item.number == "8.16.03"]
    assert {part.kind for part in faulty.diff} >= {"removed", "added"}


def test_bio2_1_2_is_verified_whole(norms):
    [edition] = imported("norms", "bio2-1.2.md").editions

    assert (edition.id, edition.count(TextMatch.VERIFIED), edition.missing) == ("bio2@1.2", 160, ())
    assert by_status(edition) == {ItemStatus.LIVE: 120, ItemStatus.NONE: 40}


def test_deel_1_is_not_taken_for_the_measures(norms):
    with pytest.raises(detect.UnreadableFileError):
        imported("norms", "bio2-1.3-deel1.md")


def test_every_sheet_of_the_workbook(norms):
    outcome = imported(*WORKBOOK)

    bio2, guide, bio1 = outcome.editions
    assert (bio2.id, guide.id, bio1.id) == ("bio2@1.2", "handreiking-bio2-opmaat@2.4", "bio1@1.04zv")
    assert (bio2.count(TextMatch.VERIFIED), sum(found.is_cosmetic for found in bio2.items)) == (110, 48)
    assert (bio1.count(TextMatch.VERIFIED), bio1.count(TextMatch.DIFFERS), bio1.missing) == (138, 0, ())
    assert Counter(found.item.kind for found in guide.items) == {ItemKind.CONTROL: 93, ItemKind.MEASURE: 148}
    levels = Counter(found.item.bbn for found in bio1.items if found.item.kind is ItemKind.MEASURE)
    assert levels == {"1": 71, "2": 67}
    assert Relation.objects.filter(source__startswith="CIP, blad").count() == outcome.relations.added > 200
    assert not any("Github samenvoegen" in problem.where for problem in outcome.problems)


def test_no_iso_statement_comes_in_with_the_workbook(norms):
    norm = detect.read(shared(*WORKBOOK).read_bytes(), "cip.xlsx")

    controls = [item for edition in norm.editions for item in edition.items if item.kind is not ItemKind.MEASURE]
    assert controls
    assert not any(item.official_text or item.summary.nl for item in controls)


def test_the_workbook_imported_twice_adds_nothing(norms):
    imported(*WORKBOOK)

    again = imported(*WORKBOOK)

    assert not again.changed
    assert [edition.act for edition in again.editions] == ["texts", "present", "texts"]


def test_the_dutch_texts_of_the_ciso_assistant_library_are_those_of_1_2(norms):
    [edition] = imported("interop", "ciso-assistant", "bio2.yaml").editions

    assert (edition.id, len(edition.items), edition.count(TextMatch.VERIFIED)) == ("bio2@1.2", 120, 110)
    assert len(edition.missing) == 40


@pytest.mark.parametrize(
    ("file", "edition", "items", "assessable"),
    [
        ("cbw_nis2.yaml", "cbw-nis2-control-framework@1.2", 47, 27),
        ("nist-csf-1.1.yaml", "nist-csf@1.1", 136, 108),
        ("nist-csf-2.0.yaml", "nist-csf@2.0", 134, 106),
    ],
)
def test_other_frameworks_become_catalogues(norms, file, edition, items, assessable):
    [found] = imported("interop", "ciso-assistant", file).editions

    assert (found.id, found.act, len(found.items)) == (edition, "added", items)
    assert sum(one.item.kind is ItemKind.CONTROL for one in found.items) == assessable


def test_the_mapping_between_the_two_versions_of_csf(norms):
    for version in ("1.1", "2.0"):
        imported("interop", "ciso-assistant", f"nist-csf-{version}.yaml")

    outcome = imported("interop", "ciso-assistant", "map-nist-csf-1.1-nist-csf-2.0.yaml")

    assert (outcome.relations.added, outcome.relations.unresolved) == (185, 0)


def test_the_risk_matrix_is_kept(norms):
    outcome = imported("interop", "ciso-assistant", "critical_risk_matrix_5x5.yaml")

    assert (outcome.editions, outcome.objects.added) == ((), 1)
