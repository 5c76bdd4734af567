"""What happens at the door, told in the journal of every organisation that it concerns (BIO2 5.18.01, 8.15.01)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from waarborg.apps.base.actions import Actor, write_journal
from waarborg.apps.base.tenancy import within


def tell(
    action: str,
    *,
    about: str,
    organisation_ids: Iterable[int],
    by: Actor,
    at: datetime,
    result: str = "done",
    detail: dict[str, Any] | None = None,
) -> None:
    """One line per organisation in which the person is at work; one of the installation when there is none."""
    concerned: tuple[int | None, ...] = tuple(organisation_ids) or (None,)
    alone = Actor(by.name, by.origin, person_id=by.person_id)  # whatever organisation is at work now
    for organisation_id in concerned:
        with within(organisation_id):
            write_journal(
                action=action,
                about=about,
                by=alone,
                at=at,
                organisation_id=organisation_id,
                result=result,
                detail=detail,
            )
