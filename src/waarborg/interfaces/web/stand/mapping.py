"""The mapping page: what the columns and words of somebody's own sheet mean, before any of it is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import uploads as acts
from waarborg.apps.assessments.actions.mappings import MappingNameTakenError, NamelessMappingError, save_mapping
from waarborg.apps.assessments.queries import Assessment
from waarborg.apps.assessments.queries import uploads as reads
from waarborg.apps.assessments.shapes.drafts import Question
from waarborg.apps.assessments.shapes.mapping_files import InvalidMappingError
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.htmx import wants_results
from waarborg.interfaces.web.stand import mapping_choices as choices_of
from waarborg.interfaces.web.stand import mapping_shown as shown
from waarborg.interfaces.web.stand import mapping_words as words
from waarborg.interfaces.web.stand.reading import Look, look, read
from waarborg.interfaces.web.stand.round_page import frame, round_or_404

PROBLEMS_SHOWN = 20
NORM_DOUBT, NO_VERDICTS = "norm-doubt", "no-verdicts"  # codes of questions that a person answers here


@dataclass(slots=True)
class Refused:
    """Why the sheet cannot be read yet: per sentence the id of the field that it is about."""

    errors: list[tuple[str, str]] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    level: str = ""
    name: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.EXCHANGE_SHEET)
def mapping(request: HttpRequest, slug: str, upload_id: int) -> HttpResponse:
    """Say how a sheet is to be read; nothing changes in the round."""
    round_ = round_or_404(request, slug)
    upload = reads.upload(organisation_of(request), round_, upload_id, actor_of(request), at=now())
    if upload is None:
        raise Http404(str(upload_id))
    if request.method != "POST":
        return _page(request, round_, upload, look(acts.file_of(upload), round_, upload.choices), Refused())
    if request.POST.get("doe") == "weg":
        acts.forget_upload(upload=upload, by=actor_of(request), at=now())
        messages.success(request, _("Het bestand is weg. Er is niets gewijzigd."))
        return redirect("stand:excel", slug)
    try:
        return _chosen(request, round_, upload)
    except acts.UploadGoneError:
        messages.error(
            request, _("Dit blad is intussen in een ander venster overgenomen of weggedaan. Lees het opnieuw in.")
        )
        return redirect("stand:excel", slug)


def _chosen(request: HttpRequest, round_: Assessment, upload: reads.SheetUpload) -> HttpResponse:
    """Remember what was chosen, and show or read the sheet with it."""
    choices, file = choices_of.taken_in(request.POST, upload.choices), acts.file_of(upload)
    seen = look(file, round_, choices)
    more = choices_of.in_bulk(seen.draft, choices, request.POST)
    if request.POST.get("doe") == "voorstellen":
        more = choices_of.with_proposals(seen.draft, more)
    if more != choices:
        choices, seen = more, look(file, round_, more)
    acts.keep_choices(upload=upload, choices=choices, by=actor_of(request))
    if wants_results(request):
        return render(request, "stand/mapping_refresh.html", _refreshed(request, round_, upload, seen))
    if request.POST.get("doe") != "lees":
        return redirect("stand:mapping", round_.slug, upload.pk)
    refused = _refusal(seen)
    if not refused.errors:
        refused.name = _remembered(request, seen)
        if not refused.name:
            return _read(request, round_, upload, seen)
        refused.errors.append(("naam", refused.name))
    return _page(request, round_, upload, seen, refused, status=422)


def _remembered(request: HttpRequest, seen: Look) -> str:
    """Keep the mapping for a next sheet when that is asked; why not, if it cannot be."""
    if not request.POST.get("onthoud"):
        return ""
    organisation, name = organisation_of(request), request.POST.get("naam", "")
    try:
        save_mapping(organisation=organisation, mapping=seen.mapping, name=name, by=actor_of(request), at=now())
    except NamelessMappingError:
        return _("Geef de indeling een naam, of zet het vinkje bij Onthoud uit.")
    except InvalidMappingError as error:
        return _("De indeling is te groot om te onthouden. %(why)s") % {"why": error}
    except MappingNameTakenError:
        return _("Een andere indeling heet al zo. Kies een andere naam.")
    messages.success(request, _("De indeling ‘%(name)s’ is bewaard.") % {"name": name.strip()})
    return ""


def _read(request: HttpRequest, round_: Assessment, upload: reads.SheetUpload, seen: Look) -> HttpResponse:
    name = request.POST.get("naam", "").strip()
    used = name if request.POST.get("onthoud") else seen.choices.get(choices_of.USED, "")
    found = read(request, round_, acts.file_of(upload), mapping=seen.mapping, used=used)
    acts.tie_upload(upload=upload, found=found, by=actor_of(request))
    return redirect("stand:excel_sheet", round_.slug, found.pk)


def _refusal(seen: Look) -> Refused:
    """What must be chosen first."""
    refused = Refused([("", seen.error)] if seen.error else [])
    for at, column in choices_of.unanswered(seen.first, seen.choices):
        name = choices_of.meaning(at, column.position)
        refused.columns.add(name)
        said = {"letters": column.letters, "heading": column.heading}
        refused.errors.append((name, _("Kies wat kolom %(letters)s, %(heading)s, betekent.") % said))
    if shown.needs_level(seen.draft) and seen.mapping.status_means is None:
        refused.level = _("Kies opzet, bestaan of werking.")
        refused.errors.append(("telt-als", _("Kies waarvoor het ene oordeel telt: opzet, bestaan of werking.")))
    for question in (*seen.draft.questions, *_still_no_verdicts(seen)):
        if question.blocks and (question.about.code == NORM_DOUBT or not refused.errors):
            where = choices_of.NORM if question.about.code == NORM_DOUBT else ""
            refused.errors.append((where, _sentence(question)))
    return refused


def _still_no_verdicts(seen: Look) -> Iterator[Question]:
    """A list of something else stays one until somebody says what any of its words or columns means."""
    said = any("-kolom" in name for name in seen.choices)
    yield from (one for one in seen.first.questions if one.about.code == NO_VERDICTS and not said)


def _sentence(question: Question) -> str:
    return queries.told(_reading(question.about))[1]


def _page(
    request: HttpRequest,
    round_: Assessment,
    upload: reads.SheetUpload,
    seen: Look,
    refused: Refused,
    *,
    status: int = 200,
) -> HttpResponse:
    where = (_("Excel"), reverse("stand:excel", args=[round_.slug])), (_("Indeling"), "")
    context = {
        **frame(request, round_, "excel", *where),
        **_common(round_, upload, seen, refused),
        "errors": refused.errors,
        "level_error": refused.level,
        "name_error": refused.name,
        "remember": bool(request.POST.get("onthoud")),
        "used": seen.choices.get(choices_of.USED, ""),
        "name": request.POST.get("naam") or seen.choices.get(choices_of.USED) or upload.file_name.rpartition(".")[0],
    }
    return render(request, "stand/mapping.html", context, status=status)


def _common(round_: Assessment, upload: reads.SheetUpload, seen: Look, refused: Refused) -> dict[str, Any]:
    found = shown.rows(seen.draft)
    problems = [queries.told(_reading(one)) for one in seen.draft.readings if one.level == "problem"]
    return {
        "unreadable": seen.error,
        "upload": upload,
        "kept_until": upload.at + reads.KEPT_FOR,
        "draft": seen.first,
        "norm_doubt": next((_sentence(one) for one in seen.first.questions if one.about.code == NORM_DOUBT), ""),
        "norm_is_sure": seen.choices.get(choices_of.NORM) == choices_of.YES,
        "sheets": shown.sheets(seen.first, seen.draft, seen.choices, errors=refused.columns),
        "more_sheets": max(0, len(seen.draft.sheets) - shown.MOST_SHEETS),
        "needs_level": shown.needs_level(seen.draft),
        "levels": queries.shown_levels(round_),
        "means": seen.mapping.status_means,
        "scales": words.scales(),
        "rows": found,
        "n_read": sum(row.is_read for row in found),
        "problems": problems[:PROBLEMS_SHOWN],
        "n_problems": len(problems),
        "more_problems": max(0, len(problems) - PROBLEMS_SHOWN),
    }


def _refreshed(request: HttpRequest, round_: Assessment, upload: reads.SheetUpload, seen: Look) -> dict[str, Any]:
    """The rows, and every part that the page does not show as it is now.

    The page says what it shows: of choices made quickly after each other only the last one is answered.
    """
    context, told = _common(round_, upload, seen, Refused()), request.POST
    sheets: list[shown.ShownSheet] = context["sheets"]
    other = [sheet for sheet in sheets if told.get(sheet.shown) != sheet.state]
    same = [sheet for sheet in sheets if sheet not in other]
    needs_level = choices_of.YES if context["needs_level"] else ""
    return {
        **context,
        "is_refresh": True,
        "with_level": told.get("getoond-telt-als", "") != needs_level,
        "changed_sheets": other,
        "changed_words": [
            one for sheet in same for one in sheet.words if told.get(one.shown, "") != one.state or told.get(one.bulk)
        ],
        "changed_marks": _marks(same, request.headers.get("HX-Trigger-Name", "")),
    }


def _marks(sheets: Sequence[shown.ShownSheet], trigger: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """The marks of what somebody chose, and of what was chosen last."""
    for sheet in sheets:
        for column in sheet.columns:
            if trigger == column.name or column.chosen != column.recognised:
                yield column.name, column.mark
        for told in sheet.words:
            for word in (*told.open, *told.known):
                if trigger == word.name or word.chosen != word.recognised:
                    yield word.id, word.mark


def _reading(reading: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a reading, as it is kept
    return {"where": reading.where, "what": reading.what, "sentence": reading.sentence, "parts": reading.parts}
