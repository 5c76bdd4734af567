"""What time it is, asked here and passed on: the acts and the rules never ask."""

from datetime import UTC, date, datetime

from django.utils import timezone


def now() -> datetime:
    """The moment at which the visitor acts."""
    return datetime.now(tz=UTC)


def today() -> date:
    """The day it is in the Netherlands."""
    return timezone.localdate()
