"""The profile: ten questions on one page, or one at a time."""

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.apps.organisations.actions import profile as acts
from waarborg.apps.organisations.actions.overtaking import OvertakenError
from waarborg.apps.organisations.queries import duty_texts
from waarborg.apps.organisations.queries import profile as reads
from waarborg.domain import profile as answers
from waarborg.domain.basis import check_all
from waarborg.domain.permissions import Act
from waarborg.domain.profile import Question, Topic
from waarborg.interfaces.web import language as languages
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.fields import LookedAfter, look_after
from waarborg.interfaces.web.organisation import words
from waarborg.interfaces.web.organisation.conflict import Clash, SaysWhatItShowed, conflict_page, sent


class AnswersForm(SaysWhatItShowed, LookedAfter):
    """The given questions, each with "weet ik niet"; `others` are the answers to the rest."""

    def __init__(
        self, questions: tuple[Question, ...], before: answers.Profile, data: Mapping[str, str] | None = None
    ) -> None:
        self.questions, self.before = questions, before
        super().__init__(data, initial={"gezien": answers.stored(before)})
        for question in questions:
            field = self.fields[question.topic.value] = _field(question, before)
            look_after(field)

    def given(self) -> answers.Profile:
        """All answers: those of this form, and those that stood already."""
        merged = dict(self.before.answers)
        for question in self.questions:
            value = self.cleaned_data.get(question.topic.value) or ()
            merged[question.topic] = (value,) if isinstance(value, str) else tuple(value)
        return answers.Profile({topic: codes for topic, codes in merged.items() if codes})

    def clean(self) -> None:
        given = self.given()
        for question in self.questions:
            alone = answers.Profile({question.topic: given.answers.get(question.topic, ())})
            for problem in check_all(answers.RULES, alone, about=question.topic):
                self.add_error(question.topic.value, words.told(problem.code))
        if not self.errors:
            self.refuse(problem.code for problem in check_all(answers.RULES, given, about=""))

    def refuse(self, codes: Iterable[str]) -> None:
        """Put the rules that are broken beside their questions."""
        for code in codes:
            place = answers.PLACES[code].value
            self.add_error(place if place in self.fields else self.questions[0].topic.value, words.told(code))


def _field(question: Question, before: answers.Profile) -> forms.ChoiceField:
    texts, language = duty_texts.questions()[question.topic.value], languages.current()
    choices = [(code, texts["choices"][code][language]) for code in question.choices]
    given = list(before.answers.get(question.topic, ()))
    kind = forms.MultipleChoiceField if question.takes_several else forms.ChoiceField
    return kind(
        label=texts["question"][language],
        choices=[*choices, (answers.UNKNOWN, _("weet ik niet"))],
        widget=forms.CheckboxSelectMultiple if question.takes_several else forms.RadioSelect,
        required=False,
        initial=given if question.takes_several else next(iter(given), None),
        error_messages={"invalid_choice": _("Kies een van de antwoorden die er staan.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.EDIT_PROFILE)
def profile(request: HttpRequest) -> HttpResponse:
    """All ten questions on one page."""
    organisation = organisation_of(request)
    form = AnswersForm(answers.QUESTIONS, reads.profile(organisation), _posted(request))
    if form.is_bound and form.is_valid() and (done := _save(request, form, redirect("organisation:duties"))):
        return done
    context = {
        "form": form,
        "rows": [_row(form, question) for question in answers.QUESTIONS],
        "row": reads.profile_row(organisation),
        "crumbs": _crumbs(),
    }
    return render(request, "organisation/profile.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.EDIT_PROFILE)
def question(request: HttpRequest, topic: str) -> HttpResponse:
    """One question per screen; after the last come the duties."""
    if topic not in {*Topic}:
        raise Http404
    asked = answers.BY_TOPIC[Topic(topic)]
    place = answers.QUESTIONS.index(asked)
    form = AnswersForm((asked,), reads.profile(organisation_of(request)), _posted(request))
    following = answers.QUESTIONS[place + 1] if place + 1 < len(answers.QUESTIONS) else None
    onwards = ("organisation:question", following.topic.value) if following else ("organisation:duties",)
    if form.is_bound and form.is_valid():
        done = _save(request, form, redirect(*onwards), is_quiet=following is not None)
        if done is not None:
            return done
    context = {
        "form": form,
        "asked": _row(form, asked),
        "place": place + 1,
        "total": len(answers.QUESTIONS),
        "before": answers.QUESTIONS[place - 1] if place else None,
        "following": following,
        "crumbs": [*_crumbs(), (_("Vraag %(place)s") % {"place": place + 1}, "")],
    }
    return render(request, "organisation/question.html", context, status=_status(form))


def _posted(request: HttpRequest) -> Mapping[str, str] | None:
    return request.POST if request.method == "POST" else None


def _status(form: forms.Form) -> int:
    return 422 if form.is_bound else 200


def _save(
    request: HttpRequest, form: AnswersForm, onwards: HttpResponse, *, is_quiet: bool = False
) -> HttpResponse | None:
    """None when the answers do not go together with what somebody else answered; the form then says why."""
    try:
        changed = _keep(request, form)
    except OvertakenError as overtaken:
        return _choose(request, form, overtaken)
    except acts.RefusedError as refused:
        form.refuse(refused.codes)
        return None
    if not is_quiet:
        messages.success(
            request,
            _("Het profiel is bewaard. Dit zijn de plichten die eruit volgen.")
            if changed
            else _("Er is niets veranderd. Dit zijn de plichten die uit het profiel volgen."),
        )
    return onwards


def _choose(request: HttpRequest, form: AnswersForm, overtaken: OvertakenError) -> HttpResponse:
    """What somebody else answered beside the own answers."""
    wanted = {topic: codes or () for topic, codes in overtaken.merged.wanted.items()}
    merged = AnswersForm(form.questions, answers.read({**_told(overtaken.now), **wanted}))
    merged.initial["gezien"] = _told(overtaken.now)
    clashes = []
    for topic in overtaken.merged.clashes:
        field, theirs = merged[topic], overtaken.now[topic] or ()
        said, mine = (_in_words(field, codes) for codes in (theirs, wanted[topic]))
        clashes.append(Clash(field, overtaken.by, overtaken.at, said, mine, sent(next(iter(theirs), None))))
    return conflict_page(request, merged, clashes, wanted=wanted, back=request.path, crumbs=_crumbs())


def _told(now: Mapping[str, Sequence[str] | None]) -> dict[str, Sequence[str]]:
    return {topic: codes for topic, codes in now.items() if codes}


def _in_words(field: forms.BoundField, codes: Sequence[str]) -> str:
    labels = dict(getattr(field.field, "choices", ()))
    return ", ".join(str(labels.get(code, code)) for code in codes) or _("leeg")


def _keep(request: HttpRequest, form: AnswersForm) -> bool:
    return acts.save_profile(
        organisation=organisation_of(request), given=form.given(), seen=form.seen, by=actor_of(request), at=now()
    )


def _row(form: AnswersForm, question: Question) -> dict[str, object]:
    return {"field": form[question.topic.value], "texts": duty_texts.questions()[question.topic.value]}


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Organisatie"), reverse("organisation:overview")), (_("Profiel"), reverse("organisation:profile"))]
