"""The command line: `waarborg …`. Stable, scripts rely on it (`docs/handleiding/opdrachtregel.md`)."""

import signal
import sys
import traceback
from types import FrameType
from typing import ClassVar

import click

import waarborg
from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.output import print_refusal, say


class LazyGroup(click.Group):
    """Commands whose modules are imported only when they are used: `waarborg --help` stays instant."""

    commands_by_name: ClassVar = {
        "demo": "waarborg.interfaces.cli.serve:demo",
        "serve": "waarborg.interfaces.cli.serve:serve",
        "worker": "waarborg.interfaces.cli.worker:worker",
        "norms": "waarborg.interfaces.cli.norms:norms",
        "nulmeting": "waarborg.interfaces.cli.nulmeting:nulmeting",
        "journal": "waarborg.interfaces.cli.journal:journal",
        "account": "waarborg.interfaces.cli.account:account",
        "doctor": "waarborg.interfaces.cli.doctor:doctor",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands_by_name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        place = self.commands_by_name.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(__import__(module, fromlist=[name]), name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(waarborg.__version__, prog_name="waarborg")
def cli() -> None:
    """Waarborg: van norm naar nulmeting, maatregelen, audit en verantwoording."""


def run() -> None:
    """Run the command line; every failure becomes one clear message, exit code 2 and, if asked, one JSON document."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        code = cli(standalone_mode=False)
    except Exception as error:  # noqa: BLE001 - a script must be able to rely on exit code 2 and one document
        message = _told(error)
        if "--json" in sys.argv:
            print_refusal(message)
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception) -> str:
    """Tell people what went wrong, and return it."""
    message = _message(error)
    if isinstance(error, click.UsageError) and error.ctx is not None:
        say(error.ctx.get_usage())
    if message is None:
        traceback.print_exc()
        message = (
            f"Dit is een fout in Waarborg zelf ({type(error).__name__}: {error}). Meld hem met de regels hierboven."
        )
    say(message)
    return message


def _message(error: Exception) -> str | None:
    """What an expected failure says; None for one that nobody expected."""
    if isinstance(error, click.Abort):
        return "Afgebroken."
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, bootstrap.expected_errors()):
        return str(error)
    return bootstrap.database_trouble(error)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(143)  # an orderly exit, so that the embedded database stops too
