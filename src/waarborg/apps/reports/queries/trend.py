"""How closed rounds went on from one to the next: their figures as they were frozen, never counted again."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Func, JSONField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from waarborg.apps.assessments.models import Assessment, Snapshot
from waarborg.apps.assessments.queries import closed_before, levels_to_show, shown_levels
from waarborg.apps.reports.formats.frozen import restored
from waarborg.apps.reports.queries.method import edition_title
from waarborg.apps.reports.shapes import Stand
from waarborg.domain.assessments import Counts

AT_MOST = 8  # rounds before this one; more bars say less
_MAIN = "$.reports.nl ? (@.subject_code == $code).totals"
_PART = "$.reports.nl.subjects[*] ? (@.code == $code).counts"


def trend(round_: Assessment, subject_code: str, counts: Counts) -> tuple[Stand, ...]:
    """The closed rounds before this one that judged the same, oldest first, and this one with these counts.

    Empty when there is none. Two queries, or three when one did not ask every level, however many rounds there are.
    """
    before = list(reversed(closed_before(round_)[:AT_MOST]))
    found = _frozen(before, subject_code) if before else {}
    earlier = [one for one in before if one.pk in found]
    if not earlier:
        return ()
    levels = levels_to_show(earlier)
    then = [_stand(round_, one, found[one.pk], levels=levels[one.pk]) for one in earlier]
    return (*then, _stand(round_, round_, counts, levels=shown_levels(round_)))


def _stand(now: Assessment, one: Assessment, counts: Counts, *, levels: Any) -> Stand:  # noqa: ANN401 - a tuple of levels
    return Stand(
        slug=one.slug,
        title=one.title or _("Nulmeting"),
        reference_on=one.reference_on,
        edition_title=edition_title(one.edition),
        is_other_edition=one.edition_id != now.edition_id,
        counts=counts,
        levels=levels,
        is_now=one.pk == now.pk,
    )


def _frozen(rounds: Sequence[Assessment], code: str) -> dict[int, Counts]:
    """What each snapshot says of this subject. One query, which leaves the rows where they are."""
    rows = Snapshot.objects.filter(organisation=rounds[0].organisation_id, assessment__in=[one.pk for one in rounds])
    said = rows.values_list("assessment_id", Coalesce(_at(_MAIN, code), _at(_PART, code), output_field=JSONField()))
    return {pk: restored(Counts, counts) for pk, counts in said if counts}


def _at(path: str, code: str) -> Func:
    return Func(
        F("data"),
        Func(Value(path), template="(%(expressions)s)::jsonpath"),
        Func(Value(json.dumps({"code": code})), template="(%(expressions)s)::jsonb"),
        function="jsonb_path_query_first",
        output_field=JSONField(),
    )
