"""What a page costs in function calls, queries and processor time: to compare two versions on a machine that is busy.

`python -m bench.calls [ADDRESS …]` on a home that `bench.seed` filled; in one process, with what the server does about
garbage. Of two worktrees, each on a home of its own: `cd /tmp; PYTHONPATH=NEW OLD/.venv/bin/python -m bench.calls`.
"""

import cProfile
import os
import pstats
import sys
import time
from typing import Any

from bench.seed import LARGEST

TIMES = 9
ADDRESSES = (
    "/",
    "/stand/",
    "/stand/nulmeting/?over=",
    "/stand/nulmeting/5.01.01",
    "/stand/nulmeting/regels?over=",
    "/stand/nulmeting/resultaten",
    "/stand/nulmeting/resultaten?over=&per=thema",
    "/stand/nulmeting/invullen",
    "/norm/bio2/1.3/",
    "/norm/bio2/1.3/?zoek=wachtwoord",
)


def main() -> None:
    """A line per page: the least processor time of nine, and what does not depend on the machine."""
    from waarborg.interfaces.cli import bootstrap, serve

    bootstrap.django()
    _work_as_application(bootstrap)
    bootstrap.wsgi()
    serve._leave_out_of_collecting()  # noqa: SLF001 - as the server does
    client = _client(os.environ.get("ORGANISATION", LARGEST))
    print("| page | calls | queries | least processor time |\n|---|---|---|---|")
    for address in sys.argv[1:] or ADDRESSES:
        calls, queries, spent = _measured(client, address)
        print(f"| {address} | {calls:,} | {queries} | {spent * 1000:.1f} ms |", flush=True)


def _work_as_application(bootstrap: Any) -> None:  # noqa: ANN401 - of the version that is measured
    """The versions before step 3 had no limits on time."""
    limits = (bootstrap.OF_PAGES,) if hasattr(bootstrap, "OF_PAGES") else ()
    bootstrap.work_as_application(*limits)


def _client(name: str) -> Any:  # noqa: ANN401 - Django's
    from django.conf import settings
    from django.test import Client

    from waarborg.apps.base.tenancy import within
    from waarborg.apps.organisations.models import Member, Organisation

    with within(None, registry=True):
        organisation = Organisation.objects.get(name=name)
    with within(organisation.pk):
        member = Member.objects.filter(organisation=organisation, roles__contains=["ciso"]).order_by("pk")[0]
        person = member.person
    client = Client(headers={"host": "localhost"})
    with within(None, person_id=person.pk):
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _measured(client: Any, address: str) -> tuple[int, int, float]:  # noqa: ANN401 - Django's
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    spent = []
    for _ in range(TIMES + 1):
        start = time.process_time()
        assert client.get(address).status_code == 200, address  # noqa: PLR2004 - what is measured is a page
        spent.append(time.process_time() - start)
    profile = cProfile.Profile()
    profile.runcall(client.get, address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    calls: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return calls, len(captured), min(spent[1:])


if __name__ == "__main__":
    main()
