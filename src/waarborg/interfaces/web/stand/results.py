"""Results while the round runs: opzet, bestaan and werking side by side, grouped as you like, with the rows behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.apps.assessments.queries import Assessment, sees_all, shown_levels
from waarborg.apps.assessments.queries import results as reads
from waarborg.apps.assessments.queries.results import Figures, Narrowed
from waarborg.apps.base import labels
from waarborg.apps.base.actions import Actor
from waarborg.apps.base.formats import whole_numbers
from waarborg.apps.reports.exporters.charts.radar import theme_radar
from waarborg.apps.reports.shapes import Group
from waarborg.domain.assessments import Level, Verdict
from waarborg.domain.permissions import Act
from waarborg.interfaces.web import language as languages
from waarborg.interfaces.web.access import actor_of, may
from waarborg.interfaces.web.stand import heat, picture, trend
from waarborg.interfaces.web.stand.filters import NONE
from waarborg.interfaces.web.stand.next_step import next_step
from waarborg.interfaces.web.stand.round_page import frame, page_of, round_of, unknown_round

GROUPS_AT_MOST = 60
_RADAR_FROM = 3  # axes; fewer make no picture
THEME, CHAPTER, OWNER, PERSON, SUBJECT = "thema", "hoofdstuk", "eigenaar", "persoon", "systeem"
_KEYS = {THEME: "item__theme", CHAPTER: "item_id", OWNER: "owner", PERSON: "assignee", SUBJECT: "subject_id"}


@dataclass(frozen=True, slots=True)
class Data:
    """What the templates of figures need to speak."""

    verdict_labels: Mapping[Verdict, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: how to group, which level the heat map shows, and what part of the round."""

    per: str
    level: Level
    params: Mapping[str, str]  # the narrowing ones, as they stand in the address

    @property
    def narrowed(self) -> Narrowed:
        return Narrowed(
            subject=self.params.get("over"),
            theme=_or_none(self.params.get(THEME)),
            chapter=self.params.get(CHAPTER),
            owner=_or_none(self.params.get(OWNER)),
            assignee=whole_numbers.read(self.params.get(PERSON)),
        )


@require_safe
@may(Act.READ_ASSESSMENT)
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """The figures of what the visitor may see, each with its rows behind it."""
    round_ = round_of(request, slug)
    if round_ is None:
        return unknown_round(request, slug)
    return render(request, "stand/results.html", context_of(request, round_))


def context_of(request: HttpRequest, round_: Assessment) -> dict[str, Any]:
    """Everything on the page of results."""
    by = actor_of(request)
    subjects = reads.subjects(round_)
    levels = shown_levels(round_)
    asked = read(request, levels, has_more=len(subjects) > 1)
    is_map = asked.per == SUBJECT
    found = [] if is_map else reads.figures(round_, by, _KEYS[asked.per], narrowed=asked.narrowed)
    page = _Page(round_, asked, levels, has_more=len(subjects) > 1)
    names = {} if is_map else _names(round_, asked, found)
    overall = reads.overall(round_, by)
    whole = _whole(round_, by, asked, found) if asked.params else overall.figures
    if asked.per == CHAPTER:
        found = reads.merged(found, reads.places(round_, languages.current()).chapter_of)
    groups = [one for one in _in_order(found, names, asked) if one.total]
    context = {
        **frame(request, round_, "results", (_("Resultaten"), "")),
        "data": Data({verdict: labels.verdict(verdict) for verdict in Verdict}),
        "whole": whole,
        "totals": page.bars(whole, {}),
        "sees_all": sees_all(by),
        "per": asked.per,
        "ways": page.ways(),
        "chips": page.chips(_narrowing_names(round_, asked, subjects)),
        "blocks": [page.block(one, names) for one in groups[:GROUPS_AT_MOST]],
        "n_more": max(0, len(groups) - GROUPS_AT_MOST),
        "shares": sorted(overall.shares, key=lambda one: (one.member_id is None, -one.n_open)),
        "step": next_step(request, round_, overall.shares),
        "radar": _radar(groups, names, levels) if asked.per == THEME else None,
    }
    if sees_all(by) and set(asked.params) <= {"over"}:
        context |= _before(round_, by, asked, subjects, whole)
    if is_map:
        cells = reads.shortfalls(round_, by, asked.level, _KEYS[SUBJECT], _KEYS[THEME], narrowed=asked.narrowed)
        context |= heat.context(round_.slug, cells, asked, subjects, levels)
    return context


def _whole(round_: Assessment, by: Actor, asked: Asked, found: Sequence[Figures]) -> Figures:
    """What is asked for taken together: every row is in one of the groups, so that they need no counting again."""
    return reads.total(reads.figures(round_, by, narrowed=asked.narrowed) if asked.per == SUBJECT else found)


def _before(round_: Assessment, by: Actor, asked: Asked, subjects: Sequence[Any], whole: Figures) -> dict[str, Any]:
    """Earlier rounds over the same: the subject that was chosen, else the one that the report is about."""
    if "over" in asked.params or len(subjects) == 1:  # then that is the whole of this page
        return trend.context(round_, asked.params["over"] if asked.params else subjects[0].code, whole.counts)
    main = reads.main_subject(subjects)
    code = main.code if main else ""
    now = reads.total(reads.figures(round_, by, narrowed=Narrowed(subject=code)))
    return trend.context(round_, code, now.counts)


def read(request: HttpRequest, levels: Sequence[Level], *, has_more: bool) -> Asked:
    """What the address asks; what it does not know is passed over."""
    per = request.GET.get("per", "")
    level = request.GET.get("niveau", "")
    allowed = (THEME, CHAPTER, OWNER, PERSON, "over")
    return Asked(
        per=per if per in _KEYS else (SUBJECT if has_more and "over" not in request.GET else THEME),
        level=chosen_level(level, levels),
        params={name: request.GET[name].replace("\x00", "") for name in allowed if name in request.GET},
    )


def chosen_level(wanted: str, levels: Sequence[Level]) -> Level:
    """The level of this name when it is shown, else bestaan, or opzet when nothing more is asked."""
    usual = Level.BESTAAN if Level.BESTAAN in levels else Level.OPZET
    return next((level for level in levels if level.value == wanted), usual)


class _Page:
    """Addresses and bars of one page of results."""

    def __init__(self, round_: Assessment, asked: Asked, levels: Sequence[Level], *, has_more: bool) -> None:
        self.slug: str = round_.slug
        self.asked = asked
        self.levels = levels
        # rows are listed per subject: with more of them, a number leads to the subjects first
        self.has_more = has_more
        self.lists_rows = not has_more or "over" in asked.params

    def ways(self) -> list[tuple[str, str, bool]]:
        """How the figures can be grouped."""
        told = {
            SUBJECT: _("Per systeem"),
            THEME: _("Per thema"),
            CHAPTER: _("Per hoofdstuk"),
            OWNER: _("Per eigenaar"),
            PERSON: _("Per persoon"),
        }
        return [
            (word, self._results(per=way), way == self.asked.per)
            for way, word in told.items()
            if self.has_more or way != SUBJECT
        ]

    def chips(self, names: Mapping[Any, str]) -> list[tuple[str, str]]:
        """What the figures are narrowed to, each with the address without it."""
        return [
            (self._word(name, value, names), self._results(**{name: ""})) for name, value in self.asked.params.items()
        ]

    def _word(self, name: str, value: str, names: Mapping[Any, str]) -> str:
        if value == NONE:
            return _("geen")
        return names.get((name, value)) or (labels.theme(value) if name == THEME else value)

    def block(self, one: Figures, names: Mapping[Any, str]) -> picture.Block:
        code = one.key[0]
        wanted = {self.asked.per: _in_address(code)}
        return picture.Block("", names[code], one.total, self._rows(wanted, ""), self.bars(one, wanted))

    def bars(self, one: Figures, wanted: Mapping[str, str]) -> tuple[picture.Bar, ...]:
        return picture.bars_with(
            one.counts, self.levels, lambda level, verdict: self._rows(wanted, level.value, verdict.value)
        )

    def _rows(self, wanted: Mapping[str, str], level: str, verdict: str = "") -> str:
        verdicts = {level: verdict} if verdict else {}
        if self.lists_rows:
            rest = {**self.asked.params, **wanted, **verdicts, "soort": "verdict"}
            return f"{page_of(self.slug, 'lines')}?{urlencode(rest)}"
        narrowed = {**self.asked.params, **wanted}
        return self._results(**narrowed, per=SUBJECT, niveau=level)

    def _results(self, **changes: str) -> str:
        wanted = {**self.asked.params, "per": self.asked.per, **changes}
        return f"{page_of(self.slug, 'results')}?{urlencode({k: v for k, v in wanted.items() if v})}"


def _names(round_: Assessment, asked: Asked, found: Sequence[Figures]) -> dict[Any, str]:
    """What each group is called."""
    codes = {one.key[0] for one in found}
    if asked.per == THEME:
        return {code: labels.theme(code) if code else _("Zonder thema") for code in codes}
    if asked.per == CHAPTER:
        titles = reads.places(round_, languages.current()).titles
        return {code: f"{code} {title}".strip() for code, title in titles.items()}
    if asked.per == OWNER:
        return {code: code or _("Zonder eigenaar") for code in codes}
    return reads.member_names(round_, codes) | {None: _("Niet toegewezen")}


def _narrowing_names(round_: Assessment, asked: Asked, subjects: Sequence[Any]) -> dict[Any, str]:
    """What the values in the address are called that are no names themselves."""
    found: dict[Any, str] = {("over", subject.code): subject.name for subject in subjects}
    if asked.narrowed.assignee is not None:
        people = reads.member_names(round_, [asked.narrowed.assignee]) | {0: _("Niet toegewezen")}
        found |= {(PERSON, str(member)): name for member, name in people.items()}
    return found


def _in_order(found: Sequence[Figures], names: Mapping[Any, str], asked: Asked) -> list[Figures]:
    """Chapters as in the norm, the rest with what misses most on top."""
    if asked.per == CHAPTER:
        place = {code: n for n, code in enumerate(names)}
        return sorted(found, key=lambda one: place[one.key[0]])
    return sorted(found, key=lambda one: (*_most_missing(one, asked.level), names.get(one.key[0], "")))


def _most_missing(one: Figures, level: Level) -> tuple[int, int]:
    table = one.counts[level]
    return -table[Verdict.FAILS], -table[Verdict.PARTLY]


def _radar(groups: Sequence[Figures], names: Mapping[Any, str], levels: Sequence[Level]) -> Any:  # noqa: ANN401 - a drawing
    if len(groups) < _RADAR_FROM:
        return None
    axes = sorted(
        (Group(code=one.key[0], title=names[one.key[0]], counts=one.counts, total=one.total) for one in groups),
        key=lambda group: group.title,
    )
    return theme_radar(axes, title=_("Welk deel voldoet, per thema?"), levels=levels)


def _in_address(code: object) -> str:
    return "0" if code is None else str(code) or NONE


def _or_none(value: str | None) -> str | None:
    return "" if value == NONE else value
