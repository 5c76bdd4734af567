"""What a sheet of a stranger seems to be: which register, where its headings stand, and what each column holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import override

from waarborg.apps.base.formats.headings import fold_heading
from waarborg.apps.base.importers.grids import Grid
from waarborg.apps.organisations.formats import fields, member_rows
from waarborg.apps.organisations.formats.fields import PREFIX, Field
from waarborg.domain.registers import RegisterKind

PERSON = member_rows.KIND
KINDS = (*(kind.value for kind in RegisterKind), PERSON)
_HEADINGS_WITHIN = 12  # rows from the top
_SHEET_NAMES: Mapping[str, str] = {
    RegisterKind.UNIT: "onderdelen|onderdeel|afdelingen|organisatieonderdelen|teams|units|departments",
    RegisterKind.LOCATION: "locaties|locatie|vestigingen|gebouwen|locations|sites",
    RegisterKind.PROCESS: "processen|proces|procesregister|processes|bedrijfsprocessen",
    RegisterKind.SYSTEM: "systemen|systeem|applicaties|systeemregister|informatiesystemen|systems|applications|assets",
    PERSON: "mensen|personen|medewerkers|people|persons|employees|eigenaren|owners",
}
# In the name of a sheet or in a heading: a likely register, which is asked and never assumed.
_HINTS: Mapping[str, str] = {
    RegisterKind.UNIT: "onderdeel onderdelen afdeling afdelingen department departments unit units",
    RegisterKind.LOCATION: "locatie locaties vestiging vestigingen gebouw gebouwen location locations site sites",
    RegisterKind.PROCESS: "proces processen procesregister bedrijfsproces bedrijfsprocessen process processes",
    RegisterKind.SYSTEM: "systeem systemen applicatie applicaties applicatielijst informatiesysteem software "
    "asset assets system systems application applications app apps",
    PERSON: "medewerker medewerkers persoon personen employee employees people",
}


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """How to read one sheet: the register (or people), the row of its headings from zero, the field per column."""

    sheet: str
    kind: str
    top: int
    columns: Mapping[int, str]

    @property
    def key(self) -> str:
        """The field without which no row is recognised."""
        return member_rows.NAME.name if self.kind == PERSON else fields.CODE.name

    @property
    def is_enough(self) -> bool:
        return bool(self.kind) and self.key in self.columns.values()


def fields_of(kind: str) -> Sequence[Field]:
    """The fields that a sheet of this register, or of people, can have."""
    return member_rows.FIELDS if kind == PERSON else (fields.CODE, *fields.of(RegisterKind(kind)))


def told(grid: Grid) -> str:
    """The register that the sheet surely is: by our own code or by its name; nothing when it says neither."""
    for row in range(min(2, len(grid.rows))):
        kind = grid.text(row, 0).removeprefix(PREFIX).partition(".")[0]
        if grid.text(row, 0).startswith(PREFIX) and kind in KINDS:
            return kind
    return next((str(kind) for kind, names in _SHEET_NAMES.items() if fold_heading(grid.name) in names.split("|")), "")


def likely(grid: Grid) -> str:
    """The register that the words in its name, else in its headings, hint at; nothing when they hint at none or two."""
    if kind := told(grid):
        return kind
    headings = " ".join(fold_heading(grid.text(headings_row(grid), column)) for column in range(grid.width))
    for words in (set(fold_heading(grid.name).split()), set(headings.split())):
        found = [str(kind) for kind, hints in _HINTS.items() if words & set(hints.split())]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def columns(grid: Grid, kind: str) -> SheetColumns:
    """The columns of the sheet as far as our codes or its headings tell them."""
    wanted = fields_of(kind) if kind else ()
    known = {field.name for field in wanted}
    rows = range(min(_HEADINGS_WITHIN, len(grid.rows)))
    for row in rows:
        codes = {
            column: name
            for column in range(grid.width)
            if (name := grid.text(row, column).removeprefix(f"{PREFIX}{kind}.")) in known
            and grid.text(row, column).startswith(PREFIX)
        }
        if codes:
            return SheetColumns(grid.name, kind, row + 1, codes)
    words = _words(wanted, kind)
    best = max(rows, key=lambda row: len(_by_words(grid, row, words)), default=0)
    found = _by_words(grid, best, words)
    return SheetColumns(grid.name, kind, best if found else headings_row(grid), found)


def headings_row(grid: Grid) -> int:
    """The first row with as many texts as any of the rows at the top."""
    rows = range(min(_HEADINGS_WITHIN, len(grid.rows)))
    return max(rows, key=lambda row: (sum(bool(grid.text(row, c)) for c in range(grid.width)), -row), default=0)


def is_table(grid: Grid) -> bool:
    """Whether the sheet has headings over at least two columns, and rows below them."""
    top = headings_row(grid)
    return len(grid.rows) > top + 1 and sum(bool(grid.text(top, column)) for column in range(grid.width)) > 1


def _by_words(grid: Grid, row: int, words: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for column in range(grid.width):
        name = words.get(fold_heading(grid.text(row, column)))
        if name and name not in found.values():
            found[column] = name
    return found


def _words(wanted: Sequence[Field], kind: str) -> dict[str, str]:
    """Every heading that we know for this register; our own go first, then others, then with the thing before it."""
    known: dict[str, str] = {}
    for language in ("nl", "en"):
        with override(language):
            for about in wanted:
                known.setdefault(fold_heading(about.label), about.name)
    for about in wanted:
        for word in about.also.split("|"):
            known.setdefault(fold_heading(word), about.name)
    things = _HINTS.get(kind, "").split()
    qualified = {f"{thing} {word}": name for word, name in known.items() if len(word) > 1 for thing in things}
    return qualified | known  # "asset id", "system name", "applicatie eigenaar"
