"""Reading a sheet that was sent in: first how it would be read, and what it would change once nothing is open."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest

from waarborg.apps.assessments.actions.sheets import keep_proposal
from waarborg.apps.assessments.actions.uploads import SheetFile
from waarborg.apps.assessments.importers import files
from waarborg.apps.assessments.importers.reader import recognise
from waarborg.apps.assessments.importers.round_sheet import read_proposal
from waarborg.apps.assessments.queries import Assessment, mappings
from waarborg.apps.assessments.queries.sheets import SheetImport
from waarborg.apps.assessments.queries.table import subjects
from waarborg.apps.assessments.shapes.drafts import Draft
from waarborg.apps.assessments.shapes.mappings import FileMapping
from waarborg.apps.base.shapes import UnreadableFileError
from waarborg.apps.norms import queries as norms
from waarborg.apps.organisations.queries import Organisation
from waarborg.interfaces.web.access import actor_of, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.stand.mapping_choices import Choices, as_mapping
from waarborg.interfaces.web.stand.mapping_shown import needs_level


def saved(organisation: Organisation) -> Sequence[FileMapping]:
    """The mappings that the organisation keeps, newest first."""
    return mappings.saved(organisation)


@dataclass(frozen=True, slots=True)
class Look:
    """A sheet as recognised (`first`), and as it would be read with what was chosen (`draft`)."""

    first: Draft
    draft: Draft
    mapping: FileMapping
    choices: Choices
    error: str = ""  # why nothing at all can be read like this


def is_certain(draft: Draft) -> bool:
    """Whether it can be read without asking anything; our own sheets always can."""
    return not draft.sheets or (draft.is_certain and not (needs_level(draft) and draft.mapping.status_means is None))


def recognised(file: SheetFile, round_: Assessment, saved: Sequence[FileMapping] = ()) -> Draft:
    """The sheet as it would be read by itself, or by a mapping of the organisation. Raises UnreadableFileError."""
    with _on_disk(file) as path:
        return recognise(path, round_.edition, others=norms.editions(), saved=saved)


def look(file: SheetFile, round_: Assessment, choices: Choices) -> Look:
    """Raises UnreadableFileError when the sheet was never one; what was chosen can always be chosen otherwise."""
    with _on_disk(file) as path:
        others, opened = norms.editions(), files.open_grids(path)
        first = recognise(opened, round_.edition, others=others)
        mapping = as_mapping(first, choices, norm=str(round_.edition))
        if not choices:
            return Look(first, first, mapping, choices)
        try:
            draft = recognise(opened, round_.edition, others=others, mapping=mapping)
        except UnreadableFileError as error:
            return Look(first, first, mapping, choices, str(error))
        return Look(first, draft, mapping, choices)


def read(
    request: HttpRequest, round_: Assessment, file: SheetFile, *, mapping: FileMapping | None = None, used: str = ""
) -> SheetImport:
    """Keep what the sheet would change, to look at; `used` names the kept mapping behind it.

    Raises UnreadableFileError.
    """
    organisation, by = organisation_of(request), actor_of(request)
    with _on_disk(file) as path:
        found = read_proposal(
            path,
            file_name=file.name,
            round_=round_,
            subjects=subjects(organisation, round_, by),
            chosen=file.subject,
            mapping=mapping,
        )
    kept = mappings.named(organisation, used) if used else None
    return keep_proposal(organisation=organisation, round_=round_, proposal=found, mapping=kept, by=by, at=now())


@contextmanager
def _on_disk(file: SheetFile) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        name = "".join(sign for sign in Path(file.name).stem if sign.isalnum() or sign in " -_")[:60].strip()
        path = Path(folder) / f"{name or 'blad'}{Path(file.name).suffix[:8]}"  # messages about CSV name it
        path.write_bytes(file.content)
        yield path
