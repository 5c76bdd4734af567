"""What commands print: one JSON document on standard output, everything for people on standard error or as text."""

import json
import sys
from typing import Any

import click


def say(message: str) -> None:
    """A message for a person, on standard error, so that it never mixes with what a script reads."""
    click.echo(message, err=True)


def print_json(document: Any) -> None:  # noqa: ANN401 - any JSON
    """The one JSON document of a command."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")


json_option = click.option("--json", "as_json", is_flag=True, help="Eén JSON-document op standaarduitvoer.")
