"""Who may open a page: every view says so, and a test walks all addresses to see that none forgot."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar, cast

from allauth.mfa.adapter import get_adapter as second_steps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from waarborg.apps.accounts.queries import Person
from waarborg.apps.base.actions import Actor, NotAllowedError, require_installation, write_journal
from waarborg.apps.organisations.queries import Organisation
from waarborg.apps.organisations.shapes import Membership
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web.accounts import pinned
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.failures import came_from

View = TypeVar("View", bound=Callable[..., HttpResponse])
PUBLIC = "public"
SIGNED_IN = "signed in"


def public(view: View) -> View:
    """Anybody may see it, also without an account."""
    view.access = PUBLIC  # type: ignore[attr-defined]  # for the test that walks all addresses
    return view


def signed_in(view: View) -> View:
    """Anybody with an account may see it: what is mine, in whatever organisation."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - any view
        return _first(request) or view(request, *args, **kwargs)

    guarded.access = SIGNED_IN  # type: ignore[attr-defined]
    return cast("View", guarded)


def may(act: Act) -> Callable[[View], View]:
    """Only who may do this act in the organisation at work, if only on own objects; the view narrows to those."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - any view
            if (first := _first(request)) is not None:
                return first
            if membership_of(request) is None:
                return render(request, "web/no_organisation.html", status=403)
            if actor_of(request).extent(act) is Extent.NONE:
                raise NotAllowedError(act)
            return _found(request, lambda: view(request, *args, **kwargs))

        guarded.access = act  # type: ignore[attr-defined]
        return cast("View", guarded)

    return decorate


def for_installation(act: Act) -> Callable[[View], View]:
    """Only who runs the installation, and did not come in by the provider of one organisation."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - any view
            if (first := _first(request)) is not None:
                return first
            require_installation(actor_of(request), act)
            return view(request, *args, **kwargs)

        guarded.access = getattr(view, "access", SIGNED_IN)  # type: ignore[attr-defined]
        guarded.is_for_installation = True  # type: ignore[attr-defined]
        return cast("View", guarded)

    return decorate


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, for every act."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]  # set by PresenceMiddleware


def membership_of(request: HttpRequest) -> Membership | None:
    """As what the visitor is at work; None when not signed in or in no organisation."""
    return cast("Membership | None", request.membership)  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> Person:
    """Who is signed in. Only in views that ask for an account."""
    return cast("Person", request.user)


def organisation_of(request: HttpRequest) -> Organisation:
    """The organisation at work. Only in views that ask for an act: those have one."""
    membership = membership_of(request)
    if membership is None:
        raise LookupError("a view that needs an organisation must be guarded by `may`")
    return cast("Organisation", membership.organisation)


def extent_of(request: HttpRequest, act: Act) -> Extent:
    """How far the visitor may do this here: what to show, and whether only own rows."""
    return actor_of(request).extent(act)


def refused(request: HttpRequest, error: NotAllowedError) -> HttpResponse:
    """Say what is not allowed and who can help; the attempt stays in the journal."""
    write_journal(
        action=f"{error.act.value}.refused",
        about=request.path,
        by=actor_of(request),
        at=now(),
        result="refused",
    )
    return render(request, "web/403.html", {"act": error.act}, status=403)


def _found(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of a view; that something is not there stays in the journal, for it may have been a guess.

    The second wall hides what is somebody else's so well that nobody can tell a guess from a typing error.
    """
    try:
        response = answer()
    except Http404:
        _tell_missing(request)
        raise
    if response.status_code == HTTPStatus.NOT_FOUND:
        _tell_missing(request)
    return response


def _tell_missing(request: HttpRequest) -> None:
    write_journal(action="page.not_found", about=request.path, by=actor_of(request), at=now(), result="refused")


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """First sign in, then back to this page; to the page with the form for who sent something, which is lost."""
    is_sent = request.method not in {"GET", "HEAD"}
    if is_sent and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":  # scripts tell it themselves
        messages.warning(request, _("Wat je net verstuurde, is niet bewaard: je was niet meer aangemeld."))
    back = came_from(request) if is_sent else request.get_full_path()
    return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


def _first(request: HttpRequest) -> HttpResponse | None:
    """What must happen before any page opens: sign in, and set up the second step (BIO2 5.17.01)."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    if _asks_second_step(request) and not _has_second_step(request):
        return redirect("mfa_index")
    return None


def _asks_second_step(request: HttpRequest) -> bool:
    """Always, except of who is at work only in demo organisations that do without."""
    memberships = getattr(request, "memberships", ())
    is_demo_only = bool(memberships) and not any(one.organisation.requires_second_step for one in memberships)
    return person_of(request).is_break_glass or not is_demo_only


def _has_second_step(request: HttpRequest) -> bool:
    """Set up here, in which case signing in asked for it; or asked by the identity provider at this sign-in."""
    return pinned.did_second_step(request) or second_steps().is_mfa_enabled(request.user)
