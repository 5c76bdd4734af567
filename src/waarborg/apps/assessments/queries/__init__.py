"""Reads about assessments. The organisation comes first: what is not yours is not there."""

from waarborg.apps.assessments.models import Assessment
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.assessments.queries.attached import (
    Attached,
    AttachedEvidence,
    attached_evidence,
    resting_counts,
    resting_on,
    visible_evidence,
)
from waarborg.apps.assessments.queries.figures import counts, problems, problems_of, totals
from waarborg.apps.assessments.queries.history import changes, earlier, remarks
from waarborg.apps.assessments.queries.people import open_work
from waarborg.apps.assessments.queries.progress import (
    MyPart,
    Share,
    Turns,
    asked,
    in_turn,
    levels_of,
    levels_of_row,
    levels_to_show,
    mine,
    nobodys,
    shares,
    shown_levels,
)
from waarborg.apps.assessments.queries.questions import asked_items, items, what_to_ask
from waarborg.apps.assessments.queries.reach import may_judge, narrowed, sees_all, takes_answers
from waarborg.apps.assessments.queries.rounds import (
    assessment,
    assessments,
    closed_before,
    latest_before,
    processes_to_choose,
    subjects,
    systems_to_choose,
    team,
    visible_assessment,
    visible_assessments,
)
from waarborg.apps.assessments.queries.rows import (
    as_domain,
    broken_rules,
    judgements,
    visible_judgements,
    with_evidence,
)
from waarborg.apps.assessments.queries.tellings import place, told

__all__ = [
    "Assessment",
    "Attached",
    "AttachedEvidence",
    "JudgementRow",
    "MyPart",
    "Share",
    "Turns",
    "as_domain",
    "asked",
    "asked_items",
    "assessment",
    "assessments",
    "attached_evidence",
    "broken_rules",
    "changes",
    "closed_before",
    "counts",
    "earlier",
    "in_turn",
    "items",
    "judgements",
    "latest_before",
    "levels_of",
    "levels_of_row",
    "levels_to_show",
    "may_judge",
    "mine",
    "narrowed",
    "nobodys",
    "open_work",
    "place",
    "problems",
    "problems_of",
    "processes_to_choose",
    "remarks",
    "resting_counts",
    "resting_on",
    "sees_all",
    "shares",
    "shown_levels",
    "subjects",
    "systems_to_choose",
    "takes_answers",
    "team",
    "told",
    "totals",
    "visible_assessment",
    "visible_assessments",
    "visible_evidence",
    "visible_judgements",
    "what_to_ask",
    "with_evidence",
]
