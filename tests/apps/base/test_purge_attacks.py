"""Wiping fresh journal lines under the pretence of retention: what the database refuses, and what verifying finds."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.cast import AT, VELDERMEER
from tests.people import actor, member, organisation
from waarborg.apps.base.actions import purge_journal, seal_journal, write_journal
from waarborg.apps.base.models import JournalBatch, JournalLine
from waarborg.apps.base.queries import chain
from waarborg.apps.base.tenancy import within
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db
NOW = datetime.now(tz=UTC)  # the database looks at its own clock
LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)
TABLES = ("base_journalline", "base_journalbatch")


@pytest.fixture
def veldermeer():
    return organisation(VELDERMEER)


@pytest.fixture
def administrator(veldermeer):
    return actor(member(veldermeer, Role.ADMINISTRATOR))


@pytest.fixture
def fresh(veldermeer, administrator):
    """Three batches of two lines each, of a moment ago."""
    for seconds in (30, 20, 8):
        sealed(veldermeer, NOW - timedelta(seconds=seconds), administrator)
    return veldermeer


def sealed(at, moment, by):
    with within(at.pk):
        for _ in range(2):
            write_journal(action="test.done", about="iets", by=by, at=moment, organisation_id=at.pk)
    seal_journal(at.pk, moment)


def kept(of, *, moment=NOW):
    with within(of.pk):
        head = chain.head(of.pk)
    return chain.Head(of.pk, head.number, head.sha256, head.headers_sha256, head.years, moment)


def without_headers(head):
    """As a file of before the headers were kept."""
    return chain.Head(head.organisation_id, head.number, head.sha256, kept_at=head.kept_at)


def faults(of, *anchors):
    with within(of.pk):
        return {
            (fault.code, fault.batch) for fault in chain.verify(of.pk, at=datetime.now(tz=UTC), anchors=anchors).faults
        }


def wipe(of, *numbers, told=True, **forged):
    """As the owner of the tables, with every trigger off: as the retention would, with a line that says so."""
    batches = JournalBatch.objects.filter(organisation_id=of.pk, number__in=numbers)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        JournalLine.objects.filter(batch__in=batches).delete()
        batches.update(**{"purged_at": NOW, **forged})
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    if told:
        tell(of, until_batch=max(numbers), lines=2 * len(numbers))


def tell(of, *, at=NOW, **detail):
    last = JournalBatch.objects.get(organisation_id=of.pk, number=detail["until_batch"])
    JournalLine.objects.create(
        organisation_id=of.pk,
        at=at,
        actor="x",
        origin="x",
        action="journal.purged",
        object="x",
        result="done",
        detail={"sha256": last.sha256, "years": 7, **detail},
    )


def say_that_it_is_clearing():
    """What opened the triggers once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('waarborg.purging', 'on', true)")


def put_first(what):
    """As the owner of the database: a schema of one's own that is looked in before ours."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA evil")
        cursor.execute(what)
        cursor.execute("GRANT USAGE ON SCHEMA evil TO PUBLIC")
        cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA evil TO PUBLIC")
        cursor.execute("SET search_path = evil, pg_catalog, public")


# what the database refuses, also to its owner


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_owner_cannot_call_a_fresh_batch_cleared(fresh, number):
    say_that_it_is_clearing()
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        JournalBatch.objects.filter(organisation_id=fresh.pk, number=number).update(purged_at=NOW)


def test_old_lines_in_a_batch_that_was_sealed_just_now_cannot_go(veldermeer, administrator):
    with within(veldermeer.pk):
        write_journal(action="test.done", about="x", by=administrator, at=LONG_AGO, organisation_id=veldermeer.pk)
    seal_journal(veldermeer.pk, NOW)

    first = JournalBatch.objects.filter(organisation_id=veldermeer.pk, number=1)
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        first.update(purged_at=NOW)


def test_no_setting_lets_the_owner_remove_a_line(fresh):
    say_that_it_is_clearing()
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        JournalLine.objects.filter(organisation_id=fresh.pk).delete()


def test_an_old_batch_cannot_go_before_the_one_in_front_of_it(veldermeer, administrator):
    for _ in range(2):
        sealed(veldermeer, LONG_AGO, administrator)
    second = JournalBatch.objects.filter(organisation_id=veldermeer.pk, number=2)

    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        second.update(purged_at=NOW)


def test_a_fresh_line_that_was_put_in_a_cleared_batch_stays(veldermeer, administrator):
    sealed(veldermeer, LONG_AGO, administrator)
    purge_journal(organisation_id=veldermeer.pk, by=administrator, at=AT)
    with within(veldermeer.pk):
        write_journal(action="test.new", about="x", by=administrator, at=NOW, organisation_id=veldermeer.pk)
    new = JournalLine.objects.filter(action="test.new")
    new.update(batch=JournalBatch.objects.get(organisation_id=veldermeer.pk, number=1))

    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        new.delete()


def test_the_application_cannot_clear_without_leaving_the_line(veldermeer, administrator):
    sealed(veldermeer, LONG_AGO, administrator)
    with within(veldermeer.pk), connection.cursor() as cursor:
        cursor.execute("SELECT base_journal_purge(%s, now(), 'iemand', NULL, 'ergens')", [veldermeer.pk])

    told = JournalLine.objects.get(organisation_id=veldermeer.pk, action="journal.purged")
    assert (told.actor, told.detail["until_batch"]) == ("iemand", 1)
    assert faults(veldermeer) == set()


# what an owner who switches the triggers off cannot hide


@pytest.mark.parametrize("numbers", [(3,), (2, 3), (2,)])
def test_what_does_not_begin_at_the_first_batch_shows(fresh, numbers):
    wipe(fresh, *numbers, sealed_at=LONG_AGO)

    assert ("cleared_out_of_order", numbers[0]) in faults(fresh)


def test_young_batches_that_are_called_old_show_by_when_they_were_sealed(fresh):
    wipe(fresh, 1, 2, 3)

    assert faults(fresh) == {("cleared_too_early", number) for number in (1, 2, 3)}


def test_a_moment_of_clearing_in_the_future_makes_nothing_older(fresh):
    later = NOW + timedelta(days=9 * 365)
    wipe(fresh, 1, told=False, purged_at=later)
    tell(fresh, at=later, until_batch=1, lines=2)

    assert faults(fresh) == {("cleared_too_early", 1), ("cleared_in_future", 1)}


def test_a_clock_of_the_database_that_was_put_ahead_makes_nothing_older(fresh):
    later = NOW + timedelta(days=13 * 365)
    head = kept(fresh)
    wipe(fresh, 1, told=False, purged_at=later)
    tell(fresh, at=later, until_batch=1, lines=2)
    put_first("CREATE FUNCTION evil.now() RETURNS timestamptz LANGUAGE sql AS $$ SELECT timestamptz '2040-01-01' $$")

    assert ("cleared_too_early", 1) in faults(fresh, head)


def test_a_table_that_was_put_before_ours_hides_nothing(fresh):
    wipe(fresh, 1, 2, 3)
    put_first("CREATE TABLE evil.base_journalbatch (LIKE public.base_journalbatch)")

    assert ("cleared_too_early", 1) in faults(fresh)
    assert kept(fresh).number == 3


def test_a_function_that_was_put_before_ours_leaves_out_no_journal(fresh):
    put_first(
        "CREATE FUNCTION evil.base_journal_all() RETURNS TABLE (organisation_id bigint) LANGUAGE sql "
        "AS $$ SELECT 1 WHERE false $$"
    )

    assert fresh.pk in chain.journals()


@pytest.mark.parametrize("wrong", [{"lines": 1}, {"sha256": "a" * 64}, {"until_batch": 2}])
def test_a_line_that_tells_of_another_clearing_shows(fresh, wrong):
    wipe(fresh, 1, told=False, sealed_at=LONG_AGO)
    tell(fresh, **{"until_batch": 1, "lines": 2, **wrong})

    assert ("clearing_differs", wrong.get("until_batch", 1)) in faults(fresh)


@pytest.mark.parametrize("detail", [{"until_batch": "1"}, {"years": None}, {"lines": "veel"}])
def test_a_line_that_makes_no_sense_counts_for_nothing(fresh, detail):
    wipe(fresh, 1, told=False, sealed_at=LONG_AGO)
    JournalLine.objects.create(
        organisation_id=fresh.pk, at=NOW, actor="x", origin="x", action="journal.purged", result="done", detail=detail
    )

    assert ("cleared_without_line", 1) in faults(fresh)


# what only shows against a head that was kept elsewhere


def test_batches_that_were_also_given_an_old_seal_show_against_a_kept_head(fresh):
    head = kept(fresh)
    wipe(fresh, 1, 2, 3, sealed_at=LONG_AGO)

    assert faults(fresh) == set()  # who owns the database can make a whole journal anew; the head knows better
    assert faults(fresh, head) == {("anchor_headers_differ", 3)}


def test_a_head_without_headers_refuses_what_was_there_when_it_was_kept(fresh):
    head = without_headers(kept(fresh))
    wipe(fresh, 1, 2, 3, sealed_at=LONG_AGO)

    assert faults(fresh, head) == {("anchor_covers_cleared", number) for number in (1, 2, 3)}


def test_what_came_after_a_young_head_cannot_have_been_old(veldermeer, administrator):
    sealed(veldermeer, LONG_AGO, administrator)
    head = kept(veldermeer, moment=NOW - timedelta(days=7))
    sealed(veldermeer, NOW, administrator)
    wipe(veldermeer, 1, 2)

    assert ("anchor_covers_cleared", 2) in faults(veldermeer, head)


def test_a_retention_that_was_shortened_to_wipe_shows_against_a_kept_head(veldermeer, administrator):
    sealed(veldermeer, NOW - timedelta(days=800), administrator)
    head = kept(veldermeer)
    type(veldermeer).objects.filter(pk=veldermeer.pk).update(journal_years=1)
    purge_journal(organisation_id=veldermeer.pk, by=administrator, at=NOW)

    assert faults(veldermeer) == set()
    assert faults(veldermeer, head) == {("cleared_too_early", 1)}


def test_clearing_by_the_rules_agrees_with_heads_of_before_and_after(veldermeer, administrator):
    sealed(veldermeer, LONG_AGO, administrator)
    sealed(veldermeer, NOW, administrator)
    before = kept(veldermeer)
    purge_journal(organisation_id=veldermeer.pk, by=administrator, at=NOW)
    seal_journal(veldermeer.pk, NOW)

    assert faults(veldermeer, before, kept(veldermeer)) == set()
