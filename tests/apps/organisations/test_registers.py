"""The registers as people change them: owners, inheritance, archiving, refusals, and the wall."""

from decimal import Decimal

import pytest

from tests import people
from tests.cast import AT, ELSEWHERE, VELDERMEER
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.actions import registers as acts
from waarborg.apps.organisations.actions.scope import Scale, ScaleRefusedError, change_scale, set_statement
from waarborg.apps.organisations.queries import registers
from waarborg.domain.biv import Aspect, Floors, Origin
from waarborg.domain.permissions import Role
from waarborg.domain.registers import RegisterKind
from waarborg.interfaces.cli.demo_registers import ensure_registers

pytestmark = pytest.mark.django_db
P, S = RegisterKind.PROCESS, RegisterKind.SYSTEM


@pytest.fixture
def veldermeer():
    organisation = people.organisation(VELDERMEER)
    with within(organisation.pk):
        yield organisation


@pytest.fixture
def ciso(veldermeer):
    return people.actor(people.member(veldermeer, Role.CISO))


def add(organisation, by, kind, code, **values):
    values = {"name": f"naam van {code}", **values}
    return acts.add_entry(organisation=organisation, kind=kind, code=code, values=values, by=by, at=AT)


def change(organisation, by, kind, code, **values):
    return acts.change_entry(organisation=organisation, kind=kind, code=code, values=values, by=by, at=AT)


def places(line):
    return [line.levels[aspect].place for aspect in Aspect]


def test_a_system_shows_the_highest_biv_of_its_processes(veldermeer, ciso):
    add(veldermeer, ciso, P, "P01", availability=3, integrity=2)
    add(veldermeer, ciso, P, "P02", availability=1, integrity=4, max_outage_hours="8")
    add(veldermeer, ciso, S, "S01", processes=["p01", "P02"])

    found = registers.system(veldermeer, "s01")

    assert places(found) == [3, 4, None]
    assert found.values["processes"] == ["P01", "P02"]
    assert found.levels[Aspect.INTEGRITY].given_by == ("P02",)
    assert found.outage.hours == Decimal(8)
    assert any(level.place is None for level in found.levels.values())


def test_a_process_owner_edits_own_entries_only_and_adds_none(veldermeer, ciso):
    owner = people.member(veldermeer, Role.PROCESS_OWNER)
    add(veldermeer, ciso, P, "P01", owner=owner.pk)
    add(veldermeer, ciso, P, "P02")
    by = people.actor(owner)

    change(veldermeer, by, P, "P01", availability=2)

    with pytest.raises(NotAllowedError):
        change(veldermeer, by, P, "P02", availability=2)
    with pytest.raises(NotAllowedError):
        add(veldermeer, by, P, "P03", owner=owner.pk)


@pytest.mark.parametrize(
    ("values", "field", "rule"),
    [
        ({"name": ""}, "name", ""),
        ({"processes": ["P99"]}, "processes", ""),
        ({"unit": "ICT"}, "unit", ""),
        ({"owner": 999_999}, "owner", ""),
        ({"processes": ["P01"], "availability": 1}, "override_because", "BIV-01"),
        ({"personal_data": "special", "confidentiality": 2}, "confidentiality", "BIV-02"),
        ({"in_scope": False}, "out_of_scope_because", "RW-01"),
    ],
)
def test_what_cannot_be_saved_names_the_field(veldermeer, ciso, values, field, rule):
    add(veldermeer, ciso, P, "P01", availability=3)

    with pytest.raises(acts.RefusedError) as refused:
        add(veldermeer, ciso, S, "S01", **values)

    assert [(f.field, f.rule) for f in refused.value.faults[S, "s01"]] == [(field, rule)]
    assert registers.system(veldermeer, "S01") is None


def test_a_unit_is_never_part_of_itself(veldermeer, ciso):
    add(veldermeer, ciso, RegisterKind.UNIT, "A")
    add(veldermeer, ciso, RegisterKind.UNIT, "B", parent="A")

    with pytest.raises(acts.RefusedError) as refused:
        change(veldermeer, ciso, RegisterKind.UNIT, "A", parent="B")

    assert refused.value.faults[RegisterKind.UNIT, "a"][0].field == "parent"


def test_an_archived_process_asks_nothing_any_more_and_comes_back_as_it_was(veldermeer, ciso):
    add(veldermeer, ciso, P, "P01", availability=4)
    add(veldermeer, ciso, S, "S01", processes=["P01"])

    acts.archive_entry(organisation=veldermeer, kind=P, code="P01", by=ciso, at=AT)
    assert registers.processes(veldermeer) == []
    assert places(registers.system(veldermeer, "S01")) == [None, None, None]

    acts.restore_entry(organisation=veldermeer, kind=P, code="P01", by=ciso, at=AT)
    assert places(registers.system(veldermeer, "S01")) == [4, None, None]


def test_every_change_stands_in_the_journal_with_what_it_was(veldermeer, ciso):
    add(veldermeer, ciso, P, "P01", availability=2)
    change(veldermeer, ciso, P, "P01", availability=3)
    change(veldermeer, ciso, P, "P01", availability=3)

    told = JournalLine.objects.filter(action="organisation.edit_registers").order_by("pk")
    assert [line.detail["after"].get("availability") for line in told] == [2, 3]
    assert told[1].detail["before"] == {"availability": 2}


def test_a_code_is_used_once_whatever_the_case(veldermeer, ciso):
    add(veldermeer, ciso, P, "P01")

    with pytest.raises(acts.AlreadyThereError):
        add(veldermeer, ciso, P, "p01")


def test_another_scale_moves_every_level_and_tells_what_it_was(veldermeer, ciso):
    add(veldermeer, ciso, P, "P01", availability=4, integrity=2)
    three = Scale(("laag", "midden", "hoog"), {1: 1, 2: 2, 3: 3, 4: 3}, Floors(None, 3))

    assert change_scale(organisation=veldermeer, scale=three, by=ciso, at=AT) == 1

    assert places(registers.process(veldermeer, "P01")) == [3, 2, None]
    last = JournalLine.objects.filter(action="organisation.edit_registers").latest("pk")
    assert last.detail["before"] == {"availability": 4}


@pytest.mark.parametrize(
    ("scale", "reason"),
    [
        (Scale(("a", "b"), {1: 1, 2: 2, 3: 2, 4: 2}), "labels"),
        (Scale(("a", "A", "c"), {1: 1, 2: 2, 3: 3, 4: 3}), "labels"),
        (Scale(("a", "b", "c"), {1: 1, 2: 2, 3: 3}), "mapping"),
        (Scale(("a", "b", "c"), {1: 3, 2: 2, 3: 1, 4: 3}), "mapping"),
        (Scale(("a", "b", "c"), {1: 1, 2: 2, 3: 3, 4: 3}, Floors(None, 4)), "floors"),
    ],
)
def test_a_scale_that_would_lose_levels_is_refused(veldermeer, ciso, scale, reason):
    with pytest.raises(ScaleRefusedError) as refused:
        change_scale(organisation=veldermeer, scale=scale, by=ciso, at=AT)

    assert refused.value.reason == reason


def test_the_registers_of_veldermeer_are_laid_once(veldermeer, ciso):
    anke = people.member(veldermeer, Role.PROCESS_OWNER)
    for _ in range(2):
        ensure_registers(veldermeer, ciso, AT)

    assert [len(registers.processes(veldermeer)), len(registers.systems(veldermeer))] == [10, 15]
    assert places(registers.system(veldermeer, "S04")) == [3, 3, 4]
    assert registers.system(veldermeer, "S15").levels[Aspect.CONFIDENTIALITY].origin is Origin.OVERRIDDEN
    assert [p.code for p in registers.system(veldermeer, "S12").problems] == ["BIV-03"]
    assert "P01" in {subject.code for subject in registers.owned_by(veldermeer, anke.pk)}
    assert registers.scope(veldermeer).statement


def test_nobody_reads_the_registers_of_another_organisation():
    veldermeer, other = people.organisation(VELDERMEER), people.organisation(ELSEWHERE)
    ciso = people.actor(people.member(veldermeer, Role.CISO))
    with within(veldermeer.pk):
        add(veldermeer, ciso, P, "P01")
        assert len(registers.processes(veldermeer)) == 1
    with within(other.pk):
        assert registers.processes(veldermeer) == []
        assert registers.processes(other) == []


@pytest.mark.parametrize("n", [1, 40])
def test_a_register_takes_the_same_number_of_queries_whatever_its_size(veldermeer, ciso, n, django_assert_num_queries):
    edits = [acts.Edit(P, f"P{i}", {"name": "x"}) for i in range(n)]
    edits += [acts.Edit(S, f"S{i}", {"name": "x", "processes": ["P0"]}) for i in range(n)]
    acts.save_entries(organisation=veldermeer, edits=edits, by=ciso, at=AT)

    with django_assert_num_queries(7):
        assert len(registers.systems(veldermeer)) == n


def test_the_statement_of_scope_is_journaled_once(veldermeer, ciso):
    for _ in range(2):
        set_statement(organisation=veldermeer, statement="Alles.", by=ciso, at=AT)

    assert JournalLine.objects.filter(action="organisation.scope_stated").count() == 1
