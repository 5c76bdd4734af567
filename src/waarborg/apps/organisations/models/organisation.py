"""The organisation: the tenant to which everything that people enter belongs."""

from typing import ClassVar

from django.db import models

from waarborg.domain.organisations import Layer


class Organisation(models.Model):
    name = models.CharField(max_length=200, unique=True)
    layer = models.CharField(max_length=20, choices=[(layer.value, layer.value) for layer in Layer])
    is_demo = models.BooleanField(default=False)
    requires_second_step = models.BooleanField(default=True)  # BIO2 5.17.01; off only for the demo
    theme = models.JSONField(default=dict)  # our tokens that this organisation gives another value
    journal_years = models.PositiveSmallIntegerField(default=7)  # how long journal lines are kept

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(requires_second_step=True) | models.Q(is_demo=True),
                name="second_step_is_off_only_in_the_demo",
            ),
        ]

    def __str__(self) -> str:
        return self.name
