"""The organisation's own looks."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.organisations.models import Organisation
from waarborg.domain import theme
from waarborg.domain.basis import Problem
from waarborg.domain.permissions import Act


class UnreadableColourError(ValueError):
    """The colour breaks a rule of the looks; `problems` says which."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


@transaction.atomic
def choose_accent(*, organisation: Organisation, accent: str, by: Actor, at: datetime) -> None:
    """Show everything of this organisation in its own accent; an empty one goes back to ours."""
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    require(by, Act.MANAGE_SETTINGS, organisation_id=row.pk)
    if accent and (found := theme.problems(accent)):
        raise UnreadableColourError(found)
    before = row.theme.get("accent", "")
    row.theme = {"accent": accent} if accent else {}
    row.save(update_fields=["theme"])
    write_journal(
        action="settings.looks_changed",
        about=row.name,
        by=by,
        at=at,
        organisation_id=row.pk,
        detail={"from": before, "to": accent},
    )
