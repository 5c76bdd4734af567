"""What is someone's own: name, language, and where one is signed in."""

from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.accounts import actions, queries
from waarborg.interfaces.web.access import actor_of, person_of
from waarborg.interfaces.web.accounts import events, pinned
from waarborg.interfaces.web.accounts.forms import Profile
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.language import remember


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """My account: what it says about me, and the way to the rest."""
    person = person_of(request)
    form = Profile(request.POST or None, initial={"name": person.name, "language": person.language})
    if request.method == "POST" and form.is_valid():
        return _keep(request, form)
    steps = queries.kinds_of_second_step(person)
    context = {
        "form": form,
        "steps": steps,
        "pin": pinned.of(request),
        "providers": (to_couple := _to_couple(request)),
        "word": pinned.word_to_couple(request) if to_couple else "",
        "crumbs": [(_("Mijn account"), request.path)],
    }
    return render(request, "accounts/own.html", context)


def _keep(request: HttpRequest, form: Profile) -> HttpResponse:
    language = form.cleaned_data["language"]
    actions.update_profile(
        person=person_of(request),
        name=form.cleaned_data["name"],
        language=language,
        organisation_ids=events.organisations_of(person_of(request)),
        by=actor_of(request),
        at=now(),
    )
    response = redirect("account_own")
    remember(response, language, is_secure=request.is_secure())
    messages.success(request, _("Bewaard."))
    return response


def _to_couple(request: HttpRequest) -> list[queries.IdentityProvider]:
    """The providers of my organisations by which I have not come in yet."""
    if pinned.of(request) is not None or person_of(request).is_break_glass:
        return []
    mine = set(events.organisations_of(person_of(request)))
    found = [one for one in queries.all_providers() if one.organisation_id in mine]
    return [one for one in found if not queries.came_by_provider(person_of(request), one.slug)]


@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """In which browsers I am signed in."""
    found = queries.devices(person_of(request), session_key=request.session.session_key)
    crumbs = [(_("Mijn account"), "/account/"), (_("Mijn apparaten"), request.path)]
    return render(request, "usersessions/usersession_list.html", {"devices": found, "crumbs": crumbs})


@require_POST
def end_device(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign one of my other browsers out."""
    ended = actions.end_session(
        person=person_of(request),
        session_id=session_id,
        organisation_ids=events.organisations_of(person_of(request)),
        by=actor_of(request),
        at=now(),
    )
    if not ended:
        raise Http404
    messages.success(request, _("Dat apparaat is afgemeld."))
    return redirect("usersessions_list")


@require_POST
def end_other_devices(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    end_other_sessions(request, person_of(request))
    events.tell("account.session_ended", person_of(request), request, detail={"all": True})
    messages.success(request, _("Je bent overal afgemeld, behalve hier."))
    return redirect("usersessions_list")
