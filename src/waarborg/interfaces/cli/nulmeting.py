"""`waarborg nulmeting`: the sheet to fill in, and the main job: sheet in, report out."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import click

from waarborg.domain.assessments import Level
from waarborg.domain.organisations import Layer
from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.editions import named_edition
from waarborg.interfaces.cli.output import NotDoneError, json_option, print_json, say
from waarborg.machine.folders import in_dutch

if TYPE_CHECKING:
    from waarborg.apps.assessments.shapes import Sheet

language_option = click.option(
    "--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Taal van wat wordt gemaakt."
)

_LONGEST_NAME = 200


@click.group()
def nulmeting() -> None:
    """Nulmeting: het werkblad om in te vullen, en het rapport dat eruit komt."""


@nulmeting.command()
@click.argument("edition_id", metavar="ID")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Het werkblad (.xlsx).")
@language_option
@json_option
def template(edition_id: str, out: Path, language: str, as_json: bool) -> None:
    """Maak een werkblad om de nulmeting van norm ID in te vullen."""
    bootstrap.django()
    from waarborg.apps.assessments.exporters import template as workbook

    if out.suffix.lower() != ".xlsx":
        raise NotDoneError(f"{out.name} eindigt niet op .xlsx; het werkblad is een Excel-bestand.")
    edition = named_edition(edition_id)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        judged = workbook.write(out, edition, language=language)
    except OSError as error:
        raise NotDoneError(f"{out} is niet te schrijven: {error.strerror}.") from error
    if as_json:
        print_json({"norm": edition_id, "file": str(out), "language": language, "counted": judged})
    else:
        click.echo(f"{out}: werkblad voor {edition_id}, {judged} eisen om te beoordelen.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked on the command line."""

    file: Path
    norm: str
    organisation: str
    layer: str
    out: Path
    status_means: str | None
    language: str
    reference_date: datetime | None
    mapping: Path | None


map_option = click.option(
    "--map",
    "mapping",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Indeling: wat de kolommen en woorden betekenen. Maak er een met: nulmeting map --out.",
)
means_option = click.option(
    "--status-means",
    type=click.Choice([level.value for level in Level]),
    help="Wat één statuskolom betekent.  [standaard: opzet]",
)


@nulmeting.command()
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
@click.option("--norm", required=True, metavar="ID", help="De norm van het werkblad, zoals bio2@1.3.")
@click.option("--organisation", required=True, metavar="NAAM", help="Naam van de organisatie.")
@click.option("--layer", required=True, type=click.Choice([layer.value for layer in Layer]), help="Bestuurslaag.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Map voor het rapport.")
@means_option
@map_option
@language_option
@click.option("--reference-date", type=click.DateTime(["%Y-%m-%d"]), help="Peildatum, JJJJ-MM-DD.")
@json_option
def run(as_json: bool, **asked: Any) -> int:  # noqa: ANN401 - click fills in the order
    """Lees het ingevulde werkblad, bewaar de nulmeting en maak het rapport (PDF, Word, Excel, OSCAL)."""
    order = Order(**asked)
    _require_name(order.organisation)
    bootstrap.django()
    from waarborg.interfaces.cli import nulmeting_output

    try:
        document = _run(order)
    except NotDoneError as refusal:
        if as_json:
            print_json(nulmeting_output.refusal(order.organisation, order.norm, refusal))
        raise
    if as_json:
        print_json(document)
    else:
        nulmeting_output.show(document)
    return 1 if document["problems"] else 0


@nulmeting.command("map")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
@click.option("--norm", required=True, metavar="ID", help="De norm van het werkblad, zoals bio2@1.3.")
@click.option("--organisation", metavar="NAAM", default="", help="Kijk ook naar de bewaarde indelingen van NAAM.")
@means_option
@map_option
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="De indeling om in te vullen (.json).")
@json_option
def map_command(as_json: bool, out: Path | None, **asked: Any) -> int:  # noqa: ANN401 - click fills in the rest
    """Laat zien hoe het werkblad gelezen zou worden, en bewaar niets."""
    bootstrap.django()
    from waarborg.interfaces.cli import nulmeting_map, reading

    edition = named_edition(asked["norm"])
    draft = reading.draft(
        asked["file"],
        edition,
        means=asked["status_means"],
        mapping=asked["mapping"],
        organisation=asked["organisation"],
    )
    if out is not None:
        nulmeting_map.write(out, draft)
    if as_json:
        print_json(nulmeting_map.as_document(asked["file"], asked["norm"], draft, out))
    else:
        nulmeting_map.show(draft, out)
    return 0 if draft.is_certain else 1


def _require_name(organisation: str) -> None:
    if not organisation.strip():
        raise NotDoneError("Geef de naam van de organisatie: --organisation 'Gemeente Veldermeer'.")
    if len(organisation.strip()) > _LONGEST_NAME or not organisation.isprintable():
        raise NotDoneError(
            f"De naam van de organisatie is langer dan {_LONGEST_NAME} tekens, of heeft tekens die geen tekst zijn."
        )


def _require_writable(folder: Path) -> None:
    """Before anything is kept: a round without its report is half done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise NotDoneError(
            f"In {folder} is niet te schrijven: {in_dutch(error)}. Kies met --out een map waarin je mag schrijven."
        ) from error


def _run(order: Order) -> dict[str, Any]:
    from django.utils import timezone

    from waarborg.apps.assessments.importers import checks
    from waarborg.interfaces.cli import nulmeting_output, reading

    at = bootstrap.now()
    edition = named_edition(order.norm)
    say(f"Lezen: {order.file.name} …")
    sheet = reading.sheet(
        order.file, edition, means=order.status_means, mapping=order.mapping, organisation=order.organisation.strip()
    )
    today = timezone.localdate(at)
    asked = order.reference_date
    on, sheet = (asked.date(), sheet) if asked else checks.reference_day(sheet, today=today)
    sheet = checks.compare_name(sheet, order.organisation)
    sheet = checks.compare_layer(sheet, order.organisation.strip(), Layer(order.layer))
    _require_writable(order.out)
    assessment = _store(order, edition, sheet, on, at)
    say("Rapport maken: PDF, Word, Excel, OSCAL …")
    files = _reports(order, assessment, today, at)
    return nulmeting_output.as_document(assessment, files)


def _store(order: Order, edition: Any, sheet: "Sheet", on: date, at: datetime) -> Any:  # noqa: ANN401 - a row, as in `editions.py`
    from waarborg.apps.assessments.actions import store_assessment
    from waarborg.apps.assessments.shapes import Round

    round_ = Round(
        organisation=order.organisation.strip(),
        layer=Layer(order.layer),
        reference_on=on,
        file_name=order.file.name,
        file_sha256=sheet.file_sha256,
    )
    return store_assessment(round_=round_, edition=edition, sheet=sheet, by=bootstrap.actor(), at=at)


def _reports(order: Order, assessment: Any, today: date, at: datetime) -> list[Path]:  # noqa: ANN401 - a row, as in `editions.py`
    from waarborg.apps.reports.actions.write import UnwritableFolderError, write_reports

    try:
        return write_reports(
            assessment,
            order.out,
            language=order.language,
            today=today,
            by=bootstrap.actor(),
            at=at,
        )
    except UnwritableFolderError as error:
        raise NotDoneError(str(error)) from error
