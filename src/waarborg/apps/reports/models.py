"""Reports that are made in the background, and kept; rounds that are being closed."""

from typing import ClassVar

from django.db import models

from waarborg.apps.assessments.models import Assessment, Snapshot, Subject
from waarborg.apps.organisations.models import Organisation


class ReportFile(models.Model):
    """A report that was asked for: how far it is, and its bytes once made."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=40)  # a key of `actions.RENDERERS`
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=10)  # queued, running, done, failed, cancelled
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    message = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    made_at = models.DateTimeField(null=True, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    job = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["organisation", "assessment"], name="report_of_round")]


class Closing(models.Model):
    """A round that is being closed: who asked for it and how far it is. It goes when the round is closed, or open."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10)  # queued, running, failed
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    message = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    job = models.BigIntegerField(null=True, blank=True)


class ReportContent(models.Model):
    """The bytes, apart so that lists never read them."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report = models.OneToOneField(ReportFile, on_delete=models.CASCADE, related_name="content")
    content = models.BinaryField()
