"""The lines of a report: every item of the edition that is judged by itself, with what was found."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waarborg.apps.assessments import queries as assessments
from waarborg.apps.assessments.models import Assessment, Subject
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.base import labels
from waarborg.apps.norms.models import Edition, Succession
from waarborg.apps.norms.queries.published import Published, PublishedItem, official_texts, published
from waarborg.apps.reports.shapes import Line
from waarborg.domain.assessments import Applicability, Ask, Effort, Judgement, Level, Verdict
from waarborg.domain.norms import ItemKind, ItemStatus

# of a judgement, what decides whether it is a gap and how urgent
_CODES = ("applicability", "risk_analysis", "opzet", "bestaan", "werking", "effort")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What counts and decides about one item: codes instead of words. `key` is its permanent identity."""

    number: str
    key: str
    ask: Ask
    judgement: Judgement
    theme: str
    owner: str  # code of who usually owns it
    effort: Effort | None
    consequences: tuple[str, ...]
    cbw_scope: str
    properties: tuple[str, ...]  # confidentiality, integrity, availability: what its control protects

    @property
    def is_judged(self) -> bool:
        """Judged by itself: not moved, not withdrawn, and not following another number."""
        return self.ask in {Ask.VERDICT, Ask.GUIDELINE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Facts):
    """A line with the facts that it was made from."""

    line: Line
    chapter_title: str
    cost: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of the round: one subject, and with `member` only the lines that this member answers."""

    subject: Subject | None
    member: int | None = None


@dataclass(frozen=True, slots=True)
class Norm:
    """The edition of a round: its items, what is asked of each, and which items of a newer edition follow them."""

    published: Published
    asks: Mapping[int, Ask]
    heirs: Mapping[int, PublishedItem]


def norm_of(edition: Edition) -> Norm:
    """What every line is made with. One query, or two when a newer edition followed."""
    found = published(edition)
    return Norm(found, assessments.asks_of(found), _heirs(edition))


def sources(assessment: Assessment, norm: Norm, *, language: str, scope: Scope) -> list[Source]:
    """Every line in the order of the norm. Two queries, whatever the size."""
    rows = _rows(_judged(assessment, scope))
    reader = _Reader(language, norm, official_texts(assessment.edition))
    return _with_references([reader.source(item, rows.get(item.pk)) for item in shown_items(norm, scope, rows)])


def source(
    assessment: Assessment,
    norm: Norm,
    item: PublishedItem,
    *,
    language: str,
    scope: Scope,
    row: JudgementRow | None = None,
) -> Source:
    """The line of one item: one that only refers to another number is read together with that one.

    `row` is the judgement of the item where that was read already. Two queries, or one with it.
    """
    only = [item]
    if item.status is ItemStatus.REFERENCE:
        only += [other for other in norm.published.items if other.number == item.refers_to]
    pks = [one.pk for one in only]
    rows = {} if row is None else {row.item_id: row}
    if missing := [pk for pk in pks if pk not in rows]:
        rows |= _rows(_judged(assessment, scope).filter(item__in=missing))
    reader = _Reader(language, norm, official_texts(pks))
    # whoever sees only own rows has a line for no other number, so that there is none to follow
    return _with_references(
        [reader.source(one, rows.get(one.pk)) for one in only if one is item or scope.member is None or one.pk in rows]
    )[0]


def facts(assessment: Assessment, norm: Norm, *, scope: Scope) -> dict[int, Facts]:
    """What decides about every item with a judgement here, by item and without a word of it. One query."""
    reader = _Reader("", norm, {})
    found = {}
    for pk, *codes, effort in _judged(assessment, scope).values_list("item_id", *_CODES):
        item = norm.published.by_pk[pk]
        found[pk] = Facts(**reader.facts(item, _coded(item, *codes), effort))
    return found


def shown_items(norm: Norm, scope: Scope, with_row: Collection[int]) -> list[PublishedItem]:
    """The items that have a line, in the order of the norm; `with_row` are those that have a judgement here."""
    items = norm.published.items
    if scope.member is not None:
        return [item for item in items if item.pk in with_row]
    return [item for item in items if norm.asks[item.pk] is not Ask.NOTHING or item.pk in with_row]


def _coded(item: PublishedItem, applicability: str, risk_analysis: str, *given: str) -> Judgement:
    verdicts: dict[str, Any] = dict(zip((level.value for level in Level), map(Verdict, given), strict=True))
    choice = Applicability(applicability)
    return Judgement(item.number, item.kind, item.status, applicability=choice, risk_analysis=risk_analysis, **verdicts)


def _judged(assessment: Assessment, scope: Scope) -> QuerySet[JudgementRow]:
    found = assessments.judgements(assessment).order_by().filter(subject=scope.subject)
    return found if scope.member is None else found.filter(assignee=scope.member)


def _rows(found: QuerySet[JudgementRow]) -> dict[int, JudgementRow]:
    """The judgements by item; the items are known already."""
    return {row.item_id: row for row in found.select_related(None).select_related("assignee")}


def _heirs(edition: Edition) -> dict[int, PublishedItem]:
    """The items that follow ours in a newer edition: they lend their prose where ours has none (BIO 1.04zv)."""
    steps = Succession.objects.filter(old_edition=edition, old__isnull=False, new__isnull=False)
    # of several the first in norm order, so that the same round gives the same report
    in_order = list(
        steps.order_by("-new_edition__position", "-new__position").values_list("old_id", "new_id", "new_edition_id")
    )
    newer = Edition.objects.in_bulk({edition_id for _old, _new, edition_id in in_order}) if in_order else {}
    return {old: published(newer[edition_id]).by_pk[new] for old, new, edition_id in in_order if old and new}


def _with_references(found: list[Source]) -> list[Source]:
    """A reference shows the verdicts of the item it refers to, and is never counted by itself (8.08.06)."""
    by_number = {source.number: source for source in found}
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
    norm: Norm
    texts: Mapping[int, str]

    def source(self, item: PublishedItem, row: JudgementRow | None) -> Source:
        judgement = _judgement(item, row)
        known = self.facts(item, judgement, row.effort if row else "")
        return Source(
            **known,
            line=self._line(item, row, judgement, known["theme"]),
            chapter_title=self._chapter_title(item),
            cost=self._words(self._content(item).get("cost")),
        )

    def facts(self, item: PublishedItem, judgement: Judgement, effort: str) -> dict[str, Any]:
        heir = self.norm.heirs.get(item.pk)
        content = self._content(item)
        return {
            "number": item.number,
            "key": item.key,
            "ask": self.norm.asks[item.pk],
            "judgement": judgement,
            "theme": item.theme or (heir.theme if heir else ""),
            "owner": item.owner or (heir.owner if heir else ""),
            "effort": _effort(effort) or _effort(str(content.get("effort", ""))),
            "consequences": tuple(content.get("consequences", ())),
            "cbw_scope": item.cbw_scope,
            "properties": _properties(item, heir),
        }

    def _content(self, item: PublishedItem) -> Mapping[str, Any]:
        heir = self.norm.heirs.get(item.pk)
        return {**heir.content, **item.content} if heir else item.content

    def _line(self, item: PublishedItem, row: JudgementRow | None, judgement: Judgement, theme: str) -> Line:
        kind, status = judgement.kind, judgement.status
        return Line(
            number=item.number,
            title=title_of(item, self.language),
            summary=_of(item, "summary", self.language),
            question=self._words(item.content.get("question")),
            kind=kind,
            status=status,
            chapter=_root(item).number,
            theme=labels.theme(theme) if theme else "",
            refers_to=item.refers_to,
            counted=self.norm.asks[item.pk] is Ask.VERDICT,
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
            official_text=self.texts.get(item.pk, ""),
            control=self._control(item),
            kind_label=labels.kind(ItemKind.CONTROL if status is ItemStatus.NONE else kind),
            status_label=_status_words(item),
            applicability_label=labels.applicability(judgement.applicability),
            where=row.where if row else "",
            key=item.key,
            ask=self.norm.asks[item.pk],
            theme_code=theme,
            assignee=row.assignee.name if row and row.assignee else "",
            assignee_id=(row.assignee_id or 0) if row else 0,
            judgement_id=row.pk if row else 0,
        )

    def _control(self, item: PublishedItem) -> str:
        parent = item.parent
        if parent is None or parent.kind is not ItemKind.CONTROL:
            return ""
        return f"{parent.number} {_of(parent, 'title', self.language)}".strip()

    def _chapter_title(self, item: PublishedItem) -> str:
        root = _root(item)
        return _of(root, "title", self.language) or root.number

    def _words(self, text: Any) -> str:  # noqa: ANN401 - a text of the content, or nothing
        return str(text.get(self.language) or text.get("nl") or "") if isinstance(text, dict) else ""


def title_of(item: PublishedItem, language: str) -> str:
    """What an item is called. A number without measure stands for its control, and is called by the name of it."""
    own = "" if item.status is ItemStatus.NONE and item.parent else _of(item, "title", language)
    return own or (_of(item.parent, "title", language) if item.parent else "")


def _of(item: PublishedItem, field: str, language: str) -> str:
    wanted: str = getattr(item, f"{field}_{language}")
    return wanted or str(getattr(item, f"{field}_nl"))


def _properties(item: PublishedItem, heir: PublishedItem | None) -> tuple[str, ...]:
    for place in (item, item.parent, heir):
        if place is not None and (found := place.attributes.get("properties")):
            return tuple(found)
    return ()


def _root(item: PublishedItem) -> PublishedItem:
    while item.parent is not None:
        item = item.parent
    return item


def _judgement(item: PublishedItem, row: JudgementRow | None) -> Judgement:
    if row is not None:
        return assessments.as_domain(row, item)
    return Judgement(item.number, item.kind, item.status)


def _effort(text: str) -> Effort | None:
    try:
        return Effort(text.strip().upper())
    except ValueError:
        return None


def _effort_words(text: str) -> str:
    known = _effort(text)
    return labels.effort(known) if known else text


def _status_words(item: PublishedItem) -> str:
    if item.status is ItemStatus.MOVED and item.moved_to:
        return _("verplaatst naar %(numbers)s") % {"numbers": ", ".join(item.moved_to)}
    if item.status is ItemStatus.REFERENCE:
        return _("verwijst naar %(number)s") % {"number": item.refers_to}
    return labels.status(item.status)


def judgements(found: Iterable[Facts]) -> list[Judgement]:
    return [one.judgement for one in found]
