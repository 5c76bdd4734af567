"""What decides which duties an organisation has, and what it must register for the Cbw."""

from typing import ClassVar

from django.db import models

from waarborg.apps.organisations.models.organisation import Organisation


class Profile(models.Model):
    """The answers of the profile wizard, by the keys of `domain.obligations`."""

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

    class Meta:
        ordering: ClassVar = ["name", "id"]


class Registration(models.Model):
    """What the Cbw's register must know, when it changed and when the change was passed on (art. 43-44)."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="+")
    data = models.JSONField(default=dict)
    changed_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
