"""Evidence: a file or a link, with what period it covers, where it comes from and who may see it."""

from typing import ClassVar

from django.db import models

from waarborg.apps.organisations.models import Member, Organisation
from waarborg.domain.evidence import Confidentiality, spoken_of


class Evidence(models.Model):
    """Either a file (`sha256` of its bytes) or a link. Never deleted while something rests on it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=1000, blank=True)
    file_name = models.CharField(max_length=300, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=300, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_until = models.DateField(null=True, blank=True)
    confidentiality = models.CharField(max_length=20, choices=[(c.value, c.value) for c in Confidentiality])
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    added_by_name = models.CharField(max_length=200)
    scanned_at = models.DateTimeField(null=True, blank=True)  # when the malware scanner found nothing
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-added_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "added_at"], name="evidence_newest"),
            models.Index(fields=["organisation", "sha256"], name="evidence_same_bytes"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(url="", sha256__gt="") | models.Q(url__gt="", sha256=""),
                name="evidence_is_a_file_or_a_link",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def spoken_of(self) -> str:
        """How the journal calls it: who reads that need not see the piece."""
        return spoken_of(str(self.pk), self.title, Confidentiality(self.confidentiality))


class EvidenceContent(models.Model):
    """The bytes, apart so that lists never read them. In the database: one backup holds all."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="content")
    content = models.BinaryField()
