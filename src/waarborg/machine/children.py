"""Starting a program from a process that also forks, as the master of a web server does."""

import os
import subprocess
import threading
from collections.abc import Sequence
from typing import Any

_starting = threading.Lock()
# Starting a program waits for a pipe to be closed at its other end. A process that is forked at that moment has that
# end as well, and keeps it as long as it lives: we would wait for ever. So whoever forks waits until it is started.
os.register_at_fork(
    before=_starting.acquire, after_in_parent=_starting.release, after_in_child=_starting.release
)  # a program starts without these: they are for os.fork alone


def start(arguments: Sequence[str], **options: Any) -> "subprocess.Popen[bytes]":  # noqa: ANN401 - those of Popen
    """Start a program; nothing is forked meanwhile."""
    with _starting:
        return subprocess.Popen(arguments, **options)
