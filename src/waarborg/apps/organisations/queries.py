"""Reads about organisations."""

from waarborg.apps.organisations.models import Organisation


def find(name: str) -> Organisation | None:
    """The organisation of this exact name, if there is one."""
    return Organisation.objects.filter(name=name).first()
