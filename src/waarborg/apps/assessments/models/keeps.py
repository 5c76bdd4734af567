"""What is kept apart from the living round: sheets that came in, the frozen picture, and structures to use again."""

from typing import ClassVar

from django.db import models

from waarborg.apps.accounts.models import Person
from waarborg.apps.assessments.models.rounds import Assessment, Subject
from waarborg.apps.norms.models import Edition
from waarborg.apps.organisations.models import Organisation


class SavedMapping(models.Model):
    """How the organisation reads a layout of its own: which column means what, and what its words count as."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    signature = models.CharField(max_length=64)  # of the layout: the same one is kept once
    mapping = models.JSONField()  # as in its file
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "signature"], name="one_mapping_per_layout"),
            models.UniqueConstraint(fields=["organisation", "name"], name="one_mapping_per_name"),
        ]


class SheetImport(models.Model):
    """A sheet that came back: what it would change, what conflicts, and the batch that undoes it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    file_name = models.CharField(max_length=300)
    file_sha256 = models.CharField(max_length=64)
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, null=True, related_name="+")
    mapping = models.ForeignKey(SavedMapping, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    base = models.CharField(max_length=10, blank=True)  # how the import knew what the sheet was based on
    changes = models.JSONField(default=list)
    readings = models.JSONField(default=list)
    batch = models.UUIDField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]


class Snapshot(models.Model):
    """The round as it was closed: its figures and rows, never changed again (refused by the database)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)


class RoundTemplate(models.Model):
    """The structure of a round without any answer. It belongs to a person, who can use it for every client."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    structure = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "id"]
