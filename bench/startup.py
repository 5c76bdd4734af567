"""From the command to the first page on existing data, and the memory of a web worker."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psutil

from bench.timing import Result

PAGES = ("/", "/norm/", "/norm/bio2/1.3/", "/norm/bio2/1.3/5.17.01", "/norm/vergelijk?van=bio2@1.2&naar=bio2@1.3")
LIMIT_SECONDS = 60


def measure(home: str, *, times: int = 5) -> list[Result]:
    """Start `waarborg serve` on `home` several times; `home` already holds a database with the norms."""
    waarborg(home, "norms", "list")
    runs, memory = [], []
    for _ in range(times):
        seconds, mebibytes = _once(home)
        runs.append(seconds)
        memory.append(mebibytes)
    return [
        Result("process start to first page, existing data", 3, tuple(runs)),
        Result("memory per web worker after 50 pages (USS)", 150, tuple(memory), unit="MiB"),
    ]


def waarborg(home: str, *arguments: str) -> None:
    """Run one command to its end on `home`."""
    subprocess.run(
        [sys.executable, "-m", "waarborg", *arguments], env=_environment(home), check=True, stdout=subprocess.DEVNULL
    )


def _environment(home: str) -> dict[str, str]:
    environment = {**os.environ, "WAARBORG_HOME": home}
    environment.pop("DATABASE_URL", None)
    return environment


def _once(home: str) -> tuple[float, float]:
    port = _free_port()
    start = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "waarborg", "serve", "--port", str(port)],
        env=_environment(home),
        stderr=subprocess.DEVNULL,
    )
    try:
        _first_page(port, start)
        seconds = time.perf_counter() - start
        for index in range(50):
            _get(f"http://127.0.0.1:{port}{PAGES[index % len(PAGES)]}")
        workers = psutil.Process(server.pid).children()
        web = [w for w in workers if "postgres" not in w.name()]
        return seconds, max(w.memory_full_info().uss for w in web) / 2**20
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=LIMIT_SECONDS)


def _first_page(port: int, start: float) -> None:
    while time.perf_counter() - start < LIMIT_SECONDS:
        try:
            _get(f"http://127.0.0.1:{port}/")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("the server gave no page")


def _get(url: str) -> None:
    with urllib.request.urlopen(url, timeout=LIMIT_SECONDS) as answer:  # noqa: S310 - our own server
        answer.read()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
