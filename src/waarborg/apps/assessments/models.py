"""Assessments: a round, and its judgements, one per item. The organisation is the leading key."""

from typing import ClassVar

from django.db import models

from waarborg.apps.norms.models import Edition, Item
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.assessments import Applicability, Ask, Verdict


class Assessment(models.Model):
    """One round. `about` holds scope, limits and method as entered; `readings` what the reader reported."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    reference_on = models.DateField()
    started_at = models.DateTimeField()
    status_means = models.CharField(max_length=10, blank=True)
    file_name = models.CharField(max_length=300, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    read_sha256 = models.CharField(max_length=64, blank=True)  # what was read: again is no new round
    about = models.JSONField(default=dict)
    interviews = models.JSONField(default=list)
    documents = models.JSONField(default=list)
    readings = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-started_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="assessment_slug_once_per_organisation")
        ]

    def __str__(self) -> str:
        return self.title


class Judgement(models.Model):
    """The three verdicts on one item, and what they rest on. `where` names sheet and row they were read from.

    Only rows with `ask` = verdict are in the figures; a reference holds a copy of the verdicts it follows.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="judgements")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    ask = models.CharField(max_length=10, choices=[(a.value, a.value) for a in Ask])
    applicability = models.CharField(max_length=14, choices=[(a.value, a.value) for a in Applicability])
    justification = models.TextField(blank=True)
    risk_analysis = models.CharField(max_length=300, blank=True)
    opzet = models.CharField(max_length=14, choices=[(v.value, v.value) for v in Verdict])
    bestaan = models.CharField(max_length=14, choices=[(v.value, v.value) for v in Verdict])
    werking = models.CharField(max_length=14, choices=[(v.value, v.value) for v in Verdict])
    maturity = models.PositiveSmallIntegerField(null=True, blank=True)
    explanation = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)
    action = models.TextField(blank=True)
    effort = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True, blank=True)
    where = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["item__position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "assessment", "item"], name="judgement_once_per_item"),
            models.CheckConstraint(
                condition=models.Q(maturity__isnull=True) | models.Q(maturity__lte=5), name="maturity_0_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}:{self.item_id}"
