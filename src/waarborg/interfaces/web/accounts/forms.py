"""The forms at the door: allauth's, with our labels and looks, and our own."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from waarborg.apps.accounts.queries import Person
from waarborg.apps.base.labels import layer
from waarborg.domain.organisations import Layer
from waarborg.domain.permissions import Role
from waarborg.interfaces.web.accounts.passwords import SHORTEST
from waarborg.interfaces.web.fields import LookedAfter, look_after

LABELS = {
    "login": _("E-mailadres"),
    "email": _("E-mailadres"),
    "password": _("Wachtwoord"),
    "oldpassword": _("Je wachtwoord van nu"),
    "password1": _("Nieuw wachtwoord"),
    "password2": _("Nieuw wachtwoord, nog een keer"),
    "code": _("Code"),
    "name": _("Naam van deze sleutel"),
}
PASSWORD_HINT = format_lazy(
    _("Minstens {length} tekens. Een zin van vier woorden is sterk en makkelijk te onthouden."), length=SHORTEST
)
HINTS = {
    "password1": PASSWORD_HINT,
    "name": _("Zo herken je hem later, bijvoorbeeld: laptop van het werk."),
}


class Ours:
    """Labels above the field in our words, no text in the field that vanishes when you type."""

    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = self.hints.get(name, HINTS.get(name, ""))
            field.widget.attrs.pop("placeholder", None)
            look_after(field)


class SignIn(Ours, account.LoginForm):  # type: ignore[misc]
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class AskNewPassword(Ours, account.ResetPasswordForm):  # type: ignore[misc]
    """The address to which the link goes."""


class NewPassword(Ours, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """After the link."""


class ChangePassword(Ours, account.ChangePasswordForm):  # type: ignore[misc]
    """By who is signed in."""


class SetPassword(Ours, account.SetPasswordForm):  # type: ignore[misc]
    """For who has none yet."""


class PasswordAgain(Ours, account.ReauthenticateForm):  # type: ignore[misc]
    """Before something sensitive."""


class Code(Ours, second_step.AuthenticateForm):  # type: ignore[misc]
    """Of the app, or a recovery code."""

    hints: ClassVar = {"code": _("De zes cijfers uit je app. Geen telefoon bij de hand? Typ dan een herstelcode.")}


class CodeAgain(Ours, second_step.ReauthenticateForm):  # type: ignore[misc]
    """Before something sensitive."""

    hints: ClassVar = Code.hints


class SetUpApp(Ours, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code proves that the app has the secret."""

    hints: ClassVar = {"code": _("De zes cijfers die de app nu toont.")}


class RemoveApp(Ours, totp.DeactivateTOTPForm):  # type: ignore[misc]
    """Nothing to fill in."""


class AddKey(Ours, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """Always a passkey: with fingerprint, face or PIN, so that it can replace the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = True


class RenameKey(Ours, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name."""


class NewCodes(Ours, GenerateRecoveryCodesForm):  # type: ignore[misc]
    """Nothing to fill in."""


class Profile(LookedAfter):
    """How somebody is called, and in which language."""

    name = forms.CharField(
        label=_("Naam"),
        max_length=200,
        help_text=_("Zo staat je naam bij wat je doet."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Taal"), choices=settings.LANGUAGES, widget=forms.RadioSelect)


# what the first person can be besides administrator; the others come by invitation
FIRST_ROLES = (
    (Role.CISO, _("CISO: ik coördineer de informatiebeveiliging")),
    (Role.ISO, _("ISO: ik voer uit wat de CISO coördineert")),
    (Role.BOARD, _("Bestuurder of directie")),
    (Role.ADVISER, _("Adviseur: ik werk voor deze organisatie")),
)


class SetUp(LookedAfter):
    """The first account and the first organisation."""

    code = forms.CharField(
        label=_("Code van de console"),
        max_length=40,
        help_text=_("Staat in het venster waarin Waarborg is gestart, zoals ABCD-EFGH-JKLM."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    organisation = forms.CharField(
        label=_("Naam van je organisatie"),
        max_length=200,
        help_text=_("Voluit, zoals op een rapport: Gemeente Veldermeer."),
    )
    layer = forms.ChoiceField(label=_("Soort organisatie"))
    name = forms.CharField(label=_("Je naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        help_text=_("Hiermee meld je je aan."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Wachtwoord"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    roles = forms.MultipleChoiceField(
        label=_("Wat ben je nog meer, behalve beheerder?"),
        required=False,
        help_text=_(
            "De beheerder regelt wie erin mag, maar leest geen inhoud. Wil je ook de nulmeting doen, kies dan hier."
        ),
        choices=[(role.value, words) for role, words in FIRST_ROLES],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["layer"]
        kind.choices = [(one.value, layer(one.value)) for one in Layer]

    def clean(self) -> dict[str, Any]:
        """The password is held against name and address too, so it comes last."""
        given: dict[str, Any] = super().clean() or {}
        if password := given.get("password"):
            try:
                validate_password(password, Person(email=given.get("email", ""), name=given.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given
