"""Two people at one entry of a register: nothing is overwritten unseen, and everything that changed is kept."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests import people
from tests.cast import AT, VELDERMEER
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.actions import registers as acts
from waarborg.apps.organisations.actions.leave import leave
from waarborg.apps.organisations.actions.scope import Scale, change_scale
from waarborg.apps.organisations.models import RegisterChange
from waarborg.apps.organisations.queries import registers
from waarborg.domain.biv import Floors
from waarborg.domain.permissions import Role
from waarborg.domain.registers import RegisterKind

P, S = RegisterKind.PROCESS, RegisterKind.SYSTEM


@pytest.fixture
def veldermeer(db):
    organisation = people.organisation(VELDERMEER)
    with within(organisation.pk):
        yield organisation


@pytest.fixture
def ciso(veldermeer):
    return people.actor(people.member(veldermeer, Role.CISO, name="Noor"))


@pytest.fixture
def iso(veldermeer):
    return people.actor(people.member(veldermeer, Role.ISO, name="Sam"))


@pytest.fixture
def system(veldermeer, ciso):
    values = {"name": "BRP", "note": "oud", "supplier": "X"}
    acts.add_entry(organisation=veldermeer, kind=S, code="S01", values=values, by=ciso, at=AT)
    return found(veldermeer)


def found(organisation, code="S01", kind=S):
    return registers.book(organisation).get(kind, code)


def save(organisation, by, seen, **values):
    """As a form does: every field of what was seen, some of them changed."""
    told = {**seen.values, **values}
    change = {"kind": seen.kind, "code": seen.code, "values": told, "seen_version": seen.version}
    return acts.change_entry(organisation=organisation, **change, by=by, at=AT)


def story(organisation, entry):
    return [(one.version, one.by, one.before, one.after) for one in registers.changes(organisation, entry)]


def test_two_people_who_change_other_fields_both_keep_theirs(veldermeer, ciso, iso, system):
    save(veldermeer, ciso, system, note="van Noor")
    save(veldermeer, iso, system, supplier="van Sam")

    now = found(veldermeer)
    assert (now.values["note"], now.values["supplier"], now.version) == ("van Noor", "van Sam", 3)
    assert story(veldermeer, now)[:2] == [
        (3, "Sam", {"supplier": "X"}, {"supplier": "van Sam"}),
        (2, "Noor", {"note": "oud"}, {"note": "van Noor"}),
    ]


def test_a_field_that_somebody_else_changed_is_not_overwritten(veldermeer, ciso, iso, system):
    save(veldermeer, ciso, system, note="van Noor", is_ot=True)

    with pytest.raises(acts.ConflictError) as refused:
        save(veldermeer, iso, system, note="van Sam", supplier="van Sam")

    assert refused.value.wanted == {"note": "van Sam", "supplier": "van Sam"}
    assert {name: one.by for name, one in refused.value.clashes.items()} == {"note": "Noor"}
    assert refused.value.entry.values["note"] == "van Noor"
    now = found(veldermeer)
    assert (now.values["note"], now.values["supplier"]) == ("van Noor", "X")

    save(veldermeer, iso, now, note="van ons")
    assert found(veldermeer).values["note"] == "van ons"


def test_the_same_change_twice_is_no_conflict_and_is_kept_once(veldermeer, ciso, iso, system):
    save(veldermeer, ciso, system, note="hetzelfde")

    assert save(veldermeer, iso, system, note="hetzelfde") is None
    assert found(veldermeer).version == 2


def test_what_was_changed_and_put_back_is_no_conflict(veldermeer, ciso, iso, system):
    save(veldermeer, ciso, system, note="even anders")
    save(veldermeer, ciso, found(veldermeer), note="oud")

    save(veldermeer, iso, system, note="van Sam")
    assert found(veldermeer).values["note"] == "van Sam"


def test_processes_of_a_system_are_guarded_as_well(veldermeer, ciso, iso, system):
    for code in ("P01", "P02"):
        acts.add_entry(organisation=veldermeer, kind=P, code=code, values={"name": code}, by=ciso, at=AT)
    save(veldermeer, ciso, system, processes=["P01"])

    with pytest.raises(acts.ConflictError) as refused:
        save(veldermeer, iso, system, processes=["P02"])

    assert list(refused.value.clashes) == ["processes"]
    assert found(veldermeer).values["processes"] == ["P01"]


def test_a_level_in_the_history_keeps_the_name_it_had(veldermeer, ciso, system):
    save(veldermeer, ciso, system, availability=4)
    three = Scale(("groen", "geel", "rood"), {1: 1, 2: 2, 3: 3, 4: 3}, Floors(None, 3))
    change_scale(organisation=veldermeer, scale=three, by=ciso, at=AT)

    newest, earlier, _added = registers.changes(veldermeer, found(veldermeer))
    assert newest.labels == {"availability": ["zeer hoog", "rood"]}
    assert earlier.labels == {"availability": ["", "zeer hoog"]}


def test_handing_over_is_a_change_that_others_see(veldermeer, ciso, iso, system):
    administrator = people.actor(people.member(veldermeer, Role.ADMINISTRATOR))
    save(veldermeer, ciso, system, owner=iso.member_id)
    seen = found(veldermeer)
    heirs = {"systems": ciso.member_id}
    leave(organisation=veldermeer, member_id=iso.member_id, heirs=heirs, handed_over={}, by=administrator, at=AT)

    with pytest.raises(acts.ConflictError):
        save(veldermeer, ciso, seen, owner=None)
    now = found(veldermeer)
    assert now.owner_id == ciso.member_id
    assert story(veldermeer, now)[0][2:] == ({"owner": iso.member_id}, {"owner": ciso.member_id})


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_lose_nothing():
    organisation = people.organisation(VELDERMEER)
    with within(organisation.pk):
        by = people.actor(people.member(organisation, Role.CISO))
        acts.add_entry(organisation=organisation, kind=S, code="S01", values={"name": "BRP"}, by=by, at=AT)
        seen = found(organisation)
    together = Barrier(2)

    def at_once(told):
        try:
            with within(organisation.pk):
                connection.ensure_connection()
                together.wait(timeout=10)
                save(organisation, by, seen, **told)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(at_once, ({"note": "de een"}, {"supplier": "de ander"})))

    with within(organisation.pk):
        now = found(organisation)
        assert (now.values["note"], now.values["supplier"], now.version) == ("de een", "de ander", 3)
        assert RegisterChange.objects.filter(entry=now.id).count() == 3
