"""Retention: only whole sealed batches that are past their time go, and the rest can still be proven."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.cast import AT, ELSEWHERE, VELDERMEER
from tests.people import actor, member, organisation
from waarborg.apps.base.actions import NotAllowedError, purge_journal, seal_journal, write_journal
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.queries import chain
from waarborg.apps.base.tenancy import within
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db
# the database also looks at its own clock
LONG_AGO, RECENTLY = datetime(2015, 1, 1, tzinfo=UTC), datetime.now(tz=UTC) - timedelta(days=300)


@pytest.fixture
def veldermeer():
    return organisation(VELDERMEER)


@pytest.fixture
def administrator(veldermeer):
    return actor(member(veldermeer, Role.ADMINISTRATOR))


def sealed(at, moment, by, sealed_at=None, n=2):
    with within(at.pk):
        for _ in range(n):
            write_journal(action="test.done", about="iets", by=by, at=moment, organisation_id=at.pk)
    seal_journal(at.pk, sealed_at or moment)


def purge(at, by, moment=AT):
    return purge_journal(organisation_id=at.pk, by=by, at=moment)


def test_old_batches_go_and_the_rest_is_still_proven(veldermeer, administrator):
    for moment in (LONG_AGO, LONG_AGO + timedelta(days=1), RECENTLY):
        sealed(veldermeer, moment, administrator)

    done = purge(veldermeer, administrator)

    assert (done.until_batch, done.lines) == (2, 4)
    with within(veldermeer.pk):
        found = chain.verify(veldermeer.pk, at=AT)
        assert (found.batches, found.purged, found.lines, found.faults) == (3, 2, 2, ())
    assert purge(veldermeer, administrator) is None


def test_clearing_leaves_a_line(veldermeer, administrator):
    sealed(veldermeer, LONG_AGO, administrator)
    purge(veldermeer, administrator)

    told = JournalLine.objects.get(organisation_id=veldermeer.pk, action="journal.purged")
    assert told.actor == administrator.name
    assert (told.detail["until_batch"], told.detail["lines"], told.detail["years"]) == (1, 2, 7)


def test_nothing_within_the_time_goes(veldermeer, administrator):
    sealed(veldermeer, RECENTLY, administrator)

    assert purge(veldermeer, administrator) is None
    assert JournalLine.objects.filter(action="test.done").count() == 2


def test_a_seal_with_a_false_date_does_not_make_young_lines_old(veldermeer, administrator):
    sealed(veldermeer, RECENTLY, administrator, sealed_at=LONG_AGO)

    assert purge(veldermeer, administrator) is None


def test_a_false_clock_does_not_make_young_lines_old(veldermeer, administrator):
    sealed(veldermeer, RECENTLY, administrator)

    assert purge(veldermeer, administrator, datetime(2099, 1, 1, tzinfo=UTC)) is None


def test_what_is_not_sealed_never_goes(veldermeer, administrator):
    with within(veldermeer.pk):
        write_journal(action="test.done", about="iets", by=administrator, at=LONG_AGO, organisation_id=veldermeer.pk)

    assert purge(veldermeer, administrator) is None


def test_who_may_not_clear_is_refused(veldermeer):
    with pytest.raises(NotAllowedError):
        purge(veldermeer, actor(member(veldermeer, Role.CISO)))


def test_the_database_refuses_to_clear_another_organisation(veldermeer):
    other = organisation(ELSEWHERE)
    refused = pytest.raises(ProgrammingError, match="not the organisation at work")
    with within(veldermeer.pk), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("SELECT base_journal_purge(%s, now(), 'iemand', NULL, 'ergens')", [other.pk])


def test_the_application_cannot_remove_lines_itself(veldermeer, administrator):
    sealed(veldermeer, RECENTLY, administrator)
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with within(veldermeer.pk), refused, transaction.atomic():
        JournalLine.objects.filter(organisation_id=veldermeer.pk).delete()
