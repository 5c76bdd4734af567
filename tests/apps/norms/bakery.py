"""A norm of our own making in two shipped editions, of which the second re-uses numbers of the first."""

from tests.cast import AT, ciso
from waarborg.apps.norms import actions
from waarborg.apps.norms.shapes import FileKind, ParsedEdition, ParsedItem, ParsedNorm, ParsedSuccession, Text
from waarborg.domain.norms import Change, ItemKind, text_hash

COUNT = "De bakker telt elke ochtend zijn broden."
WEIGH = "De molenaar weegt iedere zak meel voor vertrek."
CLEAN = "De oven wordt na elke dag gereinigd."
LOCK = "De winkel gaat om zes uur op slot."
RING = "Bij brand gaat de bel drie keer."
TASTE = "De leerling proeft van elke nieuwe partij."

FIRST = {"5.01.01": COUNT, "5.01.02": WEIGH, "5.01.03": CLEAN, "5.01.04": LOCK, "5.01.05": RING}
# 5.01.02 is withdrawn, and what came after it moves up: three numbers now mean something else
SECOND = {"5.01.01": COUNT, "5.01.02": CLEAN, "5.01.03": LOCK, "5.01.04": RING, "5.01.05": TASTE}
DOUBT = {"nl": "De bron spreekt zichzelf tegen.", "en": "The source contradicts itself.", "source": "Gilde"}


def edition(edition_id: str, texts: dict[str, str], **item_fields: dict) -> ParsedEdition:
    items = tuple(
        ParsedItem(
            number=number,
            key=f"brood-{text_hash(text)[:8]}",
            kind=ItemKind.MEASURE,
            summary=Text(nl=f"Samenvatting van {number}", en=f"Summary of {number}"),
            doubts=(DOUBT,) if number == "5.01.03" else (),
            sha256=text_hash(text),
            **item_fields.get(number, {}),
        )
        for number, text in texts.items()
    )
    title = Text(nl="Broodnorm", en="Bread norm")
    return ParsedEdition(id=edition_id, title=title, items=items)


def step(old: str, new: str, change: Change) -> ParsedSuccession:
    return ParsedSuccession(old_edition="brood@1", old=old, new_edition="brood@2", new=new, change=change)


def load(*, second: bool = False) -> None:
    """Load the first edition as shipped content, and the second with its lineage when asked."""
    editions = [edition("brood@1", FIRST)] + ([edition("brood@2", SECOND)] if second else [])
    steps = (
        step("5.01.01", "5.01.01", Change.UNCHANGED),
        step("5.01.02", "", Change.WITHDRAWN),
        step("5.01.03", "5.01.02", Change.MOVED),
        step("5.01.04", "5.01.03", Change.MOVED),
        step("5.01.05", "5.01.04", Change.MOVED),
        step("", "5.01.05", Change.NEW),
    )
    norm = ParsedNorm(kind=FileKind.CONTENT, editions=tuple(editions), successions=steps if second else ())
    actions.load_norms(norm, shipped=True, by=ciso, at=AT)


def markdown(texts: dict[str, str]) -> bytes:
    return "".join(f"## {number}\n{text}\n\n" for number, text in texts.items()).encode()
