"""`make bench`: every budget that exists by now, on a database of its own, as a table with medians."""

import os
import platform
import sys
import tempfile
from pathlib import Path

from bench import acts, startup
from bench.timing import Result, table


def main() -> None:
    """Measure whole processes first, then acts and pages inside this one."""
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="waarborg-bench-", ignore_cleanup_errors=True) as folder:
        os.environ.pop("DATABASE_URL", None)
        home = str(Path(folder) / "home")
        os.environ["WAARBORG_HOME"] = home
        results += startup.measure(home)
        results += acts.commands(home, Path(folder))
        from waarborg.interfaces.cli import bootstrap

        bootstrap.django()
        for group in (acts.imports, acts.pages, acts.reports):
            for result in group():
                print(f"{result.act}: {result.median:.3f} {result.unit}", file=sys.stderr)
                results.append(result)
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n")
        print(table(results))


if __name__ == "__main__":
    main()
