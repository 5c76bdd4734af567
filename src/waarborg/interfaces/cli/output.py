"""What commands print: one JSON document on standard output, everything for people on standard error or as text."""

import json
import sys
from typing import Any

import click


class NotDoneError(click.ClickException):
    """The command could not do what was asked; exit code 2."""

    exit_code = 2


def say(message: str) -> None:
    """A message for a person, on standard error, so that it never mixes with what a script reads."""
    click.echo(message, err=True)


_printed: list[bool] = []  # whether this command gave its document


def print_json(document: Any) -> None:  # noqa: ANN401 - any JSON
    """The one JSON document of a command."""
    # before the writing: half a document is not helped by a second one
    _printed.append(True)
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")


def print_refusal(message: str) -> None:
    """The document of a command that was not done, unless the command gave a document of its own."""
    if not _printed:
        print_json({"done": False, "problems": [{"where": "opdracht", "what": message}]})


json_option = click.option("--json", "as_json", is_flag=True, help="Eén JSON-document op standaarduitvoer.")
