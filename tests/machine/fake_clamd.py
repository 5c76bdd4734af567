"""A clamd that speaks the real protocol (zINSTREAM, zVERSION) on a port, and knows one virus: the EICAR test file."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LARGEST = 2 * 1024 * 1024


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zVERSION\0":
            self.wfile.write(b"ClamAV 1.4.1/27500/Mon Nov 23 10:00:00 2026\0")
        elif command == b"zINSTREAM\0":
            self.wfile.write(self._scanned() + b"\0")
        else:
            self.wfile.write(b"UNKNOWN COMMAND\0")

    def _scanned(self) -> bytes:
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > LARGEST:
                return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"


@contextmanager
def running() -> Iterator[str]:
    """The address of a scanner that answers for as long as the block lasts."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
