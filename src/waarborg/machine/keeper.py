"""Starts the embedded server again when it dies under the processes that use it."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from waarborg.machine import embedded, postgres

LOOK_SECONDS = 0.5
STOPPING_SECONDS = 5  # within which we are done too, when everything is told to stop at once
LONGEST_PAUSE = 15  # between two attempts: how long it takes at most after room was made on a full disk


class Keeper:
    """Looks whether the server on `data` runs, and starts it when it does not; tells what happens in words.

    It never gives up, for a full disk can be emptied, but tries less often. Several keepers of one folder do no harm.
    """

    def __init__(self, data: Path, tell: Callable[[str], object]) -> None:
        self._data = data
        self._tell = tell
        self._is_leaving = threading.Event()
        self._watch = threading.Thread(target=self._keep_running, daemon=True)

    def start(self) -> None:
        """From now on, until `stop` or the end of this process."""
        self._watch.start()

    def stop(self) -> None:
        """Leave the server as it is."""
        self._is_leaving.set()
        if self._watch.is_alive():
            self._watch.join()

    def _keep_running(self) -> None:
        while not self._is_leaving.wait(LOOK_SECONDS):
            if embedded.running(self._data) is None and not self._is_stopping_too():
                self._bring_back()

    def _is_stopping_too(self) -> bool:
        """Whether the server went because everything is being stopped: that is no outage.

        One that was told to stop leaves its database clean; one that died does not, and is not waited for.
        """
        return postgres.was_told_to_stop(self._data) and self._is_leaving.wait(STOPPING_SECONDS)

    def _bring_back(self) -> None:
        """Until it runs again, or we are told to leave."""
        noticed, pause, told = datetime.now(tz=UTC), LOOK_SECONDS, ""
        while not self._is_leaving.is_set():
            try:
                stop = postgres.restart(self._data, noticed=noticed)
            except postgres.DatabaseUnavailableError as error:
                if str(error) != told:
                    told = str(error)
                    self._say(f"De database staat stil. {told} Waarborg blijft het proberen.")
                pause = min(pause * 2, LONGEST_PAUSE)
                self._is_leaving.wait(pause)
            else:
                if stop is not None:
                    self._say(f"De database stond stil ({stop.why}) en draait weer.")
                return

    def _say(self, message: str) -> None:
        with suppress(OSError):  # nobody reads it, or it goes to a file on the same full disk
            self._tell(message)
