"""Which groups of an identity provider give which roles."""

from collections.abc import Sequence

from waarborg.apps.organisations.models import GroupRole, Organisation


def group_roles(organisation: Organisation) -> Sequence[GroupRole]:
    """The groups of all providers of this organisation, by provider and name."""
    return tuple(GroupRole.objects.filter(organisation=organisation).order_by("provider", "group"))
