"""The lines of a report: every item of the edition that is judged by itself, with what was found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from waarborg.apps.assessments import queries as assessments
from waarborg.apps.assessments.models import Assessment, Subject
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.base import labels
from waarborg.apps.norms.models import Edition, Item, Requirement, Succession
from waarborg.apps.reports.shapes import Line
from waarborg.domain.assessments import Ask, Effort, Judgement, Level
from waarborg.domain.norms import ItemKind, ItemStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A line with what it was made from: codes instead of words, for counting and deciding."""

    line: Line
    ask: Ask
    judgement: Judgement
    chapter_title: str
    theme: str
    owner: str  # code of who usually owns it
    effort: Effort | None
    cost: str
    consequences: tuple[str, ...]
    cbw_scope: str
    properties: tuple[str, ...]  # confidentiality, integrity, availability: what its control protects

    @property
    def is_judged(self) -> bool:
        """Judged by itself: not moved, not withdrawn, and not following another number."""
        return self.ask in {Ask.VERDICT, Ask.GUIDELINE}


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of the round: one subject, and with `member` only the lines that this member answers."""

    subject: Subject | None
    member: int | None = None


def sources(assessment: Assessment, *, language: str, scope: Scope) -> list[Source]:
    """Every line in the order of the norm. Four queries, whatever the size."""
    items = assessments.items(assessment.edition)
    asks = assessments.what_to_ask(items)
    rows = _rows(assessment, scope, items)
    reader = _Reader(language, _heirs(assessment.edition), asks, _keys(assessment.edition))
    if scope.member is not None:
        items = [item for item in items if item.pk in rows]
    shown = [item for item in items if asks[item.pk] is not Ask.NOTHING or item.pk in rows]
    return _with_references([reader.source(item, rows.get(item.pk)) for item in shown])


def _rows(assessment: Assessment, scope: Scope, items: Iterable[Item]) -> dict[int, JudgementRow]:
    """The judgements by item; their items are known already."""
    by_id = {item.pk: item for item in items}
    found = assessments.judgements(assessment).filter(subject=scope.subject)
    if scope.member is not None:
        found = found.filter(assignee=scope.member)
    rows = {row.item_id: row for row in found.select_related(None).select_related("assignee")}
    for pk, row in rows.items():
        row.item = by_id[pk]
    return rows


def _keys(edition: Edition) -> dict[int, str]:
    return dict(Requirement.objects.filter(items__edition=edition).values_list("pk", "key"))


def _heirs(edition: Edition) -> dict[int, Item]:
    """The items that follow ours in a newer edition: they lend their prose where ours has none (BIO 1.04zv)."""
    found = Succession.objects.filter(old_edition=edition, old__isnull=False, new__isnull=False).select_related("new")
    # of several the first in norm order, so that the same round gives the same report
    in_order = found.order_by("-new_edition__position", "-new__position")
    return {step.old_id: step.new for step in in_order if step.old_id and step.new}


def _with_references(found: list[Source]) -> list[Source]:
    """A reference shows the verdicts of the item it refers to, and is never counted by itself (8.08.06)."""
    by_number = {source.line.number: source for source in found}
    return [
        _following(source, by_number[source.line.refers_to])
        if source.line.status is ItemStatus.REFERENCE and source.line.refers_to in by_number
        else source
        for source in found
    ]


def _following(source: Source, other: Source) -> Source:
    line = replace(
        source.line,
        verdicts=dict(other.line.verdicts),
        applicability=other.line.applicability,
        applicability_label=other.line.applicability_label,
        owner=other.line.owner,
        follows=_("Volgt het oordeel over %(number)s.") % {"number": other.line.number},
    )
    return replace(source, line=line)


@dataclass(frozen=True, slots=True)
class _Reader:
    language: str
    heirs: Mapping[int, Item]
    asks: Mapping[int, Ask]
    keys: Mapping[int, str]

    def source(self, item: Item, row: JudgementRow | None) -> Source:
        judgement = _judgement(item, row)
        heir = self.heirs.get(item.pk)
        content: dict[str, Any] = {**(heir.content if heir else {}), **item.content}
        theme = item.theme or (heir.theme if heir else "")
        effort = _effort(row.effort if row else "") or _effort(str(content.get("effort", "")))
        return Source(
            line=self._line(item, row, judgement, theme),
            ask=self.asks[item.pk],
            judgement=judgement,
            chapter_title=self._chapter_title(item),
            theme=theme,
            owner=item.owner or (heir.owner if heir else ""),
            effort=effort,
            cost=self._words(content.get("cost")),
            consequences=tuple(content.get("consequences", ())),
            cbw_scope=item.cbw_scope,
            properties=_properties(item, heir),
        )

    def _line(self, item: Item, row: JudgementRow | None, judgement: Judgement, theme: str) -> Line:
        kind, status = judgement.kind, judgement.status
        official = getattr(item, "official_text", None)
        return Line(
            number=item.number,
            title=self._title(item),
            summary=self._of(item, "summary"),
            question=self._words(item.content.get("question")),
            kind=kind,
            status=status,
            chapter=_root(item).number,
            theme=labels.theme(theme) if theme else "",
            refers_to=item.refers_to,
            counted=self.asks[item.pk] is Ask.VERDICT,
            applicability=judgement.applicability,
            justification=judgement.justification,
            risk_analysis=judgement.risk_analysis,
            verdicts={level: judgement.verdict(level) for level in Level},
            maturity=judgement.maturity,
            explanation=judgement.explanation,
            evidence=judgement.evidence,
            owner=row.owner if row else "",
            action=row.action if row else "",
            effort=_effort_words(row.effort) if row else "",
            due_on=row.due_on if row else None,
            doubts=tuple(doubt.get(self.language, "") for doubt in item.doubts),
            official_text=official.text if official else "",
            control=self._control(item),
            kind_label=labels.kind(ItemKind.CONTROL if status is ItemStatus.NONE else kind),
            status_label=_status_words(item),
            applicability_label=labels.applicability(judgement.applicability),
            where=row.where if row else "",
            key=self.keys[item.requirement_id],
            ask=self.asks[item.pk],
            theme_code=theme,
            assignee=row.assignee.name if row and row.assignee else "",
            assignee_id=(row.assignee_id or 0) if row else 0,
            judgement_id=row.pk if row else 0,
        )

    def _title(self, item: Item) -> str:
        """A number without measure stands for its control, and is called by the name of it."""
        own = "" if item.status == ItemStatus.NONE and item.parent else self._of(item, "title")
        return own or (self._of(item.parent, "title") if item.parent else "")

    def _control(self, item: Item) -> str:
        parent = item.parent
        if parent is None or parent.kind != ItemKind.CONTROL:
            return ""
        return f"{parent.number} {self._of(parent, 'title')}".strip()

    def _chapter_title(self, item: Item) -> str:
        root = _root(item)
        return self._of(root, "title") or root.number

    def _of(self, item: Item, field: str) -> str:
        wanted: str = getattr(item, f"{field}_{self.language}")
        return wanted or str(getattr(item, f"{field}_nl"))

    def _words(self, text: Any) -> str:  # noqa: ANN401 - a text of the content, or nothing
        return str(text.get(self.language) or text.get("nl") or "") if isinstance(text, dict) else ""


def _properties(item: Item, heir: Item | None) -> tuple[str, ...]:
    for place in (item, item.parent, heir):
        if place is not None and (found := place.attributes.get("properties")):
            return tuple(found)
    return ()


def _root(item: Item) -> Item:
    while item.parent is not None:
        item = item.parent
    return item


def _judgement(item: Item, row: JudgementRow | None) -> Judgement:
    if row is not None:
        return assessments.as_domain(row)
    return Judgement(item.number, ItemKind(item.kind), ItemStatus(item.status))


def _effort(text: str) -> Effort | None:
    try:
        return Effort(text.strip().upper())
    except ValueError:
        return None


def _effort_words(text: str) -> str:
    known = _effort(text)
    return labels.effort(known) if known else text


def _status_words(item: Item) -> str:
    if item.status == ItemStatus.MOVED and item.moved_to:
        return _("verplaatst naar %(numbers)s") % {"numbers": ", ".join(item.moved_to)}
    if item.status == ItemStatus.REFERENCE:
        return _("verwijst naar %(number)s") % {"number": item.refers_to}
    return labels.status(item.status)


def judgements(found: Iterable[Source]) -> list[Judgement]:
    return [source.judgement for source in found]
