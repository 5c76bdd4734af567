"""Work that takes longer than a visitor waits: it is put down here, and a worker takes it up (ADR 30).

A job is a row in our own database: it is there when the transaction of the act is there, and never without it.
It carries names and numbers of rows only, because the queue stands outside the wall.
"""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager

# A worker has connections of its own for fetching jobs. An act that runs in it still puts its jobs down in its own
# transaction: over another connection a job would be there, and be taken up, before the rows that it is about.
_jobs = JobManager(DjangoConnector())


def enqueue(task: str, **ids: int | str) -> int:
    """Let a worker do this task once the transaction ends; returns the number of the job. Equal ids run one by one."""
    lock = "/".join([task, *map(str, ids.values())])
    job: int = JobDeferrer(_jobs, app.configure_task(task, lock=lock).job).defer(**ids)
    return job


def withdraw(job: int) -> None:
    """Take back a job that no worker started yet; one that runs finds out by itself, at its next step."""
    _jobs.cancel_job_by_id(job)
