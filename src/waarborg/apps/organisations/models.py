"""The organisation: the tenant to which everything that people enter belongs."""

from typing import ClassVar

from django.db import models

from waarborg.domain.organisations import Layer


class Organisation(models.Model):
    name = models.CharField(max_length=200, unique=True)
    layer = models.CharField(max_length=20, choices=[(layer.value, layer.value) for layer in Layer])

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
