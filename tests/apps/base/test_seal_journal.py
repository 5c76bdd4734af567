"""Sealing: every line ends up in a batch whose digest rests on the batch before it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import AT, ELSEWHERE, VELDERMEER, ciso
from tests.people import organisation
from waarborg.apps.base.actions import seal_all, seal_journal, sealing, write_journal
from waarborg.apps.base.models import JournalBatch, JournalLine
from waarborg.apps.base.queries import chain
from waarborg.apps.base.tenancy import within
from waarborg.domain.journal import BEGINNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def veldermeer():
    return organisation(VELDERMEER)


def write(at, n=3):
    with within(at.pk):
        for i in range(n):
            write_journal(action="test.done", about=f"ding {i}", by=ciso, at=AT, organisation_id=at.pk, detail={"n": i})


def test_what_waits_is_sealed_and_what_is_sealed_stays(veldermeer):
    write(veldermeer)

    assert seal_journal(veldermeer.pk, AT) == 3
    assert seal_journal(veldermeer.pk, AT) == 0
    assert not JournalLine.objects.filter(organisation_id=veldermeer.pk, batch=None).exists()


def test_each_batch_rests_on_the_one_before(veldermeer):
    for _ in range(3):
        write(veldermeer)
        seal_journal(veldermeer.pk, AT)
    batches = list(JournalBatch.objects.filter(organisation_id=veldermeer.pk))

    assert [batch.number for batch in batches] == [1, 2, 3]
    assert [batch.previous_sha256 for batch in batches] == [BEGINNING, batches[0].sha256, batches[1].sha256]


def test_a_long_queue_becomes_several_batches(veldermeer, monkeypatch):
    monkeypatch.setattr(sealing, "LINES_PER_BATCH", 2)
    monkeypatch.setattr(sealing, "_TAKE", sealing._TAKE.replace("LIMIT 10000", "LIMIT 2"))
    write(veldermeer, 5)

    assert seal_journal(veldermeer.pk, AT) == 5
    assert [b.lines for b in JournalBatch.objects.filter(organisation_id=veldermeer.pk)] == [2, 2, 1]


def test_all_are_sealed_each_in_a_chain_of_its_own(veldermeer):
    elsewhere = organisation(ELSEWHERE)
    write(veldermeer, 2)
    write(elsewhere, 1)
    write_journal(action="test.done", about="van niemand", by=ciso, at=AT)

    with within(None):
        assert seal_all(AT) >= 4
    assert chain.waiting() == []
    assert {None, veldermeer.pk, elsewhere.pk} <= set(chain.journals())


def test_what_was_sealed_verifies(veldermeer):
    for moment in (AT, AT + timedelta(hours=1)):
        write(veldermeer)
        seal_journal(veldermeer.pk, moment)
    write(veldermeer, 2)

    with within(veldermeer.pk):
        found = chain.verify(veldermeer.pk, at=datetime.now(tz=UTC))
        assert (found.batches, found.lines, found.unsealed, found.faults) == (2, 6, 2, ())
        assert found.head == chain.head(veldermeer.pk).sha256
