"""The shipped norms as they are read from `content/`, once per run, and an edition with everything strange in it."""

from functools import cache

from waarborg.apps.norms.importers import content
from waarborg.apps.norms.shapes import ParsedEdition, ParsedItem, ParsedNorm, ParsedRelation, ParsedSuccession, Text
from waarborg.domain.norms import ItemKind, ItemStatus
from waarborg.machine import folders

EDITIONS = ("bio2@1.3", "bio2@1.2", "bio1@1.04zv", "cbw@2026", "iso27002@2022", "iso27002@2013", "iso27001@2022")
LINEAGES = (("bio1@1.04zv", "bio2@1.2"), ("bio2@1.2", "bio2@1.3"), ("iso27002@2013", "iso27002@2022"))


@cache
def norms() -> ParsedNorm:
    return content.read(folders.content())


def edition(name: str) -> ParsedEdition:
    return next(found for found in norms().editions if found.id == name)


def relations(name: str) -> tuple[ParsedRelation, ...]:
    return tuple(found for found in norms().relations if found.source_edition == name)


def successions(old: str, new: str) -> tuple[ParsedSuccession, ...]:
    return tuple(s for s in norms().successions if (s.old_edition, s.new_edition) == (old, new))


def strange() -> ParsedEdition:
    """Keys that are no OSCAL identifiers, texts that spreadsheets run, two numbers of one requirement."""
    return ParsedEdition(
        id="vreemd@0.1",
        title=Text("=HYPERLINK()", "Strange"),
        description=Text("Regel één\nregel twee", ""),
        publisher="Wij & Zij",
        source="ergens",
        items=(
            ParsedItem(number="1", kind=ItemKind.THEME, key="urn:Vreemd:één (1)", title=Text("Één", "")),
            ParsedItem(number="1.a", kind=ItemKind.THEME, parent="1", key="9-lives", title=Text("", "Only English")),
            ParsedItem(
                number="1.1",
                kind=ItemKind.MEASURE,
                status=ItemStatus.MOVED,
                parent="1.a",
                key="same",
                moved_to=("1.2", "elders 7"),
                summary=Text("", "-1+2 moved"),
            ),
            ParsedItem(
                number="1.2",
                kind=ItemKind.MEASURE,
                parent="1",
                key="same",
                summary=Text("=1+1\n@SUM(A1)", "'=quoted"),
                official_text="+31 is een nummer",
                roles=("SG", "ander"),
                content={"why": {"nl": "\tx", "en": ""}, "odd key.with": [1, None], "list": ["a\nb", "c"], "n": 3},
                doubts=({"nl": "Twijfel", "en": "Doubt", "source": "wij"},),
                sha256="0" * 64,
            ),
        ),
    )
