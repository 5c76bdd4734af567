"""Whether the break-glass account was used is known at once, however long the journal is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import AT, VELDERMEER
from tests.people import organisation
from waarborg.apps.accounts.queries import BREAK_GLASS_USED, break_glass_uses
from waarborg.apps.base.models import JournalLine

pytestmark = pytest.mark.django_db


def test_its_uses_are_found_without_reading_the_rest_of_the_journal():
    town = organisation(VELDERMEER).pk
    common = {"organisation_id": town, "at": AT, "actor": "A", "origin": "web", "object": "", "result": "done"}
    JournalLine.objects.bulk_create(JournalLine(action="assessment.judge", **common) for _ in range(3000))
    used = JournalLine.objects.create(action=BREAK_GLASS_USED, **common)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE base_journalline")

    with CaptureQueriesContext(connection) as captured:
        assert break_glass_uses(town, since=AT - timedelta(days=30)) == (used,)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {captured.captured_queries[0]['sql']}")
        plan = str(cursor.fetchone())
    assert "journal_break_glass" in plan
