"""People in the workbook of the registers: out and in again, added, changed, refused and taken back."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.people import actor, member, organisation
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.actions import register_imports as acts
from waarborg.apps.organisations.actions.invitations import invite
from waarborg.apps.organisations.exporters import register_sheets as out
from waarborg.apps.organisations.formats import people
from waarborg.apps.organisations.formats.plan import Plan
from waarborg.apps.organisations.importers import register_sheets
from waarborg.apps.organisations.models import Member, RegisterImport, System
from waarborg.apps.organisations.queries import invitation, registers
from waarborg.apps.organisations.shapes import InvitationState
from waarborg.domain.permissions import Role

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEAD = ("Naam", "E-mailadres", "Functie")

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Any:
    org = organisation("Veldermeer")
    ciso = member(org, Role.CISO, name="Noor de Wit")
    with within(org.pk):
        Member.objects.create(organisation=org, name="Els Vermeer", email="els@veldermeer.example")
        yield org, actor(ciso)


def _workbook(people: list[tuple[str, ...]], systems: list[tuple[str, ...]] = []) -> bytes:  # noqa: B006 - only read
    book = openpyxl.Workbook()
    for title, rows in (("Mensen", [HEAD, *people]), ("Systemen", [("Code", "Naam", "Eigenaar"), *systems])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _keep(here: Any, data: bytes) -> tuple[RegisterImport, Plan]:
    org, by = here
    read = register_sheets.read(data, "registers.xlsx")
    file = acts.SheetFile("registers.xlsx", "0" * 64, [*read.people, *read.rows], read.notes)
    kept = acts.keep_import(organisation=org, file=file, by=by, at=AT)
    return kept, acts.preview(kept, registers.book(org), {})


def _apply(here: Any, kept: RegisterImport, plan: Plan) -> None:
    org, by = here
    acts.apply_import(organisation=org, import_id=kept.pk, choices={}, seen=plan.digest, by=by, at=AT)


def test_our_own_workbook_comes_in_again_without_a_change(here: Any) -> None:
    org, _by = here
    Member.objects.bulk_create([Member(organisation=org, name="Jan de Vries") for _ in range(2)])
    _kept, plan = _keep(here, out.workbook(registers.book(org), organisation=org.name))
    assert (plan.n_changes, plan.faults, plan.n_same) == (0, [], 4)


def test_an_owner_may_be_somebody_whom_the_same_file_adds(here: Any) -> None:
    kept, plan = _keep(here, _workbook([("Bas Kok", "bas@veldermeer.example", "beheer")], [("S1", "Zaak", "Bas Kok")]))
    assert plan.unknown == []
    _apply(here, kept, plan)
    bas = Member.objects.get(email="bas@veldermeer.example")
    assert (bas.function, bas.roles, bas.person_id) == ("beheer", [], None)
    assert System.objects.get(code="S1").owner_id == bas.pk


def test_a_known_address_changes_the_name_and_a_known_name_the_address(here: Any) -> None:
    kept, plan = _keep(here, _workbook([("Els de Boer", "els@veldermeer.example", "post")]))
    _apply(here, kept, plan)
    kept, plan = _keep(here, _workbook([("Els de Boer", "e.deboer@veldermeer.example", "post")]))
    _apply(here, kept, plan)
    els = Member.objects.get(name="Els de Boer")
    assert (els.email, els.function) == ("e.deboer@veldermeer.example", "post")


def test_a_sheet_and_its_undo_end_an_invitation_to_another_address(here: Any) -> None:
    org, by = here
    els = Member.objects.get(name="Els Vermeer")
    administrator = actor(member(org, Role.ADMINISTRATOR))
    first = invite(organisation=org, member_id=els.pk, by=administrator, at=AT)
    kept, plan = _keep(here, _workbook([("Els Vermeer", "e.vermeer@veldermeer.example", "")]))
    _apply(here, kept, plan)
    second = invite(organisation=org, member_id=els.pk, by=administrator, at=AT)
    acts.undo_import(organisation=org, import_id=kept.pk, by=by, at=AT)
    for letter in (first, second):
        assert invitation(letter.token, at=AT).state is InvitationState.WITHDRAWN


def test_an_owner_is_found_by_the_name_that_the_same_file_changes(here: Any) -> None:
    rows = [("Els de Boer", "els@veldermeer.example", "")]
    _kept, plan = _keep(here, _workbook(rows, [("S1", "Zaak", "Els Vermeer")]))
    assert plan.unknown == []


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (("", "leeg@veldermeer.example", ""), "A2", "De naam ontbreekt"),
        (("Bas Kok", "geen adres", ""), "B2", "geen e-mailadres"),
        (("Noor de Wit", "ander@veldermeer.example", ""), "B2", "heeft een account of rollen"),
    ],
)
def test_what_cannot_be_is_told_per_cell(here: Any, row: tuple[str, ...], cell: str, words: str) -> None:
    _kept, plan = _keep(here, _workbook([row]))
    assert [fault.cell for fault in plan.faults] == [cell]
    assert words in plan.faults[0].message
    assert plan.n_changes == 0


def test_an_address_twice_counts_once(here: Any) -> None:
    _kept, plan = _keep(here, _workbook([("Bas", "b@v.example", ""), ("Bart", "B@v.example", "")]))
    assert [change.name for change in plan.people] == ["Bas"]
    assert [fault.cell for fault in plan.faults] == ["B3"]


def test_undo_puts_people_back_and_takes_new_ones_away(here: Any) -> None:
    org, by = here
    rows = [("Bas Kok", "", ""), ("Els de Boer", "els@veldermeer.example", "")]
    kept, plan = _keep(here, _workbook(rows, [("S1", "Zaak", "Bas Kok")]))
    _apply(here, kept, plan)
    assert acts.undo_import(organisation=org, import_id=kept.pk, by=by, at=AT) == 3
    assert sorted(Member.objects.filter(organisation=org).values_list("name", flat=True)) == [
        "Els Vermeer",
        "Noor de Wit",
    ]


def test_undo_refuses_when_somebody_was_changed_since(here: Any) -> None:
    org, by = here
    kept, plan = _keep(here, _workbook([("Els de Boer", "els@veldermeer.example", "")]))
    _apply(here, kept, plan)
    Member.objects.filter(name="Els de Boer").update(name="Els Boersma")
    with pytest.raises(acts.ChangedSinceError, match="Els de Boer"):
        acts.undo_import(organisation=org, import_id=kept.pk, by=by, at=AT)


def test_twelve_hundred_rows_take_few_queries(here: Any, django_assert_max_num_queries: Any) -> None:
    rows = [(f"S{n}", f"Systeem {n}", "Els Vermeer") for n in range(1200)]
    kept, plan = _keep(here, _workbook([(f"Iemand {n}", "", "") for n in range(50)], rows))
    with django_assert_max_num_queries(45):
        _apply(here, kept, plan)
    assert (System.objects.count(), plan.n_refused) == (1200, 0)


@pytest.mark.parametrize(
    ("told", "parts"),
    [
        ("Noor de Wit <noor@voorbeeld.test>", ("Noor de Wit", "noor@voorbeeld.test")),
        ("Noor (CISO) ( noor@voorbeeld.test )", ("Noor (CISO)", "noor@voorbeeld.test")),
        ("<noor@voorbeeld.test>", ("", "noor@voorbeeld.test")),
        ("noor@voorbeeld.test", ("", "noor@voorbeeld.test")),
        ("Noor (CISO)", ("Noor (CISO)", "")),
        ("Noor >", ("Noor >", "")),
        ("Noor <@>", ("Noor <@>", "")),
        ("Noor <a b@c>", ("Noor <a b@c>", "")),
    ],
)
def test_a_name_and_an_address_in_one_cell_are_told_apart(told, parts):
    assert people._parts(told) == parts
