"""The people of an organisation: the list, one person, adding and changing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions.members import add_member, change_member, take_back
from waarborg.apps.organisations.actions.rules import RuleBrokenError, TakenError
from waarborg.apps.organisations.shapes import Colleague
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web.access import actor_of, extent_of, may, membership_of, organisation_of, signed_in
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.facets import chips
from waarborg.interfaces.web.htmx import wants_results
from waarborg.interfaces.web.people import words
from waarborg.interfaces.web.people.filters import PeopleFilters
from waarborg.interfaces.web.people.forms import MemberForm, NewMemberForm
from waarborg.interfaces.web.people.letters import send_letter
from waarborg.interfaces.web.people.refusals import FIELD_OF, told

PER_PAGE = 100


@require_safe
@signed_in
def administration(request: HttpRequest) -> HttpResponse:
    """Where the menu leads: the first part that the visitor's roles open."""
    if membership_of(request) and extent_of(request, Act.READ_MEMBERS) is Extent.ALL:
        return redirect("people:list")
    raise NotAllowedError(Act.READ_MEMBERS)


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
@may(Act.READ_MEMBERS)
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody here, narrowed by filters that stand in the address."""
    everyone = queries.colleagues(organisation_of(request), at=now(), on=today())
    wanted = PeopleFilters.read(request.GET)
    facets = wanted.facets(everyone)
    context = {
        **_rights(request),
        "filters": wanted,
        "facets": facets,
        "chips": list(chips(request.GET, facets)),
        "page": Paginator([_row(one) for one in wanted.apply(everyone)], PER_PAGE).get_page(request.GET.get("pagina")),
        "crumbs": crumbs(),
    }
    return render(request, "people/results.html" if wants_results(request) else "people/list.html", context)


@require_safe
@may(Act.READ_MEMBERS)
def person(request: HttpRequest, member_id: int) -> HttpResponse:
    """One person: who it is here, what the roles mean, and what can be done."""
    one = found_or_404(request, member_id)
    context = {
        **_rights(request),
        **_row(one),
        "roles": words.explanations(one.roles),
        "is_me": one.member.pk == actor_of(request).member_id,
        "crumbs": crumbs((one.member.name, "")),
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.MANAGE_MEMBERS)
def add(request: HttpRequest) -> HttpResponse:
    """Somebody new, with an invitation or without."""
    form = NewMemberForm(request.POST or None, is_new=True)
    if request.method == "POST" and form.is_valid():
        organisation = organisation_of(request)
        try:
            member = add_member(organisation=organisation, details=form.details(), by=actor_of(request), at=now())
        except (RuleBrokenError, TakenError) as error:
            _refuse(form, error)
        else:
            if form.cleaned_data["invite"]:
                return send_letter(request, member.pk)
            messages.success(request, _("%(name)s staat in de lijst.") % {"name": member.name})
            return redirect("people:person", member.pk)
    context = {"form": form, "crumbs": crumbs((_("Voeg iemand toe"), ""))}
    return render(request, "people/add.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.MANAGE_MEMBERS)
def change(request: HttpRequest, member_id: int) -> HttpResponse:
    """Other details, roles or days."""
    one = found_or_404(request, member_id)
    form = MemberForm(request.POST or None, initial=_initial(one))
    if request.method == "POST" and form.is_valid() and _changed(request, one, form):
        messages.success(request, _("De wijziging is bewaard en geldt meteen."))
        if form.cleaned_data["email"].lower() != one.member.email.lower() and not one.member.person_id:
            messages.info(request, _("Een uitnodiging naar het vorige e-mailadres werkt niet meer. Stuur een nieuwe."))
        return redirect("people:person", member_id)
    context = {
        "form": form,
        "member": one.member,
        "is_me": one.member.pk == actor_of(request).member_id,
        "crumbs": crumbs((one.member.name, reverse("people:person", args=[member_id])), (_("Wijzig"), "")),
    }
    return render(request, "people/change.html", context, status=_status(form))


@require_POST
@may(Act.MANAGE_MEMBERS)
def back_again(request: HttpRequest, member_id: int) -> HttpResponse:
    """Somebody who left works here again."""
    found_or_404(request, member_id)
    member = take_back(organisation=organisation_of(request), member_id=member_id, by=actor_of(request), at=now())
    messages.success(request, _("%(name)s is weer in dienst, nog zonder rollen. Kies ze hier.") % {"name": member.name})
    return redirect("people:change", member_id)


@require_safe
@may(Act.READ_MEMBERS)
def roles(request: HttpRequest) -> HttpResponse:
    """What each role may do and may not, and how many people have it."""
    people = queries.members(organisation_of(request), on=today())
    context = {
        "roles": [(words.explained(role), sum(role.value in one.roles for one in people)) for role in words.GIVEN],
        "crumbs": crumbs((_("Rollen"), "")),
    }
    return render(request, "people/roles.html", context)


def found_or_404(request: HttpRequest, member_id: int) -> Colleague:
    """The person of this organisation; for any other number there is no page."""
    found = queries.colleague(organisation_of(request), member_id, at=now(), on=today())
    if found is None:
        raise Http404
    return found


def crumbs(*deeper: tuple[str, str]) -> list[tuple[str, str]]:
    """The path to a page about people."""
    return [(_("Beheer"), "/beheer/"), (_("Mensen"), reverse("people:list")), *deeper]


def _rights(request: HttpRequest) -> dict[str, bool]:
    manages = extent_of(request, Act.MANAGE_MEMBERS) is Extent.ALL
    return {
        "may_manage": manages,
        # when somebody was last here is for who must act on it, not for every colleague
        "sees_sign_in": manages or extent_of(request, Act.REVIEW_ACCESS) is Extent.ALL,
    }


def _row(one: Colleague) -> dict[str, object]:
    return {
        "one": one,
        "member": one.member,
        "role_names": words.names(one.roles),
        "presence_word": words.presence(one.presence),
    }


def _initial(one: Colleague) -> dict[str, object]:
    member = one.member
    return {
        "name": member.name,
        "function": member.function,
        "email": member.email,
        "roles": member.roles,
        "from_on": member.from_on,
        "until_on": member.until_on,
    }


def _changed(request: HttpRequest, one: Colleague, form: MemberForm) -> bool:
    try:
        change_member(
            organisation=organisation_of(request),
            member_id=one.member.pk,
            details=form.details(),
            reason=form.cleaned_data["reason"],
            by=actor_of(request),
            at=now(),
        )
    except (RuleBrokenError, TakenError) as error:
        _refuse(form, error)
        return False
    return True


def _refuse(form: MemberForm, error: RuleBrokenError | TakenError) -> None:
    if isinstance(error, TakenError):
        form.add_error("email", _("Iemand in deze organisatie heeft dit e-mailadres al. Zoek het op in de lijst."))
        return
    field = FIELD_OF.get(error.rule.code, "roles")
    form.add_error(field if field in form.fields else "roles", told(error))


def _status(form: MemberForm) -> int:
    return 400 if form.is_bound and form.errors else 200
