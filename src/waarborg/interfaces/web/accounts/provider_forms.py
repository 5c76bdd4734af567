"""The forms of `/beheer/aanmelden`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.apps.accounts import queries
from waarborg.apps.accounts.shapes import SecondStep
from waarborg.apps.organisations.actions import GIVEN_BY_GROUPS
from waarborg.apps.organisations.labels import role as role_name
from waarborg.domain.permissions import Role
from waarborg.interfaces.web.accounts.checked_provider import is_safe_address
from waarborg.interfaces.web.fields import LookedAfter

WHO_ASKS = (
    (SecondStep.OURS, _("Waarborg vraagt de tweede stap, ook na deze aanbieder")),
    (SecondStep.THEIRS, _("Deze aanbieder vraagt altijd zelf een tweede stap")),
    (
        SecondStep.TOLD,
        _("Deze aanbieder zegt erbij of hij een tweede stap vroeg (amr); zo niet, dan vraagt Waarborg hem"),
    ),
)


class Provider(LookedAfter):
    """What stands in the settings of the provider."""

    name = forms.CharField(label=_("Naam op de knop"), max_length=40, help_text=_("Bijvoorbeeld: gemeente Veldermeer."))
    server_url = forms.URLField(
        label=_("Adres van de aanbieder (issuer)"),
        max_length=300,
        assume_scheme="https",
        help_text=_("Zonder /.well-known/openid-configuration."),
    )
    client_id = forms.CharField(label=_("Client-id"), max_length=191)
    secret = forms.CharField(
        label=_("Clientgeheim"),
        required=False,
        max_length=500,
        help_text=_("Wordt versleuteld bewaard en nooit meer getoond. Laat leeg om het te houden."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    groups_claim = forms.CharField(
        label=_("Naam van de groepenclaim"),
        max_length=60,
        initial="groups",
        help_text=_("In welk veld de aanbieder de groepen van iemand noemt."),
    )
    trusts_email = forms.BooleanField(
        label=_("Deze aanbieder staat in voor de e-mailadressen die hij noemt"),
        required=False,
        help_text=_(
            "Aan: wie nog geen account heeft, krijgt er een, en bestaande accounts worden herkend aan het adres. "
            "Uit: iemand koppelt eerst zelf zijn account."
        ),
    )
    second_step = forms.ChoiceField(
        label=_("Wie vraagt de tweede stap?"),
        widget=forms.RadioSelect,
        choices=[(step.value, words) for step, words in WHO_ASKS],
        initial=SecondStep.OURS.value,
    )

    def clean_server_url(self) -> str:
        address: str = self.cleaned_data["server_url"]
        if not is_safe_address(address):
            told = _("Dit adres begint niet met https. Dan kan iemand onderweg zich voor de aanbieder uitgeven.")
            raise forms.ValidationError(told)
        return address


class Group(LookedAfter):
    """A group and what it may."""

    provider = forms.ChoiceField(label=_("Aanbieder"))
    group = forms.CharField(
        label=_("Groep"), max_length=200, help_text=_("Precies zoals de aanbieder hem noemt, soms een lange code.")
    )
    roles = forms.MultipleChoiceField(
        label=_("Rollen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Geen enkele rol haalt de groep weg."),
    )

    def __init__(self, *args: Any, organisation_id: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        provider: Any = self.fields["provider"]
        provider.choices = [(one.slug, one.name) for one in queries.providers(organisation_id)]
        roles: Any = self.fields["roles"]
        roles.choices = [(role.value, role_name(role)) for role in Role if role in GIVEN_BY_GROUPS]
