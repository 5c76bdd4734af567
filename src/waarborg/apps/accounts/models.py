"""People who can sign in. What they are in an organisation stands there (`organisations.Member`)."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from waarborg.apps.accounts.shapes import SecondStep


class People(BaseUserManager["Person"]):
    """Makes accounts; for allauth and for the acts of this app."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":  # noqa: ANN401 - Django's signature
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """An account. One person can belong to several organisations, with different roles."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="nl")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)  # runs the installation: adds organisations, reads no content
    is_break_glass = models.BooleanField(default=False)  # for when all else fails; every use is told
    joined_at = models.DateTimeField()

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="person_email_once")]

    def __str__(self) -> str:
        return self.email


class SetupCode(models.Model):
    """What the console shows of an empty installation: who knows it may make the first account. Only its hash."""

    code_sha256 = models.CharField(max_length=64)
    expires_at = models.DateTimeField()


class IdentityProvider(models.Model):
    """An OpenID Connect provider with which the people of one organisation sign in.

    The sign-in page shows its name to everyone; only the organisation itself can write it.
    """

    organisation_id = models.BigIntegerField()  # no key: organisations stand above accounts
    slug = models.SlugField(max_length=60, unique=True)  # in the address to which the provider sends people back
    name = models.CharField(max_length=40)
    server_url = models.URLField(max_length=300)
    client_id = models.CharField(max_length=191)
    secret = models.TextField()  # locked with the key of the installation
    groups_claim = models.CharField(max_length=60, default="groups")
    trusts_email = models.BooleanField(default=False)  # the provider answers for the addresses that it gives
    second_step = models.CharField(
        max_length=10, choices=[(step.value, step.value) for step in SecondStep], default=SecondStep.OURS.value
    )

    class Meta:
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name
