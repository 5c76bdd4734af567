"""How a layout is read is asked once: it is kept for the organisation, found again, and can be handed on."""

import json
from dataclasses import replace

import pytest

from tests import people
from tests.apps.assessments.answered import asked_round
from tests.apps.assessments.sheets import read, workbook
from tests.cast import AT, ELSEWHERE, VELDERMEER
from waarborg.apps.assessments.actions import mappings as acts
from waarborg.apps.assessments.importers.reader import recognise
from waarborg.apps.assessments.importers.round_sheet import read_proposal
from waarborg.apps.assessments.models import Judgement, SavedMapping, Subject
from waarborg.apps.assessments.queries import mappings as reads
from waarborg.apps.assessments.shapes import Column
from waarborg.apps.assessments.shapes.mapping_files import InvalidMappingError, as_document, digest
from waarborg.apps.assessments.shapes.mappings import ColumnMapping, FileMapping, SheetMapping
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.norms import queries as norms_of
from waarborg.domain.assessments import Level, Verdict
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db


def mapping(*headings: str) -> FileMapping:
    columns = (
        ColumnMapping(heading="Nr", meaning=Column.NUMBER),
        ColumnMapping(heading="Gat", meaning=Column.STATUS, words={"ja": "fails", "nee": "meets", "loopt": "partly"}),
        *(ColumnMapping(heading=heading, meaning=Column.IGNORE) for heading in headings),
    )
    sheet = SheetMapping(sheet="Lijst", header_row=1, columns=columns)
    return FileMapping(sheets=(sheet,), status_means=Level.BESTAAN)


@pytest.fixture
def here():
    organisation = people.organisation(VELDERMEER)
    return organisation, people.actor(people.member(organisation, Role.CISO))


def save(here, name="Lijst van het bureau", kept=None):
    organisation, by = here
    with within(organisation.pk):
        return acts.save_mapping(organisation=organisation, mapping=kept or mapping(), name=name, by=by, at=AT)


def test_a_sheet_with_the_same_headings_is_read_with_what_was_kept(norms, here, tmp_path):
    save(here)
    rows = [["Nr", "Gat"], ["5.01.01", "ja"], ["5.01.02", "nee"], ["5.02.01", "loopt"]]
    file = workbook(tmp_path / "a.xlsx", rows, name="Heel anders")
    with within(here[0].pk):
        sheet = read(file, saved=reads.saved(here[0]))

    assert [one.bestaan for one in sheet.answers] == [Verdict.FAILS, Verdict.MEETS, Verdict.PARTLY]
    assert [one.what[:57] for one in sheet.readings if one.code == "mapping-used"] == [
        "Gelezen met de bewaarde indeling 'Lijst van het bureau' ("
    ]


def test_a_mapping_that_is_given_is_named_with_its_digest(norms, tmp_path):
    file = workbook(tmp_path / "a.xlsx", [["Nr", "Gat"], ["5.01.01", "ja"]])
    given = replace(mapping(), name="bureau.json")

    assert [one.what for one in read(file, mapping=given).readings if one.code == "mapping-used"] == [
        f"Gelezen met de meegegeven indeling 'bureau.json' (SHA-256 {digest(given)})."
    ]


def test_a_sheet_for_a_round_is_read_with_it_too(norms, tmp_path):
    round_, ciso, _bram = asked_round()
    organisation = round_.organisation
    file = workbook(tmp_path / "a.xlsx", [["Nr", "Gat"], ["5.01.01", "ja"], ["5.01.02", "nee"]])
    with within(organisation.pk):
        acts.save_mapping(organisation=organisation, mapping=mapping(), name="Gat", by=people.actor(ciso), at=AT)
        subject = Subject.objects.filter(assessment=round_).first()
        found = read_proposal(file, file_name="a.xlsx", round_=round_, subjects=[subject], chosen=subject)

    assert [(one.number, one.field, one.becomes) for one in found.changes] == [
        ("5.01.01", "bestaan", "fails"),
        ("5.01.02", "bestaan", "meets"),
    ]


@pytest.mark.parametrize(("text", "becomes"), [("loopt", None), ("ja, in 2027", "bestaan: ja, in 2027")])
def test_a_word_that_got_its_meaning_adds_no_line_and_a_longer_text_does(norms, tmp_path, text, becomes):
    assert explanation_after(tmp_path, text, "") == becomes


@pytest.mark.parametrize("text", ["loopt", "ja, in 2027"])
def test_an_empty_explanation_in_a_sheet_replaces_nothing(norms, tmp_path, text):
    assert explanation_after(tmp_path, text, "Van Karin gehoord.") is None


def explanation_after(folder, text, stood):
    """What a sheet with this answer and an empty Toelichting would make of the explanation; None for no change."""
    round_, _ciso, _bram = asked_round()
    file = workbook(
        folder / "a.xlsx", [["Nr", "Gat", "Toelichting"], ["5.01.01", text, ""], ["5.01.02", "ja", "Zie B."]]
    )
    kept = mapping()
    columns = (*kept.sheets[0].columns, ColumnMapping(heading="Toelichting", meaning=Column.EXPLANATION))
    kept = replace(kept, sheets=(replace(kept.sheets[0], columns=columns),))
    with within(round_.organisation.pk):
        subject = Subject.objects.filter(assessment=round_).first()
        Judgement.objects.filter(subject=subject, item__number="5.01.01").update(explanation=stood)
        found = read_proposal(file, file_name="a.xlsx", round_=round_, subjects=[subject], chosen=subject, mapping=kept)
    changes = {one.number: one.becomes for one in found.changes if one.field == "explanation"}
    assert changes.pop("5.01.02") == "Zie B."
    return changes.get("5.01.01")


def test_a_sheet_with_other_headings_is_not(norms, here, tmp_path):
    save(here, kept=mapping("Koffie"))
    file = workbook(tmp_path / "a.xlsx", [["Nr", "Status"], ["5.01.01", "ja"]])
    with within(here[0].pk):
        draft = recognise(file, norms_of.edition("bio2@1.3"), saved=reads.saved(here[0]))

    assert draft.mapping.name == ""
    assert draft.is_certain


def test_the_same_layout_is_kept_once_and_two_layouts_not_under_one_name(here):
    first, again = save(here), save(here, name="Beter")

    assert (first.pk, again.name) == (again.pk, "Beter")
    with pytest.raises(acts.MappingNameTakenError):
        save(here, name="Beter", kept=mapping("Koffie"))
    with pytest.raises(acts.NamelessMappingError):
        save(here, name=" ")


def test_it_is_renamed_and_forgotten_and_the_journal_knows(here):
    organisation, by = here
    kept = save(here)
    with within(organisation.pk):
        acts.rename_mapping(organisation=organisation, mapping=kept.pk, name="Nieuw", by=by, at=AT)
        acts.delete_mapping(organisation=organisation, mapping=kept.pk, by=by, at=AT)

        assert reads.every(organisation) == ()
        told = JournalLine.objects.filter(action__startswith="assessment.mapping").order_by("id")
        assert [(line.action.rpartition("_")[2], line.object) for line in told] == [
            ("saved", "Lijst van het bureau"),
            ("renamed", "Nieuw"),
            ("deleted", "Nieuw"),
        ]


def test_it_is_handed_on_as_a_file(here):
    organisation, by = here
    content = json.dumps(as_document(mapping())).encode()
    with within(organisation.pk):
        kept = acts.import_mapping(organisation=organisation, content=content, name="Van Ruben", by=by, at=AT)

        assert reads.read(kept).sheets == mapping().sheets
        with pytest.raises(InvalidMappingError):
            acts.import_mapping(organisation=organisation, content=b"{}", name="Leeg", by=by, at=AT)


def test_another_organisation_does_not_see_it(here):
    kept = save(here)
    other = people.organisation(ELSEWHERE)
    with within(other.pk):
        assert not SavedMapping.objects.exists()
        assert reads.one(other, kept.pk) is None
        with pytest.raises(LookupError):
            acts.delete_mapping(organisation=other, mapping=kept.pk, by=here[1], at=AT)
