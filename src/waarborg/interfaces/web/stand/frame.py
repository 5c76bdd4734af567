"""The round that a page is about, as far as the visitor may see it."""

from django.http import Http404, HttpRequest

from waarborg.apps.assessments.queries import Assessment
from waarborg.domain.permissions import Act, Extent
from waarborg.domain.rounds import RoundStatus, takes_verdicts
from waarborg.interfaces.web.access import actor_of
from waarborg.interfaces.web.stand import round_page


def round_or_404(request: HttpRequest, slug: str) -> Assessment:
    """The round of this name. For who has no row in it, it is not there."""
    found = round_page.round_of(request, slug)
    if found is None:
        raise Http404(slug)
    return found


def takes_answers(request: HttpRequest, round_: Assessment) -> bool:
    """Whether this visitor could still change verdicts in it, as far as the state of the round goes."""
    by_team = actor_of(request).extent(Act.HEAR) is Extent.ALL
    return takes_verdicts(RoundStatus(round_.status), by_team=by_team)
