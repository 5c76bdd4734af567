"""The worker beside the server: started again when it dies, whatever the server does at that moment."""

import subprocess
import sys

# a program of its own: forking would split the threads of this one
FORK_WHILE_STARTING = """
import os, subprocess, threading
from waarborg.interfaces.cli.worker import Companion

begun, forked = threading.Event(), threading.Event()
waited = []

def start(*args, **kwargs):
    begun.set()
    waited.append(not forked.wait(0.5))
    raise SystemExit

subprocess.Popen = start
companion = Companion()
companion.start()
begun.wait()
child = os.fork()
if child == 0:
    os._exit(0)
forked.set()
os.waitpid(child, 0)
companion._watch.join()
print(waited)
"""


def test_nothing_is_forked_while_a_worker_is_being_started():
    """What is forked then keeps a pipe open for which the start waits: no worker would ever be started again."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORK_WHILE_STARTING],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stdout == "[True]\n", done.stderr
