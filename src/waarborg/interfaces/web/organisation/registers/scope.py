"""The scope of the ISMS, in words and over the registers; and the scale of the BIV."""

import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.organisations.actions import scope as acts
from waarborg.apps.organisations.actions.overtaking import OvertakenError
from waarborg.apps.organisations.formats import fields
from waarborg.apps.organisations.queries import registers
from waarborg.domain import biv
from waarborg.domain.biv import Floors
from waarborg.domain.permissions import Act, Extent
from waarborg.domain.registers import RegisterKind
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.fields import LookedAfter, look_after
from waarborg.interfaces.web.organisation.conflict import Clash, SaysWhatItShowed, conflict_page
from waarborg.interfaces.web.organisation.registers import addresses, shown

_PLACES = range(1, acts.MOST + 1)


@dataclass(frozen=True, slots=True)
class Side:
    """One register: what is in the scope, and what is out with why and what objects."""

    title: str
    url: str
    n_in: int
    outside: tuple[tuple[registers.Line, str, tuple[shown.Objection, ...]], ...]
    inside: tuple[tuple[str, str], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.READ_ORGANISATION)
def scope(request: HttpRequest) -> HttpResponse:
    """What the ISMS is about; on POST the statement in words."""
    organisation = organisation_of(request)
    may_change = extent_of(request, Act.EDIT_REGISTERS) is Extent.ALL
    if request.method == "POST" and not may_change:
        raise NotAllowedError(Act.EDIT_REGISTERS)
    stated = registers.scope(organisation)
    initial = {"omschrijving": stated.statement, "gezien": {"statement": stated.statement}}
    form = StatementForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        return _state(request, form)
    book = registers.book(organisation)
    sides = [
        _side(book, kind)
        for kind in (RegisterKind.PROCESS, RegisterKind.SYSTEM, RegisterKind.UNIT, RegisterKind.LOCATION)
    ]
    context = {
        "scope": stated,
        "form": form,
        "sides": sides,
        "objected": [one for side in sides for one in side.outside if one[2]],
        "may_change": may_change,
        "change": may_change and (form.is_bound or "wijzig" in request.GET),
        "crumbs": [(_("Organisatie"), "/organisatie/"), (_("Reikwijdte"), "")],
    }
    return render(request, "organisation/registers/scope.html", context, status=422 if form.errors else 200)


class StatementForm(SaysWhatItShowed, LookedAfter):
    """What the ISMS is about, in words."""

    omschrijving = forms.CharField(
        label=gettext_lazy("Omschrijving"),
        help_text=gettext_lazy("Noem de organisatie, de diensten, de locaties en wat anderen voor jullie beheren."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


def _state(request: HttpRequest, form: StatementForm) -> HttpResponse:
    here = reverse("registers:scope")
    told = {"statement": form.cleaned_data["omschrijving"], "seen": form.seen}
    try:
        acts.set_statement(organisation=organisation_of(request), **told, by=actor_of(request), at=now())
    except OvertakenError as overtaken:
        mine, theirs = told["statement"], overtaken.now["statement"]
        again = StatementForm(initial={"omschrijving": mine, "gezien": overtaken.now})
        clash = Clash(again["omschrijving"], overtaken.by, overtaken.at, theirs or _("leeg"), mine, theirs)
        crumbs = [(_("Organisatie"), "/organisatie/"), (_("Reikwijdte"), here)]
        return conflict_page(request, again, [clash], wanted=(), back=here, crumbs=crumbs)
    messages.success(request, _("Bewaard."))
    return redirect(here)


def _side(book: registers.Book, kind: RegisterKind) -> Side:
    lines = registers.lines(book, kind)
    outside = [line for line in lines if not line.values["in_scope"]]
    inside = [line for line in lines if line.values["in_scope"]]
    return Side(
        title=fields.register_label(kind),
        url=addresses.of_list(kind),
        n_in=len(inside),
        outside=tuple(
            (line, addresses.of(kind, line.code), tuple(o for o in shown.objections(line) if o.code.startswith("RW")))
            for line in outside
        ),
        inside=tuple((f"{line.code} {line.name}", addresses.of(kind, line.code)) for line in inside),
    )


class ScaleForm(SaysWhatItShowed, LookedAfter):
    """Three to five labels from low to high, what each old level becomes, and the floors."""

    def __init__(self, data: QueryDict | None, book: registers.Book) -> None:
        super().__init__(data, initial={"gezien": acts.as_shown(book)})
        self._old, self._now = book.scale, acts.as_shown(book)
        for place in _PLACES:
            label = _("Niveau %(n)s") % {"n": place}
            now_is = book.scale[place - 1] if place <= len(book.scale) else ""
            self.fields[f"label-{place}"] = forms.CharField(
                label=label, max_length=acts.LONGEST_LABEL, required=place <= acts.FEWEST, initial=now_is
            )
        levels = [(str(place), _("niveau %(n)s") % {"n": place}) for place in _PLACES]
        for place, name in enumerate(book.scale, 1):
            label = _("Wat nu “%(label)s” is, wordt") % {"label": name}
            self.fields[f"wordt-{place}"] = forms.ChoiceField(label=label, choices=levels, initial=str(place))
        floors = [("", _("geen ondergrens")), *levels]
        self.fields["gewoon"] = _floor(_("Bij gewone persoonsgegevens"), floors, book.floors.ordinary)
        self.fields["bijzonder"] = _floor(_("Bij bijzondere persoonsgegevens"), floors, book.floors.special)
        for field in self.fields.values():
            look_after(field)

    @property
    def scale(self) -> acts.Scale:
        """What was filled in. Call it when the form is valid."""
        told = self.cleaned_data
        labels = [label for place in _PLACES if (label := told[f"label-{place}"].strip())]
        mapping = {place: int(told[f"wordt-{place}"]) for place in range(1, len(self._old) + 1)}
        floors = [int(told[name]) if told[name] else None for name in ("gewoon", "bijzonder")]
        return acts.Scale(labels, mapping, Floors(*floors), self.seen)

    def refuse(self, error: acts.ScaleRefusedError) -> None:
        """Put what the act refused beside its field."""
        if error.reason == "overtaken":
            self.data = {
                **{name: self.data[name] for name in self.data},
                "gezien": json.dumps(self._now),
            }  # after another look it is seen
            text = _(
                "Iemand anders wijzigde de schaal terwijl jij dit invulde. Er is nog niets bewaard. De schaal is nu: "
                "%(labels)s. Kijk elke keuze na en bewaar dan."
            )
            self.add_error(None, text % {"labels": ", ".join(self._old)})
        elif error.reason == "labels":
            self.add_error("label-1", _("Geef drie tot vijf verschillende namen, van laag naar hoog."))
        elif error.reason == "floors":
            self.add_error("bijzonder", _("De ondergrens bestaat niet op de nieuwe schaal. Kies een lager niveau."))
        elif error.places:
            for place in error.places:
                self.add_error(f"wordt-{place}", _("Dit niveau bestaat niet op de nieuwe schaal. Kies een ander."))
        else:
            self.add_error("wordt-1", _("Wat hoger was, mag niet lager worden. Houd de volgorde van laag naar hoog."))

    @property
    def label_fields(self) -> list[Any]:
        return [self[f"label-{place}"] for place in _PLACES]

    @property
    def mapping_fields(self) -> list[Any]:
        return [self[f"wordt-{place}"] for place in range(1, len(self._old) + 1)]

    @property
    def floor_fields(self) -> list[Any]:
        return [self["gewoon"], self["bijzonder"]]


def _floor(label: str, choices: list[tuple[str, str]], now_is: int | None) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, initial=str(now_is or ""))


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.EDIT_REGISTERS)
def scale(request: HttpRequest) -> HttpResponse:
    """Other labels for the BIV; every level in use goes along."""
    if extent_of(request, Act.EDIT_REGISTERS) is not Extent.ALL:
        raise NotAllowedError(Act.EDIT_REGISTERS)
    book = registers.book(organisation_of(request))
    form = ScaleForm(request.POST if request.method == "POST" else None, book)
    if request.method == "POST" and form.is_valid():
        try:
            n = acts.change_scale(
                organisation=organisation_of(request), scale=form.scale, by=actor_of(request), at=now()
            )
        except acts.ScaleRefusedError as error:
            form.refuse(error)
        else:
            text = ngettext(
                "De schaal is bewaard; %(n)s proces of systeem ging mee.",
                "De schaal is bewaard; %(n)s processen en systemen gingen mee.",
                n,
            )
            messages.success(request, text % {"n": n})
            return redirect("registers:scale")
    crumbs = [(_("Organisatie"), "/organisatie/"), (_("Processen"), reverse("registers:process-list"))]
    context = {
        "form": form,
        "rule": next(rule for rule in biv.RULES if rule.code == "BIV-02"),
        "crumbs": [*crumbs, (_("Schaal van de BIV"), "")],
    }
    return render(request, "organisation/registers/scale.html", context, status=422 if form.errors else 200)
