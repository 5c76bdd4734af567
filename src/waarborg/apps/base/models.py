"""The journal: who did what, when, to which object, from where, with what result (BIO2 8.15.01)."""

from typing import ClassVar

from django.db import models


class JournalBatch(models.Model):
    """Lines that were sealed together: the digest of each batch rests on the one before it.

    The lines name their batch; the database allows that one change of a line and no other.
    """

    organisation_id = models.BigIntegerField(null=True)  # None: lines that concern no organisation
    number = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()
    lines = models.PositiveIntegerField()
    previous_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    purged_at = models.DateTimeField(null=True)  # when its lines were cleared; the digest stays

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation_id", "number"], name="journal_batch_once", nulls_distinct=False
            )
        ]


class JournalLine(models.Model):
    """One act. Lines are only ever added: the database refuses to change or remove them."""

    organisation_id = models.BigIntegerField(null=True)  # no key: the journal outlives what it tells of
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    person_id = models.BigIntegerField(null=True)
    origin = models.CharField(max_length=200)
    action = models.CharField(max_length=100)
    object = models.CharField(max_length=300)
    result = models.CharField(max_length=20)
    detail = models.JSONField(default=dict)
    batch = models.ForeignKey(JournalBatch, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["organisation_id", "at", "id"], name="journal_newest"),
            models.Index(
                fields=["organisation_id", "id"], condition=models.Q(batch__isnull=True), name="journal_waiting"
            ),
            models.Index(  # hardly any line, and asked for on the first page of every administrator
                fields=["organisation_id", "at"],
                condition=models.Q(action="account.break_glass_used"),
                name="journal_break_glass",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.object}"
