"""What is done on the page of an item besides judging: evidence, remarks, and taking a change back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import (
    ConflictError,
    Edit,
    NothingSaidError,
    RoundClosedError,
    add_remark,
    attach_evidence,
    detach_evidence,
    save_judgement,
)
from waarborg.apps.assessments.queries import JudgementRow
from waarborg.apps.base.formats import whole_numbers
from waarborg.domain.assessments import Level
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.evidence.forms import RowEvidenceForm
from waarborg.interfaces.web.evidence.keeping import keep
from waarborg.interfaces.web.stand.line import line_url
from waarborg.interfaces.web.stand.line_history import UNDOABLE
from waarborg.interfaces.web.stand.round_page import frame, round_or_404

_WRONG = 422


@may(Act.JUDGE)
@require_POST
def add_evidence(request: HttpRequest, slug: str, row_id: int) -> HttpResponse:
    """Add a file or a link, and let the verdicts on some levels rest on it."""
    row = row_or_404(request, slug, row_id)
    form = RowEvidenceForm(request.POST, request.FILES, row=row, levels=queries.shown_levels(row.assessment))
    added = keep(request, form) if form.is_valid() else None
    if added is None:
        context = {
            **frame(request, row.assessment, "line", (row.item.number, line_url(row)), (_("Voeg bewijs toe"), "")),
            "evidence_form": form,
            "row": row,
            "back": line_url(row),
        }
        return render(request, "stand/add_evidence.html", context, status=_WRONG)
    levels = [Level(level) for level in form.cleaned_data["levels"]]
    if not _tie(request, row, added.evidence, levels):
        return redirect(line_url(row))
    told = _("Dit bestand stond er al en is hier gekoppeld.") if added.was_there else _("Bewijs toegevoegd.")
    messages.success(request, told)
    return redirect(f"{line_url(row)}#bewijs")


@may(Act.JUDGE)
@require_POST
def tie_evidence(request: HttpRequest, slug: str, row_id: int) -> HttpResponse:
    """Let the verdicts on some levels rest on evidence that is there already."""
    row = row_or_404(request, slug, row_id)
    chosen = whole_numbers.read(request.POST.get("bewijs"))
    seen = queries.visible_evidence(organisation_of(request), actor_of(request))
    evidence = seen.filter(pk=chosen).first() if chosen is not None else None
    levels = [level for level in Level if level.value in request.POST.getlist("niveau")]
    if evidence is None or not levels:
        messages.error(request, _("Kies een bewijsstuk en minstens één niveau."))
    elif _tie(request, row, evidence, levels):
        messages.success(request, _("Bewijs gekoppeld."))
    return redirect(f"{line_url(row)}#bewijs")


@may(Act.JUDGE)
@require_POST
def loosen_evidence(request: HttpRequest, slug: str, row_id: int) -> HttpResponse:
    """Let the judgement rest on this evidence no more; the evidence itself stays."""
    row = row_or_404(request, slug, row_id)
    chosen = whole_numbers.read(request.POST.get("bewijs"))
    if chosen is None:
        raise Http404
    try:
        detach_evidence(
            organisation=organisation_of(request),
            judgement_id=row.pk,
            evidence_id=chosen,
            by=actor_of(request),
            at=now(),
        )
    except RoundClosedError:
        _say_closed(request)
    else:
        messages.success(request, _("Bewijs losgemaakt. Het staat nog bij Bewijs."))
    return redirect(f"{line_url(row)}#bewijs")


@may(Act.COMMENT)
@require_POST
def comment(request: HttpRequest, slug: str, row_id: int) -> HttpResponse:
    """Say something about this judgement."""
    row = row_or_404(request, slug, row_id)
    try:
        add_remark(
            organisation=organisation_of(request),
            judgement_id=row.pk,
            text=request.POST.get("tekst", ""),
            by=actor_of(request),
            at=now(),
        )
    except NothingSaidError:
        messages.error(request, _("Schrijf eerst een opmerking."))
    except RoundClosedError:
        _say_closed(request)
    else:
        messages.success(request, _("Opmerking geplaatst."))
    return redirect(f"{line_url(row)}#opmerkingen")


@may(Act.JUDGE)
@require_POST
def take_back(request: HttpRequest, slug: str, row_id: int) -> HttpResponse:
    """Give this judgement back what one change took, unless it was changed again since."""
    row = row_or_404(request, slug, row_id)
    chosen = request.POST.get("wijziging", "")
    change = next((one for one in queries.changes(organisation_of(request), row) if str(one.pk) == chosen), None)
    if change is None or change.origin not in UNDOABLE:
        raise Http404
    edit = Edit(row.pk, change.before, change.version)
    try:
        save_judgement(organisation=organisation_of(request), edit=edit, by=actor_of(request), at=now(), origin="undo")
    except ConflictError:
        messages.error(request, _("Dit is sindsdien opnieuw gewijzigd. Draai eerst de latere wijziging terug."))
    except RoundClosedError:
        _say_closed(request)
    else:
        messages.success(request, _("Teruggedraaid."))
    return redirect(f"{line_url(row)}#geschiedenis")


def row_or_404(request: HttpRequest, slug: str, row_id: int) -> JudgementRow:
    """A judgement of this round that the visitor may see."""
    round_ = round_or_404(request, slug)
    seen = queries.visible_judgements(organisation_of(request), round_, actor_of(request))
    found = seen.select_related("item", "subject", "assignee", "assessment__edition__catalogue").filter(pk=row_id)
    row = found.first()
    if row is None:
        raise Http404(str(row_id))
    return row


def _tie(request: HttpRequest, row: JudgementRow, evidence: Any, levels: list[Level]) -> bool:  # noqa: ANN401 - rows
    try:
        attach_evidence(
            organisation=organisation_of(request),
            judgement_id=row.pk,
            evidence=evidence,
            levels=levels,
            by=actor_of(request),
            at=now(),
        )
    except RoundClosedError:
        _say_closed(request)
        return False
    return True


def _say_closed(request: HttpRequest) -> None:
    messages.error(request, _("Deze ronde neemt geen oordelen meer aan. Er is niets bewaard."))
