"""A real value for every parameter of an address. A new address with a parameter that is not here fails by name."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.wall.world import World


def _row(label: str, field: str = "pk") -> Callable[[World], Any]:
    return lambda world: getattr(world.rows[label], field)


def _value(value: Any) -> Callable[[World], Any]:
    return lambda _world: value


# (beginning of the address, parameter) -> value; the longest beginning that fits wins
SAMPLES: dict[tuple[str, str], Callable[[World], Any]] = {
    ("", "slug"): _row("assessments.Assessment", "slug"),
    ("", "number"): _value("5.17.01"),
    ("", "member_id"): _row("organisations.Member"),
    ("", "interview_id"): _row("assessments.Interview"),
    ("", "report_id"): _row("reports.ReportFile"),
    ("", "reaction_id"): _row("assessments.Reaction"),
    ("", "evidence_id"): _row("evidence.Evidence"),
    ("", "import_id"): _row("assessments.SheetImport"),
    ("", "row_id"): _row("assessments.Judgement"),
    ("sjablonen/", "template_id"): _value(1),  # templates belong to a person, not to an organisation
    ("taal/", "code"): _value("nl"),
    ("norm/", "name"): _value("bio2"),
    ("norm/", "version"): _value("1.3"),
    ("organisatie/profiel/", "topic"): _value("omvang"),
    ("organisatie/plichten/", "code"): _value("bio"),
    ("organisatie/cbw/", "pk"): _row("organisations.CbwTask"),
    ("organisatie/", "form"): _value("xlsx"),
    ("processen/", "form"): _value("xlsx"),
    ("systemen/", "form"): _value("xlsx"),
    ("stand/<slug:slug>/excel/", "pk"): _row("assessments.SheetImport"),
    ("stand/indelingen/", "mapping_id"): _row("assessments.SavedMapping"),
    ("stand/<slug:slug>/excel/", "upload_id"): _row("assessments.SheetUpload"),
    ("organisatie/onderdelen/", "code"): _row("organisations.Unit", "code"),
    ("organisatie/locaties/", "code"): _row("organisations.Location", "code"),
    ("organisatie/importeren/", "import_id"): _row("organisations.RegisterImport"),
    ("processen/", "code"): _row("organisations.Process", "code"),
    ("systemen/", "code"): _row("organisations.System", "code"),
    ("bewijs/", "pk"): _row("evidence.Evidence"),
    ("beheer/aanmelden/", "slug"): _row("accounts.IdentityProvider", "slug"),
    ("beheer/toegang/", "review_id"): _row("organisations.AccessReview"),
    ("beheer/toegang/", "line_id"): _row("organisations.AccessReviewLine"),
    ("beheer/toegang/", "kind"): _value("csv"),
    ("aanmelden/via/", "provider_id"): _row("accounts.IdentityProvider", "slug"),
    ("aanmelden/wachtwoord/", "uidb36"): _value("1"),
    ("aanmelden/wachtwoord/", "key"): _value("onbekend"),
    ("uitnodiging/", "token"): _value("onbekend"),
    ("account/", "session_id"): _value(1),
    ("account/", "pk"): _value(1),
}
# parameters that are the same for every organisation: with these alone an address names nothing of Veldermeer
SHARED = {
    "code",
    "name",
    "version",
    "number",
    "topic",
    "kind",
    "uidb36",
    "key",
    "token",
    "session_id",
    "provider_id",
    "form",
}


def patterns(under: list[Any] | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the application, as it is written, with its view."""
    for pattern in get_resolver().url_patterns if under is None else under:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, here)
        else:
            yield here, pattern


def parameters(route: str) -> list[str]:
    """The names of the parameters of an address."""
    return [a or b for a, b in re.findall(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>", route)]


def address(route: str, world: World) -> str:
    """The address with real values in it."""
    filled = route
    for name in parameters(route):
        sample = _sample(route, name)
        assert sample, f"no value for <{name}> of {route}"
        value = str(sample(world))
        filled = re.sub(rf"<(?:\w+:)?{name}>|\(\?P<{name}>[^)]*\)", lambda _match, value=value: value, filled, count=1)
    return "/" + filled.removeprefix("^").removesuffix("$")


def names_a_row(route: str) -> bool:
    """Whether an address names something of one organisation."""
    is_tenant = route.startswith(("stand/", "processen/", "systemen/", "bewijs/", "beheer/", "organisatie/"))
    own_codes = route.startswith(("processen/", "systemen/", "organisatie/onderdelen/", "organisatie/locaties/"))
    names = set(parameters(route))
    return is_tenant and bool(names - SHARED or (own_codes and "code" in names))


def missing() -> list[str]:
    """The addresses that cannot be tried yet, with the parameter that has no value here."""
    routes = [route for route, _pattern in patterns()]
    return [
        f"{route}: no value for <{name}>" for route in routes for name in parameters(route) if not _sample(route, name)
    ]


def _sample(route: str, name: str) -> Callable[[World], Any] | None:
    fitting = {start: sample for (start, known), sample in SAMPLES.items() if known == name and route.startswith(start)}
    return fitting[max(fitting, key=len)] if fitting else None
