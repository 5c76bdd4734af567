"""A real OpenID Connect provider as a process beside the tests, with the people that a test names."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

START_SECONDS = 30


@contextmanager
def provider(people: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The address of the provider (the issuer); it knows these people by their `sub`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    users = [part for sub, claims in people.items() for part in ("--user-claims", json.dumps({"sub": sub, **claims}))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *users]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _answering(f"http://localhost:{port}")
    finally:
        process.terminate()
        process.wait(timeout=10)


def _answering(issuer: str) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urlopen(f"{issuer}/.well-known/openid-configuration", timeout=5):
                return issuer
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(issuer)
