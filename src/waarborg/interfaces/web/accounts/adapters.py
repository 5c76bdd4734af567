"""Where allauth asks us: our rules, our words and the journal."""

import logging
import time
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waarborg.apps.accounts.queries import Person, second_steps_of_kind
from waarborg.interfaces.web.accounts import arriving, events, lifetime
from waarborg.interfaces.web.language import remember
from waarborg.machine import strongbox

_log = logging.getLogger(__name__)
SETTLING_SECONDS = 900
SETTLING_PAGES = {"mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"}
_CAME_NEW = "came_without_second_step"
TOO_MANY = "too_many_login_attempts"
SAID = {
    "account/messages/password_changed.txt": _("Je wachtwoord is veranderd."),
    "account/messages/password_set.txt": _("Je wachtwoord is ingesteld."),
    "account/messages/logged_out.txt": _("Je bent afgemeld."),
    "mfa/messages/totp_activated.txt": _("De app op je telefoon is nu je tweede stap."),
    "mfa/messages/totp_deactivated.txt": _("De app is geen tweede stap meer."),
    "mfa/messages/webauthn_added.txt": _("De toegangssleutel is toegevoegd."),
    "mfa/messages/webauthn_removed.txt": _("De toegangssleutel is weg."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "Je hebt nieuwe herstelcodes. Bewaar ze nu; je ziet ze maar één keer."
    ),
    "socialaccount/messages/account_connected.txt": _("Je account is gekoppeld. Voortaan kun je ook zo aanmelden."),
    "socialaccount/messages/account_connected_other.txt": _("Dit account hoort al bij iemand anders."),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: people come by invitation, by set-up or by the groups of a provider."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account is dicht. Vraag je beheerder."),
        "email_password_mismatch": _(
            "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze na, of kies een nieuw wachtwoord."
        ),
        "enter_current_password": _("Dit is niet je wachtwoord van nu."),
        "incorrect_code": _("Deze code klopt niet, of is al gebruikt. Wacht op de volgende en probeer die."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "invalid_password_reset": _("Deze link werkt niet meer. Vraag een nieuwe."),
        TOO_MANY: _(
            "Het ging te vaak mis. Wacht 15 minuten en probeer het opnieuw. Wachtwoord vergeten? Kies een nieuw."
        ),
        "rate_limited": _("Dat ging te vaak achter elkaar. Wacht een minuut."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def get_login_stages(self) -> list[str]:
        ours = "waarborg.interfaces.web.accounts.stages.SecondStep"
        return [ours if stage.endswith(".AuthenticateStage") else stage for stage in super().get_login_stages()]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002 - allauth's signature
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our words for what allauth tells; it stays silent where the page itself shows it."""
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ANN401, ARG002 - same
        """Per account; allauth adds the address that the visitor asked for, which the visitor chooses freely."""
        return str(credentials.get("email", "")).strip().lower()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - allauth's signature
        try:
            super().pre_authenticate(request, **credentials)
        except forms.ValidationError:
            events.refused("account.locked_out", credentials.get("email", ""), request)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - same
        events.refused("account.sign_in_failed", credentials.get("email", ""), request)

    def reauthenticate(self, user: Person, password: str) -> bool:
        """By the address of the account itself: it needs no list of addresses beside it."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ANN401 - allauth's signature
        """Who came in without a second step sets it up, codes and all, without typing the password again."""
        asked: bool = super().is_reauthentication_required(app=app, **kwargs)
        return asked and not _is_settling_in(context.request)

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:  # noqa: ANN401 - same
        arriving.pin_to_provider(request, kwargs.get("signal_kwargs") or {})
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - same
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember(response, user.language, is_secure=request.is_secure())
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        return reverse("account_own")

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """The same ways, in our words."""
        words = {
            "reauthenticate": _("Met je wachtwoord"),
            "mfa_reauthenticate": _("Met een code"),
            "mfa_reauthenticate:webauthn": _("Met je toegangssleutel"),
        }
        return [{**way, "description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """Not for who signs in elsewhere, and not for a break-glass account: its papers are the only way in."""
        if settings.SENDS_MAIL and user.has_usable_password() and not user.is_break_glass:
            with translation.override(user.language):
                try:
                    super().send_password_reset_mail(user, email, context)
                except (SMTPException, OSError) as error:  # a page that breaks would tell that there is an account
                    _log.warning("a mail for a new password was not taken: %s", error)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets locked, and our words."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Deze tweede stap kun je niet weghalen."),
        "cannot_generate_recovery_codes": _("Zet eerst een tweede stap op; dan krijg je herstelcodes."),
        "incorrect_code": _("Deze code klopt niet, of is al gebruikt. Wacht op de volgende en probeer die."),
    }

    def get_totp_issuer(self) -> str:
        return f"Waarborg ({context.request.get_host()})"

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002 - allauth's signature
        number = second_steps_of_kind(user, type) + 1
        return gettext("Toegangssleutel %(number)s") % {"number": number}

    def encrypt(self, text: str) -> str:
        return strongbox.lock(text, key=settings.SECRET_KEY)

    def decrypt(self, encrypted_text: str) -> str:
        return strongbox.unlock(encrypted_text, key=settings.SECRET_KEY)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Waarborg"}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.name}


def _is_settling_in(request: HttpRequest) -> bool:
    if not SecondStepAdapter().is_mfa_enabled(request.user):
        request.session[_CAME_NEW] = True
    is_here = request.resolver_match is not None and request.resolver_match.url_name in SETTLING_PAGES
    is_fresh = time.time() - request.session.get(lifetime.BEGAN, 0) < SETTLING_SECONDS
    return is_here and is_fresh and request.session.get(_CAME_NEW, False)
