"""What a worker left behind goes back into the queue, and nothing else does."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace

from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job

from waarborg.interfaces.jobs import tasks

ME, GONE = 1, 2


@dataclass
class Queue:
    """A manager of jobs that have no sign of life; `waiting` is one of which the like is in the queue already."""

    stalled: list[Job]
    waiting: int | None = None
    put_back: list[int | None] = field(default_factory=list)

    async def get_stalled_jobs(self, **_limits: object) -> list[Job]:
        return self.stalled

    async def retry_job(self, job: Job) -> None:
        if job.id == self.waiting:
            raise UniqueViolation(constraint_name="procrastinate_jobs_queueing_lock_idx_v1", queueing_lock=None)
        self.put_back.append(job.id)


def job(number: int, worker: int | None) -> Job:
    return Job(id=number, queue="default", lock=None, queueing_lock=None, task_name="reports.make", worker_id=worker)


def take_over(queue: Queue) -> list[int | None]:
    context = SimpleNamespace(app=SimpleNamespace(job_manager=queue), job=job(9, ME))
    asyncio.run(tasks.take_over.func(context, timestamp=0))
    return queue.put_back


def test_work_of_a_worker_that_is_gone_goes_back():
    assert take_over(Queue([job(1, GONE), job(2, None)])) == [1, 2]


def test_a_worker_that_is_late_takes_nothing_from_itself():
    assert take_over(Queue([job(1, ME), job(2, GONE)])) == [2]


def test_a_job_that_cannot_go_back_keeps_no_other_from_it():
    assert take_over(Queue([job(1, GONE), job(2, GONE)], waiting=1)) == [2]
