"""Whether the wall stands, as the database itself sees it; for `waarborg doctor`."""

from django.db import connection

from waarborg.apps.base.tenancy import ROLE

_OPEN = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE a.attname = 'organisation_id' AND NOT a.attisdropped AND c.relkind = 'r'
AND c.relnamespace = 'public'::regnamespace
AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
ORDER BY 1
"""
_ROLE = """
SELECT r.rolsuper OR r.rolbypassrls, pg_has_role(current_user, r.oid,
        CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END),
    EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid)
FROM pg_roles r WHERE r.rolname = %s
"""


def open_tables() -> list[str]:
    """The tables with an organisation that stand outside the wall; there should be none."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN)
        return [name for (name,) in cursor.fetchall()]


def role_trouble() -> str:
    """What is wrong with the role of the application: missing, too_strong, not_ours; "" when nothing is."""
    with connection.cursor() as cursor:
        cursor.execute(_ROLE, [ROLE])
        found = cursor.fetchone()
    if found is None:
        return "missing"
    steps_over, may_take, owns = found
    if steps_over or owns:
        return "too_strong"
    return "" if may_take else "not_ours"
