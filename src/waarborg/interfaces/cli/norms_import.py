"""`waarborg norms import`: read a publisher's file, and say of every item what it is."""

from pathlib import Path
from typing import Any

import click

from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.output import json_option, print_json, say

_MATCHES = (
    ("verified", "precies de gepubliceerde tekst"),
    ("differs", "wijkt af"),
    ("unverifiable", "niet te controleren"),
    ("unknown", "onbekend nummer"),
    ("missing", "ontbreekt in het bestand"),
)
_ACTS = {
    "texts": ("officiële tekst van", "officiële tekst van"),
    "added": ("toegevoegd als", "zou worden toegevoegd als"),
    "present": ("was er al:", "is er al:"),
}
_SHOWN = 40
_DIFF_WORDS = 12
_PREVIEW = 10


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as", "as_edition", default="", metavar="ID", help="De editie waarvan dit de tekst is, of de eigen naam."
)
@click.option("--dry-run", is_flag=True, help="Laat zien wat er zou gebeuren; verandert niets.")
@click.option(
    "--map",
    "map_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Lees een tabel met deze kolomindeling.",
)
@click.option(
    "--save-map",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Maak van een tabel de kolomindeling om in te vullen; leest niets in.",
)
@json_option
def import_(
    file: Path, as_edition: str, dry_run: bool, map_file: Path | None, save_map: Path | None, as_json: bool
) -> int:
    """Lees een norm in uit een bestand van de uitgever.

    Herkent aan de inhoud: BIO-Markdown, het werkboek van CIP, bibliotheken van CISO Assistant, OSCAL, eigen exports en
    een norm in een tabel (Excel of CSV). Zijn de kolommen van een tabel niet duidelijk, dan vraagt Waarborg het.
    """
    bootstrap.django()
    from waarborg.apps.norms.actions import ImportRefusedError, import_norm
    from waarborg.apps.norms.formats.framework import MappingError, mapping
    from waarborg.apps.norms.importers import files
    from waarborg.apps.norms.shapes import UnreadableFileError

    try:
        data = _bytes(file, files.MAX_BYTES)
        if save_map is not None:
            return _save_map(save_map, files.draft(data, file.name), as_json=as_json)
        columns = mapping(map_file.read_text(encoding="utf-8", errors="replace")) if map_file else None
        outcome = import_norm(
            files.read(data, file.name, columns),
            as_edition=as_edition,
            dry_run=dry_run,
            by=bootstrap.actor(),
            at=bootstrap.now(),
            file_name=file.name,
        )
    except (UnreadableFileError, ImportRefusedError, MappingError) as refusal:
        _refuse(str(refusal), as_json=as_json)
        return 2
    bootstrap.count_tables()
    document = as_document(outcome)
    if as_json:
        print_json(document)
    else:
        _print_summary(document)
        if dry_run:
            _print_as_read([item.item for edition in outcome.editions for item in edition.items])
    return 1 if document["problems"] else 0


def _bytes(file: Path, limit: int) -> bytes:
    """The file, or one byte more than is allowed: a huge file is refused without filling the memory."""
    try:
        with file.open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise click.ClickException(f"{file} is niet te lezen: {error.strerror}.") from error


def _save_map(file: Path, mapping: Any, *, as_json: bool) -> int:  # noqa: ANN401 - the app's shape, as below
    """Write the mapping to fill in, and say what was recognised."""
    try:
        file.write_text(mapping.as_json(), encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file} is niet te schrijven: {error.strerror}.") from error
    if as_json:
        click.echo(mapping.as_json(), nl=False)
        return 0
    for sheet in mapping.sheets:
        click.echo(f"blad '{sheet.sheet}', koppen in rij {sheet.header_row}:" if sheet.sheet else "kolommen:")
        for column in sheet.columns:
            shown = "; ".join(column.examples)
            click.echo(f"  {column.column:<3} {column.heading[:30]:<30}  {column.meaning.value:<10}  {shown}")
    say(f"De kolomindeling staat in {file}. Vul bij '?' in wat de kolom is en haal weg wat niet bij de norm hoort.")
    return 0


def _print_as_read(items: list[Any]) -> None:
    """The first rows as they would be kept, so that a column in the wrong place is seen."""
    click.echo("\nZo gelezen:")
    for item in items[:_PREVIEW]:
        title = item.title.nl or item.title.en
        text = " ".join((item.official_text or item.summary.nl or item.summary.en).split())
        under = f", onder {item.parent}" if item.parent else ""
        click.echo(
            f"  {item.number} [{item.kind.value}{under}] {title[:60]}{' | ' if title and text else ''}{text[:80]}"
        )
    if len(items) > _PREVIEW:
        click.echo(f"  en nog {len(items) - _PREVIEW}")


def _refuse(message: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"kind": None, "edition": None, "items": [], "problems": [{"where": "bestand", "what": message}]})
    say(message)


def as_document(outcome: Any) -> dict[str, Any]:  # noqa: ANN401 - the app's shape, which cannot be imported before set-up
    """The outcome as scripts read it."""
    editions = [_edition(edition) for edition in outcome.editions]
    return {
        "kind": outcome.kind.value,
        "edition": editions[0]["id"] if editions else None,
        "dry_run": outcome.dry_run,
        "changed": outcome.changed,
        "editions": editions,
        "items": [_item(item, edition.id) for edition in outcome.editions for item in edition.items],
        "missing": [number for edition in outcome.editions for number in edition.missing],
        **{
            name: {"added": counts.added, "present": counts.present, "unresolved": counts.unresolved}
            for name, counts in (
                ("relations", outcome.relations),
                ("successions", outcome.successions),
                ("objects", outcome.objects),
            )
        },
        "problems": [{"where": problem.where, "what": problem.what} for problem in outcome.problems],
        "notes": [{"where": note.where, "what": note.what} for note in outcome.notes],
    }


def _edition(edition: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    counts = {word: sum(item.match == word for item in edition.items) for word, _ in _MATCHES}
    return {
        "id": edition.id,
        "title": edition.title,
        "act": edition.act,
        "agreement": edition.agreement,
        "items": len(edition.items),
        "counts": {**counts, "missing": len(edition.missing)},
        "missing": list(edition.missing),
    }


def _item(found: Any, edition: str) -> dict[str, Any]:  # noqa: ANN401 - as above
    item = found.item
    return {
        "number": item.number,
        "kind": item.kind.value,
        "status": item.status.value,
        "edition": edition,
        "where": item.where,
        "moved_to": list(item.moved_to),
        "refers_to": item.refers_to or None,
        "bbn": item.bbn or None,
        "roles": list(item.roles),
        "categories": list(item.categories),
        "sha256": item.sha256 or None,
        "match": found.match.value if found.match else None,
        "cosmetic": found.is_cosmetic,
        "attached": found.attached,
        "text_of": list(found.text_of),
        "compared_with": found.compared_with or None,
        "diff": [{"kind": part.kind, "words": part.words} for part in found.diff],
        "doubts": [dict(doubt) for doubt in found.doubts],
    }


def _print_summary(document: dict[str, Any]) -> None:
    if document["dry_run"]:
        click.echo("Proef: er is niets veranderd.\n")
    for edition in document["editions"]:
        word = _ACTS[edition["act"]][document["dry_run"]]
        sure = f", {edition['agreement']:.0%} van de teksten is gelijk" if edition["agreement"] is not None else ""
        click.echo(f"{word} {edition['id']} ({edition['title']}){sure}")
        click.echo(f"  {edition['items']:>5}  onderdelen in het bestand")
        for match, label in _MATCHES:
            if edition["counts"][match]:
                click.echo(f"  {edition['counts'][match]:>5}  {label}")
    for name, label in (("relations", "relaties"), ("successions", "afstamming"), ("objects", "losse onderdelen")):
        counts = document[name]
        if any(counts.values()):
            click.echo(
                f"{label}: {counts['added']} nieuw, {counts['present']} al aanwezig, {counts['unresolved']} zonder eind"
            )
    _print_differences(document["items"])
    _print_listed("Let op", document["problems"])
    _print_listed("Ter informatie", document["notes"])
    if not document["changed"]:
        click.echo("\nEr was niets nieuws.")


def _print_differences(items: list[dict[str, Any]]) -> None:
    differing = [item for item in items if item["match"] == "differs" and not item["cosmetic"]]
    shown = [item for item in differing if item["diff"] or item["doubts"]]
    if shown:
        click.echo("\nVerschillen ([-weg-] {+erbij+}):")
    for item in shown[:_SHOWN]:
        against = f" (vergeleken met {item['compared_with']})" if item["diff"] else ""
        click.echo(f"  {item['edition']} {item['number']}{against}: {_marked(item['diff'])}")
        for doubt in item["doubts"]:
            click.echo(f"    twijfel: {doubt.get('nl', '')} [{doubt.get('source', '')}]")
    if len(shown) > _SHOWN:
        click.echo(f"  en nog {len(shown) - _SHOWN}; zie --json")


def _marked(diff: list[dict[str, str]]) -> str:
    words = []
    for part in diff:
        if part["kind"] == "same":
            same = part["words"].split()
            long = len(same) > _DIFF_WORDS
            words.append(" ".join([*same[: _DIFF_WORDS // 2], "…", *same[-_DIFF_WORDS // 2 :]] if long else same))
        else:
            words.append(f"[-{part['words']}-]" if part["kind"] == "removed" else f"{{+{part['words']}+}}")
    return " ".join(words)


def _print_listed(title: str, found: list[dict[str, str]]) -> None:
    if found:
        click.echo(f"\n{title} ({len(found)}):")
    for line in found[:_SHOWN]:
        click.echo(f"  {line['where']}: {line['what']}")
    if len(found) > _SHOWN:
        click.echo(f"  en nog {len(found) - _SHOWN}; zie --json")
