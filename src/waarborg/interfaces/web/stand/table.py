"""Fast entry for the expert: a table that works by keyboard like a spreadsheet."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import (
    ConflictError,
    Edit,
    InvalidValueError,
    RoundClosedError,
    Step,
    save_cells,
    save_judgement,
    undo_cells,
)
from waarborg.apps.assessments.queries import table as reads
from waarborg.apps.base.formats import whole_numbers
from waarborg.domain.assessments import Level
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.facets import chips, search_text
from waarborg.interfaces.web.made_for import form_start
from waarborg.interfaces.web.stand import table_cells, table_columns, table_filters
from waarborg.interfaces.web.stand.round_page import frame, round_or_404
from waarborg.interfaces.web.stand.table_words import words

ROWS_PER_PAGE = 250
MOST_EDITS = 5000
# a change gets its time before it can be seen: looking back so far misses none, and the page knows what it has seen
_LOOK_BACK = timedelta(seconds=30)


@require_safe
@may(Act.JUDGE)
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The rows of a subject as a table to type in; filters and columns stand in the address."""
    round_ = round_or_404(request, slug)
    subjects = reads.subjects(organisation_of(request), round_, actor_of(request))
    of = table_filters.chosen_subjects(request.GET, subjects)
    every = list(reads.cells(organisation_of(request), round_, actor_of(request), of))
    levels = queries.shown_levels(round_)
    facets = table_filters.facets(every, request.GET, subjects, of, levels)
    found = table_filters.narrowed(every, request.GET)
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("pagina"))
    columns = table_columns.chosen(request.GET.getlist(table_columns.COLUMNS), levels)
    is_open = not round_.is_closed
    post_to = f"{reverse('stand:table_row', args=[slug])}?{request.GET.urlencode()}" if is_open else ""
    context = {
        "subjects": of,
        "more_subjects": len(subjects) > 1,
        "is_open": is_open,
        "facets": facets,
        "chips": list(chips(request.GET, facets)),
        "search": search_text(request.GET),
        "columns": columns,
        "choices": [(column, column in columns) for column in table_columns.every(levels)],
        "verdict_keys": table_columns.verdict_options(),
        "page": page,
        "rows": table_cells.html(
            list(page.object_list), columns, levels, post_to=post_to, form_start=form_start(request)
        ),
        "data": _data(request, slug, list(page.object_list), columns),
        **frame(request, round_, "table", (_("Invullen"), "")),
    }
    return render(request, "stand/table.html", context)


@require_POST
@may(Act.JUDGE)
def cells(request: HttpRequest, slug: str) -> HttpResponse:
    """Save what was typed: every cell that can be saved, and per cell why not."""
    organisation, by, steps = organisation_of(request), actor_of(request), _steps(request)
    round_ = round_or_404(request, slug)
    try:
        done = save_cells(organisation=organisation, round_=round_, steps=steps, by=by, at=now())
    except RoundClosedError:
        return _closed()
    except LookupError as error:
        raise Http404 from error
    answer = {
        "rows": table_cells.data(done.rows.values()),
        "saved": sorted(done.saved),
        "clashes": sorted(done.clashes),
        "refused": sorted(done.refused),
    }
    return JsonResponse(answer)


@require_POST
@may(Act.JUDGE)
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back one of the visitor's own steps."""
    round_or_404(request, slug)
    try:
        batch = UUID(str(_body(request).get("batch")))
        undone = undo_cells(organisation=organisation_of(request), batch=batch, by=actor_of(request), at=now())
    except (ValueError, LookupError) as error:
        raise Http404 from error
    except RoundClosedError:
        return _closed()
    except ConflictError as conflict:
        numbers = ", ".join(sorted({row.item.number for row, _fields in conflict.clashes}))
        said = _("Niet teruggedraaid: %(numbers)s is daarna gewijzigd.") % {"numbers": numbers}
        return JsonResponse({"message": said}, status=409)
    rows = {one.row.pk: one.row for one in undone}
    return JsonResponse({"batch": str(undone[0].batch), "rows": table_cells.data(rows.values())})


@require_GET
@may(Act.JUDGE)
def since(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed since the page last asked, by whomever."""
    round_ = round_or_404(request, slug)
    try:
        moment = parse_datetime(request.GET.get("na", "").replace(" ", "+"))
    except ValueError as error:  # it looks like a moment, in a thirteenth month
        raise BadRequest from error
    if moment is None or moment.tzinfo is None:
        raise BadRequest
    at = now()
    subjects = reads.subjects(organisation_of(request), round_, actor_of(request))
    of = table_filters.chosen_subjects(request.GET, subjects)
    changed = reads.changed_cells(organisation_of(request), round_, actor_of(request), of, since=moment)
    return JsonResponse({"na": _cursor(at), "rows": table_cells.data(changed)})


@require_POST
@may(Act.JUDGE)
def row(request: HttpRequest, slug: str) -> HttpResponse:
    """The small form of one row, for who has no scripts."""
    round_ = round_or_404(request, slug)
    values = {level.value: request.POST[level.value] for level in Level if level.value in request.POST}
    edit = Edit(_number(request.POST.get("rij")), values, _number(request.POST.get("gezien")))
    organisation, by = organisation_of(request), actor_of(request)
    try:
        save_judgement(organisation=organisation, edit=edit, by=by, at=now(), origin="table", of=round_)
        messages.success(request, _("Bewaard."))
    except LookupError as error:
        raise Http404 from error
    except ConflictError as conflict:
        who = conflict.row.changed_by
        messages.error(request, _("Niet bewaard: %(who)s heeft dit intussen gewijzigd. Kijk eerst.") % {"who": who})
    except RoundClosedError:
        messages.error(request, _("Niet bewaard: deze ronde is gesloten."))
    except InvalidValueError:
        messages.error(request, _("Niet bewaard: kies een oordeel uit de lijst."))
    back = reverse("stand:table", args=[slug])
    return redirect(f"{back}?{request.GET.urlencode()}#rij-{edit.judgement_id}")


def _data(
    request: HttpRequest, slug: str, rows: Sequence[reads.JudgementRow], columns: Sequence[table_columns.Column]
) -> dict[str, Any]:
    addresses = ("table_cells", "table_since", "table_undo")
    return {
        "rows": table_cells.data(rows, columns),
        "columns": table_cells.described(columns),
        "applicabilities": table_cells.applicabilities(),
        "urls": {name.removeprefix("table_"): reverse(f"stand:{name}", args=[slug]) for name in addresses},
        "key": f"waarborg.{actor_of(request).member_id}.{slug}",
        "na": _cursor(now()),
        "words": words(),
    }


def _cursor(at: datetime) -> str:
    return (at - _LOOK_BACK).isoformat()


def _steps(request: HttpRequest) -> list[Step]:
    try:
        steps = [
            Step(UUID(step["batch"]), tuple(_edit(edit) for edit in step["edits"])) for step in _body(request)["steps"]
        ]
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BadRequest from error
    if sum(len(step.edits) for step in steps) > MOST_EDITS:
        raise BadRequest
    return steps


def _edit(said: dict[str, Any]) -> Edit:
    row, seen = (whole_numbers.read(str(said[name])) for name in ("row", "seen"))
    if row is None or seen is None:
        raise BadRequest
    return Edit(row, dict(said["values"]), seen)


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException) as error:  # the last: a form, which was read as such
        raise BadRequest from error
    if not isinstance(found, dict):
        raise BadRequest
    return found


def _number(text: str | None) -> int:
    found = whole_numbers.read(text)
    if found is None:
        raise BadRequest
    return found


def _closed() -> JsonResponse:
    return JsonResponse({"message": _("Deze ronde is gesloten; er kan niets meer worden gewijzigd.")}, status=409)
