"""The templates of one person, whatever the organisation at work."""

from collections.abc import Sequence

from waarborg.apps.assessments.models import RoundTemplate


def templates(person_id: int) -> Sequence[RoundTemplate]:
    """What this person kept, by name."""
    return tuple(RoundTemplate.objects.filter(person=person_id).select_related("edition__catalogue"))


def template(person_id: int, template_id: int) -> RoundTemplate | None:
    """One of this person; None for one of somebody else."""
    found = RoundTemplate.objects.filter(person=person_id, pk=template_id)
    return found.select_related("edition__catalogue").first()
