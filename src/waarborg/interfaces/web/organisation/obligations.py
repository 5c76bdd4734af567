"""The overview of the organisation, its duties as a list, and one duty with its reason and source."""

from collections import Counter
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.apps.organisations.queries import duty_texts
from waarborg.apps.organisations.queries import profile as reads
from waarborg.apps.organisations.queries.profile import Duty
from waarborg.apps.reports.queries import costs
from waarborg.domain import cbw
from waarborg.domain import profile as answers
from waarborg.domain.obligations import Certainty
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web import language as languages
from waarborg.interfaces.web.access import extent_of, may, organisation_of
from waarborg.interfaces.web.clock import today

FILTER = "zekerheid"


@require_safe
@may(Act.READ_ORGANISATION)
def overview(request: HttpRequest) -> HttpResponse:
    """Who we are, what we owe, and what must still be found out or passed on."""
    organisation, day = organisation_of(request), today()
    found = reads.obligations(organisation, day)
    given = reads.profile(organisation)
    context = {
        "organisation": organisation,
        "counts": Counter(duty.certainty for duty in found),
        "to_check": [duty for duty in found if duty.certainty is Certainty.TO_CHECK][:5],
        "given": [_answer(question, given) for question in answers.QUESTIONS],
        "n_answered": given.n_answered,
        "row": reads.profile_row(organisation),
        "legal": reads.legal_status(organisation),
        "due": reads.registration_due(organisation, day),
        "registration": reads.registration(organisation, day),
        "needs_criteria": cbw.needs_criteria(given.layer),
        "may_edit": extent_of(request, Act.EDIT_PROFILE) is not Extent.NONE,
        "crumbs": [(_("Organisatie"), "")],
    }
    return render(request, "organisation/overview.html", context)


def _answer(question: answers.Question, given: answers.Profile) -> dict[str, object]:
    chosen = given.chosen(question.topic)
    return {
        "topic": question.topic.value,
        "texts": duty_texts.questions()[question.topic.value],
        "answer": duty_texts.choice(question.topic.value, chosen) if chosen else None,
        "is_unknown": answers.UNKNOWN in given.answers.get(question.topic, ()),
    }


@require_safe
@may(Act.READ_ORGANISATION)
def duties(request: HttpRequest) -> HttpResponse:
    """Every duty with its reason, by subject; the address can narrow them to one certainty."""
    organisation = organisation_of(request)
    found = reads.obligations(organisation, today())
    wanted = request.GET.get(FILTER, "")
    chosen = Certainty(wanted) if wanted in {*Certainty} else None
    shown = [duty for duty in found if duty.certainty is chosen or (chosen is None and _is_open(duty))]
    counts = Counter(duty.certainty for duty in found)
    context = {
        "organisation": organisation,
        "groups": _by_group(shown),
        "n_shown": len(shown),
        "choices": [(code, counts[code], code is chosen) for code in Certainty],
        "is_narrowed": chosen is not None,
        "n_open": counts[Certainty.APPLIES] + counts[Certainty.TO_CHECK],
        "may_edit": extent_of(request, Act.EDIT_PROFILE) is not Extent.NONE,
        "crumbs": [(_("Organisatie"), reverse("organisation:overview")), (_("Plichten"), "")],
    }
    return render(request, "organisation/duties.html", context)


def _by_group(found: Iterable[Duty]) -> list[tuple[str, list[Duty]]]:
    groups: dict[str, list[Duty]] = {}
    for duty in found:
        groups.setdefault(duty.texts["group"], []).append(duty)
    return list(groups.items())


def _is_open(duty: Duty) -> bool:
    return duty.certainty is not Certainty.DOES_NOT


@require_safe
@may(Act.READ_ORGANISATION)
def duty(request: HttpRequest, code: str) -> HttpResponse:
    """One duty: why it applies here, its source, what to do, and what failing can cost."""
    organisation, day = organisation_of(request), today()
    found = next((duty for duty in reads.obligations(organisation, day) if duty.code == code), None)
    if found is None:
        raise Http404
    language = languages.current()
    kinds = found.texts["consequences"]
    context = {
        "organisation": organisation,
        "duty": found,
        "costs": [cost for cost in costs.for_layer(organisation.layer, language=language) if cost.kind in kinds],
        "bodies": duty_texts.bodies(organisation.layer),
        "thresholds": [{**entry, "points": entry["items"]} for entry in duty_texts.thresholds(organisation.layer)],
        "training_due": cbw.training_due(),
        "registration": reads.registration(organisation, day) if code == "registratie" else None,
        "may_edit": extent_of(request, Act.EDIT_PROFILE) is not Extent.NONE,
        "crumbs": [
            (_("Organisatie"), reverse("organisation:overview")),
            (_("Plichten"), reverse("organisation:duties")),
            (found.texts["title"][language], ""),
        ],
    }
    return render(request, "organisation/duty.html", context)
