"""The web worker: gunicorn's own, with threads, that takes in requests by itself and stops at once."""

from waarborg.interfaces.cli.receiving import ReceivingWorker


class Threads(ReceivingWorker):
    """What `waarborg serve` runs. Slow senders hold no thread, and stopping does not wait for who asks nothing."""
