"""What happens at the door goes into the journal. allauth tells it by signals: the only seam that it has for this.

No secrets, and not what a stranger typed as address: people type passwords in the wrong field.
"""

from collections.abc import Sequence
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa import signals as second_step
from django.contrib.auth.signals import user_logged_out
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from waarborg.apps.accounts import actions, queries
from waarborg.apps.base.actions import Actor
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.queries import memberships
from waarborg.interfaces.web.clock import now, today

RECOVERY = "recovery_codes"


def connect() -> None:
    """Listen from now on; once, when the application starts."""
    account.user_logged_in.connect(_signed_in, dispatch_uid="journal")
    user_logged_out.connect(_signed_out, dispatch_uid="journal")
    for signal, action in (
        (account.password_changed, "account.password_changed"),
        (account.password_set, "account.password_changed"),
        (account.password_reset, "account.password_reset"),
    ):
        signal.connect(_simple(action), dispatch_uid="journal", weak=False)
    for signal, action in (
        (second_step.authenticator_added, "account.second_step_added"),
        (second_step.authenticator_reset, "account.recovery_codes_renewed"),
        (second_step.authenticator_removed, "account.second_step_removed"),
    ):
        signal.connect(_of_authenticator(action), dispatch_uid="journal", weak=False)
    second_step.authenticator_used.connect(_used, dispatch_uid="journal")
    second_step.authentication_failed.connect(_second_step_failed, dispatch_uid="journal")


def tell(
    action: str,
    person: Any,  # noqa: ANN401 - Person
    request: HttpRequest,
    *,
    result: str = "done",
    detail: dict[str, Any] | None = None,
) -> None:
    """A line about this person, in every organisation of that person."""
    actions.tell(
        action,
        about=person.email,
        organisation_ids=organisations_of(person),
        by=Actor(person.name, origin_of(request), person_id=person.pk),
        at=now(),
        result=result,
        detail=detail,
    )


def refused(action: str, email: str, request: HttpRequest) -> None:
    """Somebody could not come in: told to the organisations of the account, if that address has one."""
    person = queries.person_of(email) if email else None
    actions.tell(
        action,
        about=person.email if person else "onbekend e-mailadres",
        organisation_ids=organisations_of(person) if person else (),
        by=Actor("niet aangemeld", origin_of(request), person_id=person.pk if person else None),
        at=now(),
        result="refused",
    )


def organisations_of(person: Any) -> Sequence[int]:  # noqa: ANN401 - Person
    """Where this person is at work today."""
    with within(None, person_id=person.pk):
        return [found.organisation.pk for found in memberships(person_id=person.pk, on=today())]


def origin_of(request: HttpRequest) -> str:
    """From where: the entrance and the address of the device; behind proxies what the nearest trusted one says."""
    try:
        return f"web {get_adapter(request).get_client_ip(request)}"
    except PermissionDenied:  # a proxy that speaks by a socket and tells no address
        return "web"


def _signed_in(request: HttpRequest, user: Any, **_kwargs: Any) -> None:  # noqa: ANN401 - a signal
    methods = [
        record.get("type") or record["method"] for record in request.session.get("account_authentication_methods", [])
    ]
    tell("account.signed_in", user, request, detail={"with": methods})
    if user.is_break_glass:
        tell(queries.BREAK_GLASS_USED, user, request)


def _signed_out(request: HttpRequest, user: Any, **_kwargs: Any) -> None:  # noqa: ANN401 - a signal
    if user is not None and user.pk:
        tell("account.signed_out", user, request)


def _simple(action: str) -> Any:  # noqa: ANN401 - a receiver
    def receive(request: HttpRequest, user: Any, **_kwargs: Any) -> None:  # noqa: ANN401
        tell(action, user, request)

    return receive


def _of_authenticator(action: str) -> Any:  # noqa: ANN401 - a receiver
    def receive(request: HttpRequest, user: Any, authenticator: Any, **_kwargs: Any) -> None:  # noqa: ANN401
        tell(action, user, request, detail={"kind": str(authenticator.type)})

    return receive


def _used(request: HttpRequest, user: Any, authenticator: Any, **_kwargs: Any) -> None:  # noqa: ANN401 - a signal
    if authenticator.type == RECOVERY:
        tell("account.recovery_code_used", user, request, detail={"left": len(authenticator.wrap().get_unused_codes())})


def _second_step_failed(user: Any, **_kwargs: Any) -> None:  # noqa: ANN401 - a signal
    tell("account.second_step_failed", user, context.request, result="refused")
