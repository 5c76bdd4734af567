"""Evidence in the application. A file is only ever handed over, never shown by us in a page."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import follow_newer_version
from waarborg.apps.base.actions import write_journal
from waarborg.apps.evidence import queries as evidence
from waarborg.apps.evidence.actions import EvidenceRefusedError, withdraw_evidence
from waarborg.apps.evidence.formats import KINDS, extension
from waarborg.domain.evidence import WITHDRAWAL
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.downloads import file_response
from waarborg.interfaces.web.evidence.filters import EvidenceFilters
from waarborg.interfaces.web.evidence.forms import EvidenceForm
from waarborg.interfaces.web.evidence.keeping import keep, limits
from waarborg.interfaces.web.facets import chips
from waarborg.interfaces.web.stand.line import line_url

PIECES_PER_PAGE = 50
_WRONG = 422
Crumb = tuple[str, str]


@may(Act.READ_EVIDENCE)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All evidence that the visitor may see, newest first."""
    seen = queries.visible_evidence(organisation_of(request), actor_of(request))
    filters = EvidenceFilters(seen, request.GET)
    page = Paginator(filters.pieces, PIECES_PER_PAGE).get_page(request.GET.get("pagina"))
    facets = filters.facets()
    context = {
        "crumbs": _crumbs(),
        "page": page,
        "resting": queries.resting_counts(organisation_of(request), page.object_list),
        "filters": filters,
        "facets": facets,
        "chips": list(chips(request.GET, facets)),
        "may_add": extent_of(request, Act.ADD_EVIDENCE) is not Extent.NONE,
    }
    return render(request, "evidence/list.html", context)


@may(Act.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a file or a link that no judgement rests on yet."""
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (added := keep(request, form)):
        told = _("Dit bestand stond er al.") if added.was_there else _("Bewijs toegevoegd.")
        messages.success(request, told)
        return redirect("evidence:piece", added.evidence.pk)
    context = {"crumbs": _crumbs((_("Voeg bewijs toe"), "")), "form": form, **limits()}
    return render(request, "evidence/add.html", context, status=_WRONG if form.errors else 200)


@may(Act.READ_EVIDENCE)
@require_safe
def piece(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece: what it is, who added it, what rests on it."""
    found = _piece(request, pk)
    resting = queries.resting_on(organisation_of(request), found, actor_of(request))
    context = {
        "crumbs": _crumbs((found.title, "")),
        "piece": found,
        "resting": [(row, line_url(row)) for row in resting],
        "n_resting": evidence.n_resting_on(found),
        "may_change": _may_change(request, found),
        **limits(),
    }
    return render(request, "evidence/piece.html", context)


@may(Act.READ_EVIDENCE)
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself, as an attachment that no browser runs or shows as a page of ours."""
    found = _piece(request, pk)
    if found.url:
        raise Http404
    media_type, _is_it = KINDS.get(extension(found.file_name), ("application/octet-stream", None))
    write_journal(action="evidence.download", about=found.spoken_of, by=actor_of(request), at=now())
    response = file_response(evidence.content(found), name=found.file_name, media_type=media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@may(Act.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the newer version; what rested on the old one in open rounds rests on the new one."""
    old = _piece(request, pk)
    if not _may_change(request, old):
        raise Http404
    form = EvidenceForm(request.POST or None, request.FILES or None, initial=_known(old))
    if request.method == "POST" and form.is_valid() and (added := keep(request, form, replaces=old)):
        n = follow_newer_version(
            organisation=organisation_of(request), old=old, new=added.evidence, by=actor_of(request), at=now()
        )
        messages.success(request, _("De nieuwe versie staat klaar. %(n)s oordelen gaan mee.") % {"n": n})
        return redirect("evidence:piece", added.evidence.pk)
    context = {
        "crumbs": _crumbs((old.title, reverse("evidence:piece", args=[old.pk])), (_("Nieuwe versie"), "")),
        "form": form,
        "old": old,
        **limits(),
    }
    return render(request, "evidence/add.html", context, status=_WRONG if form.errors else 200)


@may(Act.ADD_EVIDENCE)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece out of use, when nothing rests on it."""
    found = _piece(request, pk)
    try:
        withdraw_evidence(organisation=organisation_of(request), evidence_id=found.pk, by=actor_of(request), at=now())
    except EvidenceRefusedError:
        reason = _("Maak het eerst los van de oordelen die erop rusten.")
        messages.error(request, f"{_(WITHDRAWAL.sentence)} {reason}")
    else:
        messages.success(request, _("Het bewijs is ingetrokken."))
    return redirect("evidence:piece", pk)


def _piece(request: HttpRequest, pk: int) -> Any:  # noqa: ANN401 - a row
    found = queries.visible_evidence(organisation_of(request), actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404(str(pk))
    return found


def _may_change(request: HttpRequest, found: Any) -> bool:  # noqa: ANN401 - a row
    reach = extent_of(request, Act.ADD_EVIDENCE)
    own = found.added_by_id is not None and found.added_by_id == actor_of(request).member_id
    is_in_use = found.withdrawn_at is None and found.replaced_by_id is None
    return is_in_use and (reach is Extent.ALL or (reach is Extent.OWN and own))


def _known(old: Any) -> dict[str, Any]:  # noqa: ANN401 - a row
    names = ("title", "source", "period_from", "period_until", "confidentiality")
    return {name: getattr(old, name) for name in names}


def _crumbs(*deeper: Crumb) -> list[Crumb]:
    return [(_("Bewijs"), reverse("evidence:list")), *deeper]
