"""The journal on screen: who did what, when, to which object and from where; and the same as a file."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from waarborg.apps.base.actions import write_journal
from waarborg.apps.base.formats import spreadsheets
from waarborg.apps.base.queries import chain
from waarborg.apps.base.queries.lines import JournalLine, choices, search, told
from waarborg.apps.evidence.queries import hidden_titles
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.downloads import file_response
from waarborg.interfaces.web.facets import chips, search_text
from waarborg.interfaces.web.htmx import wants_results
from waarborg.interfaces.web.journal import filters, words

LINES_IN_A_FILE = 10_000
COUNTED = 1_000  # lines that wait for a seal; more is only called more


@dataclass(frozen=True, slots=True)
class Shown:
    """One line as people read it."""

    at: datetime
    actor: str
    origin: str
    what: str
    about: str
    result: str
    is_done: bool
    is_sealed: bool
    details: Sequence[tuple[str, str]]


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
@may(Act.READ_ACCESS_JOURNAL)
def lines(request: HttpRequest) -> HttpResponse:
    """The lines that answer to the filters, newest first; older ones by a link that keeps the filters."""
    organisation = organisation_of(request)
    access_only = not _reads_all(request)
    discreet = hidden_titles(organisation, actor_of(request))
    wanted = filters.read(request.GET, access_only=access_only, discreet=discreet)
    found = search(organisation.pk, wanted, before=filters.before(request.GET))
    shown = filters.facets(request.GET, choices(organisation.pk, access_only=access_only))
    context = {
        "text": search_text(request.GET),
        "since": filters.day(request.GET, filters.SINCE),
        "until": filters.day(request.GET, filters.UNTIL),
        "lines": [_shown(line, discreet) for line in found.lines],
        "older": filters.address(found.further) if found.further else "",
        "stopped": timezone.localtime(found.further.at) if found.stopped and found.further else None,
        "is_further_back": filters.BEFORE in request.GET,
        "access_only": access_only,
        "facets": shown,
        "chips": list(chips(request.GET, shown)),
        "batch": chain.last_sealed(organisation.pk),
        "waiting": chain.waits(organisation.pk, most=COUNTED + 1),
        "counted": COUNTED,
        "years": organisation.journal_years,
        "most": LINES_IN_A_FILE,
        "crumbs": [(_("Beheer"), "/beheer/"), (_("Logboek"), reverse("journal:lines"))],
    }
    template = "journal/parts/results.html" if wants_results(request) else "journal/lines.html"
    return render(request, template, context)


@require_safe
@may(Act.READ_ACCESS_JOURNAL)
def export(request: HttpRequest) -> HttpResponse:
    """The lines that the filters show, as CSV; who took them is a line too."""
    organisation = organisation_of(request)
    discreet = hidden_titles(organisation, actor_of(request))
    wanted = filters.read(request.GET, access_only=not _reads_all(request), discreet=discreet)
    found = search(organisation.pk, wanted, limit=LINES_IN_A_FILE)
    rows = list(_rows(found.lines, discreet))
    if found.further:
        rows.append([_("Er zijn oudere regels. Kies een kortere periode om alles te krijgen.")])
    write_journal(
        action="journal.exported",
        about=request.GET.urlencode()[:300],
        by=actor_of(request),
        at=now(),
        detail={"lines": len(found.lines)},
    )
    name = f"logboek-{today().isoformat()}.csv"
    return file_response(spreadsheets.for_excel(rows), name=name, media_type="text/csv; charset=utf-8")


def _reads_all(request: HttpRequest) -> bool:
    return extent_of(request, Act.READ_JOURNAL) is Extent.ALL


def _shown(line: JournalLine, discreet: Collection[str]) -> Shown:
    return Shown(
        at=timezone.localtime(line.at),
        actor=line.actor,
        origin=line.origin,
        what=words.action(line.action),
        about=told(line, discreet),
        result=words.result(line.result),
        is_done=line.result == "done",
        is_sealed=line.batch_id is not None,
        details=[(name, _written(value)) for name, value in line.detail.items()],
    )


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _rows(found: Sequence[JournalLine], discreet: Collection[str]) -> Iterator[list[str]]:
    yield [
        _("Nummer"), _("Wanneer"), _("Wie"), _("Waarvandaan"), _("Handeling"), _("Code"), _("Waarover"), _("Uitkomst"),
        _("Bijzonderheden"), _("Partij"),
    ]  # fmt: skip
    for line in found:
        yield [
            str(line.pk),
            timezone.localtime(line.at).isoformat(timespec="seconds"),
            *(line.actor, line.origin, words.action(line.action), line.action, told(line, discreet)),
            words.result(line.result),
            json.dumps(line.detail, ensure_ascii=False) if line.detail else "",
            str(line.batch_id or ""),
        ]
