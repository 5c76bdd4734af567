from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    name = "waarborg.apps.base"
    label = "base"

    def ready(self) -> None:
        post_migrate.connect(_bind, sender=self)


def _bind(*, using: str, **_: Any) -> None:  # noqa: ANN401 - Django's signature
    """Keys between tables with an organisation stay inside it, also those that a migration just made."""
    from django.db import connections  # noqa: PLC0415 - not before the apps are there

    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regproc('base_bind_tenants') IS NOT NULL")
        if cursor.fetchone()[0]:  # not when migrations are taken back to the beginning
            cursor.execute("SELECT base_bind_tenants()")
