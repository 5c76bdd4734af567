"""`waarborg worker`: does the work that pages put in the queue, such as reports."""

import os
import signal
import subprocess
import sys
import threading
import time

import click

from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.output import say
from waarborg.machine import children

AT_ONCE = 2
GRACE_SECONDS = 20
LONGEST_PAUSE = 30
_LONG_ENOUGH = 60  # a worker that ran so long was healthy: its successor starts at once


@click.command()
def worker() -> None:
    """Doe het werk uit de wachtrij, zoals rapporten maken. `serve` en `demo` starten er zelf een; meer mag."""
    bootstrap.django()
    say("De worker wacht op werk.\nStoppen: Ctrl+C.")
    beside = [one for one in (bootstrap.keeper(), Companion()) if one]
    for one in beside:
        one.start()
    try:
        threading.Event().wait()
    except (KeyboardInterrupt, SystemExit):  # what Ctrl+C and SIGTERM become
        pass
    finally:
        for one in reversed(beside):  # the database last
            one.stop()


def under_watch() -> None:
    """The work itself, in a process that another watches: the tables are up to date, and it goes when that one goes."""
    bootstrap.django_only()
    bootstrap.require_known_tables()
    threading.Thread(target=_stop_with_watcher, daemon=True).start()
    _work()


def _work() -> None:
    bootstrap.work_as_application(bootstrap.OF_JOBS)
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params
    from procrastinate.psycopg_connector import PsycopgConnector

    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4)
    with app.replace_connector(connector) as connected:
        connected.run_worker(
            concurrency=AT_ONCE,
            update_heartbeat_interval=5,
            stalled_worker_timeout=GRACE_SECONDS,
            shutdown_graceful_timeout=GRACE_SECONDS,
            delete_jobs="successful",
        )


def _stop_with_watcher() -> None:
    """Who started us holds the other end of our input: it closes when that one goes, however that happened."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


class Companion:
    """The process that does the work: started again when it dies or loses its database, gone when we go."""

    def __init__(self) -> None:
        self._is_leaving = threading.Event()
        self._watch = threading.Thread(target=self._keep_running, daemon=True)

    def start(self) -> None:
        """From now on."""
        self._watch.start()

    def stop(self) -> None:
        """Let it finish what it does, for a while; what is left goes back into the queue."""
        self._is_leaving.set()
        if self._watch.is_alive():
            self._watch.join(timeout=GRACE_SECONDS + 5)

    def _keep_running(self) -> None:
        pause = 1
        while not self._is_leaving.is_set():
            started = time.monotonic()
            self._run_once()
            pause = 1 if time.monotonic() - started > _LONG_ENOUGH else min(pause * 2, LONGEST_PAUSE)
            self._is_leaving.wait(pause)

    def _run_once(self) -> None:
        process = children.start(  # a session of its own: Ctrl+C is for the server, which then tells us
            [sys.executable, "-m", "waarborg.interfaces.cli.worker"], stdin=subprocess.PIPE, start_new_session=True
        )
        while process.poll() is None:
            if self._is_leaving.wait(0.5):
                process.terminate()
                break
        try:
            process.wait(timeout=GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    under_watch()
