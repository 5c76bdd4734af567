"""Reads about assessments. The organisation comes first: what is not yours is not there."""

from waarborg.apps.assessments.queries.figures import counts, problems, problems_of, totals
from waarborg.apps.assessments.queries.people import open_work
from waarborg.apps.assessments.queries.questions import asked_items, items, what_to_ask
from waarborg.apps.assessments.queries.rounds import (
    assessment,
    assessments,
    latest_before,
    visible_assessment,
    visible_assessments,
)
from waarborg.apps.assessments.queries.rows import (
    as_domain,
    broken_rules,
    judgements,
    may_judge,
    sees_all,
    visible_judgements,
)
from waarborg.apps.assessments.queries.tellings import place, told

__all__ = [
    "as_domain",
    "asked_items",
    "assessment",
    "assessments",
    "broken_rules",
    "counts",
    "items",
    "judgements",
    "latest_before",
    "may_judge",
    "open_work",
    "place",
    "problems",
    "problems_of",
    "sees_all",
    "told",
    "totals",
    "visible_assessment",
    "visible_assessments",
    "visible_judgements",
    "what_to_ask",
]
