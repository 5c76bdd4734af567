"""Gemeente Veldermeer's sheet, run once in each language; the days differ, so that deadlines pass in between."""

from datetime import date

import pytest

from tests.journeys import oracle
from tests.journeys.wording import Wording

DAYS = {"nl": date(2027, 2, 8), "en": date(2027, 5, 17)}


@pytest.fixture(scope="session")
def veldermeer(_norms_once, django_db_blocker, tmp_path_factory):
    """Per language the run and the words around its figures; the database forgets the runs afterwards."""
    return {language: run_veldermeer(language, django_db_blocker, tmp_path_factory) for language in DAYS}


def run_veldermeer(language, django_db_blocker, tmp_path_factory):
    """The sheet of Veldermeer through the command on the day of this language, as if for the first time."""
    from django.db import transaction

    from tests.journeys import runs
    from waarborg.interfaces.cli import bootstrap, demo_data

    folder, day = tmp_path_factory.mktemp(f"veldermeer-{language}"), DAYS[language]
    moment = runs.moment(day.year, day.month, day.day)
    with django_db_blocker.unblock(), runs.on_day(moment), transaction.atomic():
        bootstrap.load_shipped_norms()
        demo_data.write_workbook(folder / "veldermeer.xlsx")
        made = runs.run(folder / "veldermeer.xlsx", folder / "rapport", norm="bio2@1.3", language=language)
        transaction.set_rollback(True)
    return made, Wording(oracle.Oracle("bio2@1.3", oracle.demo_answers(), day), language)


@pytest.fixture(params=["nl", "en"])
def told(request, db, veldermeer):
    """The run and the wording of one language; `db` because pytest-django makes a database only for who asks."""
    return veldermeer[request.param]


@pytest.fixture(name="words")
def words_of_the_run(told):
    """What the report must say, in the language of this run."""
    return told[1]


@pytest.fixture(name="oracle")
def oracle_of_the_run(words):
    """What the figures must be, reckoned from the answers alone."""
    return words.oracle
