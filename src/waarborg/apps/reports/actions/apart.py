"""Making a report in a process of its own, which takes its memory along when it ends (ADR 39).

The engines of PDF and Word keep what they once needed, up to half a gigabyte for a hundred systems; and a worker must
outlive what goes wrong in one of them.
"""

import multiprocessing
import traceback
from multiprocessing.connection import Connection
from typing import Any

import django
from django.apps import apps

if not apps.ready:  # loaded ahead in the process that the others are forked from: see `_context`
    django.setup()

from waarborg.apps.reports.shapes import ReportData

_ENGINES = "waarborg.apps.reports.actions.write"  # loaded over there only: a quarter of what a worker holds


class NotMadeError(Exception):
    """The process ended without a report; the message says how, for the log."""


def _context() -> Any:  # noqa: ANN401 - a context of multiprocessing
    """Processes are forked from one that has nothing open and no threads, and has this module loaded already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, _ENGINES])
    return context


def render_apart(file_name: str, data: ReportData) -> bytes:
    """The report in this format, as `RENDERERS` makes it. Raises NotMadeError."""
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    with ours:
        process = context.Process(target=_render, args=(theirs, file_name, data), daemon=True)
        with theirs:
            process.start()
        try:
            made, told = ours.recv()
        except EOFError:
            made, told = None, "it ended without a word"
        process.join()
    if not isinstance(made, bytes):
        raise NotMadeError(f"{file_name}, exit code {process.exitcode}: {told}")
    return made


def _render(answer: Connection, file_name: str, data: ReportData) -> None:
    from waarborg.apps.reports.actions.write import RENDERERS  # noqa: PLC0415 - see `_ENGINES`

    try:
        answer.send((RENDERERS[file_name](data), ""))
    except Exception:  # noqa: BLE001 - whatever it is, the worker tells it in its log
        answer.send((None, traceback.format_exc()))
