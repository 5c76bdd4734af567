"""What every act of a worker shares: what goes wrong in it is either for the queue, or for the people who wait."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError

logger = logging.getLogger(__name__)


class StoppedError(Exception):
    """Nobody waits for it any more: it was stopped, or is done already."""


def attempt(work: Callable[[], None], *, fail: Callable[[], None], what: str) -> None:
    """Do it. What fails in the database is raised, so that the queue tries again; for the rest `fail` tells it."""
    try:
        work()
    except StoppedError:
        return
    except (DatabaseError, InterfaceError):
        raise
    except Exception:
        logger.exception("%s went wrong", what)
        fail()
