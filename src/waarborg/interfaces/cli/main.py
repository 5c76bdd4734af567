"""The command line: `waarborg …`. Stable, scripts rely on it (`docs/handleiding/opdrachtregel.md`)."""

import signal
import sys
from types import FrameType
from typing import ClassVar

import click

from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.output import say


class LazyGroup(click.Group):
    """Commands whose modules are imported only when they are used: `waarborg --help` stays instant."""

    commands_by_name: ClassVar = {
        "demo": "waarborg.interfaces.cli.serve:demo",
        "serve": "waarborg.interfaces.cli.serve:serve",
        "norms": "waarborg.interfaces.cli.norms:norms",
        "nulmeting": "waarborg.interfaces.cli.nulmeting:nulmeting",
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
@click.version_option(package_name="waarborg")
def cli() -> None:
    """Waarborg: van norm naar nulmeting, maatregelen, audit en verantwoording."""


def run() -> None:
    """Run the command line; every expected failure becomes one clear message and exit code 2."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        code = cli(standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.Abort:
        say("Afgebroken.")
        code = 2
    except click.UsageError as error:
        error.show()
        code = 2
    except click.ClickException as error:
        say(error.format_message())
        code = 2
    except bootstrap.expected_errors() as error:
        say(str(error))
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(143)  # an orderly exit, so that the embedded database stops too
