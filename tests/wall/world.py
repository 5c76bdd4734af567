"""Gemeente Veldermeer with one real row of everything, its people, and a stranger who is everything elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from tests.cast import ELSEWHERE, TODAY, VELDERMEER
from tests.people import member, organisation
from tests.wall.rows import make, tenant_models
from waarborg.apps.norms.models import Edition
from waarborg.domain.assessments import Verdict
from waarborg.domain.cbw import CbwStatus
from waarborg.domain.permissions import NOT_FOR_PEOPLE, Role
from waarborg.machine import strongbox

HERE = "ALLEEN-VOOR-VELDERMEER"  # stands in every text of Veldermeer
OTHERS = "VAN-EEN-ANDER"  # stands in what belongs to somebody else than the process owner and the buyer
ROLES = [role for role in Role if role not in NOT_FOR_PEOPLE]
# texts that a database rule or the code of the application gives a meaning
_MEANS = {"code", "slug", "state", "status", "language", "sha256", "read_sha256", "file_sha256", "token_sha256"}
_MEANS |= {"file_name", "media_type", "server_url", "client_id", "secret", "name_of_task", "provider", "group", "task"}


@dataclass(frozen=True, slots=True)
class World:
    """The rows by table, for addresses; and who can come."""

    rows: dict[str, Any]
    visitors: dict[str, Any]


def build() -> World:
    """Make it, in the transaction of the test."""
    veldermeer = organisation(VELDERMEER)
    visitors = {f"{role.value}": member(veldermeer, role) for role in ROLES}
    visitors["stranger"] = member(organisation(ELSEWHERE), *ROLES, email="vreemd@voorbeeld.test")
    visitors["left"] = member(veldermeer, Role.CISO, email="weg@voorbeeld.test", left_on=TODAY.replace(year=2020))
    visitors["expired"] = member(
        veldermeer, Role.SUPERVISOR, email="op@voorbeeld.test", until_on=TODAY.replace(year=2020)
    )
    rows: dict[str, Any] = {"organisations.Organisation": veldermeer}
    rows["organisations.Member"] = member(veldermeer, Role.EMPLOYEE, email="los@voorbeeld.test", name=f"Los {HERE}")
    for model in _in_order():
        if model._meta.label not in rows:
            rows[model._meta.label] = make(model, veldermeer, **_given(model, rows, visitors))
    return World(rows, visitors)


def _in_order() -> list[type[models.Model]]:
    """Every table of an organisation, what others point at first."""
    order = {model: place for place, model in enumerate(apps.get_models())}
    left, done = [m for m in tenant_models() if m._meta.app_label != "base"], []
    left.sort(key=order.__getitem__)
    while left:
        ready = next(m for m in left if not _needs(m) & set(left) - {m})
        left.remove(ready)
        done.append(ready)
    return done


def _needs(model: type[models.Model]) -> set[type[models.Model]]:
    return {f.related_model for f in model._meta.concrete_fields if f.is_relation and not f.null}


def _given(model: type[models.Model], rows: dict[str, Any], visitors: dict[str, Any]) -> dict[str, Any]:
    """The rows that are there instead of new ones, marked texts, and what belongs to somebody else."""
    given: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.is_relation and not field.null and field.related_model._meta.label in rows:
            given[field.name] = rows[field.related_model._meta.label]
        elif _is_free_text(field):
            given[field.name] = f"{HERE} {OTHERS}"[: field.max_length]
    return given | _special(model, visitors)


def _is_free_text(field: models.Field) -> bool:
    plain = type(field) in {models.CharField, models.TextField} and not field.choices and not field.unique
    return plain and field.name not in _MEANS and (field.max_length or 999) >= 100


def _special(model: type[models.Model], visitors: dict[str, Any]) -> dict[str, Any]:
    make_special = _SPECIAL.get(model._meta.label)
    return make_special(visitors) if make_special else {}


def _bio2() -> Edition:
    return Edition.objects.get(catalogue__name="bio2", version="1.3")


def _judgement(visitors: dict[str, Any]) -> dict[str, Any]:
    verdicts = dict.fromkeys(("opzet", "bestaan", "werking"), Verdict.PARTLY.value)
    return {"item": _bio2().items.get(number="5.17.01"), "assignee": visitors["iso"], "ask": "verdict", **verdicts}


_SPECIAL: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "assessments.Assessment": lambda _: {"edition": _bio2(), "slug": "veldermeer-2027"},
    "assessments.Judgement": _judgement,
    "assessments.Subject": lambda _: {"kind": "organisation", "code": ""},
    "reports.ReportFile": lambda _: {"file_name": "rapport.pdf", "state": "done", "language": "nl"},
    "organisations.Correction": lambda _: {
        "subject": "status",
        "about": "",
        "value": CbwStatus.UNDER_ASSESSMENT.value,
    },
    "accounts.IdentityProvider": lambda _: {
        "slug": "veldermeer",
        "name": "Veldermeer",  # seen by everyone at the door
        "secret": strongbox.lock("geheim", key=settings.SECRET_KEY),
    },
    "evidence.Evidence": lambda visitors: {"added_by": visitors["iso"]},
}
