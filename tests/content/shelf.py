"""The shipped content, read once for all tests of this folder. No database."""

from functools import cache

from waarborg.apps.norms.importers import content
from waarborg.apps.norms.shapes import ParsedEdition, ParsedItem, ParsedNorm
from waarborg.machine import folders


@cache
def norm() -> ParsedNorm:
    return content.read(folders.content())


def edition(edition_id: str) -> ParsedEdition:
    return next(edition for edition in norm().editions if edition.id == edition_id)


def live_measures(edition_id: str) -> list[ParsedItem]:
    return [item for item in edition(edition_id).items if item.kind == "measure" and item.status == "live"]
