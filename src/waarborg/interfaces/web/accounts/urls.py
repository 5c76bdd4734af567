"""Every address at the door, in one table: which are for everyone, and which for whom.

allauth's own list is not included: pages that we do not want (signing up, lists of addresses) do not exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from waarborg.interfaces.web.access import public, signed_in
from waarborg.interfaces.web.accounts import help_in, oidc, providers, set_up, views
from waarborg.interfaces.web.accounts.guards import once_set_up, settling, with_own_password


class PersonNumber(StringConverter):
    """A person in a link to a new password, as allauth writes it: without a dash, for the key follows after one."""

    regex = "[0-9A-Za-z]+"


register_converter(PersonNumber, "uid")

DOOR: list[URLPattern] = [
    path("aanmelden/", public(once_set_up(account.login)), name="account_login"),
    path("aanmelden/af", public(account.logout), name="account_logout"),
    path("aanmelden/gesloten", public(account.account_inactive), name="account_inactive"),
    path("aanmelden/tweede-stap", public(second_step.authenticate), name="mfa_authenticate"),
    path("aanmelden/sleutel", public(keys.login_webauthn), name="mfa_login_webauthn"),
    path("aanmelden/opnieuw", settling(account.reauthenticate), name="account_reauthenticate"),
    path("aanmelden/opnieuw/code", settling(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("aanmelden/opnieuw/sleutel", settling(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("aanmelden/wachtwoord", public(account.password_reset), name="account_reset_password"),
    path("aanmelden/wachtwoord/verstuurd", public(account.password_reset_done), name="account_reset_password_done"),
    path(
        "aanmelden/wachtwoord/<uid:uidb36>-<str:key>/",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "aanmelden/wachtwoord/klaar",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("aanmelden/via/afgebroken", public(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("aanmelden/via/mislukt", public(social.login_error), name="socialaccount_login_error"),
    path("aanmelden/via/<slug:provider_id>", oidc.leave, name="openid_connect_login"),
    path("aanmelden/via/<slug:provider_id>/terug", oidc.come_back, name="openid_connect_callback"),
    path("inrichten/", public(set_up.page), name="set_up"),
]
OWN: list[URLPattern] = [
    path("account/", signed_in(views.own), name="account_own"),
    path("account/wachtwoord", with_own_password(account.password_change), name="account_change_password"),
    path("account/wachtwoord/nieuw", with_own_password(account.password_set), name="account_set_password"),
    path("account/apparaten", settling(views.devices), name="usersessions_list"),
    path("account/apparaten/<int:session_id>/af", settling(views.end_device), name="account_end_device"),
    path("account/apparaten/andere/af", settling(views.end_other_devices), name="account_end_others"),
    path("account/tweede-stap/", settling(second_step.index), name="mfa_index"),
    path("account/tweede-stap/app", settling(totp.activate_totp), name="mfa_activate_totp"),
    path("account/tweede-stap/app/weg", settling(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/tweede-stap/sleutels", settling(keys.list_webauthn), name="mfa_list_webauthn"),
    path("account/tweede-stap/sleutels/nieuw", settling(keys.add_webauthn), name="mfa_add_webauthn"),
    path("account/tweede-stap/sleutels/<int:pk>/weg", settling(keys.remove_webauthn), name="mfa_remove_webauthn"),
    path("account/tweede-stap/sleutels/<int:pk>/naam", settling(keys.edit_webauthn), name="mfa_edit_webauthn"),
    path("account/tweede-stap/codes", settling(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/tweede-stap/codes/nieuw", settling(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
]
SETTINGS: list[URLPattern] = [
    path("beheer/aanmelden", providers.page, name="sign_in_settings"),
    path("beheer/aanmelden/aanbieder", providers.provider, name="sign_in_provider_new"),
    path("beheer/aanmelden/aanbieder/<slug:slug>", providers.provider, name="sign_in_provider"),
    path("beheer/aanmelden/aanbieder/<slug:slug>/weg", providers.remove, name="sign_in_provider_remove"),
    path("beheer/aanmelden/hulp/<int:member_id>", help_in.page, name="sign_in_help"),
    path("beheer/aanmelden/groep", providers.group, name="sign_in_group"),
]
urlpatterns = DOOR + OWN + SETTINGS
