"""Reports of a round: ask for them, see how far they are, and take them home."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from waarborg.apps.base.actions import write_journal
from waarborg.apps.reports.actions import ask
from waarborg.apps.reports.queries import files
from waarborg.apps.reports.shapes import FORMATS, LANGUAGES, UNDER_WAY, ReportState
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.downloads import file_response
from waarborg.interfaces.web.htmx import wants_results
from waarborg.interfaces.web.stand.round_page import frame, round_of, unknown_round

CHECK_EVERY_SECONDS = 2


@require_safe
@may(Act.READ_REPORT)
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """What was asked for and how far it is; while something is being made, the list looks again by itself."""
    round_ = round_of(request, slug)
    if round_ is None:
        return unknown_round(request, slug)
    found = files.reports(round_)
    is_busy = any(report.state in UNDER_WAY for report in found)
    context = {
        **frame(request, round_, "reports", (_("Rapporten"), "")),
        "reports": [(report, _name(report), _words(report)) for report in found],
        "is_busy": is_busy,
        "every": CHECK_EVERY_SECONDS,
        "may_make": extent_of(request, Act.MAKE_REPORT) is Extent.ALL,
        "formats": [(name, _format(name)) for name in FORMATS],
        "languages_of_reports": [(code, _language(code)) for code in LANGUAGES],
        "snapshot": files.snapshot(round_),
    }
    template = "stand/parts/report_list.html" if wants_results(request) else "stand/reports.html"
    return render(request, template, context)


@require_POST
@may(Act.MAKE_REPORT)
def ask_for(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the chosen formats and languages, all at once."""
    round_ = round_of(request, slug)
    if round_ is None:
        return unknown_round(request, slug)
    try:
        asked = ask.ask_reports(
            round_=round_,
            formats=request.POST.getlist("vorm"),
            languages=request.POST.getlist("taal"),
            by=actor_of(request),
            at=now(),
        )
    except ask.NothingAskedError:
        messages.error(request, _("Kies minstens één bestand en één taal."))
        return redirect("stand:reports", slug)
    if asked:
        told = ngettext("%(n)d rapport wordt gemaakt.", "%(n)d rapporten worden gemaakt.", len(asked))
        messages.success(request, told % {"n": len(asked)})
    else:
        messages.info(request, _("Deze rapporten worden al gemaakt."))
    return redirect("stand:reports", slug)


@require_POST
@may(Act.MAKE_REPORT)
def change(request: HttpRequest, slug: str, report_id: int) -> HttpResponse:
    """Stop a report that is being made, or try again one that failed."""
    report = _report(request, slug, report_id)
    wanted: dict[str, Any] = {
        "organisation": organisation_of(request),
        "report_id": report.pk,
        "by": actor_of(request),
        "at": now(),
    }
    try:
        if request.POST.get("doe") == "opnieuw":
            ask.retry_report(**wanted)
            messages.success(request, _("Het rapport wordt opnieuw gemaakt."))
        elif ask.cancel_report(**wanted).state == ReportState.CANCELLED:
            messages.success(request, _("Het rapport is gestopt."))
        else:
            messages.info(request, _("Het rapport was al klaar."))
    except ask.NotToRetryError:
        messages.info(request, _("Dit rapport wordt al gemaakt, of is klaar."))
    return redirect("stand:reports", slug)


@require_safe
@may(Act.READ_REPORT)
def download(request: HttpRequest, slug: str, report_id: int) -> HttpResponse:
    """The file itself, as an attachment."""
    report = _report(request, slug, report_id)
    content = files.content(organisation_of(request), report)
    if content is None:
        raise Http404
    about = f"{slug}: {report.file_name} {report.language}"
    write_journal(action="report.download", about=about, by=actor_of(request), at=now())
    response = file_response(content, name=_name(report), media_type=FORMATS[report.file_name])
    response["Digest"] = f"sha-256={report.sha256}"
    return response


def _report(request: HttpRequest, slug: str, report_id: int) -> Any:  # noqa: ANN401 - a row
    report = files.report(organisation_of(request), report_id)
    if report is None or report.assessment.slug != slug:
        raise Http404
    return report


def _name(report: Any) -> str:  # noqa: ANN401 - a row
    """`gemeente-veldermeer-nulmeting-2027-rapport-nl.pdf`."""
    stem, _dot, ending = report.file_name.rpartition(".")
    return f"{report.assessment.slug}-{stem}-{report.language}.{ending}"


def _format(name: str) -> tuple[str, str]:
    return {
        "rapport.pdf": (_("PDF"), _("om te lezen en te delen")),
        "rapport.docx": (_("Word"), _("om aan te passen")),
        "rapport.xlsx": (_("Excel"), _("alle rijen en cijfers")),
        "assessment-results.json": (_("OSCAL"), _("voor andere programma's")),
    }[name]


def _language(code: str) -> str:
    return {"nl": _("Nederlands"), "en": _("Engels")}[code]


def _words(report: Any) -> dict[str, str]:  # noqa: ANN401 - a row
    """How far it is, in words."""
    states = {
        ReportState.QUEUED: _("wacht op zijn beurt"),
        ReportState.RUNNING: _steps(report.progress),
        ReportState.DONE: _("klaar"),
        ReportState.FAILED: _("mislukt"),
        ReportState.CANCELLED: _("gestopt"),
    }
    return {
        "state": states[ReportState(report.state)],
        "format": _format(report.file_name)[0],
        "language": _language(report.language),
        "message": f"{_(report.message)}{report.pk}" if report.message else "",
    }


def _steps(progress: int) -> str:
    for until, words in ((30, _("cijfers verzamelen")), (85, _("opmaken"))):
        if progress < until:
            return words
    return _("bewaren")
