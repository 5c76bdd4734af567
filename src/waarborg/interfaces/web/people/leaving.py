"""Out of service in one act: what somebody has, who takes over, and the rights end."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.apps.assessments.actions.hand_over import Leaving, hand_over
from waarborg.apps.assessments.queries import can_answer, open_work
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions.leave import NoHeirError
from waarborg.apps.organisations.actions.rules import RuleBrokenError
from waarborg.apps.organisations.shapes import Colleague, Presence
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.people.forms import HeirForm
from waarborg.interfaces.web.people.members import crumbs, found_or_404
from waarborg.interfaces.web.people.refusals import told

ALL = "all"  # one person for everything


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.MANAGE_MEMBERS)
def leave(request: HttpRequest, member_id: int) -> HttpResponse:
    """Show what there is to hand over; then hand it over and close the door."""
    one = found_or_404(request, member_id)
    if one.presence is Presence.LEFT:
        messages.info(request, _("%(name)s is al uit dienst.") % {"name": one.member.name})
        return redirect("people:person", member_id)
    counts = _counts(one)
    movable = [(kind, label) for kind, label in _kinds() if counts.get(kind)]
    people = [who for who in queries.members(organisation_of(request), on=today()) if who.pk != member_id]
    form = HeirForm(request.POST or None, kinds=[(ALL, _("Alles naar")), *movable] if movable else [], people=people)
    unable = None
    if request.method == "POST" and form.is_valid():
        heirs = {kind: form.cleaned_data[kind] or form.cleaned_data[ALL] for kind, _label in movable}
        unable = next((who for who in people if who.pk == heirs.get("judgements") and not can_answer(who)), None)
        is_known = unable is None or request.POST.get("toch") == str(unable.pk)
        if is_known and _done(request, one, form, heirs):
            return redirect("people:person", member_id)
    context = {
        "form": form,
        "member": one.member,
        "one": one,
        "unable": unable,
        "kinds": [(label, counts[kind], _named(request, one).get(kind, ())) for kind, label in movable],
        "interviews": counts["interviews"],
        "crumbs": crumbs((one.member.name, reverse("people:person", args=[member_id])), (_("Uit dienst"), "")),
    }
    return render(request, "people/leave.html", context, status=400 if form.is_bound and form.errors else 200)


def _kinds() -> list[tuple[str, str]]:
    return [
        ("judgements", _("Toegewezen vragen en oordelen")),
        ("teams", _("Plaatsen in een team")),
        ("hearings", _("Verzoeken om wederhoor")),
        ("systems", _("Systemen als eigenaar")),
        ("processes", _("Processen als eigenaar")),
        ("units", _("Onderdelen als eigenaar")),
        ("locations", _("Locaties als eigenaar")),
    ]


def _counts(one: Colleague) -> Mapping[str, int]:
    return {**open_work(one.member), **{kind: len(names) for kind, names in queries.owned(one.member).items()}}


def _named(request: HttpRequest, one: Colleague) -> Mapping[str, object]:
    """The names too, for who may read the registers: an administrator reads no content."""
    return queries.owned(one.member) if extent_of(request, Act.READ_ORGANISATION) is Extent.ALL else {}


def _done(request: HttpRequest, one: Colleague, form: HeirForm, heirs: Mapping[str, int | None]) -> bool:
    try:
        hand_over(
            organisation=organisation_of(request),
            leaving=Leaving(one.member.pk, heirs),
            by=actor_of(request),
            at=now(),
        )
    except RuleBrokenError as error:
        form.add_error(None, told(error))
    except NoHeirError:
        form.add_error(None, _("Wie overneemt, werkt hier niet meer. Kies iemand anders."))
    else:
        if nobodys := [label for kind, label in _kinds() if kind in heirs and heirs[kind] is None]:
            what = _("%(name)s is uit dienst, en aanmelden kan hier niet meer. Van niemand zijn nu: %(what)s.")
            messages.warning(request, what % {"name": one.member.name, "what": ", ".join(nobodys)})
        else:
            what = _("%(name)s is uit dienst. Alles is overgedragen, en aanmelden kan hier niet meer.")
            messages.success(request, what % {"name": one.member.name})
        return True
    return False
