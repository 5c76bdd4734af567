"""What each process of `waarborg serve` runs: waitress, under gunicorn, which starts, restarts and stops processes."""

import logging
import os
import time
from typing import Any

from django.conf import settings
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from waarborg.interfaces.cli.channels import CONNECTIONS, IN_MEMORY, LARGEST_HEADERS, Server

_TURN_SECONDS = 0.5  # within which a worker notices that it must stop, or that its server was killed
_MEGABYTE = 1024 * 1024


class WebWorker(Worker):  # type: ignore[misc]  # gunicorn ships no types
    """A process with one loop that receives and sends, and threads that answer."""

    def run(self) -> None:
        """Answer until told to stop or the server is gone, and then finish what is being answered."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # waiting for a thread is no news
        self.connections: dict[int, Any] = {}
        dispatcher = ThreadedTaskDispatcher()
        dispatcher.set_thread_count(self.cfg.threads)
        servers = [self._server(listener.sock, dispatcher) for listener in self.sockets]
        while self.alive and os.getppid() == self.ppid:
            self._turn()
        self._finish(servers)
        dispatcher.shutdown(timeout=1)  # those that wait for work end at once

    def _server(self, listener: Any, dispatcher: ThreadedTaskDispatcher) -> Server:  # noqa: ANN401 - a socket
        return Server(
            self.wsgi,
            map=self.connections,
            _sock=listener,
            dispatcher=dispatcher,
            adj=_adjustments(self.cfg.backlog),
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        )

    def _turn(self) -> None:
        self.notify()
        wasyncore.loop(timeout=_TURN_SECONDS, use_poll=True, map=self.connections, count=1)

    def _finish(self, servers: list[Server]) -> None:
        for server in servers:
            server.stop()
        until = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < until:
            for server in servers:
                server.end_idle()
            if not any(server.active_channels for server in servers):
                return
            self._turn()


def _adjustments(backlog: int) -> Adjustments:
    return Adjustments(
        ident=None,
        backlog=backlog,
        connection_limit=CONNECTIONS,
        cleanup_interval=1,
        recv_bytes=64 * 1024,
        inbuf_overflow=IN_MEMORY,
        max_request_header_size=LARGEST_HEADERS,
        max_request_body_size=settings.REQUEST_MEGABYTES * _MEGABYTE + 1,  # less for strangers: see Request
        outbuf_high_watermark=settings.REQUEST_MEGABYTES * _MEGABYTE,  # so that no file of ours holds a thread
        log_socket_errors=False,  # strangers who go away are no news
        clear_untrusted_proxy_headers=False,  # Django knows whether there is a proxy
    )
