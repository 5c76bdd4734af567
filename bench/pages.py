"""Every page, over HTTP from `waarborg serve`: taken from the list of addresses itself, so that none is forgotten."""

import http.client
import re
import sys
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from bench.startup import LIMIT_SECONDS
from bench.timing import Result

TIMES = 20
USUAL = 0.15  # any page; what has a budget of its own in the design stands in BUDGETS
BUDGETS = {
    "": 0.06,
    "stand/<slug:slug>/": 0.1,
    "stand/<slug:slug>/resultaten": 0.06,
    "stand/<slug:slug>/<number:number>": 0.06,
}
# not pages: what answers with a file or a part of a page, starts something elsewhere, or ends the session
_LEFT_OUT = re.compile(
    r"^aanmelden/(af$|via/|opnieuw)|^taal/|^thema\.css$|\.xlsx$|/csv$|/export/|/blad$|lijst\.|/bestand$"
)
# the same page with more asked of it
MORE = (
    ("stand/nulmeting/?over=", "picture of the organisation", 0.1),
    ("stand/nulmeting/regels?over=", "answers of the organisation", USUAL),
    ("stand/nulmeting/regels?over=&zoek=wachtwoord", "search in a round", USUAL),
    ("stand/nulmeting/5.01.01?uitkomst=gap&volgorde=urgentie", "item out of a list by urgency", USUAL),
    ("norm/bio1/1.04zv/", "edition, tree of 301 items", USUAL),
    ("norm/bio2/1.3/?zoek=wachtwoord", "full-text search in a norm", USUAL),
    ("norm/bio2/1.3/?zoek=05.17.1", "search by number in a norm", USUAL),
    ("norm/vergelijk?van=bio2@1.2&naar=bio2@1.3", "comparison of two editions", USUAL),
    ("beheer/logboek?zoek=onvindbaar", "journal, search that finds nothing", USUAL),
)


def _first(table: str, field: str = "pk") -> Callable[[int], Any]:
    """A row of the largest organisation; None when the bench has none."""

    def find(organisation_id: int) -> Any:  # noqa: ANN401 - of any table
        from django.apps import apps

        rows = apps.get_model(table).objects.filter(organisation_id=organisation_id).order_by("pk")
        return rows.values_list(field, flat=True).first()

    return find


def _always(value: str) -> Callable[[int], str]:
    return lambda _organisation_id: value


# (beginning of the address, parameter) -> value; the longest beginning that fits wins. None: there is no such row here
VALUES: dict[tuple[str, str], Callable[[int], Any]] = {
    ("", "slug"): _always("nulmeting"),
    ("", "number"): _always("5.01.01"),
    ("", "member_id"): _first("organisations.Member"),
    ("", "row_id"): _first("assessments.Judgement"),
    ("", "interview_id"): _first("assessments.Interview"),
    ("", "report_id"): _first("reports.ReportFile"),
    ("", "reaction_id"): _first("assessments.Reaction"),
    ("", "mapping_id"): _first("assessments.SavedMapping"),
    ("", "upload_id"): _first("assessments.SheetUpload"),
    ("", "import_id"): _first("organisations.RegisterImport"),
    ("", "review_id"): _first("organisations.AccessReview"),
    ("", "line_id"): _first("organisations.AccessReviewLine"),
    ("", "token"): _always("onbekend"),
    ("", "key"): _always("onbekend"),
    ("", "uidb36"): _always("1"),
    ("", "session_id"): _always("1"),
    ("", "template_id"): _always(""),  # of a person, who has none here
    ("account/", "pk"): _always(""),
    ("norm/", "name"): _always("bio2"),
    ("norm/", "version"): _always("1.3"),
    ("organisatie/profiel/", "topic"): _always("omvang"),
    ("organisatie/plichten/", "code"): _always("bio"),
    ("organisatie/cbw/", "pk"): _first("organisations.CbwTask"),
    ("organisatie/onderdelen/", "code"): _first("organisations.Unit", "code"),
    ("organisatie/locaties/", "code"): _first("organisations.Location", "code"),
    ("processen/", "code"): _first("organisations.Process", "code"),
    ("systemen/", "code"): _first("organisations.System", "code"),
    ("stand/", "pk"): _first("assessments.SheetImport"),
    ("bewijs/", "pk"): _first("evidence.Evidence"),
    ("beheer/aanmelden/", "slug"): _first("accounts.IdentityProvider", "slug"),
}


def measure(port: int, cookie: str, organisation_id: int) -> list[Result]:
    """Every page that opens for this visitor; what does not is named on standard error, with why."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT_SECONDS)
    results = []
    for path, name, budget in (*_every(organisation_id), *MORE):
        status, spent = _timed(connection, f"/{path}", cookie)
        if status == HTTPStatus.OK:
            results.append(Result(f"page over HTTP: {name}", budget, spent))
        else:
            print(f"no page: /{path} answers {status}", file=sys.stderr)
    return results


def _timed(connection: http.client.HTTPConnection, path: str, cookie: str) -> tuple[int, tuple[float, ...]]:
    spent: list[float] = []
    for turn in range(TIMES + 1):
        start = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != HTTPStatus.OK:
            return answer.status, ()
        if turn:  # the first one warms up
            spent.append(time.perf_counter() - start)
    return HTTPStatus.OK, tuple(spent)


def _every(organisation_id: int) -> Iterator[tuple[str, str, float]]:
    for pattern in sorted(addresses()):
        if _LEFT_OUT.search(pattern):
            continue
        path = _filled(pattern, organisation_id)
        if path is None:
            print(f"no row to open: /{pattern}", file=sys.stderr)
        else:
            yield path, f"/{pattern}", BUDGETS.get(pattern, USUAL)


def addresses(under: list[Any] | None = None, before: str = "") -> Iterator[str]:
    """Every address of the application, as it is written."""
    from django.urls import URLResolver, get_resolver

    for pattern in get_resolver().url_patterns if under is None else under:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here


def _filled(pattern: str, organisation_id: int) -> str | None:
    """The address with a value in every place, None when there is nothing to put there.

    Raises LookupError for a parameter that is not in VALUES: a new page does not stay out of the bench unseen.
    """
    path = pattern
    for whole, name in re.findall(r"(<(?:\w+:)?(\w+)>)", pattern):
        known = [start for start, parameter in VALUES if parameter == name and pattern.startswith(start)]
        if not known:
            raise LookupError(f"bench/pages.py has no value for {name} in {pattern}")
        value = VALUES[max(known, key=len), name](organisation_id)
        if value in {None, ""}:
            return None
        path = path.replace(whole, str(value))
    return path
