"""When the embedded server stood still while it was in use, and why; kept beside its data, for who asks later."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

MOST = 50  # the newest; a disk that stays full is not to be filled by this


@dataclass(frozen=True, slots=True)
class Stop:
    """One time that the server was gone: from when that was noticed (UTC) until it was back, and the cause in words."""

    noticed: str
    back: str
    why: str

    @property
    def at(self) -> datetime:
        """When it was noticed."""
        return datetime.fromisoformat(self.noticed)


def note(data: Path, *, noticed: datetime, why: str) -> Stop:
    """Remember that the server was gone and is back."""
    stop = Stop(noticed.isoformat(timespec="seconds"), datetime.now(tz=UTC).isoformat(timespec="seconds"), why)
    lines = [json.dumps(asdict(one), ensure_ascii=False) for one in [*_all(data), stop][-MOST:]]
    fresh = _file(data).with_suffix(".new")
    fresh.write_text("\n".join(lines))
    fresh.replace(_file(data))
    return stop


def recent(data: Path, *, days: int = 7) -> list[Stop]:
    """Those of the last days, oldest first."""
    since = datetime.now(tz=UTC) - timedelta(days=days)
    return [stop for stop in _all(data) if stop.at >= since]


def _all(data: Path) -> list[Stop]:
    try:
        return [Stop(**json.loads(line)) for line in _file(data).read_text().splitlines()]
    except (OSError, ValueError, TypeError):
        return []  # never written, or cut off by a power cut: it is no more than a help


def _file(data: Path) -> Path:
    return data.with_name(f".{data.name}.stops")
