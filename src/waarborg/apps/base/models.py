"""The journal: who did what, when, to which object, from where, with what result (BIO2 8.15.01)."""

from typing import ClassVar

from django.db import models


class JournalLine(models.Model):
    """One act. Lines are only ever added: the database refuses UPDATE and DELETE (migration 0002)."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    origin = models.CharField(max_length=200)
    action = models.CharField(max_length=100)
    object = models.CharField(max_length=300)
    result = models.CharField(max_length=20)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["at"], name="journal_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.object}"
