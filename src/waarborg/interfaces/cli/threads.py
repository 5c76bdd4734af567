"""The web worker: gunicorn's own, with threads, that takes in requests by itself and stops at once."""

from waarborg.interfaces.cli.receiving import ReceivingWorker


class Threads(ReceivingWorker):
    """What `waarborg serve` runs. Slow senders hold no thread, and stopping does not wait for who asks nothing."""

    def is_parent_alive(self) -> bool:
        """Also let go of the port when the server was killed: its successor needs it before we have answered all."""
        if super().is_parent_alive():
            return True
        self.alive = False  # else what only stands open would be waited for
        self.set_accept_enabled(False)
        for listener in self.sockets:
            listener.close()
        return False
