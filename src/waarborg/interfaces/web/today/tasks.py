"""What somebody can do today: small gatherers, each for who may do its act, in the order of what cannot wait."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.apps.accounts.queries import break_glass_uses
from waarborg.apps.assessments.queries import assessments, mine, nobodys
from waarborg.apps.assessments.queries.hearings import waiting_for
from waarborg.apps.organisations.queries.profile import profile_row, registration_due
from waarborg.apps.organisations.queries.reviews import due
from waarborg.domain.permissions import Act, Extent
from waarborg.domain.rounds import RoundStatus
from waarborg.interfaces.web.access import actor_of, extent_of, membership_of, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.stand.assign_filters import to_divide

_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, why now, where. `due_on` None has no term."""

    title: str
    why: str
    url: str
    due_on: date | None = None
    is_late: bool = False


def tasks(request: HttpRequest) -> list[Task]:
    """Everything there is to do for this visitor: what is late first, then by term, then the rest as gathered."""
    found = [task for gather in _GATHERERS for task in gather(request)]
    return sorted(found, key=lambda task: (not task.is_late, task.due_on or date.max))


def _answers(request: HttpRequest) -> Iterator[Task]:
    member_id = actor_of(request).member_id
    if member_id is None or extent_of(request, Act.JUDGE) is Extent.NONE:
        return
    for part in mine(organisation_of(request), member_id):
        if part.n_open:
            asked = ngettext("Beantwoord %(n)s vraag", "Beantwoord %(n)s vragen", part.n_open) % {"n": part.n_open}
            done = _("%(title)s. Je hebt er %(done)s van %(total)s gedaan.")
            yield Task(
                asked,
                done % {"title": part.round_.title, "done": part.n_done, "total": part.n_total},
                reverse("stand:questions", args=[part.round_.slug]),
            )


def _hearings(request: HttpRequest) -> Iterator[Task]:
    if extent_of(request, Act.REACT) is Extent.NONE:
        return
    for invited in waiting_for(organisation_of(request), actor_of(request)):
        hearing = invited.hearing
        yield Task(
            _("Reageer op het concept"),
            _("%(title)s. Klopt wat er over jouw deel staat?") % {"title": hearing.assessment.title},
            reverse("stand:hearing", args=[hearing.assessment.slug]),
            hearing.until_on,
            hearing.until_on < today(),
        )


def _profile(request: HttpRequest) -> Iterator[Task]:
    if extent_of(request, Act.EDIT_PROFILE) is Extent.NONE:
        return
    organisation = organisation_of(request)
    if profile_row(organisation) is None:
        yield Task(
            _("Vul het profiel in"),
            _("Tien vragen, vijf minuten. Daarna weet je welke plichten je organisatie heeft."),
            "/organisatie/profiel",
        )
    if (found := registration_due(organisation, today())) is not None:
        title = _("Meld je organisatie aan voor het register") if found.is_first else _("Geef de wijziging door")
        why = _(
            "De Cyberbeveiligingswet vraagt om een registratie, en om elke wijziging binnen twee weken (art. 43 en 44)."
        )
        yield Task(title, why, "/organisatie/registratie", found.due_on, found.is_late)


def _first_round(request: HttpRequest) -> Iterator[Task]:
    if extent_of(request, Act.START_ASSESSMENT) is Extent.NONE or assessments(organisation_of(request)).exists():
        return
    yield Task(
        _("Start de nulmeting"), _("Dan weet je waar je staat en wat er eerst moet gebeuren."), reverse("stand:start")
    )


def _dividing(request: HttpRequest) -> Iterator[Task]:
    if extent_of(request, Act.ASSIGN_JUDGEMENTS) is not Extent.ALL:
        return
    for round_, n in nobodys(organisation_of(request)):
        title = ngettext("Verdeel %(n)s vraag", "Verdeel %(n)s vragen", n) % {"n": n}
        why = _("%(title)s. Dit is nog open en van niemand.")
        yield Task(title, why % {"title": round_.title}, to_divide(round_))


def _settling(request: HttpRequest) -> Iterator[Task]:
    if extent_of(request, Act.HEAR) is Extent.NONE:
        return
    for round_ in assessments(organisation_of(request)).filter(status=RoundStatus.HEARING.value):
        yield Task(
            _("Behandel de reacties"),
            _("%(title)s ligt voor hoor en wederhoor bij de mensen om wie het gaat.") % {"title": round_.title},
            reverse("stand:hearing", args=[round_.slug]),
        )


def _reviews(request: HttpRequest) -> Iterator[Task]:
    if extent_of(request, Act.REVIEW_ACCESS) is Extent.NONE:
        return
    for review in due(organisation_of(request), on=today()):
        if review.is_late or review.due_on <= today() + _SOON:
            title = _("Kijk de bijzondere rechten na") if review.privileged_only else _("Kijk alle rechten na")
            why = (
                _("Elk kwartaal, voor beheerders en CISO (BIO2 8.02.01).")
                if review.privileged_only
                else _("Elk jaar, voor iedereen (BIO2 5.18.02).")
            )
            due_on = review.due_on if review.last_closed_on else None  # the first time has no day that was missed
            yield Task(title, why, "/beheer/toegang", due_on, review.is_late)


def _break_glass(request: HttpRequest) -> Iterator[Task]:
    if extent_of(request, Act.REVIEW_ACCESS) is Extent.NONE:
        return
    for line in break_glass_uses(organisation_of(request).pk, since=now() - _SOON)[:1]:
        yield Task(
            _("Het noodaccount is gebruikt"),
            _("Op %(day)s. Ga na of dat klopt, en vervang het wachtwoord.") % {"day": f"{line.at:%d-%m-%Y}"},
            "/beheer/logboek",
            is_late=True,
        )


def _own_end(request: HttpRequest) -> Iterator[Task]:
    membership = membership_of(request)
    if membership is None or membership.until_on is None or membership.until_on > today() + _SOON:
        return
    yield Task(
        _("Je toegang loopt af"),
        _("Heb je daarna nog toegang nodig? Vraag de beheerder om een nieuwe einddatum."),
        "/organisaties",
        membership.until_on,
    )


_GATHERERS: tuple[Callable[[HttpRequest], Iterator[Task]], ...] = (
    _answers,
    _hearings,
    _break_glass,
    _first_round,
    _dividing,
    _settling,
    _profile,
    _reviews,
    _own_end,
)
