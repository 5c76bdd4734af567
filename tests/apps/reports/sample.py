"""A nulmeting report as large and as wordy as real ones: gemeente Veldermeer against BIO2 1.3, made without a database.

The figures follow from the lines by the same pure rules as in the product; the words around them are of our own making.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import translation

from waarborg.apps.base import labels
from waarborg.apps.norms.importers import content
from waarborg.apps.norms.shapes import ParsedItem, Text
from waarborg.apps.reports.shapes import (
    Consequence,
    Decision,
    GapLine,
    Group,
    Line,
    Quarter,
    ReportData,
    RuleHit,
)
from waarborg.domain.assessments import (
    GAPS,
    Applicability,
    Effort,
    Gap,
    Judgement,
    Level,
    Verdict,
    counts,
    is_quick_win,
    priority,
)
from waarborg.domain.norms import ItemKind, ItemStatus
from waarborg.domain.organisations import Layer, legal_force
from waarborg.machine import folders

BESTAAN = {
    Verdict.MEETS: 41,
    Verdict.PARTLY: 51,
    Verdict.FAILS: 21,
    Verdict.NOT_APPLICABLE: 2,
    Verdict.NOT_ASSESSED: 2,
}
ASKED = frozenset({ItemStatus.LIVE, ItemStatus.NONE, ItemStatus.REFERENCE})
QUARTERS = {"S": "2027 Q2", "M": "2027 Q3", "L": "2028 Q1"}


@dataclass(frozen=True, slots=True)
class _Item:
    parsed: ParsedItem
    line: Line
    theme: str


@cache
def sample_report(language: str = "nl") -> ReportData:
    """The whole report in one language; the same every time."""
    with translation.override(language):
        return _report(language)


def _labels(language: str) -> dict[str, Any]:
    return {
        "level_labels": {level: labels.level(level) for level in Level},
        "verdict_labels": {verdict: labels.verdict(verdict) for verdict in Verdict},
        "verdict_marks": {verdict: labels.mark(verdict) for verdict in Verdict},
        "choice_labels": {
            **{choice: labels.applicability(choice) for choice in Applicability},
            Applicability.APPLIES: {"nl": "geen keuze ingevuld", "en": "no choice entered"}[language],
        },
    }


def _report(language: str) -> ReportData:
    items = _items(language)
    counted = [item for item in items if item.line.counted]
    controls = [item for item in items if item.line.status is ItemStatus.NONE]
    gaps = tuple(_gaps(counted, language))
    lines = tuple(item.line for item in items)
    return ReportData(
        language=language,
        organisation="Gemeente Veldermeer",
        layer=labels.layer(Layer.MUNICIPALITY),
        edition_id="bio2@1.3",
        edition_title="BIO2 1.3",
        edition_source="MinBZK, 9-1-2026",
        reference_on=date(2027, 2, 1),
        made_on=date(2027, 2, 15),
        title="Nulmeting 2027",
        board_summary=tuple(_words("board", language)),
        decisions=tuple(Decision(ask=ask, because=why) for ask, why in _words("decisions", language)),
        about=_words("about", language),
        status_note="",
        totals=_counts(counted),
        n_counted=len(counted),
        controls=_counts(controls),
        n_controls=len(controls),
        control_choices=_choices(controls),
        chapters=tuple(_chapters(counted, language)),
        themes=tuple(sorted(_themes(counted), key=_most_missing)),
        gaps=gaps,
        quick_wins=tuple(gap for gap in gaps if gap.quick_win),
        plan=tuple(_plan(gaps)),
        exceptions=tuple(line for line in lines if _is_exception(line)),
        not_judged=tuple(i.line for i in counted if Verdict.NOT_ASSESSED in i.line.verdicts.values()),
        hits=_hits(lines, language),
        readings=tuple((where, what) for where, what in _words("readings", language)),
        lines=lines,
        consequences=tuple(Consequence(**row) for row in _words("consequences", language)),
        interviews=tuple(_words("interviews", language)),
        documents=tuple(_words("documents", language)),
        computation=tuple(_words("computation", language)),
        **_labels(language),
        item_noun={"nl": "overheidsmaatregelen", "en": "government measures"}[language],
        slug="nulmeting-2027",
        file_name="nulmeting-veldermeer.xlsx",
        file_sha256="a" * 64,
    )


@cache
def _all_words() -> dict[str, Any]:
    return yaml.safe_load((Path(__file__).parent / "sample_words.yaml").read_text(encoding="utf-8"))


def _words(*keys: str) -> Any:
    found = _all_words()
    for key in keys:
        found = found[key]
    return found


@cache
def _edition() -> tuple[ParsedItem, ...]:
    return next(e.items for e in content.read(folders.content()).editions if e.id == "bio2@1.3")


def _items(language: str) -> list[_Item]:
    chance = random.Random(41)  # noqa: S311 - an example, not a secret
    parents = {item.number: item for item in _edition()}
    asked = [item for item in _edition() if item.kind is ItemKind.MEASURE and item.status in ASKED]
    bestaan = [verdict for verdict, count in BESTAAN.items() for _ in range(count)]
    chance.shuffle(bestaan)
    found = []
    for item in asked:
        live = item.status is ItemStatus.LIVE
        verdict = bestaan.pop() if live else Verdict.NOT_ASSESSED
        found.append(_Item(item, _line(item, parents, verdict, chance, language), item.theme))
    return found


def _line(
    item: ParsedItem, parents: dict[str, ParsedItem], bestaan: Verdict, chance: random.Random, language: str
) -> Line:
    live = item.status is ItemStatus.LIVE
    applicability = _applicability(item, bestaan, chance)
    verdicts = _verdicts(bestaan, chance)
    lacks = any(verdict in GAPS for verdict in verdicts.values())
    entered = lacks and chance.random() < 0.6
    parent = parents[item.parent]
    answer = chance.choice(_words("answers", bestaan.value, language))
    return Line(
        number=item.number,
        title=_in(item.title, language) or _in(parent.title, language),
        summary=_in(item.summary, language),
        question=str(item.content.get("question", {}).get(language, "")),
        kind=item.kind,
        status=item.status,
        chapter=item.number.split(".")[0],
        theme=labels.theme(item.theme) if item.theme else "",
        refers_to=item.refers_to,
        counted=live,
        applicability=applicability,
        justification=_words("justifications", applicability.value, language),
        risk_analysis="RA-2026-14, §3" if applicability is Applicability.DEVIATES else "",
        verdicts=verdicts,
        maturity=chance.randint(1, 4) if live and bestaan in BESTAAN and chance.random() < 0.7 else None,
        explanation=answer,
        evidence=_words("evidence", language) if bestaan is Verdict.MEETS else "",
        owner=chance.choice(_words("owners", language)) if entered else "",
        action=chance.choice(_words("actions", language)) if entered else "",
        effort=labels.effort(chance.choice(["S", "M", "L"])) if entered else "",
        due_on=date(2027, chance.choice([5, 8, 11]), 28) if entered else None,
        problems=("NM-05",) if chance.random() < 0.04 else (),
        doubts=tuple(doubt[language] for doubt in item.doubts if doubt.get(language)),
        control=f"{parent.number} {_in(parent.title, language)}",
        kind_label=labels.kind(item.kind),
        status_label=labels.status(item.status),
        applicability_label=labels.applicability(applicability),
        follows=item.refers_to
        and {"nl": "Volgt het oordeel over {}.", "en": "Follows the verdict on {}."}[language].format(item.refers_to),
        where={"nl": "Blad 'Nulmeting', rij {}", "en": "Sheet 'Nulmeting', row {}"}[language].format(
            chance.randint(4, 170)
        ),
    )


def _in(text: Text, language: str) -> str:
    return text.en if language == "en" and text.en else text.nl


def _applicability(item: ParsedItem, bestaan: Verdict, chance: random.Random) -> Applicability:
    if item.status is ItemStatus.NONE:
        usual = [Applicability.FOLLOWS] * 6 + [Applicability.DEVIATES, Applicability.APPLIES]
        return chance.choice(usual)
    return Applicability.NOT_APPLICABLE if bestaan is Verdict.NOT_APPLICABLE else Applicability.APPLIES


def _verdicts(bestaan: Verdict, chance: random.Random) -> dict[Level, Verdict]:
    """Opzet is as good or better, werking as good or worse, as rules NM-01 and NM-02 want."""
    usual = {
        Verdict.MEETS: ([Verdict.MEETS], [Verdict.MEETS, Verdict.PARTLY, Verdict.FAILS, Verdict.NOT_ASSESSED]),
        Verdict.PARTLY: (
            [Verdict.MEETS, Verdict.PARTLY, Verdict.PARTLY],
            [Verdict.PARTLY, Verdict.FAILS, Verdict.FAILS],
        ),
        Verdict.FAILS: ([Verdict.PARTLY, Verdict.FAILS, Verdict.FAILS], [Verdict.FAILS]),
    }
    above, below = usual.get(bestaan, ([bestaan], [bestaan]))
    return {Level.OPZET: chance.choice(above), Level.BESTAAN: bestaan, Level.WERKING: chance.choice(below)}


def _judgement(line: Line) -> Judgement:
    return Judgement(
        number=line.number,
        kind=line.kind,
        status=line.status,
        applicability=line.applicability,
        **{level.value: verdict for level, verdict in line.verdicts.items()},
    )


def _counts(items: Iterable[_Item]) -> dict[Level, dict[Verdict, int]]:
    return counts(_judgement(item.line) for item in items)


def _group(code: str, title: str, items: list[_Item]) -> Group:
    return Group(code=code, title=title, counts=_counts(items), total=len(items))


def _chapters(counted: list[_Item], language: str) -> Iterable[Group]:
    titles = {item.number: _in(item.title, language) for item in _edition() if item.kind is ItemKind.THEME}
    for code, title in titles.items():
        yield _group(code, title, [item for item in counted if item.line.chapter == code])


def _themes(counted: list[_Item]) -> Iterable[Group]:
    for code in dict.fromkeys(item.theme for item in counted):
        yield _group(code, labels.theme(code), [item for item in counted if item.theme == code])


def _most_missing(group: Group) -> tuple[int, int, str]:
    found = group.counts[Level.BESTAAN]
    return (-found[Verdict.FAILS], -found[Verdict.PARTLY], group.title)


def _choices(controls: list[_Item]) -> dict[Applicability, int]:
    return {choice: sum(i.line.applicability is choice for i in controls) for choice in Applicability}


def _gaps(counted: list[_Item], language: str) -> Iterable[GapLine]:
    scored = [(_gap(item), item) for item in counted if any(v in GAPS for v in item.line.verdicts.values())]
    scored.sort(key=lambda pair: priority(pair[0]), reverse=True)
    for place, (gap, item) in enumerate(scored, start=1):
        yield _gap_line(gap, item, place, language)


def _gap(item: _Item) -> Gap:
    force = legal_force(layer=Layer.MUNICIPALITY, is_measure=True, inside_cbw=item.parsed.cbw_scope == "inside")
    return Gap(
        number=item.line.number,
        force=force,
        opzet=item.line.verdicts[Level.OPZET],
        bestaan=item.line.verdicts[Level.BESTAAN],
        werking=item.line.verdicts[Level.WERKING],
        effort=Effort(item.parsed.content.get("effort", "M")),
        consequences=tuple(item.parsed.content.get("consequences", ())),
    )


def _gap_line(gap: Gap, item: _Item, place: int, language: str) -> GapLine:
    line = item.line
    return GapLine(
        line=line,
        priority=place,
        force=gap.force,
        force_label=labels.legal_force(gap.force),
        owner=line.owner or labels.owner(item.parsed.owner),
        owner_is_proposal=not line.owner,
        action=line.action or _words("proposed", language),
        action_is_proposal=not line.action,
        effort=line.effort or labels.effort(gap.effort),
        effort_is_proposal=not line.effort,
        quarter=f"{line.due_on.year} Q{(line.due_on.month + 2) // 3}" if line.due_on else QUARTERS[gap.effort],
        quarter_is_proposal=line.due_on is None,
        cost=str(item.parsed.content.get("cost", {}).get(language, "")),
        consequences=tuple(labels.consequence(code) for code in gap.consequences),
        quick_win=is_quick_win(gap),
        overdue=place == 3,
    )


def _plan(gaps: Iterable[GapLine]) -> Iterable[Quarter]:
    chosen = list(gaps)
    for label in sorted({gap.quarter for gap in chosen}):
        inside = tuple(gap for gap in chosen if gap.quarter == label)
        efforts = [labels.effort(effort) for effort in Effort]
        yield Quarter(label=label, gaps=inside, effort={e: sum(g.effort == e for g in inside) for e in efforts})


def _is_exception(line: Line) -> bool:
    return line.applicability in {Applicability.NOT_APPLICABLE, Applicability.DEVIATES}


def _hits(lines: Iterable[Line], language: str) -> tuple[RuleHit, ...]:
    sentence, source, remedy = _words("rule", language)
    return tuple(
        RuleHit(code=code, sentence=sentence, source=source, number=line.number, where=line.where, remedy=remedy)
        for line in lines
        for code in line.problems
    )


def with_words(data: ReportData, text: str) -> ReportData:
    """The same report with this text wherever people type something: for texts that try to break out."""
    line = replace(
        data.lines[0], title=text, explanation=text, evidence=text, owner=text, action=text, justification=text
    )
    gap = replace(data.gaps[0], line=line, owner=text, action=text, cost=text)
    return replace(
        data,
        organisation=text,
        title=text,
        board_summary=(text, *data.board_summary[1:]),
        decisions=(Decision(ask=text, because=text), *data.decisions[1:]),
        about={text: text, **data.about},
        themes=(replace(data.themes[0], title=text), *data.themes[1:]),
        gaps=(gap, *data.gaps[1:]),
        exceptions=(line, *data.exceptions),
        readings=((text, text),),
        lines=(line, *data.lines[1:]),
        interviews=({"who": text, "role": text, "subject": text, "on": text},),
    )
