"""For whom a page was made, sealed: its forms and scripts send that along, and nothing else is taken (ADR 33).

Where somebody is at work stands in the session, which all tabs share. A form that stayed open while its visitor went
to work elsewhere in another tab would do its act there; so would a script of a page of who signed in before.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from waarborg.apps.organisations.shapes import Membership
from waarborg.interfaces.web.access import PUBLIC, SIGNED_IN, actor_of, membership_of, person_of
from waarborg.interfaces.web.presence import work_at

FIELD = "gemaakt-voor"
HEADER = "X-Waarborg-Made-For"
RETURN = "ga-terug"  # in the form of a refusal: yes, go to work where the form was made, and do it there
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OURS = frozenset({"csrfmiddlewaretoken", FIELD, RETURN})


@dataclass(frozen=True, slots=True)
class MadeFor:
    """Somebody, at work in an organisation or in none."""

    person_id: int
    organisation_id: int | None


def seal(made_for: MadeFor) -> str:
    """As a form carries it: readable, and signed with the key of this installation."""
    return _signer().sign(f"{made_for.person_id}.{made_for.organisation_id or ''}")


def sealed(request: HttpRequest) -> str:
    """What the forms of the page that this request asks for carry; nothing before anybody signed in."""
    here = _here(request)
    return seal(here) if here else ""


def form_start(request: HttpRequest) -> SafeString:
    """What every form begins with, for forms that no template writes: see `csrf_token` in the template tags."""
    token = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    return token + hidden_field(sealed(request))


def hidden_field(value: str) -> SafeString:
    """The field in which a form carries for whom it was made."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, value) if value else SafeString()


def is_secret(name: str) -> bool:
    """Whether a field of this name holds what no page shows again."""
    return "password" in name or "secret" in name


class MadeForMiddleware:
    """Refuses what was made for another organisation or person, or does not say for whom; nothing typed is lost.

    How far it looks follows from what the view declares: `may` belongs to an organisation; `signed_in` to a person,
    wherever at work; `public` to nobody. A view that declares nothing is taken for one of an organisation.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_called_with: object
    ) -> HttpResponse | None:
        """After the check of the CSRF token, before the view; None lets the request through."""
        here, access = _here(request), getattr(view, "access", None)
        if here is None or access == PUBLIC or not _is_bound(request):
            return None
        said = _said(request)
        if said is not None and _agrees(said, here, is_personal=access == SIGNED_IN):
            return None
        there = _reachable(request, said) if said and said.person_id == here.person_id else None
        if there is not None and RETURN in request.POST:
            work_at(request, there)
            return None
        return _refusal(request, said, there)


def _here(request: HttpRequest) -> MadeFor | None:
    if not request.user.is_authenticated:
        return None
    return MadeFor(person_of(request).pk, actor_of(request).organisation_id)


def _is_bound(request: HttpRequest) -> bool:
    """Whatever changes something, and what a script asks to show in a page that is there already."""
    return request.method not in _SAFE or HEADER in request.headers


def _said(request: HttpRequest) -> MadeFor | None:
    """For whom the page was made; None when it does not say so, or says what we did not sign."""
    said = request.headers.get(HEADER) or request.POST.get(FIELD, "")
    try:
        person, _dot, organisation = _signer().unsign(said).partition(".")
    except BadSignature:
        return None
    return MadeFor(int(person), int(organisation) if organisation else None)


def _agrees(said: MadeFor, here: MadeFor, *, is_personal: bool) -> bool:
    return said == here or (is_personal and said.person_id == here.person_id)


def _reachable(request: HttpRequest, said: MadeFor) -> Membership | None:
    """As what the visitor can work there now; a session of a provider reaches one organisation only."""
    memberships: tuple[Membership, ...] = request.memberships  # type: ignore[attr-defined]  # set by PresenceMiddleware
    return next((one for one in memberships if one.organisation.pk == said.organisation_id), None)


def _refusal(request: HttpRequest, said: MadeFor | None, there: Membership | None) -> HttpResponse:
    if HEADER in request.headers or request.content_type == "application/json":
        return JsonResponse({"message": _told(request), "is_another": True}, status=HTTPStatus.CONFLICT)
    here = membership_of(request)
    is_of_another = said is not None and said.person_id != person_of(request).pk
    target = there if said else here  # who knows not where it was made, asks whether it may go to where one is now
    context: dict[str, Any] = {
        "there": there,
        "target": target,
        "is_known": said is not None,
        "is_of_another": is_of_another,
        "address": request.get_full_path(),
        "go_back": RETURN,
    }
    if not is_of_another:  # what somebody else typed stays with who typed it
        typed = list(_typed(request))
        context["typed"] = [(name, value) for name, value in typed if not is_secret(name)]
        context["secrets"] = [name for name, value in typed if value and is_secret(name)]
        context["files"] = _files(request)
    if target:
        context["sealed_there"] = seal(MadeFor(person_of(request).pk, target.organisation.pk))
    return render(request, "web/made_elsewhere.html", context, status=HTTPStatus.CONFLICT)


def _told(request: HttpRequest) -> str:
    here = membership_of(request)
    who = {"name": actor_of(request).name, "organisation": here.organisation.name if here else ""}
    if here is None:
        return _("Je bent intussen aangemeld als %(name)s. Herlaad de pagina.") % who
    return _("Je bent intussen aangemeld als %(name)s bij %(organisation)s. Herlaad de pagina.") % who


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Every field with every value, in the order in which they came."""
    for name, values in request.POST.lists():
        if name not in _OURS:
            yield from ((name, str(value)) for value in values)


def _files(request: HttpRequest) -> list[tuple[str, list[str]]]:
    """Names of the files per field. A browser hands over a file once, so they are asked again."""
    return [(name, [str(file.name) for file in files]) for name, files in request.FILES.lists()]


def _signer() -> Signer:
    return Signer(salt="waarborg.made-for")
