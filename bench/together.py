"""Fifty people who save at once, over HTTP against `waarborg serve`, with real sessions; and what pages take meanwhile.

`python -m bench.together` on a home that `bench.seed` filled. Counts what was acknowledged against what is stored.
"""

import argparse
import http.client
import itertools
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import psutil

from bench import pages
from bench.seed import LARGEST
from bench.startup import LIMIT_SECONDS, _first_page, _free_port
from bench.timing import Result, table

SLUG = "nulmeting"
SAVE_BUDGET = 0.035
REPORTS_SECONDS = 300
ASK_BUDGET = 0.15  # as any page: the work itself is for a worker


@dataclass
class Person:
    """Somebody who saves: the cookies, the rows to work on, and what came back."""

    cookie: str
    token: str
    made_for: str
    rows: list[int]
    port: int
    spent: list[float] = field(default_factory=list)
    acknowledged: int = 0
    refused: list[str] = field(default_factory=list)

    def work(self, until: float, pause: float) -> None:
        for turn in itertools.count():
            time.sleep(random.uniform(0, 2 * pause))  # noqa: S311 - people do not all type in step
            if time.monotonic() > until:
                return
            self.save(self.rows[turn % len(self.rows)], turn)

    def save(self, row: int, turn: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT_SECONDS)
        edit = {"row": row, "seen": 1_000_000, "values": {"explanation": f"ronde {turn} {uuid4()}"}}
        body = json.dumps({"steps": [{"batch": str(uuid4()), "edits": [edit]}]})
        headers = {"Cookie": self.cookie, "X-CSRFToken": self.token, "X-Waarborg-Made-For": self.made_for}
        headers["Content-Type"] = "application/json"
        start = time.perf_counter()
        connection.request("POST", f"/stand/{SLUG}/invullen/cellen", body, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        self.spent.append(time.perf_counter() - start)
        if answer.status == HTTPStatus.OK and json.loads(text)["saved"]:
            self.acknowledged += 1
        else:
            self.refused.append(f"{answer.status} {text[:200]!r}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    add_to(arguments)
    given = arguments.parse_args()
    from waarborg.interfaces.cli import bootstrap

    bootstrap.django()
    results = [*acts(), *with_server(given.people, given.seconds, given.pause)]
    print(f"load at the end {', '.join(f'{load:.1f}' for load in os.getloadavg())}\n")
    print(table(results))


def add_to(arguments: argparse.ArgumentParser) -> None:
    """How many people, for how long, and how busy each of them is."""
    arguments.add_argument("--people", type=int, default=50)
    arguments.add_argument("--seconds", type=int, default=60)
    arguments.add_argument(
        "--pause", type=float, default=2.0, help="seconds between two saves of one person, on average"
    )


def acts() -> list[Result]:
    """Starting a round, organisation-wide and for 100 systems, and closing one; taken back each time."""
    from waarborg.apps.assessments.actions import NewRound, Subjects

    every = tuple(f"s{n}" for n in range(1, 101))
    return [
        _starting("start a nulmeting, organisation-wide", 0.05, Subjects(organisation=True), NewRound),
        _starting("start one for 100 systems", 1, Subjects(organisation=True, systems=every), NewRound),
        *_closing(),
    ]


def _starting(act: str, budget: float, subjects: object, new_round: Callable[..., Any]) -> Result:
    from django.db import connection, transaction

    from waarborg.apps.assessments.actions import start_round
    from waarborg.apps.base.tenancy import within
    from waarborg.apps.norms import queries as norms

    organisation, by, at = _largest()
    new = new_round(edition=norms.edition("bio2@1.3"), title="Bench", reference_on=at.date(), subjects=subjects)
    spent = []
    for _ in range(8):
        with within(organisation.pk):
            start = time.perf_counter()
            start_round(organisation=organisation, new=new, by=by, at=at)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what committing would check
            spent.append(time.perf_counter() - start)
            transaction.set_rollback(True)
    return Result(act, budget, tuple(spent[1:]))


def _closing() -> list[Result]:
    """Closing the round of the largest organisation, with its 100 systems; taken back each time.

    Apart: what a visitor waits for, and what a worker does after that.
    """
    from django.db import transaction

    from waarborg.apps.assessments import queries
    from waarborg.apps.base.tenancy import within
    from waarborg.apps.reports.actions.close import ask_close
    from waarborg.apps.reports.actions.freeze import freeze_round

    organisation, by, at = _largest()
    asking, freezing = [], []
    for _ in range(4):
        with within(organisation.pk):
            round_ = queries.assessment(organisation, SLUG)
            assert round_
            start = time.perf_counter()
            closing = ask_close(round_=round_, by=by, at=at)
            asked = time.perf_counter()
            freeze_round(
                organisation_id=organisation.pk,
                closing_id=closing.pk,
                today=at.date(),
                clock=partial(datetime.now, UTC),
            )
            freezing.append(time.perf_counter() - asked)
            asking.append(asked - start)
            round_.refresh_from_db(fields=["status"])
            assert round_.status == "closed", "the worker did not close it"
            transaction.set_rollback(True)
    return [
        Result("ask to close a round of 100 systems", ASK_BUDGET, tuple(asking[1:])),
        Result("close it, by the worker", None, tuple(freezing[1:])),
    ]


def _largest() -> Any:  # noqa: ANN401 - a row, who acts, when
    from waarborg.apps.base.actions import Actor
    from waarborg.apps.organisations import queries
    from waarborg.domain.permissions import Role

    organisation = queries.find(LARGEST)
    assert organisation
    by = Actor("bench", "bench", roles=frozenset({Role.CISO}), organisation_id=organisation.pk)
    return organisation, by, datetime.now(tz=UTC)


def with_server(people: int, seconds: int, pause: float) -> list[Result]:
    port = _free_port()
    server = subprocess.Popen([sys.executable, "-m", "waarborg", "serve", "--port", str(port)], env=dict(os.environ))
    try:
        _first_page(port, time.perf_counter())
        team = _team(people, port)
        organisation, by, at = _largest()
        results = [*pages.measure(port, team[0].cookie, organisation.pk), *_together(team, seconds, pause)]
        _make_reports(organisation, by, at)
        return [*results, *_memory(server.pid)]
    finally:
        server.terminate()
        server.wait(timeout=LIMIT_SECONDS)


def _team(people: int, port: int) -> list[Person]:
    """Advisers of the largest organisation, signed in, each with rows of their own."""
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string
    from django.test import Client

    from waarborg.apps.accounts.models import Person as Account
    from waarborg.apps.assessments.models import Judgement
    from waarborg.apps.organisations.models import Member, Organisation
    from waarborg.interfaces.web.made_for import MadeFor, seal

    organisation = Organisation.objects.get(name=LARGEST)
    ids = list(Judgement.objects.filter(organisation=organisation, ask="verdict").values_list("pk", flat=True)[:5000])
    members = Member.objects.filter(organisation=organisation, roles__overlap=["adviser", "iso", "ciso"])
    accounts = Account.objects.filter(pk__in=members.values("person")).order_by("pk")
    team = []
    for n in range(people):
        client = Client()
        account = accounts[n % len(accounts)]
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        token = _get_new_csrf_string()
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
        made_for = seal(MadeFor(account.pk, organisation.pk))
        team.append(Person(cookie, token, made_for, ids[n::people][:80], port))
    return team


def _make_reports(organisation: Any, by: Any, at: datetime) -> None:  # noqa: ANN401 - rows
    """Every report in both languages by the worker beside the server, and wait until it is done."""
    from waarborg.apps.assessments import queries
    from waarborg.apps.base.tenancy import within
    from waarborg.apps.reports.actions.ask import ask_reports
    from waarborg.apps.reports.models import ReportFile
    from waarborg.apps.reports.shapes import FORMATS, LANGUAGES, UNDER_WAY

    with within(organisation.pk):
        round_ = queries.assessment(organisation, SLUG)
        asked = ask_reports(round_=round_, formats=FORMATS, languages=LANGUAGES, by=by, at=at)
    busy, until = True, time.monotonic() + REPORTS_SECONDS
    while busy and time.monotonic() < until:
        time.sleep(1)
        with within(organisation.pk):
            busy = ReportFile.objects.filter(pk__in=[one.pk for one in asked], state__in=UNDER_WAY).exists()
    assert not busy, "the worker did not make the reports"


def _memory(server: int) -> list[Result]:
    """Of each web worker and of the job worker, with its share of what processes have in common."""
    web, jobs = [], []
    for one in psutil.Process(server).children():
        command = " ".join(one.cmdline())
        if "postgres" not in one.name():
            family = [one, *one.children(recursive=True)]
            spent = sum(process.memory_full_info().pss for process in family) / 2**20
            (jobs if "waarborg.interfaces.cli.worker" in command else web).append(spent)
    return [
        Result("memory per web worker after all this (PSS)", 150, tuple(web), unit="MiB"),
        Result("memory of the job worker and its helpers after reports (PSS)", 150, tuple(jobs), unit="MiB"),
    ]


def _together(team: list[Person], seconds: int, pause: float) -> list[Result]:
    before = _stored()
    until = time.monotonic() + seconds
    _at_once(team, lambda person: person.work(until, pause))
    spent = tuple(second for person in team for second in person.spent)
    _at_once(team, lambda person: person.save(person.rows[0], -1))
    burst = tuple(person.spent[-1] for person in team)
    _require_all_stored(team, before)
    return [
        Result(f"save one judgement, {len(team)} people at once", SAVE_BUDGET, spent),
        Result(f"the same when all {len(team)} save in the same instant", None, burst),
    ]


def _at_once(team: list[Person], what: Callable[[Person], None]) -> None:
    threads = [threading.Thread(target=what, args=(person,), daemon=True) for person in team]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _require_all_stored(team: list[Person], before: tuple[int, int]) -> None:
    changes, lines = (after - was for after, was in zip(_stored(), before, strict=True))
    acknowledged = sum(person.acknowledged for person in team)
    print(f"{acknowledged} saves acknowledged, {changes} changes and {lines} journal lines stored", file=sys.stderr)
    for said in {said for person in team for said in person.refused}:
        print(f"refused: {said}", file=sys.stderr)
    assert changes == lines == acknowledged, "something was lost"


def _stored() -> tuple[int, int]:
    from waarborg.apps.assessments.models import JudgementChange
    from waarborg.apps.base.models import JournalLine
    from waarborg.apps.organisations.models import Organisation

    organisation = Organisation.objects.get(name=LARGEST)
    changes = JudgementChange.objects.filter(organisation=organisation).count()
    return changes, JournalLine.objects.filter(organisation_id=organisation.pk, action="assessment.judge").count()


if __name__ == "__main__":
    main()
