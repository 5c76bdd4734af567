"""The registration for the Cbw: the list to fill in, what is missing, and the two weeks after a change."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.apps.organisations.actions import profile as acts
from waarborg.apps.organisations.actions.overtaking import OvertakenError
from waarborg.apps.organisations.queries import profile as reads
from waarborg.domain import registration as register
from waarborg.domain.organisations import UNDER_THE_ACT
from waarborg.domain.permissions import Act, Extent
from waarborg.domain.registration import BadRange, Details, RangeProblem
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.fields import LookedAfter
from waarborg.interfaces.web.organisation import words
from waarborg.interfaces.web.organisation.conflict import Clash, SaysWhatItShowed, conflict_page, sent


def _text(label: Any, hint: Any = "", *, rows: int = 0, **more: Any) -> forms.CharField:  # noqa: ANN401 - lazy texts
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget, **more)


def _date(label: Any, hint: Any) -> forms.DateField:  # noqa: ANN401 - lazy texts
    return forms.DateField(
        label=label, help_text=hint, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class DetailsForm(SaysWhatItShowed, LookedAfter):
    """What the register asks; every field may stay empty until it is known."""

    name = _text(gettext_lazy("Naam van de organisatie"), max_length=200)
    address = _text(gettext_lazy("Adres"), rows=2)
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        help_text=gettext_lazy("Eén dat altijd gelezen wordt, liever van een groep dan van een persoon."),
        required=False,
    )
    phone = _text(gettext_lazy("Telefoonnummer"), gettext_lazy("Ook bereikbaar buiten kantoortijd."), max_length=60)
    contact = _text(gettext_lazy("Contactpersonen"), gettext_lazy("Naam, functie en nummer; één per regel."), rows=3)
    ip_ranges = _text(
        gettext_lazy("IP-reeksen"),
        gettext_lazy(
            "Eén adres of reeks per regel, zoals 192.0.2.0/24 of 2001:db8::/32. Vraag het na bij netwerkbeheer."
        ),
        rows=5,
    )
    domains = _text(
        gettext_lazy("Domeinnamen"),
        gettext_lazy("Eén per regel. Handig bij een incident; we hebben niet gelezen dat de wet erom vraagt."),
        rows=3,
    )
    sector = _text(gettext_lazy("Sector"), gettext_lazy("Voor een overheid is dat overheid."), max_length=200)
    member_states = _text(
        gettext_lazy("Lidstaten"),
        gettext_lazy("De landen van de Europese Unie waar je diensten verleent, met twee letters: NL, BE."),
        max_length=200,
    )
    changed_on = _date(gettext_lazy("Sinds wanneer is het zo?"), gettext_lazy("Vanaf die dag lopen de twee weken."))

    def details(self) -> Details:
        """What was typed, as the rules see it."""
        typed = self.cleaned_data
        lists = {name: _lines(typed.get(name, "")) for name in ("ip_ranges", "domains")}
        states = tuple(dict.fromkeys(typed.get("member_states", "").upper().replace(",", " ").split()))
        plain = {name: typed.get(name, "") for name in register.NAMES if name not in register.LISTS}
        return register.read({**plain, **lists, "member_states": states})

    def clean(self) -> None:
        details = self.details()
        for bad in register.bad_ranges(details.ip_ranges):
            self.add_error("ip_ranges", _told(bad))
        for rule in register.DETAIL_RULES:
            if rule.code == "PR-08" and not rule.holds(details):
                self.add_error("member_states", words.told(rule.code))
        day = self.cleaned_data.get("changed_on")
        if day and not register.MOMENT_RULE.holds(register.Moment(day, today())):
            self.add_error("changed_on", words.told(register.MOMENT_RULE.code))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _told(bad: BadRange) -> str:
    if bad.problem is RangeProblem.HOST_BITS:
        sentence = _("Regel %(line)s: %(text)s begint midden in een reeks. Bedoel je %(meant)s?")
    elif bad.problem is RangeProblem.TWICE:
        sentence = _("Regel %(line)s: %(text)s staat er al. Haal de regel weg.")
    else:
        sentence = _("Regel %(line)s: %(text)s is geen adres of reeks. Schrijf haar zoals 192.0.2.0/24.")
    return sentence % {"line": bad.line, "text": bad.text, "meant": bad.meant}


class ReportedForm(LookedAfter):
    """When the details were passed on."""

    on = _date(gettext_lazy("Doorgegeven op"), gettext_lazy("De dag waarop je het in MijnNCSC hebt gezet."))


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.READ_ORGANISATION)
def registration(request: HttpRequest) -> HttpResponse:
    """The list with what is missing; who may edit the profile can fill it in."""
    organisation = organisation_of(request)
    current = reads.registration(organisation, today())
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=_initial(current.details))
    if form.is_bound and form.is_valid():
        try:
            changed = _save(request, form)
        except OvertakenError as overtaken:
            return _choose(request, form, overtaken)
        messages.success(request, _("De gegevens zijn bewaard.") if changed else _("Er is niets veranderd."))
        return redirect("organisation:registration")
    return _page(request, current, form, ReportedForm(initial={"on": today()}))


def _save(request: HttpRequest, form: DetailsForm) -> tuple[str, ...]:
    return acts.save_registration(
        organisation=organisation_of(request),
        details=form.details(),
        changed_on=form.cleaned_data["changed_on"],
        today=today(),
        seen=form.seen,
        by=actor_of(request),
        at=now(),
    )


def _choose(request: HttpRequest, form: DetailsForm, overtaken: OvertakenError) -> HttpResponse:
    """What somebody else wrote beside what was typed."""
    stands, wanted = register.read(overtaken.now), overtaken.merged.wanted
    mine = register.read({**overtaken.now, **wanted})
    again = {"changed_on": form.cleaned_data["changed_on"], "gezien": overtaken.now}
    merged, theirs = DetailsForm(initial={**_initial(mine), **again}), _initial(stands)
    clashes = [
        Clash(
            merged[name],
            overtaken.by,
            overtaken.at,
            str(theirs[name]) or _("leeg"),
            _shown(getattr(mine, name)),
            sent(theirs[name]),
        )
        for name in overtaken.merged.clashes
    ]
    here = reverse("organisation:registration")
    crumbs = [(_("Organisatie"), reverse("organisation:overview")), (_("Registratie"), here)]
    return conflict_page(request, merged, clashes, wanted=wanted, back=here, crumbs=crumbs)


@require_POST
@may(Act.EDIT_PROFILE)
def reported(request: HttpRequest) -> HttpResponse:
    """Record that the details were passed on; that ends the term."""
    organisation = organisation_of(request)
    form = ReportedForm(request.POST)
    current = reads.registration(organisation, today())
    if form.is_valid():
        try:
            acts.report_registration(
                organisation=organisation, on=form.cleaned_data["on"], today=today(), by=actor_of(request), at=now()
            )
        except acts.RefusedError as error:
            for problem in error.problems:
                form.add_error("on", words.told(problem.code))
        else:
            messages.success(request, _("Vastgelegd: de gegevens zijn doorgegeven. De termijn is gestopt."))
            return redirect("organisation:registration")
    return _page(request, current, DetailsForm(initial=_initial(current.details)), form)


def _initial(details: Details) -> Mapping[str, object]:
    given = {name: getattr(details, name) for name in register.NAMES}
    lists = {name: "\n".join(given[name]) for name in ("ip_ranges", "domains")}
    told = {**given, **lists, "member_states": ", ".join(details.member_states), "changed_on": today()}
    return {**told, "gezien": register.stored(details)}


def _shown(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _page(
    request: HttpRequest, current: reads.RegistrationNow, form: DetailsForm, report: ReportedForm
) -> HttpResponse:
    organisation = organisation_of(request)
    legal = reads.legal_status(organisation)
    context = {
        "organisation": organisation,
        "form": form,
        "report": report,
        "now": current,
        "checklist": [(name, name not in current.state.missing) for name in register.REQUIRED],
        "details": [(name, _shown(getattr(current.details, name))) for name in register.NAMES],
        "inner": register.inner_ranges(current.details.ip_ranges),
        "legal": legal,
        "is_under_the_act": legal.status in UNDER_THE_ACT,
        "may_edit": extent_of(request, Act.EDIT_PROFILE) is not Extent.NONE,
        "crumbs": [(_("Organisatie"), reverse("organisation:overview")), (_("Registratie"), "")],
    }
    is_wrong = form.errors or report.errors
    return render(request, "organisation/registration.html", context, status=422 if is_wrong else 200)
