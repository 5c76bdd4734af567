"""What the database knows of its own tables, by which it plans every query."""

from django.db import connection, transaction

# what autovacuum goes by as well, but only once a minute: until then a new or restored database guesses
_STALE = """
    SELECT quote_ident(c.relname) FROM pg_class c
    LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
        AND (c.reltuples < 0 OR s.n_mod_since_analyze > 50 + 0.1 * c.reltuples)
    ORDER BY 1
"""


def refresh_statistics() -> tuple[str, ...]:
    """Count the tables that were never counted, or of which a tenth changed since. The names of those tables.

    For after installing, restoring and importing, as the owner of the tables; when nothing changed it is one query.
    Waits for nobody: a table that somebody else is counting is passed over.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")  # what this session wrote counts from the next statement on
    with connection.cursor() as cursor:
        cursor.execute(_STALE)
        stale = tuple(name for (name,) in cursor.fetchall())
        if stale:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {', '.join(stale)}")
    return stale
