"""Every address, opened and posted to by everyone: who may not gets nothing, changes nothing, and leaves a line."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.people import client
from tests.wall import samples
from tests.wall.rows import tenant_models
from tests.wall.world import HERE, OTHERS, ROLES, World, build
from waarborg.domain.permissions import Act, Extent, Role, extent
from waarborg.interfaces.web.access import PUBLIC, SIGNED_IN

pytestmark = pytest.mark.usefixtures("norms")
EVERY = list(samples.patterns())
ROUTES = [
    (route, pattern) for route, pattern in EVERY if not any(m.startswith(f"{route}: ") for m in samples.missing())
]
ACTS = [(route, pattern) for route, pattern in ROUTES if isinstance(getattr(pattern.callback, "access", None), Act)]
REFUSED = {403, 404, 405}
_SENSELESS = 400  # an empty form can be refused before it is looked up for whom it is
_BROKEN = 500
_FOUND = 302


@pytest.fixture
def world() -> World:
    return build()


@dataclass
class Answer:
    """What came back, and in which tables rows were written on the way."""

    method: str
    address: str
    status: int
    body: str
    wrote: dict[str, int]
    location: str

    def __str__(self) -> str:
        wrote = f", wrote in {', '.join(self.wrote)}" if self.wrote else ""
        return f"{self.method} {self.address}: {self.status}{wrote}"


def written() -> dict[str, int]:
    """How many rows of tables with an organisation this transaction wrote so far."""
    tables = [model._meta.db_table for model in tenant_models()] + ["organisations_organisation"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables WHERE relname = ANY(%s)",
            [tables],
        )
        return dict(cursor.fetchall())


@contextmanager
def undone() -> Iterator[None]:
    """What happens here is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(opened: Client, method: str, address: str) -> Answer:
    opened.raise_request_exception = False
    before = written()
    with undone():
        response = getattr(opened, method)(address, headers={"host": "localhost"})
        body = b"" if response.streaming else response.content
        after = written()
    wrote = {table: n - before.get(table, 0) for table, n in after.items() if n != before.get(table, 0)}
    return Answer(
        method,
        address,
        response.status_code,
        body.decode(errors="replace"),
        wrote,
        response.headers.get("Location", ""),
    )


def answers(opened: Client, routes: list[tuple[str, object]], world: World) -> Iterator[tuple[str, Answer]]:
    cookies = opened.cookies.output()
    for route, _pattern in routes:
        address = samples.address(route, world)
        for method in ("get", "post"):
            opened.cookies.load(cookies.replace("Set-Cookie: ", ""))  # also after the address that signs out
            yield route, ask(opened, method, address)


def only_the_journal(wrote: dict[str, int]) -> bool:
    return set(wrote) <= {"base_journalline"}


def is_refused(answer: Answer, *, also: int = 0) -> bool:
    to_second_step = answer.status == _FOUND and answer.location.startswith("/account/tweede-stap")
    return (answer.status in {*REFUSED, also} or to_second_step) and only_the_journal(answer.wrote)


def told(wrong: list[str]) -> str:
    return "\n".join(["", *wrong[:40]])


def test_every_view_says_who_may_open_it():
    silent = [route for route, pattern in EVERY if not hasattr(pattern.callback, "access")]

    assert silent == []


def test_every_view_asks_for_something_that_exists():
    odd = [
        route
        for route, pattern in EVERY
        if pattern.callback.access not in {PUBLIC, SIGNED_IN} and not isinstance(pattern.callback.access, Act)
    ]

    assert odd == []


def test_every_parameter_of_an_address_has_a_value_to_try_it_with():
    assert samples.missing() == []


def test_who_is_not_signed_in_is_sent_to_sign_in_and_changes_nothing(world):
    closed = [(route, p) for route, p in ROUTES if p.callback.access != PUBLIC]
    wrong = [
        str(answer)
        for _route, answer in answers(Client(), closed, world)
        if not only_the_journal(answer.wrote)
        or HERE in answer.body
        or not (answer.status == 405 or (answer.status == _FOUND and answer.location.startswith("/aanmelden/")))
    ]

    assert not wrong, told(wrong)


def test_what_is_public_shows_nothing_of_an_organisation(world):
    public = [(route, p) for route, p in ROUTES if p.callback.access == PUBLIC]
    wrong = [
        str(answer)
        for _route, answer in answers(Client(), public, world)
        if HERE in answer.body or not only_the_journal(answer.wrote) or answer.status >= _BROKEN
    ]

    assert not wrong, told(wrong)


@pytest.mark.parametrize("visitor", ["left", "expired"])
def test_who_is_no_longer_here_gets_nothing(world, visitor):
    wrong = [
        str(answer)
        for _route, answer in answers(client(world.visitors[visitor]), ACTS, world)
        if not is_refused(answer) or HERE in answer.body
    ]

    assert not wrong, told(wrong)


def test_a_stranger_who_is_everything_elsewhere_gets_nothing_of_here(world):
    wrong = [
        str(answer)
        for route, answer in answers(client(world.visitors["stranger"]), ROUTES, world)
        if HERE in answer.body
        or answer.status >= _BROKEN
        or (samples.names_a_row(route) and not is_refused(answer, also=_SENSELESS))
    ]

    assert not wrong, told(wrong)


def test_a_stranger_who_guesses_leaves_a_line(world):
    silent = [
        str(answer)
        for route, answer in answers(client(world.visitors["stranger"]), ACTS, world)
        if samples.names_a_row(route) and answer.status in {403, 404} and not answer.wrote
    ]

    assert not silent, told(silent)


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_what_the_table_of_roles_forbids_is_refused_and_leaves_only_a_line(world, role):
    forbidden = [(route, p) for route, p in ACTS if extent({role}, p.callback.access) is Extent.NONE]
    wrong = [
        str(answer)
        for _route, answer in answers(client(world.visitors[role.value]), forbidden, world)
        if answer.status not in REFUSED
        or not only_the_journal(answer.wrote)
        or HERE in answer.body
        or (answer.status in {403, 404} and not answer.wrote)
    ]

    assert not wrong, told(wrong)


@pytest.mark.parametrize("role", [Role.CISO, Role.PROCESS_OWNER, Role.ADMINISTRATOR, Role.SUPERVISOR], ids=str)
def test_what_the_table_of_roles_allows_never_breaks(world, role):
    allowed = [
        (route, p)
        for route, p in ROUTES
        if not isinstance(p.callback.access, Act) or extent({role}, p.callback.access) is not Extent.NONE
    ]
    broken = [
        str(answer)
        for _route, answer in answers(client(world.visitors[role.value]), allowed, world)
        if answer.status >= _BROKEN
    ]

    assert not broken, told(broken)


@pytest.mark.parametrize("role", [Role.PROCESS_OWNER, Role.BUYER], ids=str)
def test_who_sees_only_own_rows_never_sees_those_of_somebody_else(world, role):
    about_rows = [(r, p) for r, p in ACTS if r.startswith(("stand/", "bewijs/")) and extent({role}, p.callback.access)]
    wrong = [
        str(answer)
        for _route, answer in answers(client(world.visitors[role.value]), about_rows, world)
        if OTHERS in answer.body or not only_the_journal(answer.wrote)
    ]

    assert not wrong, told(wrong)
