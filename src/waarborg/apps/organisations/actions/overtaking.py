"""What is kept once for an organisation, and changed by two people at once: a form says what it showed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from waarborg.domain.merging import Merged, merge

Values = Mapping[str, Any]


class OvertakenError(Exception):
    """Somebody else changed the same since the form was opened. Nothing was saved.

    `now` is what stands, `merged` what would be changed and where that clashes, `by` and `at` who was last and when.
    """

    def __init__(self, now: Values, merged: Merged, by: str, at: datetime | None) -> None:
        super().__init__(", ".join(merged.clashes))
        self.now, self.merged, self.by, self.at = dict(now), merged, by, at


def catch_up(seen: Values | None, now: Values, sent: Values, *, by: str = "", at: datetime | None = None) -> Values:
    """What stands after the change. Without `seen` it holds whatever somebody else did. Raises OvertakenError."""
    if seen is None:
        return sent
    names = {**now, **sent}
    seen, now, sent = ({name: told.get(name) for name in names} for told in (seen, now, sent))
    merged = merge(seen, now, sent)
    if merged.clashes:
        raise OvertakenError(now, merged, by, at)
    return {**now, **merged.wanted}
