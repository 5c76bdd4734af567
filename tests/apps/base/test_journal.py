"""The journal only grows: what was written stays as it was written."""

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from tests.cast import AT, ciso
from waarborg.apps.base.actions import write_journal
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within

pytestmark = pytest.mark.django_db
Refused = (InternalError, ProgrammingError)


@pytest.fixture
def line():
    write_journal(action="test.done", about="iets", by=ciso, at=AT, detail={"n": 1})
    return JournalLine.objects.latest("id")


def test_a_line_says_who_did_what_to_what_when_from_where_and_how_it_ended(line):
    assert (line.action, line.object, line.actor, line.origin, line.at, line.result, line.detail) == (
        "test.done",
        "iets",
        ciso.name,
        ciso.origin,
        AT,
        "done",
        {"n": 1},
    )


def test_a_line_cannot_be_changed(line):
    with pytest.raises(Refused, match="append-only"), transaction.atomic():
        JournalLine.objects.filter(pk=line.pk).update(actor="iemand anders")

    line.refresh_from_db()
    assert line.actor == ciso.name


def test_a_line_cannot_be_removed(line):
    with pytest.raises(Refused, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM base_journalline WHERE id = %s", [line.pk])

    assert JournalLine.objects.filter(pk=line.pk).exists()


def test_nobody_empties_the_journal(line):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE base_journalline ENABLE TRIGGER base_journal_no_truncate")
        with pytest.raises(Refused, match="append-only"), transaction.atomic():
            cursor.execute("TRUNCATE base_journalline")


@pytest.mark.parametrize("statement", ["TRUNCATE base_journalline", "DELETE FROM base_journalline"])
def test_the_application_has_no_right_to_remove_lines(line, statement):
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with within(None), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(statement)


@transaction.atomic
def failing_act():
    write_journal(action="test.undone", about="iets", by=ciso, at=AT)
    raise RuntimeError


def test_a_line_of_an_act_that_failed_is_not_there():
    with pytest.raises(RuntimeError):
        failing_act()

    assert not JournalLine.objects.filter(action="test.undone").exists()
