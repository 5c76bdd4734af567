"""One item of a round: what the norm asks, how it stands, and everything that belongs to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import (
    ConflictError,
    InvalidValueError,
    RoundClosedError,
    save_judgement,
)
from waarborg.apps.assessments.queries import Assessment, JudgementRow
from waarborg.apps.norms.queries.published import published
from waarborg.apps.organisations.queries import members
from waarborg.apps.reports.queries import report_data
from waarborg.apps.reports.queries.item import Heading, ItemReport, UnknownLineError, item_report
from waarborg.apps.reports.queries.view import View
from waarborg.domain import numbers
from waarborg.domain.assessments import Level
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web import language as languages
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.evidence.forms import RowEvidenceForm
from waarborg.interfaces.web.stand.conflict import conflict_page
from waarborg.interfaces.web.stand.filters import Rows
from waarborg.interfaces.web.stand.line_forms import LineForm
from waarborg.interfaces.web.stand.line_history import Names, evidence_keys, tells_of_people, told
from waarborg.interfaces.web.stand.round_page import frame, round_or_404
from waarborg.interfaces.web.stand.trail import Trail, is_described, trail, trail_of

OVER = "over"  # in the address: the code of a subject other than the organisation
_WRONG = 422
_MOST_CHIPS = 8  # more to choose from becomes a list to choose from


@may(Act.READ_ASSESSMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One item: what is asked, how it stands, what to do, the rules that object; and to judge it."""
    round_ = round_or_404(request, slug)
    abouts = _abouts(request, round_, number)
    row = _chosen(request, round_, abouts)
    if request.method == "POST" and row is not None:
        return _save(request, round_, row, abouts)
    try:
        found = _report(request, round_, row, number)
    except UnknownLineError as error:
        return _unknown_line(request, round_, error.headings, number)
    if request.method == "POST":
        raise Http404(number)
    if found.line.number != number:
        return redirect(reverse("stand:line", args=[slug, found.line.number]) + kept(request), permanent=True)
    return _page(request, round_, row, abouts, found)


def line_url(row: JudgementRow) -> str:
    """The address of a judgement."""
    url = reverse("stand:line", args=[row.assessment.slug, row.item.number])
    return f"{url}?{urlencode({OVER: row.subject.code})}" if row.subject.code else url


def kept(request: HttpRequest) -> str:
    """The filters of this page as the tail of an address, so that a row remembers the list it came from."""
    params = request.GET.copy()
    params.pop("pagina", None)
    for name in [name for name in params if not any(params.getlist(name))]:
        params.pop(name)
    return f"?{params.urlencode()}" if params else ""


@dataclass(frozen=True, slots=True)
class About:
    """One of the things over which the item is judged in this round: the organisation, a process or a system."""

    pk: int  # of the judgement
    code: str
    name: str


def _abouts(request: HttpRequest, round_: Assessment, number: str) -> Sequence[About]:
    """Over what the visitor may see a judgement on this number, in the order of the round."""
    everything = published(round_.edition).items
    item = next((one for one in everything if numbers.same_place(one.number, number)), None)
    if item is None:
        return []
    rows = _seen(request, round_).filter(item=item.pk)
    return [About(*one) for one in rows.values_list("pk", "subject__code", "subject__name")]


def _chosen(request: HttpRequest, round_: Assessment, abouts: Sequence[About]) -> JudgementRow | None:
    wanted = request.GET.get(OVER, "")
    if wanted and abouts and all(one.code != wanted for one in abouts):
        raise Http404(wanted)
    one = next((one for one in abouts if one.code == wanted), abouts[0] if abouts else None)
    return _seen(request, round_).get(pk=one.pk) if one else None


def _seen(request: HttpRequest, round_: Assessment) -> QuerySet[JudgementRow]:
    return queries.visible_judgements(organisation_of(request), round_, actor_of(request))


def _view(request: HttpRequest, row: JudgementRow | None) -> View:
    me = None if queries.sees_all(actor_of(request)) else actor_of(request).member_id
    return View(subject_code=row.subject.code if row else "", member=me)


def _report(request: HttpRequest, round_: Assessment, row: JudgementRow | None, number: str) -> ItemReport:
    view = _view(request, row)
    return item_report(round_, number, language=languages.current(), today=today(), view=view, row=row)


def _save(request: HttpRequest, round_: Assessment, row: JudgementRow, abouts: Sequence[About]) -> HttpResponse:
    """Keep what the form says; of the report only a form that must be shown again needs anything."""
    form = LineForm(request.POST, row=row, levels=queries.shown_levels(round_))

    def again() -> HttpResponse:
        return _page(request, round_, row, abouts, _report(request, round_, row, row.item.number), form=form)

    if not form.is_valid():
        return again()
    try:
        saved = save_judgement(
            organisation=organisation_of(request), edit=form.edit(), by=actor_of(request), at=now(), origin="page"
        )
    except ConflictError as conflict:
        return conflict_page(request, row, conflict, form.edit().values)
    except InvalidValueError as error:
        form.refuse(error)
        return again()
    except RoundClosedError:
        messages.error(request, _("Deze ronde neemt geen oordelen meer aan. Er is niets bewaard."))
    else:
        messages.success(request, _("Bewaard.") if saved.changed else _("Er was niets veranderd."))
    return redirect(reverse("stand:line", args=[round_.slug, row.item.number]) + kept(request))


def _page(
    request: HttpRequest,
    round_: Assessment,
    row: JudgementRow | None,
    abouts: Sequence[About],
    found: ItemReport,
    *,
    form: LineForm | None = None,
) -> HttpResponse:
    line = found.line
    context = {
        **frame(request, round_, "line", (line.number, "")),
        "data": found,
        "line": line,
        "verdicts": [(level, line.verdicts[level]) for level in found.levels],
        "gap": found.gap,
        "hits": found.hits,
        "trail": _trail(request, round_, row, found),
        "kept": kept(request),
        "norm_url": norm_url(round_, line.number),
        "row": row,
        "abouts": abouts,
        "many": len(abouts) > _MOST_CHIPS,
        **(_of_row(request, round_, row, form, found.levels) if row else {}),
    }
    return render(request, "stand/line.html", context, status=_WRONG if form and form.errors else 200)


def _trail(request: HttpRequest, round_: Assessment, row: JudgementRow | None, found: ItemReport) -> Trail:
    """The list that the address describes; only for one that is narrowed or sorted every row must be read."""
    if not is_described(request.GET):
        return trail_of(found.headings, found.line.number)
    data = report_data(round_, language=languages.current(), today=today(), view=_view(request, row))
    return trail(Rows(data), request.GET, found.line.number)


def _of_row(
    request: HttpRequest, round_: Assessment, row: JudgementRow, form: LineForm | None, levels: Sequence[Level]
) -> dict[str, Any]:
    by, organisation = actor_of(request), organisation_of(request)
    is_asked = row.ask in {"verdict", "guideline"}
    is_taking = queries.takes_answers(round_, by)
    may_edit = is_asked and is_taking and queries.may_judge(row, by)
    may_comment = is_taking and extent_of(request, Act.COMMENT) is not Extent.NONE
    attached = queries.attached_evidence(organisation, row, by)
    changes = queries.changes(organisation, row)
    people = {one.pk: one.name for one in members(organisation, on=today())} if tells_of_people(changes) else {}
    keys = evidence_keys(changes)
    known = queries.visible_evidence(organisation, by).filter(pk__in=keys) if keys else None
    titles = {} if known is None else dict(known.values_list("pk", "title"))
    return {
        "form": form or (LineForm(row=row, levels=levels) if may_edit else None),
        "judged_by": {
            level: {"by": one["by"], "at": datetime.fromisoformat(one["at"])} for level, one in row.judged.items()
        },
        "may_edit": may_edit,
        "may_comment": may_comment,
        "attached": attached,
        "evidence_form": RowEvidenceForm(row=row, levels=levels) if may_edit else None,
        "known_evidence": _others(request, attached) if may_edit else (),
        "remarks": queries.remarks(organisation, row),
        "history": told(changes, Names(people, titles)),
        "earlier": _then(queries.earlier(organisation, round_, row)),
    }


def _then(earlier: Iterable[JudgementRow]) -> list[tuple[JudgementRow, list[tuple[Level, str]]]]:
    """Earlier judgements, each with the verdicts on the levels that its round shows."""
    rows = list(earlier)
    levels = queries.levels_to_show(row.assessment for row in rows)
    return [(row, [(level, getattr(row, level.value)) for level in levels[row.assessment_id]]) for row in rows]


def _others(request: HttpRequest, attached: Any) -> Any:  # noqa: ANN401 - rows
    """Evidence that could be tied to this row as well."""
    there = [piece.evidence.pk for piece in attached.shown]
    seen = queries.visible_evidence(organisation_of(request), actor_of(request))
    return seen.filter(withdrawn_at__isnull=True, replaced_by__isnull=True).exclude(pk__in=there)[:200]


def norm_url(round_: Assessment, number: str) -> str:
    edition = round_.edition
    return reverse("norms:item", args=[edition.catalogue.name, edition.version, number])


def _unknown_line(request: HttpRequest, round_: Assessment, headings: Sequence[Heading], number: str) -> HttpResponse:
    """What stands under the number, or beside where it would stand."""
    place = numbers.parts(number) or ()
    near = next(
        (found for n in (len(place), len(place) - 1, 1) if n > 0 and (found := _under(headings, place[:n]))), []
    )
    context = {
        **frame(request, round_, "line", (number, "")),
        "number": number,
        "near": near,
        "norm_url": norm_url(round_, number) if place else "",
    }
    return render(request, "stand/unknown_line.html", context, status=404)


def _under(headings: Sequence[Heading], place: tuple[int, ...]) -> list[Heading]:
    return [one for one in headings if (numbers.parts(one.number) or ())[: len(place)] == place][:12]
