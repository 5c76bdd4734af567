"""What people say: interviews with their notes, and the factual check (hoor en wederhoor)."""

from typing import ClassVar

from django.db import models

from waarborg.apps.assessments.models.judgements import Judgement
from waarborg.apps.assessments.models.rounds import Assessment
from waarborg.apps.norms.models import Item
from waarborg.apps.organisations.models import Member, Organisation


class Interview(models.Model):
    """A conversation on one theme or several, with who was there."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    themes = models.JSONField(default=list)  # theme codes whose questions are asked
    on = models.DateField()
    participants = models.JSONField(default=list)  # {"name", "role"}
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-id"]

    def __str__(self) -> str:
        return self.title


class InterviewNote(models.Model):
    """What was said on one question. `key` comes from the browser: sent twice, stored once."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="notes")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.UUIDField()
    said_by = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "interview", "key"], name="interview_note_once")
        ]


class Hearing(models.Model):
    """The factual check of a round: until when people can react to the draft, and when it was settled."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    until_on = models.DateField()
    message = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]


class HearingInvitee(models.Model):
    """Somebody who was asked to react, and whether that person has looked and agreed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="invitees")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "hearing", "member"], name="hearing_invitee_once")
        ]


class Reaction(models.Model):
    """What somebody has to say on the draft, and what was done with it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="reactions")
    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    agrees = models.BooleanField(default=False)  # "klopt": then there is no text
    text = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    is_followed = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
