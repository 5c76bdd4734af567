"""What the columns of a sheet are, told by their headings: known words first, then words that are nearly the same."""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from waarborg.apps.assessments.shapes import CODE_PREFIX, Column
from waarborg.apps.base.importers.grids import Grid
from waarborg.domain.assessments import Verdict

_NEARLY = 0.86  # two letters wrong in a word of fourteen; lower starts to mix up "opzet" and "inzet"
_SHORTEST_FOR_NEARLY = 5
_HEADER_WITHIN = 40

# Headings as found in workbooks of CIP, IBD, consultancies and self-made sheets, in Dutch and English.
_KNOWN: Mapping[Column, str] = {
    Column.NUMBER: (
        "nummer|nr|no|ctrl nr|number|id|ref|referentie|reference|code|maatregelnummer|maatregelnr|maatregel nr|"
        "maatregel nummer|o maatregel nummer|o maatregelnummer|o maatregelnr|o maatregel nr|"
        "overheidsmaatregel nummer|overheidsmaatregel nr|overheidsmaatregelnummer|control nr|controlnr|"
        "control nummer|control number|control id|beheersmaatregel nr|beheersmaatregelnummer|"
        "beheersmaatregel nummer|bio nr|bio nummer|bio2 nr|bio2 nummer|nummer bio|nr bio|bio maatregel|"
        "bio id|normnummer|norm nr|eis nr|eisnummer|requirement id|measure number|measure id|artikel|"
        "paragraaf nr|item|volgnr bio"
    ),
    Column.KIND: ("soort|type|kind"),
    Column.CONTROL: (
        "beheersmaatregel|control|control titel|beheersmaatregel titel|control title|titel|title|naam|name"
    ),
    Column.SUMMARY: (
        "wat er gevraagd wordt|what is asked|overheidsmaatregel|maatregel|omschrijving|beschrijving|"
        "norm|eis|measure|description|requirement|summary|samenvatting"
    ),
    Column.OFFICIAL: ("officiele tekst|official text|tekst"),
    Column.QUESTION: ("vraag voor het gesprek|vraag|question|interview question|controlevraag"),
    Column.APPLICABILITY: (
        "van toepassing|van toepassing j n|van toepassing ja nee|toepasselijk|toepasselijkheid|vvt|"
        "applicable|applicability|applies|in scope|relevant|richtlijn gevolgd"
    ),
    Column.JUSTIFICATION: (
        "onderbouwing|motivering|motivatie|reden|reden n v t|reden nvt|justification|rationale|"
        "grondslag|onderbouwing n v t"
    ),
    Column.OPZET: (
        "opzet|oordeel opzet|status opzet|score opzet|opzet o|design|design effectiveness|o opzet|beoordeling opzet"
    ),
    Column.BESTAAN: (
        "bestaan|oordeel bestaan|status bestaan|score bestaan|bestaan b|existence|implementation|"
        "implemented|beoordeling bestaan"
    ),
    Column.WERKING: (
        "werking|oordeel werking|status werking|score werking|werking w|operating effectiveness|"
        "operation|operating|effectiveness|beoordeling werking"
    ),
    Column.STATUS: (
        "status|oordeel|score|voldoet|voldoet ja nee|voldoet j n|conform|compliant|compliance|resultaat|"
        "result|stand|beoordeling|verdict|assessment|judgement|implementatiestatus|huidige status|"
        "status implementatie|bevinding|gap|antwoord|answer|ja nee deels|voldaan|voldoen we|voldoen wij|"
        "voldaan ja nee"
    ),
    Column.MATURITY: (
        "volwassenheid|volwassenheid 0 5|volwassenheidsniveau|maturity|maturity level|maturity 0 5|cmm|"
        "cmmi|niveau|level"
    ),
    Column.EXPLANATION: (
        "toelichting|opmerking|opmerkingen|uitleg|explanation|remarks|remark|comment|comments|notes|"
        "notities|notitie|toelichting huidige situatie|huidige situatie|waarneming|observatie|"
        "observation|bevindingen|findings"
    ),
    Column.EVIDENCE: (
        "bewijs|bewijsstuk|bewijsstukken|bewijslast|bewijsmateriaal|evidence|vindplaats|document|"
        "documenten|documentatie|onderliggend document|verwijzing bewijs|bron|proof"
    ),
    Column.OWNER: (
        "eigenaar|owner|verantwoordelijke|verantwoordelijk|actiehouder|actie eigenaar|wie|responsible|"
        "maatregeleigenaar|action owner|risico eigenaar|trekker"
    ),
    Column.ACTION: (
        "actie|acties|action|actions|verbeteractie|verbetermaatregel|maatregel te nemen|te nemen actie|"
        "te nemen maatregel|verbeterpunt|to do|todo|vervolgactie|aanbeveling"
    ),
    Column.EFFORT: ("inspanning|effort|inzet|omvang|impact inspanning|tijd|uren|benodigde inspanning"),
    Column.DUE: (
        "deadline|datum gereed|gereed|gereed op|gereed per|due|due date|due on|planning|einddatum|"
        "streefdatum|uiterlijk|realisatiedatum|datum|wanneer|target date"
    ),
    Column.RISK_ANALYSIS: (
        "verwijzing naar risicoanalyse|risicoanalyse|risk analysis|risicoanalyse referentie|"
        "reference to risk analysis|ref risicoanalyse|risicoanalyse ref|dra"
    ),
    Column.HINT: ("let op|attention|note"),
}
_BY_WORD: Mapping[str, Column] = {word: column for column, words in _KNOWN.items() for word in words.split("|")}

VERDICT_COLUMNS = (Column.OPZET, Column.BESTAAN, Column.WERKING, Column.STATUS, Column.MATURITY, Column.APPLICABILITY)
# Of these a sheet often has more than one; the numbers decide per row, the others are read together.
_SEVERAL = frozenset({Column.NUMBER})


@dataclass(frozen=True, slots=True)
class Head:
    """The header row and what each column is. `assumed` tells which heading was taken for what, by nearness."""

    row: int
    columns: Mapping[Column, tuple[int, ...]]
    assumed: tuple[tuple[int, Column], ...] = ()
    is_own: bool = False
    matrix: Mapping[Verdict, int] = field(default_factory=dict)  # a column per verdict, with a cross in one
    double: tuple[tuple[int, int], ...] = ()  # a second column that is named like the first one

    def first(self, column: Column) -> int | None:
        """The first column of this kind, if any."""
        return self.columns.get(column, (None,))[0]

    @property
    def has_verdicts(self) -> bool:
        return bool(self.matrix) or any(column in self.columns for column in VERDICT_COLUMNS)


def find(grid: Grid) -> Head | None:
    """The row that names the columns; of several candidates the one that names most."""
    own = _own(grid)
    if own is not None:
        return own
    heads = [_head(grid, row) for row in range(min(_HEADER_WITHIN, len(grid.rows)))]
    fitting = [head for head in heads if Column.NUMBER in head.columns]
    return max(fitting, key=lambda head: (head.has_verdicts, len(head.columns), -head.row), default=None)


def _own(grid: Grid) -> Head | None:
    """Our template names its columns in a hidden row, which moves along when people move columns."""
    for number, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        columns: dict[Column, tuple[int, ...]] = {}
        for position, value in enumerate(row):
            code = value.removeprefix(CODE_PREFIX) if isinstance(value, str) else ""
            if code and code != value and code in set(Column):
                columns[Column(code)] = (position,)
        if Column.NUMBER in columns:
            return Head(number + 1, columns, is_own=True)
    return None


def _head(grid: Grid, row: int) -> Head:
    columns: dict[Column, tuple[int, ...]] = {}
    assumed, double = [], []
    for position in range(len(grid.rows[row])):
        column, is_exact = recognise(grid.text(row, position))
        if column in columns and column in VERDICT_COLUMNS and (row, position) not in grid.merged:
            double.append((position, columns[column][0]))
        if column is None or (column in columns and column not in _SEVERAL):
            continue
        columns[column] = (*columns.get(column, ()), position)
        if not is_exact:
            assumed.append((position, column))
    matrix = _matrix(grid, row)
    if matrix:
        columns = {c: places for c, places in columns.items() if not set(places) & set(matrix.values())}
        assumed = [(place, column) for place, column in assumed if place not in matrix.values()]
    return Head(row, columns, tuple(assumed), matrix=matrix, double=tuple(double))


_MATRIX: Mapping[str, Verdict] = {
    **dict.fromkeys(("voldoet", "ja", "voldaan", "yes", "meets"), Verdict.MEETS),
    **dict.fromkeys(("voldoet deels", "deels", "gedeeltelijk", "partly", "partially"), Verdict.PARTLY),
    **dict.fromkeys(("voldoet niet", "niet", "nee", "niet voldaan", "no", "does not meet"), Verdict.FAILS),
    **dict.fromkeys(("n v t", "nvt", "niet van toepassing", "not applicable"), Verdict.NOT_APPLICABLE),
    **dict.fromkeys(("niet beoordeeld", "onbekend", "not assessed"), Verdict.NOT_ASSESSED),
}


def _matrix(grid: Grid, row: int) -> dict[Verdict, int]:
    """Sheets with a column for each verdict: at least one for yes and one for no."""
    found: dict[Verdict, int] = {}
    for position in range(len(grid.rows[row])):
        verdict = _MATRIX.get(simplified(grid.text(row, position)))
        if verdict is not None:
            found.setdefault(verdict, position)
    return found if {Verdict.MEETS, Verdict.FAILS} <= set(found) else {}


def recognise(heading: str) -> tuple[Column | None, bool]:
    """What a heading means, and whether it is a known one."""
    word = simplified(heading)
    if word in _BY_WORD:
        return _BY_WORD[word], True
    short = re.sub(r"(?:\d{4}|v\d+|20\d\d q\d)$", "", word.rstrip()).rstrip()  # "status 2026"
    if short != word and short in _BY_WORD:
        return _BY_WORD[short], False
    without = simplified(re.sub(r"\([^()]*\)|\[[^][]*\]", " ", heading))  # "voldoet? (ja/nee/deels)"
    if without != word and without in _BY_WORD:
        return _BY_WORD[without], False
    if len(word) < _SHORTEST_FOR_NEARLY:
        return None, False
    near = difflib.get_close_matches(word, _BY_WORD, n=1, cutoff=_NEARLY)
    return (_BY_WORD[near[0]], False) if near else (None, False)


def plainest(column: Column) -> str:
    """The commonest heading of a kind of column, to tell people what a heading was taken for."""
    return _KNOWN[column].partition("|")[0]


def simplified(text: str) -> str:
    """A heading without accents, signs, breaks and capitals."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())
