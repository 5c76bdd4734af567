"""What decides which duties an organisation has, and what it must register for the Cbw."""

from typing import ClassVar

from django.db import models

from waarborg.apps.organisations.models.organisation import Organisation


class Profile(models.Model):
    """The answers of the profile wizard, by the keys of `domain.profile`."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)


class CbwTask(models.Model):
    """A task of a GR or ZBO with the four criteria of overheidsinstantie, each with its evidence (Cbw art. 1)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=300)
    basis = models.TextField(blank=True)  # the law or mandate that gives the task
    criteria = models.JSONField(default=dict)  # criterion -> {"met": bool | None, "evidence": str}
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True)  # kept, so that it can be put back

    class Meta:
        ordering: ClassVar = ["name", "id"]


class Correction(models.Model):
    """What somebody established instead of what was derived: the newest that was not withdrawn counts.

    `subject` is the status of the organisation, or the scope of one requirement; `about` is then its lasting identity
    ("bio2/…") and `shown_as` its number and edition of that moment. The two say nothing of each other.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=20, choices=[("status", "status"), ("scope", "scope")])
    about = models.CharField(max_length=300, blank=True)
    shown_as = models.CharField(max_length=300, blank=True)
    value = models.CharField(max_length=20)
    because = models.TextField()
    source = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "subject", "about"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_correction_counts",
            ),
            models.CheckConstraint(condition=~models.Q(because="") & ~models.Q(source=""), name="correction_is_argued"),
        ]


class Registration(models.Model):
    """What the Cbw's register must know, what was passed on of it and when, and since when it differs (art. 43-44)."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="+")
    data = models.JSONField(default=dict)
    reported = models.JSONField(default=dict)
    changed_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    changed_by = models.CharField(max_length=200, blank=True)
