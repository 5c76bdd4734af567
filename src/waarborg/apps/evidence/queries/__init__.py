"""Reads about evidence. The organisation comes first; then who asks, for not everybody sees every marking."""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from waarborg.apps.base.actions import Actor
from waarborg.apps.evidence.models import Evidence, EvidenceContent
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.evidence import DISCREET, markings_for
from waarborg.domain.permissions import Act, Extent

__all__ = ["Evidence", "content", "hidden_titles", "n_resting_on", "visible"]


def visible(organisation: Organisation, by: Actor, *, theirs: Q | None = None) -> QuerySet[Evidence]:
    """What this person may see: by marking, what they added, and `theirs`: what their own rows rest on.

    Newest first, with what was withdrawn or replaced: a list narrows that itself.
    """
    found = Evidence.objects.filter(organisation=organisation).select_related("added_by", "replaced_by")
    reach = by.extent(Act.READ_EVIDENCE)
    if by.organisation_id != organisation.pk or reach is Extent.NONE:
        return found.none()
    seen = Q(added_by=by.member_id) if by.member_id is not None else Q(pk__in=[])
    if theirs is not None:
        seen |= theirs
    if reach is Extent.ALL:
        seen |= Q(confidentiality__in=[marking.value for marking in markings_for(by.roles)])
    return found.filter(seen)


def hidden_titles(organisation: Organisation, by: Actor) -> tuple[str, ...]:
    """References of what is confidential here and not for this person, for lists that name evidence."""
    marked = Evidence.objects.filter(organisation=organisation, confidentiality__in=[m.value for m in DISCREET])
    return tuple(map(str, marked.exclude(pk__in=visible(organisation, by).values("pk")).values_list("pk", flat=True)))


def content(evidence: Evidence) -> bytes:
    """The bytes of a file. Whole: the transaction that could read them ends before a response is sent."""
    kept = EvidenceContent.objects.get(organisation=evidence.organisation_id, evidence=evidence)
    return bytes(kept.content)


def n_resting_on(evidence: Evidence) -> int:
    """How many things point at it: judgements, and whatever else will; its own bytes and versions apart."""
    return sum(_count(relation, evidence) for relation in _pointing_at_evidence())


def _pointing_at_evidence() -> Iterable[tuple[type[Model], str]]:
    for model in apps.get_models():
        for field in model._meta.fields:  # noqa: SLF001 - Django's own way to ask what points where
            if field.related_model is Evidence and model not in {Evidence, EvidenceContent}:
                yield model, field.name


def _count(relation: tuple[type[Model], str], evidence: Evidence) -> int:
    model, field = relation
    found: int = model._default_manager.filter(**{field: evidence.pk}).count()  # noqa: SLF001 - any table
    return found
