"""assessment-results.json: the nulmeting as OSCAL, for other tools: a finding per level, with what it rests on.

OSCAL knows only satisfied and not-satisfied. So "voldoet deels" is not-satisfied with our own property for the exact
verdict, and what was not assessed or does not apply has an observation but no finding: it is neither.
"""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from waarborg.apps.norms.formats import oscal
from waarborg.apps.norms.formats.oscal import Json, prop, text_prop
from waarborg.apps.reports.exporters.tables import proposal
from waarborg.apps.reports.exporters.text import fit
from waarborg.apps.reports.shapes import GapLine, Line, ReportData
from waarborg.domain.assessments import Applicability, Level, Verdict
from waarborg.domain.norms import ItemStatus

_STATES = {Verdict.MEETS: "satisfied", Verdict.PARTLY: "not-satisfied", Verdict.FAILS: "not-satisfied"}
_NOT_JUDGED = frozenset({ItemStatus.MOVED, ItemStatus.WITHDRAWN, ItemStatus.REFERENCE})


def render(data: ReportData) -> bytes:
    """The file; the same report gives the same bytes."""
    with translation.override(data.language):
        return oscal.dump({"assessment-results": _Results(data).document()})


class _Results:
    def __init__(self, data: ReportData) -> None:
        self.data = data
        self.lines = [line for line in data.lines if line.status not in _NOT_JUDGED]
        self.moment = f"{data.reference_on.isoformat()}T00:00:00Z"
        self.gaps = {gap.line.number: gap for gap in data.gaps}

    def document(self) -> Json:
        data = self.data
        return {
            "uuid": self._uid("assessment-results", data.language, data.made_on.isoformat()),
            "metadata": {
                "title": _line(data.title),
                "last-modified": f"{data.made_on.isoformat()}T00:00:00Z",
                "version": data.made_on.isoformat(),
                "oscal-version": oscal.VERSION,
                "parties": [oscal.party(fit(data.organisation) or "-")],
            },
            "import-ap": {
                "href": f"#{self._uid('plan')}",
                "remarks": _("Het werkblad is het plan: het somt op wat is gevraagd."),
            },
            "results": [self._result()],
            "back-matter": {"resources": self._resources()},
        }

    def _result(self) -> Json:
        selected = [{"control-id": _control(line)} for line in self.lines]
        selection: Json = {"include-controls": selected} if selected else {"include-all": {}}
        return oscal.without_empty(
            {
                "uuid": self._uid("result"),
                "title": _line(self.data.title),
                "description": " ".join(self.data.board_summary),
                "start": self.moment,
                "reviewed-controls": {"control-selections": [selection]},
                "observations": [self._observation(line) for line in self.lines],
                "risks": [self._risk(gap) for gap in self.data.gaps],
                "findings": [
                    self._finding(line, level)
                    for line in self.lines
                    for level in Level
                    if line.verdicts[level] in _STATES
                ],
            }
        )

    def _observation(self, line: Line) -> Json:
        """What was found for one item on all levels, with the evidence that was named."""
        verdicts = [prop(level.value, line.verdicts[level].value) for level in Level]
        told = [line.explanation, line.justification]
        evidence = fit(line.evidence)
        return oscal.without_empty(
            {
                "uuid": self._uid("observation", line.number),
                "title": _line(f"{line.number} {line.title}"),
                "description": "\n".join(fit(text) for text in told if fit(text)) or _("Geen toelichting gegeven."),
                "props": [*verdicts, *_details(line)],
                "methods": ["EXAMINE" if evidence else "UNKNOWN"],
                "collected": self.moment,
                "relevant-evidence": [{"description": evidence}] if evidence else [],
            }
        )

    def _finding(self, line: Line, level: Level) -> Json:
        verdict = line.verdicts[level]
        label = self.data.level_labels[level]
        finding: Json = {
            "uuid": self._uid("finding", line.number, level.value),
            "title": _line(f"{line.number} {line.title}: {label}"),
            "description": f"{label}: {self.data.verdict_labels[verdict]}",
            "target": {
                "type": "objective-id",
                "target-id": f"{_control(line)}_{level.value}",
                "props": [prop("verdict", verdict.value), prop("level", level.value)],
                "status": {"state": _STATES[verdict]},
            },
            "related-observations": [{"observation-uuid": self._uid("observation", line.number)}],
        }
        if line.number in self.gaps and verdict is not Verdict.MEETS:
            finding["related-risks"] = [{"risk-uuid": self._uid("risk", line.number)}]
        return finding

    def _risk(self, gap: GapLine) -> Json:
        """A gap, with what failing can cost as its statement and the proposed or chosen action as its remedy."""
        risk: Json = {
            "uuid": self._uid("risk", gap.line.number),
            "title": _line(f"{gap.line.number} {gap.line.title}"),
            "description": fit(gap.line.summary) or _line(gap.line.title),
            "statement": gap.cost or _("Wat tekortschieten hier kan kosten, is niet beschreven."),
            "props": [prop("priority", str(gap.priority)), prop("legal-force", gap.force.value)],
            "status": "open",
            "remediations": [self._remediation(gap)],
            "related-observations": [{"observation-uuid": self._uid("observation", gap.line.number)}],
        }
        if gap.line.due_on:
            risk["deadline"] = f"{gap.line.due_on.isoformat()}T00:00:00Z"
        return risk

    def _remediation(self, gap: GapLine) -> Json:
        owner = proposal(gap.owner, is_proposal=gap.owner_is_proposal)
        props = [("owner", owner), ("effort", gap.effort), ("quarter", gap.quarter)]
        return {
            "uuid": self._uid("remediation", gap.line.number),
            "lifecycle": "recommendation" if gap.action_is_proposal else "planned",
            "title": _line(gap.action),
            "description": fit(gap.action) or "-",
            "props": [text_prop(name, fit(value)) for name, value in props if fit(value)],
        }

    def _resources(self) -> Sequence[Json]:
        data = self.data
        sheet = {
            "uuid": self._uid("plan"),
            "title": _line(data.file_name or _("Werkblad van de nulmeting")),
            "description": f"{data.edition_title} ({data.edition_id})",
        }
        documents = [
            oscal.without_empty(
                {
                    "uuid": self._uid("document", str(place)),
                    "title": _line(document.get("title", "")),
                    "description": fit(document.get("about", "")),
                }
            )
            for place, document in enumerate(data.documents)
        ]
        return [sheet, *documents]

    def _uid(self, *words: str) -> str:
        return oscal.uid("assessment", self.data.organisation, self.data.slug, *words)


def _control(line: Line) -> str:
    """The id of the item in the OSCAL catalog that `norms export` writes."""
    return oscal.token(line.key or line.number)


def _details(line: Line) -> list[Json]:
    details = [("number", line.number), ("applicability", line.applicability.value)]
    if line.applicability is not Applicability.APPLIES and line.risk_analysis:
        details.append(("risk-analysis", line.risk_analysis))
    if line.maturity is not None:
        details.append(("maturity", str(line.maturity)))
    if line.owner:
        details.append(("owner", line.owner))
    return [text_prop(name, fit(value)) for name, value in details if fit(value)]


def _line(text: str) -> str:
    """OSCAL's titles are one line, and never empty."""
    return " ".join(fit(text).split()) or "-"
