"""`waarborg norms`: which norms there are, what they say, how they changed, and files in and out."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.editions import named_edition
from waarborg.interfaces.cli.output import NotDoneError, json_option, print_json, say
from waarborg.interfaces.cli.tables import print_table

if TYPE_CHECKING:
    from waarborg.apps.norms.shapes import ParsedEdition

_FORMATS = ("oscal", "oscal-mapping", "xlsx", "csv")


class _Norms(click.Group):
    """`import` has a module of its own, read only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "import"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name != "import":
            return super().get_command(ctx, cmd_name)
        from waarborg.interfaces.cli import norms_import

        command: click.Command = norms_import.import_
        return command


@click.group(cls=_Norms)
def norms() -> None:
    """Normen: lijst, inhoud, verschillen, import en export. Een norm heet NAAM@EDITIE, zoals bio2@1.3."""


@norms.command("list")
@json_option
def list_norms(as_json: bool) -> None:
    """Toon welke edities er zijn."""
    bootstrap.django()
    from waarborg.apps.norms import queries

    counts = queries.counts()
    found = [
        {
            "id": str(edition),
            "title": edition.title_nl,
            "title_en": edition.title_en,
            "publisher": edition.catalogue.publisher,
            "published_on": edition.published_on.isoformat() if edition.published_on else None,
            "items": sum(counts.get(edition.pk, {}).values()),
            "shipped": edition.catalogue.shipped,
        }
        for edition in queries.editions()
    ]
    if as_json:
        print_json({"editions": found})
        return
    rows = [[str(e[name] or "") for name in ("id", "title", "published_on", "items")] for e in found]
    print_table(["Norm", "Titel", "Datum", "Onderdelen"], rows)


@norms.command()
@click.argument("edition_id", metavar="ID")
@click.argument("number", required=False, metavar="[NUMMER]")
@json_option
def show(edition_id: str, number: str | None, as_json: bool) -> None:
    """Toon een norm, of één nummer ervan (5.1.1, 05.01.01 en 5.01.01 zijn hetzelfde)."""
    bootstrap.django()
    from waarborg.apps.norms.exporters import gather
    from waarborg.interfaces.cli import norms_show

    row = named_edition(edition_id)
    wanted = _number(row, number) if number else None
    found = gather.edition(row)
    document = norms_show.document(found, gather.ties(row), only=wanted)
    if as_json:
        print_json(document)
    elif wanted:
        norms_show.print_item(document["items"][0])
    else:
        norms_show.print_edition(document)


@norms.command()
@click.argument("old_id", metavar="VAN")
@click.argument("new_id", metavar="NAAR")
@json_option
def diff(old_id: str, new_id: str, as_json: bool) -> None:
    """Toon wat er van de ene editie werd in een latere, ook over de edities daartussen. Nooit op nummer vergeleken."""
    bootstrap.django()
    from waarborg.apps.norms.exporters import gather
    from waarborg.apps.norms.queries import steps
    from waarborg.interfaces.cli import norms_show

    old, new = named_edition(old_id), named_edition(new_id)
    try:
        found = steps.successions(old, new)
    except steps.UnrelatedEditionsError as error:
        raise NotDoneError(str(error)) from error
    changes = norms_show.changes(found, gather.edition(old), gather.edition(new))
    if as_json:
        print_json({"from": str(old), "to": str(new), "changes": changes})
    else:
        norms_show.print_changes(changes)


@norms.command()
@click.argument("edition_id", metavar="ID")
@click.argument("other_id", required=False, metavar="[NAAR]")
@click.option("--format", "to_format", type=click.Choice(_FORMATS), required=True, help="Soort bestand.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Bestand om te schrijven.")
@json_option
def export(edition_id: str, other_id: str | None, to_format: str, out: Path, as_json: bool) -> None:
    """Schrijf een norm naar een bestand; met twee normen en oscal-mapping: hoe de eerste de tweede werd."""
    if (to_format == "oscal-mapping") != bool(other_id):
        raise NotDoneError(
            "Twee normen horen bij --format oscal-mapping: norms export VAN NAAR --format oscal-mapping."
        )
    bootstrap.django()
    data = _mapping(edition_id, other_id) if other_id else _exported(edition_id, to_format)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise NotDoneError(f"{out} is niet te schrijven: {error.strerror}.") from error
    if as_json:
        print_json({"edition": edition_id, "to": other_id, "format": to_format, "file": str(out), "bytes": len(data)})
    else:
        say(f"{out} geschreven ({len(data) // 1024 + 1} kB).")


def _exported(edition_id: str, to_format: str) -> bytes:
    from waarborg.apps.norms.exporters import csv, gather, oscal_catalog, xlsx

    row = named_edition(edition_id)
    found: ParsedEdition = gather.edition(row)
    if to_format == "csv":
        return csv.export(found)
    relations = gather.relations(row)
    return xlsx.export(found, relations) if to_format == "xlsx" else oscal_catalog.export(found, relations)


def _mapping(old_id: str, new_id: str) -> bytes:
    from waarborg.apps.norms.exporters import gather, oscal_mapping
    from waarborg.apps.norms.queries import steps

    old, new = named_edition(old_id), named_edition(new_id)
    try:
        found = steps.successions(old, new)
        return oscal_mapping.export(gather.edition(old), gather.edition(new), found)
    except (steps.UnrelatedEditionsError, ValueError) as error:
        raise NotDoneError(str(error)) from error


def _number(row: Any, number: str) -> str:  # noqa: ANN401 - a row, as in `editions.py`
    from waarborg.apps.norms import queries

    try:
        return queries.item(row, number).number
    except queries.UnknownItemError as error:
        raise NotDoneError(str(error)) from error
