"""`waarborg serve` and `waarborg demo`: the web application, until it is told to stop."""

import errno
import gc
import os
import socket
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.output import say
from waarborg.machine import postgres

if TYPE_CHECKING:
    from waarborg.interfaces.cli.demo_people import Account

DEFAULT_PORT = 8000
HIGHEST_PORT = 65535
PORTS = click.IntRange(1, HIGHEST_PORT)
WORKERS = min(8, (os.cpu_count() or 1) + 1)  # one more than cores: measured with 50 people saving on two
THREADS = 4
GRACE_SECONDS = 30  # for what is being answered, such as an upload; who asks nothing is not waited for
_COLLECT_AFTER = (10_000, 20, 10)  # new objects, and rounds: a page of a table makes 100,000 at once and drops them
LETTING_GO_SECONDS = 2  # the workers of a killed server notice within one


class PortInUseError(click.ClickException):
    """Something else listens there already; exit code 2."""

    exit_code = 2


def _place(command: Callable[..., None]) -> Callable[..., None]:
    port = click.option("--port", default=DEFAULT_PORT, show_default=True, type=PORTS, help="Poort.")
    host = click.option("--host", default="127.0.0.1", show_default=True, help="Adres waarop wordt geluisterd.")
    return host(port(command))


@click.command()
@_place
def serve(host: str, port: int) -> None:
    """Start de webapplicatie, met de ingebouwde database tenzij DATABASE_URL is gezet."""
    _require_free(host, port)
    bootstrap.django()
    _listen(host, port, setup_code=_setup_code())


@click.command()
@_place
def demo(host: str, port: int) -> None:
    """Start de webapplicatie met gemeente Veldermeer als voorbeeld."""
    _require_free(host, port)
    bootstrap.django()
    from waarborg.interfaces.cli import demo, demo_people

    _print_accounts(demo.ensure(), demo_people.password())
    _listen(host, port)


def _print_accounts(accounts: "Sequence[Account]", password: str) -> None:
    widest = max(len(account.email) for account in accounts)
    say("Gemeente Veldermeer. Meld je aan als een van deze mensen:")
    for account in accounts:
        say(f"  {account.email:<{widest}}  {account.name}, {account.roles}")
    say(f"Wachtwoord van allemaal: {password}")
    say("Tweede stap: in de demo niet gevraagd. Proberen kan: Mijn account, Tweede stap.")


def _require_free(host: str, port: int) -> None:
    """Raises PortInUseError when something listens there, and still does after the time that a killed server takes."""
    family, _, _, _, address = _resolve(host, port)
    until = time.monotonic() + LETTING_GO_SECONDS
    while (error := _refused(family, address)) is not None:
        if error.errno != errno.EADDRINUSE or time.monotonic() > until:
            raise PortInUseError(_why(host, port, error)) from error
        time.sleep(0.1)


def _refused(family: int, address: Any) -> OSError | None:  # noqa: ANN401 - what socket.getaddrinfo says
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            return error
    return None


def _resolve(host: str, port: int) -> Any:  # noqa: ANN401 - what socket.getaddrinfo says
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise PortInUseError(f"Het adres {host} bestaat niet op deze machine. Probeer --host 127.0.0.1.") from error


def _why(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Poort {port} is al in gebruik, misschien door een andere Waarborg. "
            f"Stop die, of kies een andere: --port {port + 1 if port < HIGHEST_PORT else port - 1}."
        )
    if error.errno == errno.EACCES:
        return f"Poort {port} is alleen voor de beheerder van deze machine. Kies een poort vanaf 1024."
    return f"Op {host}:{port} kan Waarborg niet luisteren: {error.strerror}. Probeer --host 127.0.0.1."


def _setup_code() -> str | None:
    """With which the first account is made; None when there is one."""
    from waarborg.apps.accounts.actions import offer_setup

    return offer_setup(at=bootstrap.now())


def _listen(host: str, port: int, *, setup_code: str | None = None) -> None:
    bootstrap.work_as_application(bootstrap.OF_PAGES)
    shown = f"[{host}]" if ":" in host else host
    _application(f"{shown}:{port}", f"http://{_reachable(host)}:{port}/", setup_code).run()


def _reachable(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _begun(beside: Sequence[Any], url: str, setup_code: str | None) -> None:  # the worker is imported late
    say(f"Waarborg draait op {url}\nStoppen: Ctrl+C.")
    if setup_code is not None:
        say(f"Nog leeg. Richt in op {url}inrichten/ met code {setup_code} (één keer, 24 uur geldig).")
    for one in beside:
        one.start()


def _ended(beside: Sequence[Any]) -> None:
    for one in reversed(beside):  # the database last
        one.stop()


def _leave_out_of_collecting() -> None:
    """What is loaded now stays until the end: the collector of garbage need not walk over it in every process.

    It took a tenth of a second each time, in which every thread of the worker stood still; and walking over memory
    writes in it, so that workers no longer share it.
    """
    from django.urls import get_resolver

    _ = get_resolver().url_patterns  # every page, which would otherwise be loaded at the first visit
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


def _join() -> None:
    """Note that this process uses the database too, or the first one to end stops it under the others.

    What cannot be noted, because the disk is full, must not end it: gunicorn would stop the whole server.
    """
    try:
        postgres.join()
    except OSError as error:
        say(f"Een webproces kon niet noteren dat het de database gebruikt: {error.strerror}.")


def _application(bind: str, url: str, setup_code: str | None) -> Any:  # noqa: ANN401 - gunicorn ships no types
    from gunicorn.app.base import BaseApplication

    from waarborg.interfaces.cli.worker import Companion

    beside = [one for one in (bootstrap.keeper(), Companion()) if one]

    class Application(BaseApplication):  # type: ignore[misc]
        """Gunicorn with our settings instead of its own command line."""

        def load_config(self) -> None:
            settings = {
                "bind": bind,
                "workers": WORKERS,
                "threads": THREADS,
                "worker_class": "waarborg.interfaces.cli.web_worker.WebWorker",
                "preload_app": True,
                "graceful_timeout": GRACE_SECONDS,
                "loglevel": "warning",
                "post_fork": lambda _server, _worker: _join(),
                "when_ready": lambda _: _begun(beside, url, setup_code),
                "on_exit": lambda _: _ended(beside),
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Any:  # noqa: ANN401 - a WSGI application
            from waarborg.interfaces.cli.bootstrap import wsgi

            application = wsgi()
            _leave_out_of_collecting()
            return application

    return Application()
