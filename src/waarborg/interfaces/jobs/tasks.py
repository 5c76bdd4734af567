"""The tasks of the workers. Each is one act, like a form or a command; an organisation's work goes inside its wall."""

import logging
from datetime import UTC, datetime

from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from waarborg.apps.assessments.actions.uploads import forget_old_uploads
from waarborg.apps.base.actions import seal_all
from waarborg.apps.organisations.actions.register_imports import forget_untold_sheets
from waarborg.apps.reports.actions import apart, freeze, make

STALLED_SECONDS = 20  # a worker that said nothing for so long is gone
KEEP_HOURS = 72  # of jobs that ended, for who looks into a complaint
DATABASE_AWAY = RetryStrategy(max_attempts=8, exponential_wait=2, retry_exceptions=[DatabaseError, InterfaceError])
SOMEBODY_WATCHES = 10  # goes before what has no priority, such as reports

logger = logging.getLogger(__name__)


def now() -> datetime:
    """The moment at which the worker acts."""
    return datetime.now(tz=UTC)


@app.task(name="reports.make", retry=DATABASE_AWAY)
def make_report(organisation_id: int, report_id: int) -> None:
    """Make one report that somebody asked for."""
    make.make_report(
        organisation_id=organisation_id,
        report_id=report_id,
        today=timezone.localdate(),
        clock=now,
        render=apart.render_apart,
    )


@app.task(name="reports.freeze", retry=DATABASE_AWAY, priority=SOMEBODY_WATCHES)
def freeze_round(organisation_id: int, closing_id: int) -> None:
    """Close one round that somebody asked to close."""
    freeze.freeze_round(organisation_id=organisation_id, closing_id=closing_id, today=timezone.localdate(), clock=now)


@app.periodic(cron="* * * * * */10")
@app.task(name="jobs.take_over", queueing_lock="jobs.take_over", pass_context=True)
async def take_over(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """What a worker left behind when it was killed goes back into the queue."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        if job.worker_id == context.job.worker_id:
            continue  # our own: we are late with our sign of life, on a machine that is busy, but we live
        try:
            await manager.retry_job(job)
        except ConnectorException:
            # another worker was first, or the same is waiting already; it must not keep the other jobs from going back
            logger.warning("job %s could not be put back", job.id, exc_info=True)


@app.periodic(cron="*/5 * * * *")
@app.task(name="journal.seal", queueing_lock="journal.seal")
def seal_journals(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Chain the new lines of every journal, so that nobody can change them unseen."""
    seal_all(now())


@app.periodic(cron="17 3 * * *")
@app.task(name="jobs.tidy", queueing_lock="jobs.tidy", pass_context=True)
async def tidy(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Every night: jobs that ended, sessions and attempts that ran out, sheets that nobody took over."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEEP_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
    await app.configure_task("jobs.forget").defer_async()


@app.task(name="jobs.forget", queueing_lock="jobs.forget")
def forget() -> None:
    """Sessions and counted attempts that ran out, and sheets that waited longer than a day."""
    call_command("clearsessions")
    forget_old_uploads(now())
    forget_untold_sheets(now())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM base_cache WHERE expires < now()")
