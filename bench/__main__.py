"""`make bench`: every budget, on a database of its own that is filled first, as a table with medians."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import acts, fresh, startup, together
from bench.timing import Result, table

ALL_OF_GOVERNMENT = {"organisations": 1_700, "judgements": 10_000_000, "journal": 1_000_000}
A_SAMPLE = {"organisations": 100, "judgements": 500_000, "journal": 50_000}


def main() -> None:
    """Fill a database, measure whole processes, then acts and pages inside this one, then many people at once."""
    given = _given()
    sizes = ALL_OF_GOVERNMENT if given.full else A_SAMPLE
    with tempfile.TemporaryDirectory(prefix="waarborg-bench-", ignore_cleanup_errors=True) as folder:
        os.environ.pop("DATABASE_URL", None)
        home = str(Path(folder) / "home")
        os.environ["WAARBORG_HOME"] = home
        _fill(sizes)
        results = _measured(home, Path(folder), given)
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, load at the end {busy}")
    print(f"{', '.join(f'{n} {name}' for name, n in sizes.items())}\n")
    print(table(results))


def _measured(home: str, folder: Path, given: argparse.Namespace) -> list[Result]:
    results: list[Result] = [*fresh.apart(folder / "fresh"), *startup.measure(home), *acts.commands(home, folder)]
    from waarborg.interfaces.cli import bootstrap, serve

    bootstrap.django()
    bootstrap.wsgi()
    serve._leave_out_of_collecting()  # noqa: SLF001 - as the server does, or every act pays for what is loaded
    for group in (acts.imports, acts.reports, together.acts):
        for result in group():
            print(f"{result.act}: {result.median:.3f} {result.unit}", file=sys.stderr)
            results.append(result)
    return [*results, *together.with_server(given.people, given.seconds, given.pause)]


def _fill(sizes: dict[str, int]) -> None:
    """In a process of its own: what it needed does not count as our memory."""
    options = [part for name, n in sizes.items() for part in (f"--{name}", str(n))]
    subprocess.run([sys.executable, "-m", "bench.seed", *options], check=True)


def _given() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="bench", description=__doc__)
    arguments.add_argument("--full", action="store_true", help="1,700 organisations and 10 million judgements")
    together.add_to(arguments)
    return arguments.parse_args()


if __name__ == "__main__":
    main()
