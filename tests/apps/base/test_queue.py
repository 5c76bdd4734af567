"""Work is put down in the transaction of the act, also when a worker does the act."""

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.testing import InMemoryConnector

from waarborg.apps.base.queue import enqueue

pytestmark = pytest.mark.django_db


def test_a_worker_puts_work_down_in_the_transaction_of_its_act():
    its_own = InMemoryConnector()  # stands for the connections with which a worker fetches
    with app.replace_connector(its_own):
        job = enqueue("reports.make", organisation_id=1, report_id=1)

    assert ProcrastinateJob.objects.filter(pk=job).exists()
    assert its_own.jobs == {}


def test_what_is_taken_back_leaves_no_work():
    with transaction.atomic():
        job = enqueue("reports.make", organisation_id=1, report_id=1)
        transaction.set_rollback(True)

    assert not ProcrastinateJob.objects.filter(pk=job).exists()
