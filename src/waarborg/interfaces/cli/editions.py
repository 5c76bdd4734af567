"""The norm that a command names."""

from typing import Any

from waarborg.interfaces.cli.output import NotDoneError


def named_edition(edition_id: str) -> Any:  # noqa: ANN401 - a row of apps, whose class interfaces may not import
    """The edition of this id. Raises NotDoneError when it is not on the shelf."""
    from waarborg.apps.norms import queries

    try:
        return queries.edition(edition_id)
    except queries.UnknownEditionError as error:
        raise NotDoneError(str(error)) from error
