"""The first day: what saving takes on a database that was only just made, before anything counted its tables.

`python -m bench.fresh` on an empty WAARBORG_HOME.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.timing import Result, table

NAME = "Eerste dag"
BULK_BUDGET = 0.25
TIMES = 3


def measure() -> list[Result]:
    """Save every row of a round in one act, as a sheet that comes back does; each time another answer."""
    from waarborg.apps.assessments.actions import Edit, save_judgements
    from waarborg.apps.assessments.models import Judgement
    from waarborg.apps.base.tenancy import within

    organisation, by = _town()
    at = datetime.now(tz=UTC)
    round_ = _round(organisation, by, at)
    spent = []
    for turn, verdict in zip(range(TIMES), ("meets", "partly", "fails"), strict=True):
        with within(organisation.pk):
            rows = Judgement.objects.filter(assessment=round_).exclude(item__status="reference")
            values = {"opzet": verdict, "bestaan": verdict, "explanation": f"Gezien, ronde {turn}."}
            edits = [Edit(pk, values) for pk in rows.values_list("pk", flat=True)]
        start = time.perf_counter()
        with within(organisation.pk):
            save_judgements(organisation=organisation, edits=edits, by=by, at=at, origin="sheet")
        spent.append(time.perf_counter() - start)
    return [Result(f"save {len(edits)} rows in one act, fresh database", BULK_BUDGET, tuple(spent))]


def _town() -> tuple[Any, Any]:
    from waarborg.apps.base.actions import Actor
    from waarborg.apps.organisations.models import Organisation
    from waarborg.domain.permissions import Role

    organisation = Organisation.objects.create(name=NAME, layer="gemeente", is_demo=True)
    return organisation, Actor("bench", "bench", roles=frozenset({Role.CISO}), organisation_id=organisation.pk)


def _round(organisation: Any, by: Any, at: datetime) -> Any:  # noqa: ANN401 - rows
    """A round over the organisation and ten systems, so that there are rows of which none must be read."""
    from waarborg.apps.assessments.actions import NewRound, Subjects, start_round
    from waarborg.apps.base.tenancy import within
    from waarborg.apps.norms import queries as norms
    from waarborg.apps.organisations.models import System

    with within(organisation.pk):
        codes = [f"s{n}" for n in range(10)]
        System.objects.bulk_create(System(organisation=organisation, code=code, name=code) for code in codes)
        rest = NewRound(
            edition=norms.edition("bio2@1.3"),
            title="Systemen",
            reference_on=at.date(),
            subjects=Subjects(systems=tuple(codes)),
        )
        start_round(organisation=organisation, new=rest, by=by, at=at)
        new = NewRound(edition=norms.edition("bio2@1.3"), title="Eerste", reference_on=at.date())
        return start_round(organisation=organisation, new=new, by=by, at=at)


def apart(home: Path) -> list[Result]:
    """The same in a process and on a database of its own: a first day comes once."""
    environment = {**os.environ, "WAARBORG_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    told = subprocess.run(
        [sys.executable, "-m", "bench.fresh", "--json"], env=environment, check=True, stdout=subprocess.PIPE
    )
    return [Result(**{**one, "runs": tuple(one["runs"])}) for one in json.loads(told.stdout)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    from waarborg.interfaces.cli import bootstrap

    bootstrap.django()
    results = measure()
    print(json.dumps([asdict(one) for one in results]) if given.json else table(results))


if __name__ == "__main__":
    main()
