"""Timing: repeat, take the median and the 95th percentile, print a table that can be pasted into a note."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds per run of one act (or MiB, when `unit` says so), with the budget it is held against."""

    act: str
    budget: float | None
    runs: tuple[float, ...]
    unit: str = "s"

    @property
    def median(self) -> float:
        return statistics.median(self.runs)

    @property
    def p95(self) -> float:
        ordered = sorted(self.runs)
        return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def measure(act: str, budget: float | None, run: Callable[[], object], *, times: int = 7) -> Result:
    """Run `run` once to warm up and then `times` times."""
    run()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    return Result(act, budget, tuple(spent))


def table(results: list[Result]) -> str:
    """A Markdown table: act, budget, median, 95th percentile, number of runs."""
    lines = ["| act | budget | median | p95 | runs |", "|---|---|---|---|---|"]
    for result in results:
        budget = "" if result.budget is None else _amount(result.budget, result.unit)
        lines.append(
            f"| {result.act} | {budget} | {_amount(result.median, result.unit)} "
            f"| {_amount(result.p95, result.unit)} | {len(result.runs)} |"
        )
    return "\n".join(lines)


def _amount(value: float, unit: str) -> str:
    if unit == "s":
        return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"
    return f"{value:.0f} {unit}"
