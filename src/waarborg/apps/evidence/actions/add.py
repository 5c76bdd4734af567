"""Adding evidence: a link, or a file that was looked at from the outside, by its content and by the scanner."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.base.importers.office import Content
from waarborg.apps.base.importers.untrusted import read_in_child
from waarborg.apps.base.shapes import UnreadableFileError
from waarborg.apps.evidence import formats, queries
from waarborg.apps.evidence.models import Evidence, EvidenceContent
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.basis import Problem, check_all
from waarborg.domain.evidence import DISCREET, RULES, Confidentiality, Piece, Scan
from waarborg.domain.permissions import Act
from waarborg.machine import scanner

_LONGEST_TITLE = 300
_LONGEST_URL = 1000


class EvidenceRefusedError(Exception):
    """It cannot be kept as evidence: the rules that it breaks, and for a file what it is by its content."""

    def __init__(self, problems: Sequence[Problem], saw: Content | None = None) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)
        self.saw = saw  # what the file is, when it is no kind that is kept


class NewerVersionError(Exception):
    """The piece was replaced or withdrawn meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What is known of a piece of evidence besides its bytes or its address."""

    title: str
    source: str = ""
    period_from: date | None = None
    period_until: date | None = None
    confidentiality: Confidentiality = Confidentiality.INTERNAL


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Added:
    """The evidence, and whether these very bytes were there already."""

    evidence: Evidence
    was_there: bool = False


def add_file(
    *,
    organisation: Organisation,
    upload: Upload,
    details: Details,
    by: Actor,
    at: datetime,
    replaces: Evidence | None = None,
) -> Added:
    """Keep a file. The same bytes that this person may see already are not kept twice.

    With `replaces` it is the newer version of that piece. Raises NotAllowedError, EvidenceRefusedError and
    NewerVersionError.
    """
    require(by, Act.ADD_EVIDENCE, organisation_id=organisation.pk, is_own=True)
    name = formats.clean_name(upload.name)
    seen = _look_at(name, upload.content)
    piece = _as_piece(seen, upload.content, details)
    _refuse_broken(piece, name, details, by, at, saw=None if seen.media_type else seen.what)
    digest = hashlib.sha256(upload.content).hexdigest()
    there = queries.visible(organisation, by).filter(sha256=digest, withdrawn_at__isnull=True).first()
    if there is not None and replaces is None:
        return Added(there, was_there=True)
    made = _make(organisation, details, by, at)
    made.file_name, made.media_type, made.size, made.sha256 = name, piece.media_type, len(upload.content), digest
    made.scanned_at = at if piece.scan is Scan.CLEAN else None
    return _keep(made, replaces, by, at, content=upload.content)


def add_link(
    *,
    organisation: Organisation,
    url: str,
    details: Details,
    by: Actor,
    at: datetime,
    replaces: Evidence | None = None,
) -> Added:
    """Keep where the evidence is found. Raises NotAllowedError, EvidenceRefusedError and NewerVersionError."""
    require(by, Act.ADD_EVIDENCE, organisation_id=organisation.pk, is_own=True)
    address = url.replace("\x00", "").strip()[:_LONGEST_URL]
    piece = Piece(
        title=details.title,
        is_file=False,
        url=address,
        period_from=details.period_from,
        period_until=details.period_until,
    )
    _refuse_broken(piece, address, details, by, at)
    made = _make(organisation, details, by, at)
    made.url = address
    return _keep(made, replaces, by, at)


def _look_at(name: str, content: bytes) -> formats.Seen:
    """What the file is, looked at in a child process; too large a file is not looked at."""
    if len(content) > _limit():
        return formats.Seen("too large to look at", Content.UNKNOWN)
    try:
        return read_in_child(formats.look_at, content, name)
    except UnreadableFileError:
        return formats.Seen("", Content.DAMAGED)


def _limit() -> int:
    return int(settings.EVIDENCE_MEGABYTES) * 1024 * 1024


def _as_piece(seen: formats.Seen, content: bytes, details: Details) -> Piece:
    return Piece(
        title=details.title,
        is_file=True,
        size=len(content),
        limit=_limit(),
        media_type=seen.media_type,
        scan=_scan(content) if seen.media_type and len(content) <= _limit() else Scan.OFF,
        period_from=details.period_from,
        period_until=details.period_until,
    )


def _scan(content: bytes) -> Scan:
    if not settings.SCANNER:
        return Scan.OFF
    try:
        return Scan.INFECTED if scanner.find_malware(content, settings.SCANNER) else Scan.CLEAN
    except scanner.ScannerDownError:
        return Scan.DOWN


def _refuse_broken(
    piece: Piece, name: str, details: Details, by: Actor, at: datetime, *, saw: Content | None = None
) -> None:
    """Outside the transaction that keeps it: the line about malware stays when the rest does not."""
    broken = check_all(RULES, piece, about=name)
    if not broken:
        return
    if piece.scan is Scan.INFECTED:  # somebody must know that this was tried (BIO2 8.07)
        is_discreet = details.confidentiality in DISCREET
        about = f"{formats.extension(name)} [{details.confidentiality.value}]" if is_discreet else name
        write_journal(action="evidence.malware", about=about, by=by, at=at, result="refused")
    raise EvidenceRefusedError(broken, saw)


def _make(organisation: Organisation, details: Details, by: Actor, at: datetime) -> Evidence:
    return Evidence(
        organisation=organisation,
        title=details.title.replace("\x00", "").strip()[:_LONGEST_TITLE],
        source=details.source.replace("\x00", "").strip()[:_LONGEST_TITLE],
        period_from=details.period_from,
        period_until=details.period_until,
        confidentiality=details.confidentiality.value,
        added_at=at,
        added_by_id=by.member_id,
        added_by_name=by.name,
    )


@transaction.atomic
def _keep(made: Evidence, replaces: Evidence | None, by: Actor, at: datetime, content: bytes | None = None) -> Added:
    if replaces is not None:
        own = replaces.added_by_id is not None and replaces.added_by_id == by.member_id
        require(by, Act.ADD_EVIDENCE, organisation_id=replaces.organisation_id, is_own=own)
        replaces = _still_in_use(replaces)
    made.save()
    if content is not None:
        EvidenceContent.objects.create(organisation_id=made.organisation_id, evidence=made, content=content)
    if replaces is not None:
        replaces.replaced_by = made
        replaces.save(update_fields=["replaced_by"])
    write_journal(
        action=Act.ADD_EVIDENCE.value,
        about=made.spoken_of,
        by=by,
        at=at,
        organisation_id=made.organisation_id,
        detail={"sha256": made.sha256, "size": made.size, "replaces": replaces.pk if replaces else None},
    )
    return Added(made)


def _still_in_use(replaces: Evidence) -> Evidence:
    """The old piece, for us alone: of several who replace it at once only the first does."""
    found = Evidence.objects.select_for_update().filter(organisation=replaces.organisation_id, pk=replaces.pk).first()
    if found is None or found.replaced_by_id is not None or found.withdrawn_at is not None:
        raise NewerVersionError(str(replaces.pk))
    return found
