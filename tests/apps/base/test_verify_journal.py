"""Verifying: whatever somebody with all rights on the database did to a sealed journal, it shows."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests.cast import AT, ELSEWHERE, VELDERMEER, ciso
from tests.people import organisation
from waarborg.apps.base.actions import seal_journal, write_journal
from waarborg.apps.base.models import JournalBatch, JournalLine
from waarborg.apps.base.queries import chain
from waarborg.apps.base.tenancy import within

pytestmark = pytest.mark.django_db
TABLES = ("base_journalline", "base_journalbatch")


@pytest.fixture
def veldermeer():
    """An organisation with three sealed batches of three lines."""
    made = organisation(VELDERMEER)
    for hour in range(3):
        write(made, 3)
        seal_journal(made.pk, AT + timedelta(hours=hour))
    return made


def write(at, n):
    with within(at.pk):
        for i in range(n):
            write_journal(action="test.done", about=f"ding {i}", by=ciso, at=AT, organisation_id=at.pk, detail={"n": i})


@contextmanager
def tampering():
    """As somebody who owns the tables and puts every guard aside."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        yield cursor
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


def faults(of, anchors=()):
    with within(of.pk):
        return [
            (fault.code, fault.batch) for fault in chain.verify(of.pk, at=datetime.now(tz=UTC), anchors=anchors).faults
        ]


def batch(of, number):
    return JournalBatch.objects.get(organisation_id=of.pk, number=number)


def line(of, number):
    return JournalLine.objects.filter(batch=batch(of, number)).order_by("id")[1]


def test_an_untouched_journal_is_whole(veldermeer):
    assert faults(veldermeer) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "'iemand anders'"),
        ("action", "'test.other'"),
        ("object", "'iets anders'"),
        ("result", "'refused'"),
        ("origin", "'elders'"),
        ("detail", "'{\"n\": 7}'::jsonb"),
        ("at", "at + interval '1 microsecond'"),
        ("person_id", "12"),
    ],
)
def test_a_changed_line_shows(veldermeer, column, value):
    with tampering() as cursor:
        cursor.execute(f"UPDATE base_journalline SET {column} = {value} WHERE id = %s", [line(veldermeer, 2).pk])  # noqa: S608

    assert faults(veldermeer) == [("content_changed", 2)]


def test_a_removed_line_shows(veldermeer):
    with tampering() as cursor:
        cursor.execute("DELETE FROM base_journalline WHERE id = %s", [line(veldermeer, 2).pk])

    assert faults(veldermeer) == [("lines_removed", 2)]


def test_a_line_that_was_added_to_a_sealed_batch_shows(veldermeer):
    with within(veldermeer.pk):
        write_journal(action="test.forged", about="x", by=ciso, at=AT, organisation_id=veldermeer.pk)
        JournalLine.objects.filter(action="test.forged").update(batch=batch(veldermeer, 1))

    assert faults(veldermeer) == [("lines_added", 1)]


def test_lines_that_changed_places_show(veldermeer):
    first, second = line(veldermeer, 1), line(veldermeer, 2)
    with tampering() as cursor:
        cursor.execute("UPDATE base_journalline SET batch_id = %s WHERE id = %s", [second.batch_id, first.pk])
        cursor.execute("UPDATE base_journalline SET batch_id = %s WHERE id = %s", [first.batch_id, second.pk])

    assert faults(veldermeer) == [("content_changed", 1), ("content_changed", 2)]


def test_a_batch_that_was_removed_with_its_lines_shows(veldermeer):
    gone = batch(veldermeer, 2).pk
    with tampering() as cursor:
        cursor.execute("DELETE FROM base_journalline WHERE batch_id = %s", [gone])
        cursor.execute("DELETE FROM base_journalbatch WHERE id = %s", [gone])

    assert ("batch_missing", 2) in faults(veldermeer)


def test_a_batch_that_was_removed_without_its_lines_shows(veldermeer):
    with tampering() as cursor:
        cursor.execute("DELETE FROM base_journalbatch WHERE id = %s", [batch(veldermeer, 3).pk])

    assert ("lines_without_batch", None) in faults(veldermeer)
    with tampering() as cursor:
        cursor.execute("DELETE FROM base_journalline WHERE organisation_id = %s", [veldermeer.pk])


@pytest.mark.parametrize("change", ["sealed_at = sealed_at + interval '1 day'", "sha256 = repeat('a', 64)"])
def test_a_changed_batch_shows(veldermeer, change):
    with tampering() as cursor:
        cursor.execute(f"UPDATE base_journalbatch SET {change} WHERE id = %s", [batch(veldermeer, 2).pk])  # noqa: S608

    assert ("content_changed", 2) in faults(veldermeer)


def test_batches_in_another_order_show(veldermeer):
    with tampering() as cursor:
        numbers = "CASE number WHEN 2 THEN 3 WHEN 3 THEN 2 ELSE number END + 100"
        cursor.execute(f"UPDATE base_journalbatch SET number = {numbers} WHERE organisation_id = %s", [veldermeer.pk])  # noqa: S608
        cursor.execute("UPDATE base_journalbatch SET number = number - 100 WHERE organisation_id = %s", [veldermeer.pk])

    assert ("chain_broken", 2) in faults(veldermeer)


def test_the_end_of_a_journal_that_was_cut_off_shows_against_a_head_kept_elsewhere(veldermeer):
    with within(veldermeer.pk):
        kept = chain.head(veldermeer.pk)
    last = batch(veldermeer, 3).pk
    with tampering() as cursor:
        cursor.execute("DELETE FROM base_journalline WHERE batch_id = %s", [last])
        cursor.execute("DELETE FROM base_journalbatch WHERE id = %s", [last])

    assert faults(veldermeer) == []
    assert faults(veldermeer, [kept]) == [("anchor_missing", 3)]


def test_a_journal_that_was_made_again_shows_against_a_head_kept_elsewhere(veldermeer):
    kept = chain.Head(veldermeer.pk, 2, "a" * 64)

    assert faults(veldermeer, [kept]) == [("anchor_differs", 2)]


def test_a_head_of_another_organisation_says_nothing_here(veldermeer):
    kept = chain.Head(organisation(ELSEWHERE).pk, 9, "a" * 64)

    assert faults(veldermeer, [kept]) == []
