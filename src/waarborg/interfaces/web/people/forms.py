"""What people fill in about people."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.apps.base import labels
from waarborg.apps.organisations.actions.members import Details
from waarborg.apps.organisations.queries import Member
from waarborg.domain.organisations import Layer
from waarborg.domain.permissions import Role
from waarborg.interfaces.web.fields import LookedAfter, look_after
from waarborg.interfaces.web.people.words import GIVEN, RoleWords, explained


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MemberForm(LookedAfter):
    """Who somebody is here, and which roles count from when until when."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    function = forms.CharField(
        label=gettext_lazy("Functie"),
        help_text=gettext_lazy("Bijvoorbeeld teamleider Burgerzaken."),
        max_length=200,
        required=False,
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        help_text=gettext_lazy("Alleen nodig als deze persoon zich gaat aanmelden."),
        required=False,
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Rollen"), required=False, choices=[(role.value, role.value) for role in GIVEN]
    )
    from_on = forms.DateField(
        label=gettext_lazy("Eerste dag"),
        help_text=gettext_lazy("Leeg: de rollen gelden meteen."),
        widget=_Day,
        required=False,
    )
    until_on = forms.DateField(
        label=gettext_lazy("Laatste dag"),
        help_text=gettext_lazy("Leeg: tot iemand de rollen intrekt. Voor een toezichthouder verplicht."),
        widget=_Day,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reden van deze wijziging"),
        help_text=gettext_lazy("Komt in het logboek. Verplicht als je jezelf rechten geeft."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["reason"]

    def role_words(self) -> list[RoleWords]:
        """Every role that can be given, with what it means and whether it is chosen."""
        chosen = set(self["roles"].value() or ())
        return [explained(role, is_chosen=role.value in chosen) for role in GIVEN]

    def details(self) -> Details:
        """What was filled in, for the act."""
        data = self.cleaned_data
        return Details(
            name=data["name"],
            email=data["email"],
            function=data["function"],
            roles=frozenset(map(Role, data["roles"])),
            from_on=data["from_on"],
            until_on=data["until_on"],
        )


class NewMemberForm(MemberForm):
    """The same, with the question whether to invite at once."""

    invite = forms.BooleanField(label=gettext_lazy("Stuur meteen een uitnodiging"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("invite") and not data.get("email") and "email" not in self.errors:
            self.add_error(
                "email", _("Vul een e-mailadres in voor de uitnodiging, of zet het vinkje bij de uitnodiging uit.")
            )
        return data


class AcceptForm(LookedAfter):
    """A name and a password for who comes in for the first time."""

    name = forms.CharField(
        label=gettext_lazy("Je naam"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    password = forms.CharField(
        label=gettext_lazy("Kies een wachtwoord"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("Het wachtwoord nog een keer"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        given = data.get("password")
        if given and data.get("again") is not None and given != data["again"]:
            self.add_error("again", _("De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw."))
        if given:
            self._check(given, data.get("name", ""))
        return data

    def _check(self, given: str, name: str) -> None:
        try:
            password_validation.validate_password(given, _Nobody(self.email, name))  # type: ignore[arg-type]
        except ValidationError as error:
            self.add_error("password", error)


class _Nobody:
    """Who chooses a password before there is an account: for the rule that it is not the own name."""

    def __init__(self, email: str, name: str) -> None:
        self.email, self.name = email, name


class HeirForm(LookedAfter):
    """Per kind of thing who takes over."""

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], people: Sequence[Member], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        choices = [("", _("nog niemand")), *((str(one.pk), _who(one)) for one in people)]
        for kind, label in kinds:
            field = forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=False, choices=choices)
            look_after(field)
            self.fields[kind] = field


class OrganisationForm(LookedAfter):
    """An organisation that is new here, and who begins there."""

    name = forms.CharField(label=gettext_lazy("Naam van de organisatie"), max_length=200)
    layer = forms.ChoiceField(label=gettext_lazy("Soort organisatie"))
    begins = forms.ChoiceField(
        label=gettext_lazy("Wie wordt de eerste beheerder?"), widget=forms.RadioSelect, initial="me"
    )
    administrator = forms.CharField(label=gettext_lazy("Naam van de beheerder"), max_length=200, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mailadres van de beheerder"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["layer"].choices = [(layer.value, labels.layer(layer)) for layer in Layer]  # type: ignore[attr-defined]
        self.fields["begins"].choices = [  # type: ignore[attr-defined]
            ("me", _("ik zelf")),
            ("other", _("iemand anders, die een uitnodiging krijgt")),
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("begins") == "other":
            for field in ("administrator", "email"):
                if not data.get(field) and field not in self.errors:
                    self.add_error(field, _("Vul dit in voor de uitnodiging van de beheerder."))
        return data


def _who(member: Member) -> str:
    return f"{member.name}, {member.function}" if member.function else member.name
