"""Importing a file that was read: an official text onto its edition, or another framework as a catalogue of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from waarborg.apps.base.actions import Actor, wait_for_turn, write_journal
from waarborg.apps.norms.actions.attach import attach_texts
from waarborg.apps.norms.actions.fitting import cleaned, fitting
from waarborg.apps.norms.actions.load import LOADING, PublishedEditionChangedError, load_edition
from waarborg.apps.norms.actions.naming import free_id
from waarborg.apps.norms.actions.outcome import EditionOutcome, ImportOutcome, ImportRefusedError, ItemOutcome
from waarborg.apps.norms.actions.recognise import likenesses, recognised
from waarborg.apps.norms.actions.ties import keep_objects, tie_relations, tie_successions
from waarborg.apps.norms.models import Catalogue, Edition
from waarborg.apps.norms.shapes import FileProblem, ParsedEdition, ParsedNorm
from waarborg.domain.norms import EditionId, TextMatch

_DOUBTFUL = 0.5


@dataclass(slots=True)
class _Import:
    """One run: who, when, and what came out so far."""

    file_name: str
    by: Actor
    at: datetime
    editions: list[EditionOutcome] = field(default_factory=list)
    real_ids: dict[str, str] = field(default_factory=dict)  # id in the file to id here
    problems: list[FileProblem] = field(default_factory=list)
    notes: list[FileProblem] = field(default_factory=list)
    changed: bool = False


def import_norm(
    norm: ParsedNorm, *, as_edition: str = "", dry_run: bool, by: Actor, at: datetime, file_name: str = ""
) -> ImportOutcome:
    """Import what a reader found. Importing the same again changes nothing.

    With `dry_run` everything happens and is then undone, so the outcome is exact.
    Raises ImportRefusedError when a published edition would change, or when it is unclear what the file is.
    """
    with transaction.atomic():
        wait_for_turn(LOADING)
        outcome = _imported(cleaned(norm), _Import(file_name, by, at), as_edition, dry_run=dry_run)
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def _imported(norm: ParsedNorm, run: _Import, as_edition: str, *, dry_run: bool) -> ImportOutcome:
    run.problems += norm.problems
    run.notes += norm.notes
    for parsed in _chosen(norm, as_edition):
        _import_edition(parsed, as_edition, run, alone=len(norm.editions) == 1)
    relations = tie_relations(norm, run.real_ids, run.problems)
    successions = tie_successions(norm, run.real_ids, run.problems)
    objects = keep_objects(norm.objects, run.problems)
    changed = run.changed or bool(relations.added or successions.added or objects.added)
    ids = [edition.id for edition in run.editions]
    write_journal(
        action="norms.imported",
        about=", ".join(ids)[:300] or norm.kind.value,
        by=run.by,
        at=run.at,
        result="done" if changed else "unchanged",
        detail={"file": run.file_name, "kind": norm.kind.value, "relations": relations.added, "objects": objects.added},
    )
    return ImportOutcome(
        kind=norm.kind,
        dry_run=dry_run,
        editions=tuple(run.editions),
        relations=relations,
        successions=successions,
        objects=objects,
        problems=tuple(run.problems),
        notes=tuple(run.notes),
        changed=changed,
    )


def _chosen(norm: ParsedNorm, as_edition: str) -> list[ParsedEdition]:
    """The editions to import; `--as` with a file of several norms picks the one that it names or is most like."""
    if not as_edition or len(norm.editions) <= 1:
        return list(norm.editions)
    for parsed in norm.editions:
        if as_edition in {parsed.id, *(str(one.edition) for one in likenesses(parsed)[:1])}:
            return [parsed]
    ids = ", ".join(edition.id for edition in norm.editions)
    raise ImportRefusedError(
        f"Het bestand bevat {ids}; {as_edition} zit er niet bij. Laat --as weg of kies er een van."
    )


def _import_edition(parsed: ParsedEdition, as_edition: str, run: _Import, *, alone: bool) -> None:
    try:
        target, agreement = _target(parsed, as_edition, run)
    except ImportRefusedError as refusal:
        if alone:
            raise
        run.problems.append(FileProblem(parsed.id, str(refusal)))  # the other norms in the file are still imported
        return
    if target is None:
        outcome, changed = _add(parsed, as_edition, run)
    elif any(item.official_text for item in parsed.items):
        outcome, changed = attach_texts(target, parsed, agreement=agreement, file_name=run.file_name, at=run.at)
        run.problems += _findings(outcome)
        if cosmetic := sum(found.is_cosmetic for found in outcome.items):
            run.notes.append(FileProblem(outcome.id, f"{cosmetic} teksten wijken alleen af in leestekens."))
    else:
        outcome, changed = _compared(target, parsed, run), False
    run.editions.append(outcome)
    run.real_ids[parsed.id] = outcome.id
    run.changed |= changed


def _target(parsed: ParsedEdition, as_edition: str, run: _Import) -> tuple[Edition | None, float | None]:
    if as_edition:
        found = _edition(as_edition)
        if found is None or not found.catalogue.shipped:
            return None, None
        share = next((one.share for one in likenesses(parsed) if one.edition.pk == found.pk), 0.0)
        if share < _DOUBTFUL:
            run.notes.append(FileProblem(parsed.id, f"Slechts {share:.0%} van de teksten is precies die van {found}."))
        return found, share
    alike = recognised(parsed)
    if alike is not None:
        return alike.edition, alike.share
    own = _edition(parsed.id) if _is_id(parsed.id) else None
    if own is not None and own.catalogue.shipped and _has_same_identities(own, parsed):
        return own, None  # our own export, that came back
    return None, None


def _has_same_identities(edition: Edition, parsed: ParsedEdition) -> bool:
    keys = set(edition.items.values_list("requirement__key", flat=True))
    return bool(parsed.items) and all(item.key in keys for item in parsed.items)


def _compared(edition: Edition, parsed: ParsedEdition, run: _Import) -> EditionOutcome:
    """An export of a shipped edition that came back without official texts: nothing to do but to compare."""
    rows = {(row.number, row.kind): row for row in edition.items.all()}
    items = []
    for item in parsed.items:
        row = rows.pop((item.number, item.kind.value), None)
        same = row is not None and (row.summary_nl, row.status) == (item.summary.nl, item.status.value)
        if not same:
            run.problems.append(FileProblem(item.where or item.number, f"{item.number} is anders dan in {edition}."))
        items.append(ItemOutcome(item=item, match=None if row is not None else TextMatch.UNKNOWN))
    missing = tuple(number for number, _ in rows)
    return EditionOutcome(id=str(edition), title=edition.title_nl, act="present", items=tuple(items), missing=missing)


def _findings(outcome: EditionOutcome) -> Iterator[FileProblem]:
    """What a person should look at: texts that are not as published, and numbers that should not or should be there."""
    for found in outcome.items:
        number = found.item.number
        if found.text_of:
            yield FileProblem(
                found.item.where,
                f"{number} heeft de tekst van {found.text_of[0]}; die is niet aan {number} gehangen.",
            )
        elif found.match is TextMatch.DIFFERS and not found.is_cosmetic:
            kept = "" if found.attached else " De tekst die al klopte, is bewaard."
            yield FileProblem(found.item.where, f"{number} wijkt af van de gepubliceerde tekst.{kept}")
        elif found.match is TextMatch.UNKNOWN:
            yield FileProblem(found.item.where, f"{number} bestaat niet in {outcome.id}.")
    if outcome.missing:
        yield FileProblem(outcome.id, f"{len(outcome.missing)} ontbreken in het bestand: {', '.join(outcome.missing)}.")


def _add(parsed: ParsedEdition, as_edition: str, run: _Import) -> tuple[EditionOutcome, bool]:
    name = as_edition or free_id(parsed)
    ready = fitting(replace(parsed, id=name), run.problems)
    try:
        added = load_edition(ready, shipped=False, by=run.by, at=run.at)
    except PublishedEditionChangedError as error:
        raise ImportRefusedError(
            f"{name} is hier al ingelezen en dit bestand zegt iets anders. Een editie verandert niet, want er kunnen "
            f"antwoorden aan hangen. Lees dit in als nieuwe editie, bijvoorbeeld met --as {name}-2."
        ) from error
    items = tuple(ItemOutcome(item=item) for item in parsed.items)
    title = ready.title.nl
    return EditionOutcome(id=name, title=title, act="added" if added else "present", items=items), added


def _edition(edition_id: str) -> Edition | None:
    """The edition with this id. Raises ImportRefusedError when the id cannot be one, or may not become one."""
    try:
        name = EditionId.parse(edition_id)
    except ValueError as error:
        raise ImportRefusedError(str(error)) from error
    found = Edition.objects.select_related("catalogue").filter(catalogue__name=name.name, version=name.version).first()
    if found is None and Catalogue.objects.filter(name=name.name, shipped=True).exists():
        raise ImportRefusedError(
            f"{name.name} hoort bij Waarborg en heeft geen editie {name.version}. Kies een eigen naam, zoals "
            f"{name.name}-eigen@{name.version}."
        )
    return found


def _is_id(text: str) -> bool:
    try:
        name = EditionId.parse(text)
    except ValueError:
        return False
    return Edition.objects.filter(catalogue__name=name.name, version=name.version).exists()
