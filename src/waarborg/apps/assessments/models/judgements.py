"""Judgements: the three verdicts on one item for one subject, what they rest on, and how they became so."""

from typing import ClassVar

from django.db import models

from waarborg.apps.assessments.models.rounds import Assessment, Subject
from waarborg.apps.evidence.models import Evidence
from waarborg.apps.norms.models import Item
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.domain.assessments import Applicability, Ask, Level, Verdict


class Judgement(models.Model):
    """The three verdicts on one item, and what they rest on. `where` names sheet and row they were read from.

    Only rows with `ask` = verdict are in the figures; a reference holds a copy of the verdicts it follows.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="judgements")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
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
    assignee = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    judged = models.JSONField(default=dict)  # level -> {"at": moment, "by": name} of its latest verdict
    version = models.PositiveIntegerField(default=1)  # goes up with every change: who saw an old one is told
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["item__position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "assessment", "subject", "item"], name="judgement_once_per_subject_and_item"
            ),
            models.CheckConstraint(
                condition=models.Q(maturity__isnull=True) | models.Q(maturity__lte=5), name="maturity_0_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}:{self.subject_id}:{self.item_id}"

    def is_of(self, member_id: int | None) -> bool:
        """Whether it is assigned to this member; what is assigned to nobody is nobody's own."""
        return self.assignee_id is not None and self.assignee_id == member_id


class JudgementEvidence(models.Model):
    """What a verdict rests on, per level."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="+")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=[(level.value, level.value) for level in Level])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "judgement", "evidence", "level"], name="proof_once_per_level"
            )
        ]


class JudgementChange(models.Model):
    """One change of one judgement: the fields before and after. Changes of one act share a `batch`, to undo it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="+")
    batch = models.UUIDField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    origin = models.CharField(max_length=20)  # page, table, question, interview, sheet, undo
    before = models.JSONField()
    after = models.JSONField()
    version = models.PositiveIntegerField()  # of the judgement, after the change

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "judgement", "id"], name="change_of_judgement"),
            models.Index(fields=["organisation", "batch"], name="change_of_batch"),
        ]


class Remark(models.Model):
    """What somebody said about a judgement."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    asks_help = models.BooleanField(default=False)  # who must answer does not know: somebody else has to look

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["organisation", "judgement", "id"], name="remark_of_judgement")]
