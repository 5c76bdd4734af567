"""Assessments: a round over subjects, with a team. The organisation is the leading key."""

from typing import ClassVar

from django.db import models

from waarborg.apps.norms.models import Edition
from waarborg.apps.organisations.models import Member, Organisation, Process, System
from waarborg.domain import rounds
from waarborg.domain.rounds import Depth, RoundStatus, SubjectKind


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
    status = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in RoundStatus], default=RoundStatus.OPEN.value
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    depth = models.CharField(max_length=10, choices=[(d.value, d.value) for d in Depth], default=Depth.WERKING.value)
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
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

    @property
    def is_closed(self) -> bool:
        return rounds.is_closed(RoundStatus(self.status))

    @property
    def is_closing(self) -> bool:
        return self.status == RoundStatus.CLOSING


class Subject(models.Model):
    """What is judged: the organisation as a whole, or one process or system. `name` stays when that is renamed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in SubjectKind])
    code = models.CharField(max_length=40, blank=True)  # of the process or system; "" for the organisation
    name = models.CharField(max_length=200)
    process = models.ForeignKey(Process, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    system = models.ForeignKey(System, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "assessment", "code"], name="subject_once_per_round")
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """Who does the round, besides the people to whom rows are assigned."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="team")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "assessment", "member"], name="team_member_once")
        ]
