"""Sheets that wait for somebody to say how they must be read."""

from typing import ClassVar

from django.db import models

from waarborg.apps.assessments.models.keeps import SheetImport
from waarborg.apps.assessments.models.rounds import Assessment, Subject
from waarborg.apps.organisations.models import Member, Organisation


class SheetUpload(models.Model):
    """The file of somebody's own sheet until it is taken over, so that nobody sends it twice.

    Only the member who sent it sees it, and for a day at most: it can hold more than the round needs.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    file_name = models.CharField(max_length=300)
    content = models.BinaryField()
    choices = models.JSONField(default=dict, blank=True)  # what was chosen on the page so far: name -> value
    found = models.ForeignKey(SheetImport, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["organisation", "member"], name="upload_of_member")]

    def __str__(self) -> str:
        return self.file_name
