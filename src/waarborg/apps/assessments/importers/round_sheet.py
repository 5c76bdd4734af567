"""A sheet that comes back into a round: every change it would make, and where it clashes. Nothing is written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.exporters import words
from waarborg.apps.assessments.exporters.round_sheet import HASH, ROUND, SUBJECT, VERSIONS, base_hash
from waarborg.apps.assessments.importers import candidates, files, headers, own
from waarborg.apps.assessments.importers.reader import read_sheet
from waarborg.apps.assessments.models import Assessment, Judgement, Subject
from waarborg.apps.assessments.queries import mappings
from waarborg.apps.assessments.queries import sheets as reads
from waarborg.apps.assessments.shapes import Answer, Base, CellChange, Column, Proposal, Reading, Sheet
from waarborg.apps.assessments.shapes.mappings import FileMapping
from waarborg.apps.base.importers.grids import Grid, as_text
from waarborg.apps.norms import queries as norms
from waarborg.domain.assessments import DUPLICATE, Applicability, Level, Verdict
from waarborg.domain.assessments import Judgement as Domain
from waarborg.domain.norms import ItemKind, ItemStatus

_FIELD_OF: Mapping[Column, str] = {
    Column.APPLICABILITY: "applicability",
    Column.OPZET: "opzet",
    Column.BESTAAN: "bestaan",
    Column.WERKING: "werking",
    Column.MATURITY: "maturity",
    Column.EXPLANATION: "explanation",
    Column.EVIDENCE: "evidence",
    Column.JUSTIFICATION: "justification",
    Column.RISK_ANALYSIS: "risk_analysis",
    Column.OWNER: "owner",
    Column.ACTION: "action",
    Column.EFFORT: "effort",
    Column.DUE: "due_on",
}
_DEFAULTS: dict[str, str] = {
    "applicability": Applicability.APPLIES.value,
    **{level.value: Verdict.NOT_ASSESSED.value for level in Level},
}
_CELL = re.compile(r"blad '(?P<sheet>.*)', cel (?P<letters>[A-Z]{1,3})\d+$")


@dataclass(frozen=True, slots=True)
class _Source:
    """What the file tells beside its answers: what it was based on, and where its columns stand."""

    facts: Mapping[str, str]
    fields: Mapping[tuple[str, str], str]  # (sheet, letters of a column) -> field

    @property
    def is_own(self) -> bool:
        return HASH in self.facts

    def present(self) -> set[str]:
        return set(self.fields.values())


def read_proposal(
    file: Path,
    *,
    file_name: str,
    round_: Assessment,
    subjects: Sequence[Subject],
    chosen: Subject,
    status_means: Level | None = None,
    mapping: FileMapping | None = None,
) -> Proposal:
    """What the sheet would change; our own sheet says which subject it is about, for others `chosen` does.

    A sheet of somebody's own is read with `mapping`, else with the one that the organisation keeps for its layout.
    Raises UnreadableFileError and MappingNeededError.
    """
    opened = files.open_grids(file)
    grids = opened[1]
    saved = () if mapping else mappings.saved(round_.organisation)
    source = _source(grids, mapping or candidates.known_layout(grids, saved))
    others = norms.editions()
    sheet = read_sheet(opened, round_.edition, status_means=status_means, others=others, mapping=mapping, saved=saved)
    base, subject = _base(source, round_, subjects, chosen)
    rows = reads.subject_rows(subject)
    versions = _versions(source.facts) if base is Base.KNOWN else {}
    compare = _Comparison(rows, versions, reads.changed_since(rows, versions), source, _unread(sheet, source))
    counting, told = _counting(sheet, rows)
    return Proposal(
        base=base,
        subject=subject.pk,
        changes=tuple(change for given in counting for change in compare.changes(given)),
        readings=(*sheet.readings, *told),
        file_name=file_name[:300],
        file_sha256=sheet.file_sha256,
    )


def _source(grids: Sequence[Grid], mapping: FileMapping | None) -> _Source:
    fields = {}
    for grid in grids:
        head = headers.find(grid, mapping) if grid.rows else None
        for column, places in (head.columns if head else {}).items():
            for place in places if column in _FIELD_OF else ():
                fields[grid.name, _letters(grid, place)] = _FIELD_OF[column]
    return _Source(own.facts(grids), fields)


def _letters(grid: Grid, place: int) -> str:
    found = _CELL.search(grid.cell_name(0, place))
    return found["letters"] if found else ""


def _base(source: _Source, round_: Assessment, subjects: Sequence[Subject], chosen: Subject) -> tuple[Base, Subject]:
    if not source.is_own:
        return Base.NONE, chosen
    if source.facts[HASH] != base_hash(source.facts):
        return Base.DAMAGED, chosen
    named = next((subject for subject in subjects if subject.code == source.facts[SUBJECT]), None)
    if source.facts[ROUND] != round_.slug or named is None:
        return Base.OTHER, chosen
    return Base.KNOWN, named


def _versions(facts: Mapping[str, str]) -> dict[str, int]:
    told = ";".join(text for name, text in facts.items() if name.startswith(VERSIONS))
    pairs = (part.rpartition("=") for part in told.split(";") if part)
    return {number: int(version) for number, _, version in pairs}


def _unread(sheet: Sheet, source: _Source) -> set[tuple[str, str]]:
    """The cells that could not be read: what stands in the application stays."""
    found = set()
    for reading in sheet.readings:
        cell = _CELL.search(reading.where)
        if reading.level == "problem" and cell and reading.number:
            found.add((reading.number, source.fields.get((cell["sheet"], cell["letters"]), "")))
    return found


def _counting(sheet: Sheet, rows: Sequence[Judgement]) -> tuple[list[Answer], list[Reading]]:
    """Per row the answer that counts, and what is told about numbers that are double or not asked here."""
    by_number = {row.item.number: row for row in rows}
    given: dict[str, list[Answer]] = {}
    for one in sheet.answers:
        given.setdefault(one.number, []).append(one)
    told: list[Reading] = []
    for number, same in given.items():
        if number not in by_number:
            told += _not_asked(number, same)
        elif not DUPLICATE.holds([_as_domain(one, by_number[number]) for one in same]):
            told.append(_double(number, same))
    counting = [_first(same, by_number[number]) for number, same in given.items() if number in by_number]
    return counting, told


def _as_domain(given: Answer, row: Judgement) -> Domain:
    return given.as_judgement(ItemKind(row.item.kind), ItemStatus(row.item.status))


def _first(same: Sequence[Answer], row: Judgement) -> Answer:
    return next((one for one in same if _as_domain(one, row).is_answered), same[0])


def _not_asked(number: str, same: Sequence[Answer]) -> Iterator[Reading]:
    empty = Answer(number=number, where="")
    if any(replace(one, where="") != empty for one in same):
        what = gettext_noop("%(own)s wordt in deze ronde niet beoordeeld; dit antwoord wordt niet overgenomen.")
        yield Reading.of("problem", "number-not-asked", same[0].where, what, number=number, own=number)


def _double(number: str, same: Sequence[Answer]) -> Reading:
    what = gettext_noop("%(own)s is %(times)s keer beantwoord; het eerste antwoord telt.")
    where = "; ".join(one.where for one in same)
    return Reading.of("problem", DUPLICATE.code, where, what, number=number, own=number, times=len(same))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The rows of a subject against what a sheet says."""

    rows: Sequence[Judgement]
    versions: Mapping[str, int]
    since: Mapping[tuple[int, str], reads.Since]
    source: _Source
    unread: set[tuple[str, str]]

    def changes(self, given: Answer) -> Iterator[CellChange]:
        """What this answer would change."""
        row = next(row for row in self.rows if row.item.number == given.number)
        known = given.number in self.versions
        fields = self.source.present() if known else {*self.source.present(), *Level, "applicability"}
        for field in _FIELD_OF.values():
            if field in fields and (given.number, field) not in self.unread:
                yield from self._change(row, given, field, is_based=known)

    def _change(self, row: Judgement, given: Answer, field: str, *, is_based: bool) -> Iterator[CellChange]:
        now = reads.plain(getattr(row, field))
        becomes = _plain(given, field, has_text=bool(now))
        since = self.since.get((row.pk, field))
        was = since.was if since and is_based else now
        if _same(becomes, now) or (is_based and _same(becomes, was)) or _is_n_a_twice(row, given, field):
            return
        if not is_based and becomes == _DEFAULTS.get(field, ""):
            return  # an empty cell of somebody's own sheet erases nothing
        clashes = is_based and not _same(was, now)
        yield CellChange(
            judgement=row.pk,
            number=given.number,
            field=field,
            where=given.where,
            was=was,
            now=now,
            becomes=becomes,
            version=row.version,
            clashes=clashes,
            by=since.by if since and clashes else "",
            at=since.at if since and clashes else "",
        )


def _plain(given: Answer, field: str, *, has_text: bool) -> str:
    if field == "explanation" and has_text and not given.written:
        return ""  # a text kept from a cell of verdicts never takes the place of what somebody wrote
    if field == "effort":
        return (given.effort.value if given.effort else given.effort_text)[:40]
    return reads.plain(getattr(given, field))


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same once in a cell: no control characters, no spaces around, not too long."""
    return as_text(words.safe(one)).replace("\r", "") == as_text(words.safe(other)).replace("\r", "")


def _is_n_a_twice(row: Judgement, given: Answer, field: str) -> bool:
    """The reader takes three times n.v.t. for "not applicable"; that is no change when it stood there already."""
    says = all(getattr(given, level) is Verdict.NOT_APPLICABLE for level in Level)
    stood = all(getattr(row, level) == Verdict.NOT_APPLICABLE for level in Level)
    return field == "applicability" and says and stood
