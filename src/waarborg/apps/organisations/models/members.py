"""People in an organisation: who they are there, how they came in, and whether their rights are still right."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from waarborg.apps.accounts.models import Person
from waarborg.apps.organisations.models.organisation import Organisation
from waarborg.domain.permissions import Role


class Member(models.Model):
    """Someone of this organisation, with an account or without: an owner of a system may never sign in."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254, blank=True)
    function = models.CharField(max_length=200, blank=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role]), default=list
    )
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)  # the last day on which the roles count
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organisation", Lower("email"), condition=~models.Q(email=""), name="member_email_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=models.Q(person__isnull=False), name="member_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A letter to somebody who may come in; the link in it is stored as a hash."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class GroupRole(models.Model):
    """What a group of the organisation's identity provider may be here."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    provider = models.CharField(max_length=200)  # the provider_id of the OIDC settings
    group = models.CharField(max_length=200)
    roles = ArrayField(models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role]))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "provider", "group"], name="group_role_once")
        ]


class AccessReview(models.Model):
    """Who may what, to be confirmed: yearly for all (BIO2 5.18.02), quarterly for the privileged (8.02.01)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    privileged_only = models.BooleanField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-opened_at"]


class AccessReviewLine(models.Model):
    """One person's rights as they were, and whether they may stay."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    review = models.ForeignKey(AccessReview, on_delete=models.CASCADE, related_name="lines")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    roles = ArrayField(models.CharField(max_length=20))
    keeps = models.BooleanField(null=True, blank=True)  # any of them; `stays` says which
    stays = ArrayField(models.CharField(max_length=20), default=list)
    facts = models.JSONField(default=dict)  # what was known when the review began: last sign-in, flags
    remark = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.CharField(max_length=200, blank=True)
