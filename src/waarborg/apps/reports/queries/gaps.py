"""The gaps in the order of priority, each with legal force, what failing can cost, owner, action and quarter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from waarborg.apps.base import labels
from waarborg.apps.reports.queries import costs
from waarborg.apps.reports.queries.lines import Facts, Source
from waarborg.apps.reports.shapes import GapLine
from waarborg.domain.assessments import (
    GAPS,
    Ask,
    Effort,
    Gap,
    Judgement,
    Level,
    Verdict,
    is_gap,
    is_quick_win,
    priority,
)
from waarborg.domain.numbers import sort_key
from waarborg.domain.organisations import CbwStatus, Layer, LegalForce, legal_force

# what closes a level that falls short
_STEPS = {
    (Level.OPZET, Verdict.FAILS): n("Leg vast hoe dit geregeld wordt en laat het vaststellen."),
    (Level.OPZET, Verdict.PARTLY): n("Vul aan wat op papier ontbreekt en laat het vaststellen."),
    (Level.BESTAAN, Verdict.FAILS): n("Voer in wat is vastgesteld en leg vast dat het er is."),
    (Level.BESTAAN, Verdict.PARTLY): n("Voer de rest in: overal waar de maatregel geldt."),
    (Level.WERKING, Verdict.FAILS): n("Zorg dat het blijvend werkt en verzamel daar bewijs van."),
    (Level.WERKING, Verdict.PARTLY): n(
        "Maak het vast onderdeel van het werk en verzamel bewijs over een hele periode."
    ),
}
_QUARTERS_NEEDED = {Effort.S: 1, Effort.M: 2, Effort.L: 4}


Of = TypeVar("Of", bound=Facts)


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Of]):
    """An open item on its place in the order of urgency."""

    about: Of
    gap: Gap
    urgency: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Law:
    """With what force the norm binds: by the layer, and by what was established or corrected for this organisation.

    `scopes` says per requirement that it is inside or outside the Cbw, where somebody corrected the norm.
    """

    layer: Layer
    cbw_status: CbwStatus | None = None
    scopes: Mapping[str, bool] = field(default_factory=dict)


def gaps(found: Sequence[Source], *, law: Law, today: date, language: str) -> tuple[GapLine, ...]:
    """Every open item, the most urgent first; ties in the order of the norm."""
    return tuple(
        gap_line(one.about, one.gap, place, today=today, language=language)
        for place, one in enumerate(ranked(found, law=law), start=1)
    )


def ranked(found: Iterable[Of], *, law: Law) -> list[Ranked[Of]]:
    """The same without a word of it, for who needs the order only."""
    open_ones = [_ranked(one, law) for one in found if one.is_judged and is_gap(one.judgement)]
    open_ones.sort(key=lambda r: sort_key(r.about.number))
    open_ones.sort(key=lambda r: r.urgency, reverse=True)
    return open_ones


def _ranked(about: Of, law: Law) -> Ranked[Of]:
    judgement = about.judgement
    inside = law.scopes.get(about.key, {"inside": True, "outside": False}.get(about.cbw_scope))
    is_demanded = judgement.is_measure or (about.ask is Ask.VERDICT and inside is True)
    gap = Gap(
        number=judgement.number,
        force=legal_force(layer=law.layer, is_measure=is_demanded, inside_cbw=inside, cbw_status=law.cbw_status),
        opzet=judgement.verdict(Level.OPZET),
        bestaan=judgement.verdict(Level.BESTAAN),
        werking=judgement.verdict(Level.WERKING),
        effort=about.effort or Effort.M,
        consequences=about.consequences,
    )
    return Ranked(about, gap, priority(gap))


def gap_line(source: Source, gap: Gap, place: int, *, today: date, language: str) -> GapLine:
    """An open item with what a board needs to decide on it."""
    line = source.line
    effort_known = bool(line.effort)
    return GapLine(
        line=line,
        priority=place,
        force=gap.force,
        force_label=labels.legal_force(gap.force),
        owner=line.owner or (labels.owner(source.owner) if source.owner else ""),
        owner_is_proposal=not line.owner,
        action=line.action or proposed_action(source.judgement),
        action_is_proposal=not line.action,
        effort=line.effort or (labels.effort(source.effort) if source.effort else ""),
        effort_is_proposal=not effort_known,
        quarter=quarter(line.due_on) if line.due_on else _proposed_quarter(gap, today),
        quarter_is_proposal=line.due_on is None,
        cost=source.cost or costs.of_properties(source.properties, language=language),
        consequences=tuple(labels.consequence(code) for code in source.consequences),
        quick_win=source.effort is not None and is_quick_win(gap),
        overdue=line.due_on is not None and line.due_on < today,
    )


def proposed_action(judgement: Judgement) -> str:
    """What closes the first level that falls short: a level rests on the one before it."""
    first = next((level for level in Level if judgement.verdict(level) in GAPS), None)
    return _(_STEPS[first, judgement.verdict(first)]) if first else ""


def quarter(day: date) -> str:
    """The quarter of a day, as `2027 Q2`."""
    return f"{day.year} Q{(day.month - 1) // 3 + 1}"


def quarter_after(today: date, steps: int) -> str:
    """The quarter that lies `steps` quarters after today's."""
    months = today.year * 4 + (today.month - 1) // 3 + steps
    return f"{months // 4} Q{months % 4 + 1}"


def _proposed_quarter(gap: Gap, today: date) -> str:
    """The next quarter for days of work, the second for weeks, the fourth for months; controls one quarter later."""
    later = 1 if gap.force is LegalForce.CONTROL else 0
    return quarter_after(today, _QUARTERS_NEEDED[gap.effort] + later)
