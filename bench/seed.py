"""`python -m bench.seed`: a database as full as the whole of government would make it, to measure in.

Made by the database itself, a group of organisations per transaction: killed halfway, it goes on where it was.
"""

# ruff: noqa: ANN401, S608, SLF001 - SQL made of the tables themselves, for every column they have
import argparse
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

AT = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
PER_TRANSACTION = 50
SYSTEMS_OF_THE_LARGEST = 100
PEOPLE = 60  # of the largest: fifty people who save at once, and some more
LINES_OF_THE_LARGEST = 1_000_000
LARGEST = "Seed-gemeente 1"
ROLES = (
    "CASE WHEN p = 1 THEN '{ciso,administrator}' WHEN p = 2 THEN '{iso}' WHEN p = 3 THEN '{auditor}' "
    "WHEN p = 4 THEN '{administrator}' "
    "WHEN p = 5 THEN '{board}' WHEN p % 2 = 0 THEN '{adviser}' ELSE '{process_owner}' END::varchar[]"
)


def main() -> None:
    """Fill the database of WAARBORG_HOME."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--organisations", type=int, default=1_700)
    arguments.add_argument("--judgements", type=int, default=10_000_000)
    arguments.add_argument(
        "--journal", type=int, default=LINES_OF_THE_LARGEST, help="lines of the largest organisation"
    )
    given = arguments.parse_args()
    from waarborg.interfaces.cli import bootstrap

    bootstrap.django()
    start = time.monotonic()
    seed(given.organisations, given.judgements, journal=given.journal)
    print(f"seeded in {time.monotonic() - start:.0f} s")


def seed(organisations: int, judgements: int, *, journal: int = LINES_OF_THE_LARGEST) -> None:
    """So many organisations with people, registers, a round and a journal; together about so many judgements."""
    from django.db import connection

    items = _items()
    systems = max(1, round(judgements / organisations / len(items)) - 1)
    for first in range(1, organisations + 1, PER_TRANSACTION):
        last = min(first + PER_TRANSACTION - 1, organisations)
        if not _is_there(f"Seed-gemeente {first}"):
            _group(first, last, systems, items)
            print(f"{last} of {organisations} organisations", file=sys.stderr)
    with connection.cursor() as cursor:
        _lines_of_the_largest(cursor, journal)
        for statement in ("VACUUM ANALYZE", "CHECKPOINT"):
            cursor.execute(statement)


def _items() -> list[tuple[int, str]]:
    from waarborg.apps.assessments import queries
    from waarborg.apps.norms import queries as norms

    return queries.asked_items(norms.edition("bio2@1.3"))


def _is_there(name: str) -> bool:
    from waarborg.apps.organisations import queries

    return queries.find(name) is not None


def _group(first: int, last: int, systems: int, items: list[tuple[int, str]]) -> None:
    from django.db import connection, transaction

    values = {
        "first": first,
        "last": last,
        "systems": systems,
        "largest": LARGEST,
        "of_largest": max(systems, SYSTEMS_OF_THE_LARGEST),
        "items": [pk for pk, _ask in items],
        "asks": [ask for _pk, ask in items],
        "edition": _edition_id(),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # what is made here points where it should
        cursor.execute("SET LOCAL synchronous_commit = off")
        for statement in _statements():
            cursor.execute(statement, values)


def _edition_id() -> int:
    from waarborg.apps.norms import queries

    pk: int = queries.edition("bio2@1.3").pk
    return pk


def _statements() -> Iterator[str]:
    from waarborg.apps.accounts.models import Person
    from waarborg.apps.base.models import JournalLine
    from waarborg.apps.organisations.models import Member, Organisation, System

    at = f"'{AT.isoformat()}'::timestamptz"
    names = "SELECT 'Seed-gemeente ' || g FROM generate_series(%(first)s, %(last)s) g"
    ours = f"organisations_organisation o WHERE o.name IN ({names})"
    o = f"(SELECT o.id, o.name, o.name = %(largest)s AS is_largest FROM {ours}) o"
    people = f"CASE WHEN o.is_largest THEN {PEOPLE} ELSE 8 END"
    yield _insert(
        Organisation,
        {
            "name": "'Seed-gemeente ' || g",
            "layer": "'gemeente'",
            "is_demo": "true",
            "requires_second_step": "false",
        },
        "generate_series(%(first)s, %(last)s) g",
    )
    yield _insert(
        Person,
        {
            "email": "'p' || p || '.' || o.id || '@seed.test'",
            "name": "'Persoon ' || p",
            "joined_at": at,
            "password": "'!'",
        },
        f"{o}, generate_series(1, {people}) p",
    )
    yield _insert(
        Member,
        {
            "organisation_id": "o.id",
            "person_id": "(SELECT id FROM accounts_person WHERE email = 'p' || p || '.' || o.id || '@seed.test')",
            "name": "'Persoon ' || p",
            "email": "'p' || p || '.' || o.id || '@seed.test'",
            "roles": ROLES,
        },
        f"{o}, generate_series(1, {people}) p",
    )
    yield _insert(
        System,
        {"organisation_id": "o.id", "code": "'s' || s", "name": "'Systeem ' || s", "owner_id": _member("7")},
        f"{o}, generate_series(1, CASE WHEN o.is_largest THEN %(of_largest)s ELSE %(systems)s END) s",
    )
    yield from _rounds(o, at)
    yield _insert(JournalLine, _line(at), f"{o}, generate_series(1, 200) n")


def _rounds(o: str, at: str) -> Iterator[str]:
    """A round of each organisation over itself and all its systems."""
    from waarborg.apps.assessments.models import Assessment, Judgement, Subject

    yield _insert(
        Assessment,
        {
            "organisation_id": "o.id",
            "edition_id": "%(edition)s",
            "slug": "'nulmeting'",
            "title": "'Nulmeting ' || o.name",
            "reference_on": f"'{date(2027, 1, 1)}'::date",
            "started_at": at,
        },
        o,
    )
    yield _insert(Subject, {**_SUBJECT, "kind": "'organisation'", "code": "''", "name": "o.name"}, f"{o}, {_ROUND}")
    yield _insert(
        Subject,
        {
            **_SUBJECT,
            "kind": "'system'",
            "code": "s.code",
            "name": "s.name",
            "system_id": "s.id",
            "position": "s.id - o.id",
        },
        f"{o}, {_ROUND}, organisations_system s WHERE s.organisation_id = o.id",
    )
    yield _insert(Judgement, _judgement(at), f"{o}, {_ROUND}, {_SUBJECTS}, {_ITEMS}")


_ROUND = "LATERAL (SELECT id FROM assessments_assessment WHERE organisation_id = o.id) r"
_SUBJECTS = "LATERAL (SELECT id FROM assessments_subject WHERE assessment_id = r.id) s"
_ITEMS = "unnest(%(items)s::bigint[], %(asks)s::text[]) AS i(id, ask)"
_SUBJECT = {"organisation_id": "o.id", "assessment_id": "r.id", "position": "0"}


def _member(number: str) -> str:
    return f"(SELECT id FROM organisations_member WHERE organisation_id = o.id AND name = 'Persoon {number}')"


def _judgement(at: str) -> dict[str, str]:
    def verdict(prime: int) -> str:
        turn = f"(s.id * {prime} + i.id) % 5"
        return f"(ARRAY['meets', 'partly', 'fails', 'not_assessed', 'not_assessed'])[{turn} + 1]"

    return {
        "organisation_id": "o.id",
        "assessment_id": "r.id",
        "subject_id": "s.id",
        "item_id": "i.id",
        "ask": "i.ask",
        "applicability": "'applies'",
        "opzet": verdict(3),
        "bestaan": verdict(7),
        "werking": verdict(11),
        "explanation": "CASE WHEN i.id % 3 = 0 THEN 'Vastgesteld, nog niet overal uitgevoerd.' ELSE '' END",
        "evidence": "CASE WHEN i.id % 4 = 0 THEN 'Beleid informatiebeveiliging, hoofdstuk 3' ELSE '' END",
        "owner": "CASE WHEN i.id % 2 = 0 THEN 'CISO' ELSE 'ICT-beheer' END",
        "changed_at": at,
        "changed_by": "'Persoon 1'",
    }


def _line(at: str) -> dict[str, str]:
    return {
        "organisation_id": "o.id",
        "at": f"{at} + make_interval(secs => n * 30)",
        "actor": "'Persoon ' || n % 8 + 1",
        "origin": "'web 10.0.0.' || n % 200",
        "action": "(ARRAY['assessment.judge', 'assessment.judge', 'account.signed_in', 'report.written'])[n % 4 + 1]",
        "object": "'nulmeting: 5.' || n % 37 || '.01'",
        "result": "'done'",
        "detail": "jsonb_build_object('origin', 'page', 'n', n)",
    }


def _lines_of_the_largest(cursor: Any, wanted: int) -> None:
    from waarborg.apps.base.models import JournalLine

    at = f"'{AT.isoformat()}'::timestamptz"
    o = f"(SELECT id FROM organisations_organisation WHERE name = '{LARGEST}') o"
    cursor.execute(f"SELECT count(*) FROM base_journalline WHERE organisation_id = (SELECT id FROM {o})")
    missing = wanted - cursor.fetchone()[0]
    if missing > 0:
        cursor.execute(_insert(JournalLine, _line(at), f"{o}, generate_series(1, {missing}) n").replace("%%", "%"))


def _insert(model: Any, given: dict[str, str], source: str) -> str:
    """An INSERT that fills every column: what is given as SQL, the rest with the default of its field."""
    columns = {}
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        columns[field.column] = _escaped(given[field.column]) if field.column in given else _default(field)
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(columns.values())} FROM {source}"


def _escaped(sql: str) -> str:
    return sql.replace("%", "%%").replace("%%(", "%(")


def _default(field: Any) -> str:
    value = field.get_default()
    if value is None:
        return "NULL"
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, list | dict):
        return "'{}'" if isinstance(value, dict) or field.get_internal_type() == "ArrayField" else "'[]'"
    return f"'{value}'"


if __name__ == "__main__":
    main()
