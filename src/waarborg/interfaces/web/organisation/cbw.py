"""The dossier of the Cbw: the status with its ground, and the tasks of a GR or ZBO with the four criteria."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.organisations.actions import profile as acts
from waarborg.apps.organisations.actions.overtaking import OvertakenError
from waarborg.apps.organisations.queries import duty_texts
from waarborg.apps.organisations.queries import profile as reads
from waarborg.domain import cbw
from waarborg.domain.cbw import Answer, Criterion, Task
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web import language as languages
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.fields import LookedAfter, look_after
from waarborg.interfaces.web.organisation import words
from waarborg.interfaces.web.organisation.conflict import Clash, SaysWhatItShowed, conflict_page, sent

_MET = {"yes": True, "no": False, "unknown": None}
_TYPED = {value: code for code, value in _MET.items()}


class TaskForm(SaysWhatItShowed, LookedAfter):
    """A task, and per criterion an answer with what shows it."""

    name = forms.CharField(label=gettext_lazy("Naam van de taak"), max_length=300)
    basis = forms.CharField(
        label=gettext_lazy("Waar rust de taak op?"),
        help_text=gettext_lazy(
            "De wet, de regeling of het mandaat, met het artikel. Een gemandateerde bevoegdheid telt mee."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        for name, field in _criteria_fields().items():
            self.fields[name] = field
            look_after(field)

    def task(self) -> Task:
        """What was typed, as the rules see it."""
        typed = self.cleaned_data
        given = {
            code: Answer(_MET[typed.get(f"{code}_met") or "unknown"], typed.get(f"{code}_evidence", ""))
            for code in Criterion
        }
        return Task(typed.get("name", ""), typed.get("basis", ""), given)

    def clean(self) -> None:
        task = self.task()
        for code, answer in task.answers.items():
            alone = Task(task.name, task.basis, {code: answer})
            if not cbw.TASK_EVIDENCE.holds(alone):
                self.add_error(f"{code}_evidence", words.told(cbw.TASK_EVIDENCE.code))


def _criteria_fields() -> dict[str, forms.Field]:
    language = languages.current()
    fields: dict[str, forms.Field] = {}
    for code in Criterion:
        texts = duty_texts.law()["criteria"][code.value]
        fields[f"{code}_met"] = forms.ChoiceField(
            label=texts["question"][language],
            help_text=texts["explain"][language],
            choices=[(met, words.word(met, "met")) for met in _MET],
            widget=forms.RadioSelect,
            required=False,
            initial="unknown",
        )
        fields[f"{code}_evidence"] = forms.CharField(
            label=_("Waaruit blijkt dat?"),
            help_text=texts["evidence"][language],
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
        )
    return fields


@require_safe
@may(Act.READ_ORGANISATION)
def dossier(request: HttpRequest) -> HttpResponse:
    """The status with its ground and its correction, the tasks, and who is who; to be printed."""
    organisation = organisation_of(request)
    given = reads.profile(organisation)
    tasks = reads.tasks(organisation)
    context = {
        "organisation": organisation,
        "legal": reads.legal_status(organisation),
        "corrections": reads.corrections(organisation, reads.STATUS),
        "scopes": [row for row in reads.corrections(organisation, reads.SCOPE) if row.withdrawn_at is None],
        "needs_criteria": cbw.needs_criteria(given.layer),
        "tasks": [(row, _criteria(row.task)) for row in tasks],
        "conclusion": cbw.conclude_all(row.task for row in tasks),
        "bodies": duty_texts.bodies(organisation.layer),
        "removed": request.GET.get("weg", "") if request.GET.get("weg", "").isdigit() else "",
        "may_edit": extent_of(request, Act.EDIT_PROFILE) is not Extent.NONE,
        "today": today(),
        "crumbs": [(_("Organisatie"), reverse("organisation:overview")), (_("Cyberbeveiligingswet"), "")],
    }
    return render(request, "organisation/cbw.html", context)


def _criteria(task: Task) -> list[dict[str, object]]:
    return [
        {
            "texts": duty_texts.law()["criteria"][code.value],
            "met": _TYPED[task.answer(code).met],
            "evidence": task.answer(code).evidence,
        }
        for code in Criterion
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.EDIT_PROFILE)
def new_task(request: HttpRequest) -> HttpResponse:
    """A task that was not judged yet."""
    return _edit(request, None, {})


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.EDIT_PROFILE)
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """A task that was judged before."""
    row = reads.task(organisation_of(request), pk)
    if row is None:
        raise Http404
    return _edit(request, pk, _initial(row.task))


def _edit(request: HttpRequest, pk: int | None, before: dict[str, Any]) -> HttpResponse:
    form = TaskForm(request.POST if request.method == "POST" else None, initial=before)
    if form.is_bound and form.is_valid():
        try:
            return _saved(request, pk, form)
        except OvertakenError as overtaken:
            return _choose(request, form, overtaken)
        except acts.RefusedError as refused:  # alone it was right, together with what somebody else changed it is not
            for code in refused.codes:
                form.add_error(None, words.told(code))
    context = {
        "form": form,
        "pk": pk,
        "pairs": [(form[f"{code}_met"], form[f"{code}_evidence"]) for code in Criterion],
        "crumbs": _crumbs(before.get("name") or _("Nieuwe taak")),
    }
    return render(request, "organisation/task.html", context, status=422 if form.is_bound else 200)


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [
        (_("Organisatie"), reverse("organisation:overview")),
        (_("Cyberbeveiligingswet"), reverse("organisation:cbw")),
        (here, ""),
    ]


def _initial(task: Task) -> dict[str, Any]:
    """What the form shows of a task, and what it says that it showed."""
    told = cbw.flat(task)
    return {**told, **{f"{code}_met": _TYPED[told[f"{code}_met"]] for code in Criterion}, "gezien": told}


def _saved(request: HttpRequest, pk: int | None, form: TaskForm) -> HttpResponse:
    organisation = organisation_of(request)
    key = acts.save_task(
        organisation=organisation, task=form.task(), pk=pk, seen=form.seen, by=actor_of(request), at=now()
    )
    kept = reads.task(organisation, key)
    if kept is None:  # somebody took it away in the same moment
        raise Http404
    told = {"task": kept.task.name, "conclusion": words.word(kept.conclusion, "conclusion")}
    messages.success(request, _("De taak “%(task)s” is bewaard: %(conclusion)s.") % told)
    return redirect("organisation:cbw")


def _choose(request: HttpRequest, form: TaskForm, overtaken: OvertakenError) -> HttpResponse:
    """What somebody else wrote beside what was typed."""
    theirs = _initial(cbw.from_flat(overtaken.now))
    mine = _initial(form.task())
    merged = TaskForm(initial={**theirs, **{name: mine[name] for name in overtaken.merged.wanted}})
    fields = merged.fields
    for code in Criterion:  # apart from its question the evidence does not say what it is about
        fields[f"{code}_evidence"].label = f"{fields[f'{code}_met'].label} {fields[f'{code}_evidence'].label}"
    clashes = [
        Clash(
            merged[name],
            overtaken.by,
            overtaken.at,
            _shown(name, theirs[name]),
            _shown(name, mine[name]),
            sent(theirs[name]),
        )
        for name in overtaken.merged.clashes
    ]
    crumbs = _crumbs(theirs["name"])
    return conflict_page(request, merged, clashes, wanted=overtaken.merged.wanted, back=request.path, crumbs=crumbs)


def _shown(name: str, value: str) -> str:
    return words.word(value, "met") if name.endswith("_met") else value or _("leeg")


@require_POST
@may(Act.EDIT_PROFILE)
def remove_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task out; the page that follows offers to put it back."""
    try:
        name = acts.remove_task(organisation=organisation_of(request), pk=pk, by=actor_of(request), at=now())
    except LookupError as error:
        raise Http404 from error
    messages.success(request, _("De taak “%(task)s” is weggehaald.") % {"task": name})
    return redirect(f"{reverse('organisation:cbw')}?weg={pk}")


@require_POST
@may(Act.EDIT_PROFILE)
def restore_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a removed task back."""
    try:
        name = acts.restore_task(organisation=organisation_of(request), pk=pk, by=actor_of(request), at=now())
    except LookupError as error:
        raise Http404 from error
    messages.success(request, _("De taak “%(task)s” staat er weer.") % {"task": name})
    return redirect("organisation:cbw")
