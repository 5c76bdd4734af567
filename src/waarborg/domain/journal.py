"""What a seal on the journal is: the canonical form of a line, and digests that rest on one another (ADR 25).

The canonical form is a JSON array in UTF-8 without spaces, keys in order, letters outside ASCII escaped, and a line
feed after it. A batch is a header followed by its lines in the order of their numbers; its digest is the SHA-256 of
that. The header holds the digest of the batch before it, so that no batch can change or go without the next noticing.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

BEGINNING = "0" * 64  # what the first batch rests on
PURGED = "journal.purged"  # the action that says up to which batch the lines were cleared

# what somebody who manages sign-in and rights may read of the journal, and nothing else (BIO2 5.18.01)
ACCESS_ACTIONS = ("account.", "access.", "members.", "sign_in.", "settings.", "journal.")

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode


@dataclass(frozen=True, slots=True)
class BatchHead:
    """What a batch says of itself."""

    organisation_id: int | None
    number: int
    sealed_at: datetime
    lines: int
    previous_sha256: str


def canonical(*values: Any) -> bytes:  # noqa: ANN401 - any JSON
    """The one way in which these values are written down."""
    return _encode(values).encode() + b"\n"


def moment(at: datetime) -> str:
    """A moment in UTC to the microsecond, always of the same length."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


class Seal:
    """The digest of one batch, line by line, so that a batch of any size needs no memory."""

    def __init__(self, head: BatchHead) -> None:
        self._sha256 = hashlib.sha256(
            canonical(head.organisation_id, head.number, moment(head.sealed_at), head.lines, head.previous_sha256)
        )
        self.lines = 0

    def add(self, line: tuple[Any, ...]) -> None:
        """The next line: its number, organisation, moment and the rest in the order of the table."""
        number, organisation_id, at, *rest = line
        self._sha256.update(canonical(number, organisation_id, moment(at), *rest))
        self.lines += 1

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()


def seal(head: BatchHead, lines: Iterable[tuple[Any, ...]]) -> str:
    """The digest of a batch whose lines are at hand."""
    sealing = Seal(head)
    for line in lines:
        sealing.add(line)
    return sealing.sha256
