"""The second wall between organisations: PostgreSQL itself shows and takes only rows of the one at work (ADR 21).

The application works as the role `waarborg_app`, which owns no table; row-level security compares `organisation_id`
with a setting that lasts for one transaction. A query that forgot the organisation finds nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.migrations import RunSQL

ROLE = "waarborg_app"
_SETTINGS = ("role", "waarborg.organisation", "waarborg.person", "waarborg.registry")
_NOBODY = ""

CURRENT_ORGANISATION = "NULLIF(current_setting('waarborg.organisation', true), '')::bigint"
CURRENT_PERSON = "NULLIF(current_setting('waarborg.person', true), '')::bigint"
IN_REGISTRY = "COALESCE(current_setting('waarborg.registry', true), '') = 'on'"


@contextmanager
def within(organisation_id: int | None, *, person_id: int | None = None, registry: bool = False) -> Iterator[None]:
    """One transaction in which only this organisation exists; with None, none does.

    `person_id` shows someone's own memberships, whatever the organisation. `registry` shows the names of all
    organisations and nothing of what is in them: for the list of clients and for work that visits each in turn.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        before = _set((ROLE, _text(organisation_id), _text(person_id), "on" if registry else ""))
        yield
        if not outermost and not connection.needs_rollback:  # else the settings end with the transaction
            _set(before)


def narrow(organisation_id: int | None) -> None:
    """Inside `within`, from now on: only this organisation exists."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('waarborg.organisation', %s, true)", [_text(organisation_id)])


def protect(table: str, *, visible: str = "", writable: str = "") -> RunSQL:
    """The migration step that puts the wall around a table with an `organisation_id`.

    `visible` and `writable` widen what is seen and what may be written, as SQL conditions.
    """
    own = f"organisation_id = {CURRENT_ORGANISATION}"
    using = f"({own}) OR ({visible})" if visible else own
    check = f"({own}) OR ({writable})" if writable else own
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY; "
        f"CREATE POLICY tenant ON {table} USING ({using}) WITH CHECK ({check});",
        f"DROP POLICY tenant ON {table}; ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; "
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def _text(identity: int | None) -> str:
    return _NOBODY if identity is None else str(identity)


def _set(values: tuple[str, ...]) -> tuple[str, ...]:
    """Set them until the transaction ends, and return what they were; one query for both."""
    were = ", ".join(f"COALESCE(current_setting('{name}', true), '')" for name in _SETTINGS)
    calls = ", ".join(f"set_config('{name}', %s, true)" for name in _SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {were}, {calls}", values)
        found: tuple[str, ...] = cursor.fetchone()[: len(_SETTINGS)]
    return found
