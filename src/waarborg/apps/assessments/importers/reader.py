"""Reading a whole file as a nulmeting of one edition: only what is certain, with everything else asked or told."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from waarborg.apps.assessments.importers import (
    candidates,
    drafting,
    files,
    fits,
    headers,
    numbering,
    own,
    siblings,
    told,
    verdict_cells,
)
from waarborg.apps.assessments.importers.candidates import Candidate
from waarborg.apps.assessments.importers.drafting import Outcome
from waarborg.apps.assessments.importers.places import Places
from waarborg.apps.assessments.importers.readings import Readings
from waarborg.apps.assessments.importers.rows import LEVELS, RowReader
from waarborg.apps.assessments.importers.verdict_cells import VerdictColumn
from waarborg.apps.assessments.shapes import Answer, Column, Reading, Sheet, mapping_files
from waarborg.apps.assessments.shapes.drafts import Certainty, Draft, MappingNeededError
from waarborg.apps.assessments.shapes.mappings import FileMapping
from waarborg.apps.base.importers import encodings
from waarborg.apps.base.importers.grids import Grid
from waarborg.apps.norms.models import Edition
from waarborg.apps.norms.shapes import UnreadableFileError
from waarborg.domain.assessments import Applicability, Level, Verdict

_NO_NUMBER = gettext_noop("Geen kop zegt waar het nummer van de maatregel staat. Wijs die kolom aan.")
_NO_VERDICT = gettext_noop(
    "Geen kolom met een kop voor het oordeel herkend. Wijs aan in welke kolom het oordeel staat."
)
_NO_VERDICTS = gettext_noop(
    "In de kolom voor het oordeel staat geen enkel oordeel (%(words)s). Dit lijkt een lijst van iets anders. "
    "Is het toch een nulmeting, zeg dan waarvoor deze woorden tellen."
)
_NOTHING = gettext_noop("In dit blad staat geen enkel oordeel; alles telt als niet beoordeeld.")
_USED = gettext_noop("Gelezen met de bewaarde indeling '%(name)s' (SHA-256 %(digest)s).")
_GIVEN = gettext_noop("Gelezen met de meegegeven indeling '%(name)s' (SHA-256 %(digest)s).")
_ENCODING = gettext_noop("De tekens van dit bestand zijn gelezen als %(encoding)s; kijk de letters met accenten na.")
_SHOWN_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _How:
    """How a file is to be read."""

    edition: Edition
    status_means: Level | None
    others: Sequence[Edition]
    mapping: FileMapping | None
    saved: Sequence[FileMapping]


def read_sheet(
    file: Path | files.Opened,
    edition: Edition,
    *,
    status_means: Level | None = None,
    others: Iterable[Edition] = (),
    mapping: FileMapping | None = None,
    saved: Sequence[FileMapping] = (),
) -> Sheet:
    """The answers in `file` for `edition`, with everything that could not be read or was read with an assumption.

    `others` are the editions that it could be made for instead. `mapping` is what a person said about this file; of
    the `saved` ones the first that fits the layout is used. Raises UnreadableFileError when there is no nulmeting in
    the file, and MappingNeededError, which is one, when it does not say for certain how it must be read.
    """
    how = _How(edition=edition, status_means=status_means, others=tuple(others), mapping=mapping, saved=saved)
    outcome = _read(file, how)
    if outcome.blocking:
        raise MappingNeededError(" ".join(one.what for one in outcome.blocking), drafting.draft(outcome))
    return outcome.sheet


def recognise(
    file: Path | files.Opened,
    edition: Edition,
    *,
    status_means: Level | None = None,
    others: Iterable[Edition] = (),
    mapping: FileMapping | None = None,
    saved: Sequence[FileMapping] = (),
) -> Draft:
    """How the same call of `read_sheet` would read the file. Raises UnreadableFileError when it holds no table."""
    how = _How(edition=edition, status_means=status_means, others=tuple(others), mapping=mapping, saved=saved)
    return drafting.draft(_read(file, how))


def _read(file: Path | files.Opened, how: _How) -> Outcome:
    data, grids = file if isinstance(file, tuple) else files.open_grids(file)
    places, readings = Places(how.edition), Readings()
    mapping = how.mapping or candidates.known_layout(grids, how.saved)
    found = candidates.every(grids, places, mapping)
    if how.mapping and not any(one.head.mapping or one.head.is_own for one in found):
        raise UnreadableFileError(
            _("De indeling past niet bij dit bestand: geen blad heeft de koppen die erin staan. Maak een nieuwe.")
        )
    _tell_file(data, grids, readings)
    if mapping is not None:
        where, sentence = f"blad '{grids[0].name}'", _GIVEN if how.mapping else _USED
        readings.note("mapping-used", where, sentence, name=mapping.name or "-", digest=mapping_files.digest(mapping))
    means = how.status_means or (mapping.status_means if mapping else None)
    outcome = Outcome(how.edition, mapping, means, found, chosen=candidates.choose(found, readings))
    if not outcome.chosen:
        return _nothing_to_read(outcome, grids)
    return _filled(outcome, grids, how, places, readings, hashlib.sha256(data).hexdigest())


def _tell_file(data: bytes, grids: Sequence[Grid], readings: Readings) -> None:
    where = f"blad '{grids[0].name}'"
    if encodings.is_text(data):
        encoding, is_certain = encodings.of(data)
        if encoding in encodings.NAMES and (encoding != encodings.WINDOWS or not is_certain):
            readings.note("text-encoding", where, _ENCODING, encoding=encodings.NAMES[encoding])


def _nothing_to_read(outcome: Outcome, grids: Sequence[Grid]) -> Outcome:
    """Numbers without verdicts, or the other way round, lead to a question; anything else is no nulmeting."""
    numbered = [one for one in outcome.candidates if any(row.found.spot for row in one.rows)]
    if numbered:
        question = _at_headings("no-verdict-column", numbered[0], _NO_VERDICT)
        return replace(outcome, candidates=numbered, blocking=(question,))
    said = [one for one in outcome.candidates if one.head.mapping]  # without a column of numbers so far
    nearest = said or [Candidate(grid, head, []) for grid in grids if grid.rows and (head := headers.nearest(grid))]
    if nearest:
        question = _at_headings("no-number-column", nearest[0], _NO_NUMBER)
        return replace(outcome, candidates=nearest, blocking=(question,))
    raise UnreadableFileError(
        _(
            "Geen blad met een kolom voor het nummer en een kolom voor het oordeel gevonden. "
            "Noem die kolommen bijvoorbeeld 'Nummer' en 'Status', of begin met het werkblad van Waarborg."
        )
    )


def _at_headings(code: str, candidate: Candidate, what: str) -> Reading:
    return Reading.of("problem", code, candidate.grid.row_name(candidate.head.row), what)


def _filled(
    outcome: Outcome, grids: Sequence[Grid], how: _How, places: Places, readings: Readings, sha256: str
) -> Outcome:
    """The answers, and what speaks against reading them like this."""
    chosen, facts = outcome.chosen, own.facts(grids)
    doubt = _doubt(outcome, how, places, facts.get("edition", ""))
    if "edition" not in facts and not doubt:
        rows = [row for candidate in chosen for row in candidate.rows]
        siblings.tell(rows, how.edition, how.others, readings, f"blad '{chosen[0].grid.name}'")
    answers: dict[tuple[str, int], list[Answer]] = {}
    single: Level | None = None
    for candidate in chosen:
        _tell_made_for(facts, how.edition, candidate.grid, readings)
        reader = _row_reader(candidate, outcome.means, readings)
        single = single or reader.single
        for row, spot in numbering.resolve(candidate.rows, candidate.grid, candidate.head, places, readings):
            answers.setdefault((candidate.grid.name, row), []).append(reader.read(row, spot.number))
    _tell_nothing(chosen, readings)
    sheet = Sheet(
        answers=tuple(one for same in answers.values() for one in same),
        readings=readings.all(),
        about=own.about(grids),
        interviews=own.interviews(grids),
        documents=own.documents(grids),
        single_status_level=single.value if single else "",
        file_sha256=sha256,
    )
    blocking = tuple(one for one in (doubt, *_no_verdicts(outcome, sheet)) if one)
    like = doubt.parts["other"] if doubt else ""
    return replace(outcome, sheet=sheet, answers=answers, blocking=blocking, looks_like=like)


def _doubt(outcome: Outcome, how: _How, places: Places, made_for: str) -> Reading | None:
    """Why the numbers do not seem to be those of the norm, unless somebody said that they are."""
    if outcome.mapping and outcome.mapping.norm == str(how.edition):
        return None
    found = fits.doubt(outcome.chosen, how.edition, places, how.others, made_for=made_for)
    if found is None:
        return None
    where = f"blad '{outcome.chosen[0].grid.name}'"
    return Reading.of("problem", "norm-doubt", where, found.sentence, **found.parts(how.edition))


def _no_verdicts(outcome: Outcome, sheet: Sheet) -> Iterator[Reading]:
    """A list of actions has a number and a status too; kept as a nulmeting it would say that nothing was assessed."""
    if outcome.mapping or outcome.chosen[0].head.is_own or any(map(_says_something, sheet.answers)):
        return
    found = [word for candidate in outcome.chosen for word in drafting.answer_words(candidate)]
    if any(word.certainty is Certainty.UNKNOWN and not word.is_about_norm for word in found):
        listed = ", ".join(f"'{word.text}'" for word in found[:_SHOWN_WORDS])
        where = f"blad '{outcome.chosen[0].grid.name}'"
        yield Reading.of("problem", "no-verdicts", where, _NO_VERDICTS, words=listed)


def _says_something(answer: Answer) -> bool:
    verdicts = {answer.opzet, answer.bestaan, answer.werking} - {Verdict.NOT_ASSESSED}
    return bool(verdicts) or answer.applicability is not Applicability.APPLIES or answer.maturity is not None


def _tell_nothing(chosen: Sequence[Candidate], readings: Readings) -> None:
    if not any(candidate.answered for candidate in chosen):
        tell = readings.note if chosen[0].head.is_own else readings.problem
        tell("nothing-answered", f"blad '{chosen[0].grid.name}'", _NOTHING)


def _tell_made_for(facts: Mapping[str, str], edition: Edition, grid: Grid, readings: Readings) -> None:
    made_for = facts.get("edition", "")
    where = f"blad '{grid.name}'"
    if made_for and made_for != str(edition):
        what = gettext_noop("Dit werkblad is gemaakt voor %(made_for)s en nu gelezen als %(edition)s.")
        readings.problem("other-edition", where, what, made_for=made_for, edition=edition)
    elif made_for and facts.get("digest") != edition.digest:
        what = gettext_noop("De inhoud van %(edition)s is anders dan toen dit werkblad werd gemaakt.")
        readings.note("other-digest", where, what, edition=edition)


def _row_reader(chosen: Candidate, status_means: Level | None, readings: Readings) -> RowReader:
    grid, head = chosen.grid, chosen.head
    levels = {level: head.first(column) for column, level in LEVELS.items() if column in head.columns}
    single: Level | None = None
    if not levels:
        position = head.first(Column.STATUS)
        position = head.first(Column.MATURITY) if position is None else position
        if position is not None or head.matrix:
            single = status_means or Level.OPZET
            levels = {single: position}
            told.single(grid, head, position, single, readings)
        else:
            told.applicability_only(grid, head, readings)
    columns: dict[Level, VerdictColumn] = {
        level: verdict_cells.column(grid, head, position, readings)
        for level, position in levels.items()
        if position is not None
    }
    if not head.is_own:
        told.columns(grid, head, single, readings)
    return RowReader(grid, head, columns, single, readings)
