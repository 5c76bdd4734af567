"""Reading somebody's sheet on the command line: with the mapping that is given, or the one that is kept."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from waarborg.apps.assessments.importers.reader import read_sheet, recognise
from waarborg.apps.assessments.queries import mappings
from waarborg.apps.assessments.shapes import Sheet
from waarborg.apps.assessments.shapes.drafts import Draft, MappingNeededError
from waarborg.apps.assessments.shapes.mapping_files import InvalidMappingError, from_text
from waarborg.apps.assessments.shapes.mappings import FileMapping
from waarborg.apps.base.importers.grids import MAX_FILE_BYTES
from waarborg.apps.norms import queries as norms
from waarborg.apps.norms.shapes import UnreadableFileError
from waarborg.apps.organisations import queries as organisations
from waarborg.domain.assessments import Level
from waarborg.interfaces.cli.output import NotDoneError, say
from waarborg.machine.folders import in_dutch

_Read = TypeVar("_Read", Sheet, Draft)


class AskedError(NotDoneError):
    """The sheet does not say for certain how it must be read; `questions` tells what to answer."""

    def __init__(self, message: str, draft: Draft) -> None:
        super().__init__(message)
        self.questions = draft.questions


def sheet(file: Path, edition: Any, *, means: str | None, mapping: Path | None, organisation: str) -> Sheet:  # noqa: ANN401 - a row, as in `editions.py`
    """The answers. Raises AskedError and NotDoneError."""
    try:
        return _call(read_sheet, file, edition, means, mapping, organisation)
    except MappingNeededError as asked:
        raise AskedError(_how_to_answer(str(asked), asked.draft, file, str(edition)), asked.draft) from asked
    except UnreadableFileError as error:
        raise NotDoneError(str(error)) from error


def draft(file: Path, edition: Any, *, means: str | None, mapping: Path | None, organisation: str) -> Draft:  # noqa: ANN401 - as above
    """How it would be read. Raises NotDoneError."""
    try:
        return _call(recognise, file, edition, means, mapping, organisation)
    except UnreadableFileError as error:
        raise NotDoneError(str(error)) from error


def _call(
    reader: Callable[..., _Read],
    file: Path,
    edition: Any,  # noqa: ANN401 - as above
    means: str | None,
    mapping: Path | None,
    organisation: str,
) -> _Read:
    given = _given(mapping) if mapping else None
    return reader(
        file,
        edition,
        status_means=Level(means) if means else None,
        others=norms.editions(),
        mapping=given,
        saved=() if given else _saved(organisation),
    )


def _given(file: Path) -> FileMapping:
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise NotDoneError(f"{file} is te groot voor een indeling.")
        mapping = from_text(file.read_bytes())
        return replace(mapping, name=f"{mapping.name} ({file.name})" if mapping.name else file.name)
    except OSError as error:
        raise NotDoneError(f"{file} is niet te lezen: {in_dutch(error)}.") from error
    except InvalidMappingError as error:
        raise NotDoneError(f"{file}: {error}") from error


def _saved(organisation: str) -> Sequence[FileMapping]:
    known = organisations.find(organisation) if organisation else None
    if known is None:
        return ()
    for passed in mappings.unreadable(known):
        say(f"De bewaarde indeling ‘{passed.name}’ wordt niet gebruikt: deze versie van Waarborg kan haar niet lezen.")
    return mappings.saved(known)


def _how_to_answer(message: str, draft_: Draft, file: Path, edition: str) -> str:
    """What is wrong, and the two ways on: the norm that it looks like, or a mapping."""
    if draft_.looks_like in {str(other) for other in norms.editions()}:
        message = f"{message} Gebruik --norm {draft_.looks_like}."
    others = [f"  {one.about.where}: {one.about.what}" for one in draft_.questions if not one.blocks]
    advice = (
        f"Zie hoe het gelezen zou worden met: waarborg nulmeting map {file.name} --norm {edition} --out indeling.json. "
        "Vul in wat open staat en geef het terug met --map indeling.json."
    )
    if draft_.looks_like:
        advice = f"{advice} Klopt de norm toch, zet dan '{edition}' bij 'norm'."
    return "\n".join([message, *others, advice])
