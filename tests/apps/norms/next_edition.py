"""A next BIO2 that re-uses numbers, as upstream plans to (MinBZK pull requests 474 and 514). Not a publication.

Old 8.07.02 becomes 6.03.05, 8.07.03 becomes 8.07.02, 8.07.04 becomes 8.07.03, and 5.26.02 is withdrawn.
"""

from dataclasses import replace

from tests.content import shelf
from waarborg.apps.norms.shapes import FileKind, ParsedEdition, ParsedItem, ParsedNorm, ParsedSuccession
from waarborg.domain.norms import Change, ItemStatus

OLD, NEW = "bio2@1.3", "bio2@9.9"
MOVES = {"8.07.02": "6.03.05", "8.07.03": "8.07.02", "8.07.04": "8.07.03"}


def _renumbered(item: ParsedItem) -> ParsedItem:
    if item.number == "5.26.02":
        return replace(item, status=ItemStatus.WITHDRAWN)
    if item.number in MOVES:
        number = MOVES[item.number]
        return replace(item, number=number, parent=number.rpartition(".")[0])
    return item


def _step(item: ParsedItem) -> ParsedSuccession:
    withdrawn = item.number == "5.26.02"
    new = "" if withdrawn else MOVES.get(item.number, item.number)
    change = Change.WITHDRAWN if withdrawn else Change.MOVED if item.number in MOVES else Change.UNCHANGED
    return ParsedSuccession(old_edition=OLD, old=item.number, new_edition=NEW, new=new, change=change)


def norm() -> ParsedNorm:
    old = shelf.edition(OLD)
    edition: ParsedEdition = replace(old, id=NEW, items=tuple(_renumbered(item) for item in old.items), position=5)
    steps = tuple(_step(item) for item in old.items if item.kind == "measure" and item.status == "live")
    return ParsedNorm(kind=FileKind.CONTENT, editions=(edition,), successions=steps)
