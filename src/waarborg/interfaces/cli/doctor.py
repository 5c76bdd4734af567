"""`waarborg doctor`: is everything in order here, and if not, what to do."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.output import json_option, print_json
from waarborg.machine import folders, postgres, scanner, stops

PACKAGE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found and, when it is not in order, what to do."""

    check: str
    ok: bool
    found: str
    do: str = ""


@click.command()
@json_option
def doctor(as_json: bool) -> int:
    """Controleer of alles in orde is, en zeg wat te doen als dat niet zo is."""
    findings = list(_examine())
    if as_json:
        print_json({"ok": all(f.ok for f in findings), "checks": [asdict(f) for f in findings]})
    else:
        for finding in findings:
            click.echo(f"{'in orde ' if finding.ok else 'PROBLEEM'}  {finding.check}: {finding.found}")
            if finding.do:
                click.echo(f"          → {finding.do}")
    if all(finding.ok for finding in findings):
        return 0
    return 1 if _is_reached(findings) else 2


def _is_reached(findings: list[Finding]) -> bool:
    return any(finding.check == "database" and finding.ok for finding in findings)


def _examine() -> Iterator[Finding]:
    yield _python()
    yield from _data_folder()
    yield _assets()
    yield _messages()
    database = _guarded("database", _database)
    yield database
    if database.ok:
        yield _guarded("tabellen", _tables)
        yield _guarded("normen", _norms)
        yield _guarded("muur", _wall)
    yield _guarded("virusscanner", _scanner)


def _guarded(check: str, examine: Callable[[], Finding]) -> Finding:
    """A check that fails for a reason of its own is a finding, and never stops the other checks."""
    try:
        return examine()
    except bootstrap.expected_errors() as error:
        return Finding(check, ok=False, found="niet te gebruiken", do=str(error))
    except Exception as error:  # noqa: BLE001 - whatever is wrong here is what the person asks about
        do = bootstrap.database_trouble(error) or "Meld dit bij de makers."
        return Finding(check, ok=False, found=f"{type(error).__name__}: {error}", do=do)


def _scanner() -> Finding:
    address = os.environ.get("WAARBORG_SCANNER", "")
    if not address:
        return Finding("virusscanner", ok=True, found="niet ingesteld: bestanden worden niet gescand")
    try:
        return Finding("virusscanner", ok=True, found=scanner.version(address))
    except scanner.ScannerDownError as error:
        do = "Start clamd of verbeter WAARBORG_SCANNER; tot dan wordt geen bewijs aangenomen."
        return Finding("virusscanner", ok=False, found=f"{address}: {error}", do=do)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding("python", ok, version, "" if ok else "Gebruik Python 3.11, 3.12 of 3.13.")


def _data_folder() -> Iterator[Finding]:
    try:
        folder = folders.writable_home()
    except folders.FolderError as error:
        yield Finding("gegevensmap", ok=False, found=str(folders.home()), do=str(error))
        return
    yield Finding("gegevensmap", ok=True, found=str(folder))
    try:
        free = postgres.require_room(folder)
        yield Finding("ruimte", ok=True, found=f"{free // 2**20} MiB vrij")
    except folders.FolderError as error:
        yield Finding("ruimte", ok=False, found="te weinig", do=str(error))


def _assets() -> Finding:
    built = PACKAGE / "interfaces" / "web" / "static" / "built"
    files = [file for file in built.rglob("*.css") if file.stat().st_size] if built.is_dir() else []
    if files:
        return Finding("opmaak", ok=True, found=f"{len(files)} bestanden gebouwd")
    return Finding("opmaak", ok=False, found="niet gebouwd", do="Draai `make assets`.")


def _messages() -> Finding:
    sources = sorted((PACKAGE / "locale").glob("*/en/LC_MESSAGES/django.po"))
    stale = [file for file in sources if _is_stale(file)]
    if not stale:
        return Finding("vertalingen", ok=True, found="gecompileerd")
    names = ", ".join(file.parents[2].name for file in stale)
    return Finding("vertalingen", ok=False, found=f"niet gecompileerd: {names}", do="Draai `make messages`.")


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _database() -> Finding:
    kind = "eigen server (DATABASE_URL)" if os.environ.get("DATABASE_URL") else "ingebouwd"
    bootstrap.django_only()
    version = postgres.version_at(os.environ["DATABASE_URL"])
    ok = version >= postgres.OLDEST
    do = "" if ok else f"Werk de server bij naar PostgreSQL {postgres.OLDEST} of nieuwer."
    return Finding("database", ok, f"PostgreSQL {version}, {kind}{_stood_still()}", do)


def _stood_still() -> str:
    """That the embedded server was gone in the last week, when and why: it is back, but not for nothing."""
    data = postgres.data_in_use()
    recent = stops.recent(data) if data else []
    if not recent:
        return ""
    last = recent[-1]
    times = f"{len(recent)} keer" if len(recent) > 1 else "een keer"
    return f"; stond deze week {times} stil, het laatst op {last.at.astimezone():%d-%m-%Y om %H:%M} ({last.why})"


def _tables() -> Finding:
    try:
        bootstrap.require_known_tables()
    except bootstrap.NewerTablesError as error:
        return Finding("tabellen", ok=False, found="van een nieuwere Waarborg", do=str(error))
    pending = bootstrap.pending_migrations()
    if not pending:
        return Finding("tabellen", ok=True, found="bijgewerkt")
    do = "Elke andere opdracht werkt ze bij, bijvoorbeeld `waarborg norms list`."
    return Finding("tabellen", ok=False, found=f"{len(pending)} wijzigingen te gaan", do=do)


def _wall() -> Finding:
    """The wall between organisations: every table behind it, and the application as a role that cannot step over it."""
    from waarborg.apps.base.queries import wall

    do = {
        "missing": "Elke andere opdracht maakt de rol waarborg_app, bijvoorbeeld `waarborg norms list`.",
        "too_strong": "Neem de rol waarborg_app haar rechten af: NOSUPERUSER NOBYPASSRLS, en geen eigen tabellen.",
        "not_ours": "Geef de gebruiker in DATABASE_URL de rol: GRANT waarborg_app TO gebruiker.",
    }.get(wall.role_trouble())
    if do:
        return Finding("muur", ok=False, found="de rol van de applicatie klopt niet", do=do)
    if tables := wall.open_tables():
        return Finding("muur", ok=False, found=f"open: {', '.join(tables)}", do="Meld dit bij de makers.")
    return Finding("muur", ok=True, found="de applicatie werkt als waarborg_app, die geen tabel bezit")


def _norms() -> Finding:
    if bootstrap.pending_migrations():
        return Finding("normen", ok=False, found="nog geen tabellen", do="Draai `waarborg norms list`.")
    from waarborg.apps.norms import queries
    from waarborg.apps.norms.importers import content

    loaded = [f"{edition} ({edition.digest[:8]})" for edition in queries.editions()]
    if queries.is_loaded(content.fingerprint(folders.content())):
        return Finding("normen", ok=True, found=f"{len(loaded)} edities: {', '.join(loaded)}")
    do = "Elke andere opdracht laadt ze, bijvoorbeeld `waarborg norms list`."
    return Finding("normen", ok=False, found=f"{len(loaded)} edities, niet die van deze versie", do=do)
