"""Vandaag: what is mine, due, decided and changed. For a visitor without an account: what Waarborg is."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waarborg.apps.accounts.queries import is_empty
from waarborg.apps.assessments.queries import levels_to_show, sees_all, totals, visible_assessments
from waarborg.apps.assessments.queries.recent import stirs
from waarborg.apps.norms.queries import editions
from waarborg.apps.organisations import labels
from waarborg.domain.permissions import Act, Extent, Role
from waarborg.interfaces.web.access import actor_of, extent_of, membership_of, organisation_of, public, signed_in
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.stand.picture import bars
from waarborg.interfaces.web.today import around
from waarborg.interfaces.web.today.tasks import tasks

LATELY = timedelta(days=14)
ROUNDS = 3


@require_safe
@public
def home(request: HttpRequest) -> HttpResponse:
    """The first page: of Waarborg, or of somebody's day."""
    if not request.user.is_authenticated:
        return render(request, "web/home.html", {"editions": editions(), "is_empty": is_empty()})
    return _day(request)


@signed_in
def _day(request: HttpRequest) -> HttpResponse:
    membership = membership_of(request)
    if membership is None:
        return render(request, "web/no_organisation.html")
    rounds = _rounds(request)
    context = {
        "today": today(),
        "tasks": tasks(request),
        "rounds": rounds,
        "step": around.step(request, [round_ for round_, _bars in rounds]),
        "stirs": _stirs(request),
        "reports": around.reports(request),
        "people": around.people(request),
        "elsewhere": around.elsewhere(request),
        "decides": Role.BOARD in membership.roles,
        "reads_content": extent_of(request, Act.READ_ORGANISATION) is not Extent.NONE,
        "roles": [(labels.role(role), labels.role_meaning(role)) for role in Role if role in membership.roles],
    }
    return render(request, "today/today.html", context)


def _rounds(request: HttpRequest) -> list[tuple[object, object]]:
    """The latest rounds, with their bars for who sees every row."""
    if extent_of(request, Act.READ_ASSESSMENT) is Extent.NONE:
        return []
    by = actor_of(request)
    found = list(visible_assessments(organisation_of(request), by)[:ROUNDS])
    counts = totals(found) if sees_all(by) else {}
    levels = levels_to_show(found)
    return [(round_, bars(counts[round_.pk], levels[round_.pk]) if round_.pk in counts else None) for round_ in found]


def _stirs(request: HttpRequest) -> object:
    by = actor_of(request)
    return stirs(organisation_of(request), by, since=now() - LATELY) if sees_all(by) else ()
