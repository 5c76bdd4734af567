"""Pages of the norm browser: the shelf, an edition, an item, and two editions side by side."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from waarborg.apps.base import labels
from waarborg.apps.norms import queries
from waarborg.apps.norms.queries import steps, ties
from waarborg.domain.assessments import Level
from waarborg.domain.spelling import did_you_mean
from waarborg.interfaces.web import language as languages
from waarborg.interfaces.web.access import public
from waarborg.interfaces.web.facets import chips
from waarborg.interfaces.web.htmx import wants_results
from waarborg.interfaces.web.norms import comparison, filters, listing
from waarborg.interfaces.web.templatetags.words import local

PAGE_SIZE = 400
RESULTS_PER_PAGE = 60
_NOT_LIVE = ("none", "moved", "withdrawn", "reference")


@require_safe
@public
def shelf(request: HttpRequest) -> HttpResponse:
    """Every edition with what it holds, and which can be compared."""
    counts = queries.counts()
    context = {
        "editions": [(edition, _counted(counts.get(edition.pk, {}))) for edition in queries.editions()],
        "pairs": steps.pairs(),
        "crumbs": [(_("Norm"), reverse("norms:shelf"))],
    }
    return render(request, "norms/shelf.html", context)


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
@public
def edition(request: HttpRequest, name: str, version: str) -> HttpResponse:
    """One edition as a tree, or what the filters and the search leave of it."""
    try:
        found = queries.edition(f"{name}@{version}")
    except queries.UnknownEditionError:
        return _unknown_edition(request, f"{name}@{version}")
    language = languages.current()
    wanted = filters.read(request.GET, language)
    outline = queries.outline(found)
    rows = queries.items(found, wanted)
    is_text = bool(wanted.text) and not queries.is_number(wanted.text)
    if is_text:
        rows = rows.annotate(headline=queries.headline(language, wanted.text))
    page = Paginator(rows, RESULTS_PER_PAGE if is_text else PAGE_SIZE).get_page(request.GET.get("pagina"))
    by_theme = request.GET.get("groep") == "thema"
    arrange = listing.ranked if is_text else listing.by_theme if by_theme else listing.by_chapter
    chapters = [place for place in outline.values() if place.parent is None]
    facets = filters.facets(wanted, queries.facets(found), chapters)
    context = {
        "edition": found,
        "filters": wanted,
        "page": page,
        "groups": arrange(page.object_list, outline),
        "by_theme": by_theme,
        "is_text": is_text,
        "with_summaries": not wanted.is_empty,
        "facets": facets,
        "chips": list(chips(request.GET, facets)),
        "meant": _meant(found, wanted) if is_text and not page.paginator.count else "",
        "older": [pair.old for pair in steps.pairs() if pair.new == found],
        "crumbs": [(_("Norm"), reverse("norms:shelf")), (local(found, "title"), request.path)],
    }
    template = "norms/parts/results.html" if wants_results(request) else "norms/edition.html"
    return render(request, template, context)


@require_safe
@public
def item(request: HttpRequest, name: str, version: str, number: str) -> HttpResponse:
    """One item with all that is known of it. Another notation of its number leads to the one address it has."""
    try:
        found_in = queries.edition(f"{name}@{version}")
    except queries.UnknownEditionError:
        return _unknown_edition(request, f"{name}@{version}")
    try:
        found = queries.item(found_in, number)
    except queries.UnknownItemError:
        return _unknown_item(request, found_in, number)
    if found.number != number:
        return redirect("norms:item", name, version, found.number, permanent=True)
    came_from, went_to = queries.lineage(found)
    before, after = queries.neighbours(found)
    relations = queries.relations(found)
    context = {
        "edition": found_in,
        "item": found,
        "evidence": _evidence(found),
        "attributes": found.attributes or (found.parent.attributes if found.parent else {}),
        "official": getattr(found, "official_text", None),
        "children": queries.children(found),
        "came_from": came_from,
        "went_to": went_to,
        "ancestry": queries.ancestry(found),
        "relations": relations,
        "indirect": ties.indirect(relations[0]),
        "before": before,
        "after": after,
        "crumbs": _item_crumbs(found_in, found),
    }
    return render(request, "norms/item.html", context)


@require_safe
@public
def compare(request: HttpRequest) -> HttpResponse:
    """Two editions side by side, when the product knows how the one became the other."""
    pairs = steps.pairs()
    crumbs = [(_("Norm"), reverse("norms:shelf")), (_("Vergelijk"), request.path)]
    context = {"pairs": pairs, "crumbs": crumbs, "from": request.GET.get("van", ""), "to": request.GET.get("naar", "")}
    if not context["from"] or not context["to"]:
        return render(request, "norms/compare_choose.html", context)
    pair = next((p for p in pairs if str(p.old) == context["from"] and str(p.new) == context["to"]), None)
    if pair is None:
        titles = {str(one): local(one, "title") for one in queries.editions()}
        for end in ("from", "to"):
            asked = str(context[end])
            context[f"{end}_title"] = titles.get(asked, asked)
        context["is_reversed"] = any(str(p.new) == context["from"] and str(p.old) == context["to"] for p in pairs)
        return render(request, "norms/compare_choose.html", context, status=404)
    successions = steps.composed(pair.old, pair.new) if pair.via else queries.changes(pair.old, pair.new)
    wanted = {change for change in request.GET.getlist("wijziging") if change in set(comparison.ORDER)}
    counts = {change.value: sum(s.change == change for s in successions) for change in comparison.ORDER}
    context |= {
        "old": pair.old,
        "new": pair.new,
        "via": pair.via,
        "wanted": wanted,
        "counts": [(change, n, change in wanted) for change, n in counts.items() if n],
        "groups": comparison.grouped(successions, wanted, languages.current()),
        "total": len(successions),
    }
    return render(request, "norms/compare.html", context)


def _counted(counts: dict[tuple[str, str], int]) -> list[tuple[int, str]]:
    """What an edition holds, in numbers: live measures and controls first, then measures with another status."""
    kinds = [(counts.get((kind, "live"), 0), kind) for kind in ("measure", "control", "clause", "article")]
    others = [(sum(n for (_kind, at), n in counts.items() if at == status), status) for status in _NOT_LIVE]
    return [(n, labels.kinds(kind, n)) for n, kind in kinds if n] + [
        (n, labels.status(status)) for n, status in others if n
    ]


def _meant(edition: queries.EditionRow, wanted: queries.Filters) -> str:
    return did_you_mean(wanted.text, queries.vocabulary(edition, wanted.language))


def _evidence(item: queries.ItemRow) -> list[tuple[str, str, list[str]]]:
    """Per level: its name, what it means, and what would show it."""
    evidence = item.content.get("evidence", {})
    language = languages.current()
    shown = [
        (labels.level(level), labels.level_meaning(level), evidence[level][language])
        for level in Level
        if evidence.get(level)
    ]
    if evidence.get("examples"):
        shown.append((_("voorbeelden"), "", evidence["examples"][language]))
    return shown


def _item_crumbs(edition: queries.EditionRow, item: queries.ItemRow) -> list[tuple[str, str]]:
    place = [edition.catalogue.name, edition.version]
    crumbs = [(_("Norm"), reverse("norms:shelf")), (local(edition, "title"), reverse("norms:edition", args=place))]
    above = [item.parent.parent, item.parent] if item.parent else []
    crumbs += [(up.number, reverse("norms:item", args=[*place, up.number])) for up in above if up]
    return [*crumbs, (item.number, "")]


def _unknown_edition(request: HttpRequest, wanted: str) -> HttpResponse:
    context = {
        "wanted": wanted,
        "editions": queries.editions(),
        "crumbs": [(_("Norm"), reverse("norms:shelf")), (wanted, "")],
    }
    return render(request, "norms/unknown_edition.html", context, status=404)


def _unknown_item(request: HttpRequest, edition: queries.EditionRow, number: str) -> HttpResponse:
    place = [edition.catalogue.name, edition.version]
    context = {
        "edition": edition,
        "number": number,
        "near": queries.near(edition, number),
        "elsewhere": queries.elsewhere(edition, number),
        "crumbs": [
            (_("Norm"), reverse("norms:shelf")),
            (local(edition, "title"), reverse("norms:edition", args=place)),
            (number, ""),
        ],
    }
    return render(request, "norms/unknown_item.html", context, status=404)
