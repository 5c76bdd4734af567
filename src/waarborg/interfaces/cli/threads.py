"""The web worker: gunicorn's own, with threads, that does not wait for who asks nothing."""

from gunicorn.workers.gthread import ThreadWorker


class Threads(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Stops as soon as what was asked is answered.

    Browsers open connections ahead, for what they may ask later. Gunicorn lets each of those live as long as a
    connection that was used, also while it stops: that made stopping take a quarter of a minute.
    """

    def murder_pending(self) -> None:
        """Close what was opened and not used in time; while stopping there is no time left."""
        if not self.alive:
            for connection in self.pending_conns:
                connection.timeout = 0.0
        super().murder_pending()

    def is_parent_alive(self) -> bool:
        """Also let go of the port when the server was killed: its successor needs it before we have answered all."""
        if super().is_parent_alive():
            return True
        self.alive = False  # else what only stands open would be waited for
        self.set_accept_enabled(False)
        for listener in self.sockets:
            listener.close()
        return False
