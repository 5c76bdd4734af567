"""Kills every kind of process while people save: what was acknowledged is there, once and whole.

    python -m bench.kills --minutes 10

Every person sends the same change again until it is acknowledged, as the table in the browser does.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from random import SystemRandom
from typing import Any
from uuid import uuid4

import psutil

from bench.installation import Headers, Installation, free_port, kill

_random = SystemRandom()
ANSWER_SECONDS = 120  # a machine that is busy with other things; on a quiet one it is seconds
BETWEEN_SECONDS = 0.2  # two changes of one person
REST_SECONDS = (1.0, 4.0)
ROWS = (
    "SELECT a.slug, j.id FROM assessments_judgement j JOIN assessments_assessment a ON a.id = j.assessment_id "
    "WHERE j.ask = 'verdict' AND a.status = 'open' ORDER BY a.id, j.id LIMIT 40"
)
HALF = (
    "SELECT j.id FROM assessments_judgement j JOIN LATERAL (SELECT c.after, c.version FROM "
    "assessments_judgementchange c WHERE c.judgement_id = j.id ORDER BY c.id DESC LIMIT 1) last ON true "
    "WHERE j.version <> last.version OR j.explanation <> last.after->>'explanation'"
)
MISNUMBERED = (
    "SELECT judgement_id FROM assessments_judgementchange GROUP BY judgement_id "
    "HAVING count(*) <> count(DISTINCT version) OR max(version) - min(version) + 1 <> count(*)"
)
TOLD = "SELECT detail->>'batch' FROM base_journalline WHERE action = 'assessment.judge' AND detail ? 'batch'"


def web_worker(place: Installation) -> None:
    """One of the processes that answer pages."""
    kill(_random.choice(place.web_workers()))


def job_worker(place: Installation) -> None:
    """The process that makes reports."""
    kill(place.job_worker())


def backend(place: Installation) -> None:
    """One connection of the database; the database then restarts itself."""
    kill(_random.choice(place.backends()))


def postmaster(place: Installation) -> None:
    """The database; nothing of itself starts it again."""
    kill(place.postmaster())


def master(place: Installation) -> None:
    """The process that started the others, and it is started again at once."""
    assert place.server is not None
    kill(psutil.Process(place.server.pid))
    place.server.wait()
    place.start()


def everything(place: Installation) -> None:
    """As when the power fails, and the machine starts again."""
    assert place.server is not None
    server, database = psutil.Process(place.server.pid), place.postmaster()
    kill(server, *server.children(), database, *database.children())
    place.server.wait()
    place.start()


KINDS: tuple[Callable[[Installation], None], ...] = (web_worker, job_worker, backend, postmaster, master, everything)


@dataclass
class Savers:
    """People who save without end, and what was acknowledged to them."""

    place: Installation
    slug: str
    rows: list[int]
    before: set[str]  # what was stored before they came
    acknowledged: list[tuple[str, float, float]] = field(default_factory=list)  # batch, sent at, answered at
    unanswered: set[str] = field(default_factory=set)  # sent, and stopped before an answer came
    stop: threading.Event = field(default_factory=threading.Event)

    def save_on(self, headers: Headers) -> None:
        """Until told to stop."""
        while not self.stop.is_set():
            self._save_once(headers)
            self.stop.wait(BETWEEN_SECONDS)

    def _save_once(self, headers: Headers) -> None:
        """The same change again, until it is acknowledged."""
        batch, row = str(uuid4()), _random.choice(self.rows)
        self.unanswered.add(batch)
        while not self.stop.is_set():
            sent = time.monotonic()
            try:
                is_saved = self.place.save(self.slug, row, batch, headers)
            except (OSError, HTTPException):
                is_saved = False
            if is_saved:
                self.acknowledged.append((batch, sent, time.monotonic()))
                self.unanswered.discard(batch)
                return
            self.stop.wait(BETWEEN_SECONDS)

    def first_answer(self, since: float) -> float:
        """Seconds from `since` until something that was sent after it is acknowledged."""
        while True:
            answered = [done for _batch, sent, done in self.acknowledged[-200:] if sent > since]
            if answered:
                return min(answered) - since
            if time.monotonic() - since > ANSWER_SECONDS:
                raise TimeoutError(f"nothing was saved for {ANSWER_SECONDS} seconds:\n{self.place.log.read_text()}")
            time.sleep(0.02)


@contextmanager
def saving(place: Installation, people: int) -> Iterator[Savers]:
    """So many people save meanwhile."""
    with place.database() as opened:
        found = opened.execute(ROWS).fetchall()
        before = {batch for (batch,) in opened.execute("SELECT batch::text FROM assessments_judgementchange")}
    slug = found[0][0]
    savers = Savers(place, slug, [row for of, row in found if of == slug], before)
    headers = place.sign_in()
    threads = [threading.Thread(target=savers.save_on, args=[headers], daemon=True) for _ in range(people)]
    for thread in threads:
        thread.start()
    try:
        savers.first_answer(time.monotonic())
        yield savers
    finally:
        savers.stop.set()
        for thread in threads:
            thread.join(timeout=60)


def killed(savers: Savers, kind: Callable[[Installation], None]) -> float:
    """Kill one kind of process; the seconds until somebody could save again."""
    since = time.monotonic()
    kind(savers.place)
    savers.place.wait()  # a killed server's workers still answered: we want its successor
    ready = time.monotonic()
    return ready - since + savers.first_answer(ready)


def faults(savers: Savers) -> dict[str, list[Any]]:
    """What is wrong with what is stored, by kind; every list is empty when nothing is."""
    with savers.place.database() as opened:
        stored = [b for (b,) in opened.execute("SELECT batch::text FROM assessments_judgementchange")]
        told = [batch for (batch,) in opened.execute(TOLD)]
        half, misnumbered = opened.execute(HALF).fetchall(), opened.execute(MISNUMBERED).fetchall()
    acknowledged = {batch for batch, *_ in savers.acknowledged}
    ours = Counter(batch for batch in stored if batch not in savers.before)
    lines = Counter(batch for batch in told if batch not in savers.before)
    return {
        "lost": sorted(acknowledged - set(ours)),
        "doubled": sorted(batch for batch, times in (ours | lines).items() if times > 1),
        "half": half,
        "misnumbered": misnumbered,
        "saved and not told": sorted(set(ours) ^ set(lines)),
        "of nobody": sorted(set(ours) - acknowledged - savers.unanswered),
    }


def main() -> None:
    """Kill for some minutes, and say what it did; exit code 1 when something was lost, doubled or half."""
    arguments = argparse.ArgumentParser(prog="bench.kills", description=__doc__)
    arguments.add_argument("--minutes", type=float, default=10.0)
    arguments.add_argument("--people", type=int, default=8)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="waarborg-kills-", ignore_cleanup_errors=True) as folder:
        place = Installation(Path(folder) / "home", free_port())
        with place.running():
            with saving(place, given.people) as savers:
                seconds = _kill_for(savers, given.minutes * 60)
            place.wait()
            wrong, verified = faults(savers), place.command("journal", "verify")
    _report(seconds, savers, wrong, verified)
    sys.exit(1 if any(wrong.values()) or verified.returncode else 0)


def _kill_for(savers: Savers, seconds: float) -> dict[str, list[float]]:
    """The kinds in turn; the seconds that each cost."""
    until = time.monotonic() + seconds
    took: dict[str, list[float]] = {kind.__name__: [] for kind in KINDS}
    while time.monotonic() < until:
        for kind in KINDS:
            took[kind.__name__].append(killed(savers, kind))
            print(f"{kind.__name__}: {took[kind.__name__][-1]:.1f} s", file=sys.stderr)
            time.sleep(_random.uniform(*REST_SECONDS))
    return took


def _report(
    seconds: dict[str, list[float]],
    savers: Savers,
    wrong: dict[str, list[Any]],
    verified: "subprocess.CompletedProcess[str]",
) -> None:
    print(f"{'killed':<12} {'times':>5} {'median s':>9} {'longest s':>9}   until somebody could save again")
    for kind, took in seconds.items():
        print(f"{kind:<12} {len(took):>5} {statistics.median(took):>9.1f} {max(took):>9.1f}")
    print(f"\n{len(savers.acknowledged)} acknowledged, {len(savers.unanswered)} without an answer at the end")
    for kind, found in wrong.items():
        print(f"{kind}: {len(found)} {found[:5] if found else ''}")
    print(f"journal verify: {'in order' if verified.returncode == 0 else verified.stdout + verified.stderr}")


if __name__ == "__main__":
    main()
