"""What this process knows of a database that is gone: since when not to wait for it, why, and when to ask again."""

import threading
from enum import StrEnum

import psycopg
from django.db import OperationalError, connection
from psycopg_pool import PoolTimeout

from waarborg.machine import postgres

ANSWER_SECONDS = 2  # libpq takes no less
_is_known = threading.Event()


class Cause(StrEnum):
    """Why pages fail for want of a database."""

    FULL = "full"
    STOPPED = "stopped"  # the embedded one: it is being started again
    SILENT = "silent"


RETRY_SECONDS = {Cause.FULL: 60, Cause.STOPPED: 5, Cause.SILENT: 15}


def learn(error: BaseException) -> Cause:
    """Remember that there is no connection to be had, and say why."""
    if isinstance(error.__cause__, PoolTimeout):
        _is_known.set()
    if isinstance(error.__cause__, psycopg.errors.DiskFull):
        return Cause.FULL
    return Cause(postgres.silence())


def trouble() -> OperationalError | None:
    """Whether the database is still gone, when that is the last we know; asked anew, without waiting long."""
    if not _is_known.is_set():
        return None
    place = {**connection.get_connection_params(), "connect_timeout": ANSWER_SECONDS}
    try:
        psycopg.connect(**place).close()
    except psycopg.OperationalError as error:
        return OperationalError(str(error))
    _is_known.clear()
    return None
