"""The profile: ten questions on one page, or one at a time."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.apps.organisations.actions import profile as acts
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


class AnswersForm(LookedAfter):
    """The given questions, each with "weet ik niet"; `others` are the answers to the rest."""

    def __init__(
        self, questions: tuple[Question, ...], before: answers.Profile, data: Mapping[str, str] | None = None
    ) -> None:
        self.questions, self.before = questions, before
        super().__init__(data)
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
            for problem in check_all(answers.RULES, given, about=""):
                place = answers.PLACES[problem.code].value
                self.add_error(
                    place if place in self.fields else self.questions[0].topic.value, words.told(problem.code)
                )


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
    if form.is_bound and form.is_valid():
        _save(request, form)
        return redirect("organisation:duties")
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
    if form.is_bound and form.is_valid():
        _save(request, form, is_quiet=following is not None)
        return (
            redirect("organisation:question", following.topic.value) if following else redirect("organisation:duties")
        )
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


def _save(request: HttpRequest, form: AnswersForm, *, is_quiet: bool = False) -> None:
    changed = acts.save_profile(
        organisation=organisation_of(request), given=form.given(), by=actor_of(request), at=now()
    )
    if not is_quiet:
        messages.success(
            request,
            _("Het profiel is bewaard. Dit zijn de plichten die eruit volgen.")
            if changed
            else _("Er is niets veranderd. Dit zijn de plichten die uit het profiel volgen."),
        )


def _row(form: AnswersForm, question: Question) -> dict[str, object]:
    return {"field": form[question.topic.value], "texts": duty_texts.questions()[question.topic.value]}


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Organisatie"), reverse("organisation:overview")), (_("Profiel"), reverse("organisation:profile"))]
