"""What to do next in a round, for this visitor: from dividing the questions to the reports of a closed round."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.apps.assessments.queries import Assessment, Share, hearings, shares
from waarborg.domain.permissions import Act, Extent
from waarborg.domain.rounds import RoundStatus
from waarborg.interfaces.web.access import actor_of, extent_of
from waarborg.interfaces.web.stand.assign_filters import still_open, to_divide


@dataclass(frozen=True, slots=True)
class Step:
    """What there is to do: a sentence, the button that does it, and perhaps another way."""

    told: str
    label: str
    url: str
    other_label: str = ""
    other_url: str = ""


def next_step(request: HttpRequest, round_: Assessment, divided: Sequence[Share] | None = None) -> Step | None:
    """The next step, by the state of the round; None when there is nothing for this visitor, or only to wait.

    `divided` is `shares` of the round, when they are at hand.
    """
    status = RoundStatus(round_.status)
    if status is RoundStatus.OPEN:
        return _of_answering(request, round_, shares(round_, actor_of(request)) if divided is None else divided)
    if status is RoundStatus.HEARING and extent_of(request, Act.HEAR) is Extent.ALL:
        return _of_the_hearing(round_)
    if status is RoundStatus.CLOSED and extent_of(request, Act.READ_REPORT) is Extent.ALL:
        told = _("Het rapport zegt wat hier staat, om te bespreken en te bewaren.")
        return Step(told, _("Bekijk de rapporten"), _url("reports", round_))
    return None


def _of_answering(request: HttpRequest, round_: Assessment, divided: Sequence[Share]) -> Step | None:
    me = actor_of(request).member_id
    own = sum(one.n_open for one in divided if me and one.member_id == me)
    if own and extent_of(request, Act.JUDGE) is not Extent.NONE:
        told = ngettext("%(n)s vraag wacht op jouw antwoord.", "%(n)s vragen wachten op jouw antwoord.", own)
        return Step(told % {"n": own}, _("Beantwoord je vragen"), _url("questions", round_))
    if extent_of(request, Act.ASSIGN_JUDGEMENTS) is not Extent.ALL:
        return None
    nobodys = sum(one.n_open for one in divided if one.member_id is None)
    if nobodys:
        return _of_dividing(round_, nobodys)
    return _of_the_team(request, round_, waiting=sum(one.n_open for one in divided))


def _of_dividing(round_: Assessment, nobodys: int) -> Step:
    told = ngettext("%(n)s open vraag is nog van niemand.", "%(n)s open vragen zijn nog van niemand.", nobodys)
    return Step(
        told % {"n": nobodys}, _("Verdeel de vragen"), to_divide(round_), _("Vul zelf in"), _url("table", round_)
    )


def _of_the_team(request: HttpRequest, round_: Assessment, *, waiting: int) -> Step | None:
    if waiting:
        told = ngettext("%(n)s vraag is nog open.", "%(n)s vragen zijn nog open.", waiting) % {"n": waiting}
        return Step(told, _("Bekijk wie nog bezig is"), still_open(round_))
    if hearings.hearing(round_) is None:
        told = _("Alles is beantwoord. Vraag de mensen over wie het gaat of het klopt.")
        return Step(
            told, _("Vraag om reacties"), _url("hearing", round_), _("Bekijk het rapport"), _url("reports", round_)
        )
    if extent_of(request, Act.CLOSE_ASSESSMENT) is Extent.NONE:
        return None
    told = _("Alles is beantwoord en de reacties zijn behandeld.")
    return Step(told, _("Sluit de nulmeting af"), _url("close", round_))


def _of_the_hearing(round_: Assessment) -> Step:
    found = hearings.hearing(round_)
    n = hearings.unanswered(found) if found else 0
    if not n:
        return Step(_("Er wacht geen reactie op jullie antwoord."), _("Bekijk de reacties"), _url("hearing", round_))
    told = ngettext("%(n)s reactie wacht op jullie antwoord.", "%(n)s reacties wachten op jullie antwoord.", n)
    return Step(told % {"n": n}, _("Behandel de reacties"), _url("hearing", round_))


def _url(name: str, round_: Assessment) -> str:
    return reverse(f"stand:{name}", args=[round_.slug])
