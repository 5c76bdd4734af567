"""Forms of the interview mode."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.apps.assessments.actions.interviews import Plan
from waarborg.apps.base import labels
from waarborg.interfaces.web.fields import LookedAfter

MOST_PEOPLE = 30


class PlanForm(LookedAfter):
    """Whom to talk to, when and about what."""

    title = forms.CharField(
        label=gettext_lazy("Onderwerp"), help_text=gettext_lazy("Bijvoorbeeld: Toegang en wachtwoorden"), max_length=200
    )
    on = forms.DateField(label=gettext_lazy("Dag"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    participants = forms.CharField(
        label=gettext_lazy("Wie doen er mee?"),
        help_text=gettext_lazy(
            "Een naam per regel. Zet de functie erachter met een komma: A. Jansen, teamleider Burgerzaken"
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Thema's"),
        help_text=gettext_lazy("De vragen van deze thema's staan straks klaar."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, themes: Iterable[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, labels.theme(code)) for code in themes]
        self.fields["themes"].choices = choices  # type: ignore[attr-defined]  # a choice field has them

    def clean_participants(self) -> list[dict[str, str]]:
        """Name and role per line."""
        lines = [line.strip() for line in self.cleaned_data["participants"].splitlines() if line.strip()]
        if len(lines) > MOST_PEOPLE:
            raise forms.ValidationError(_("Dit zijn te veel mensen voor één gesprek. Noem er ten hoogste 30."))
        parted = (line.partition(",") for line in lines)
        return [{"name": name.strip()[:200], "role": role.strip()[:200]} for name, _comma, role in parted]

    def as_plan(self) -> Plan:
        """What the form says, for the act."""
        return Plan(**self.cleaned_data)


class NoteForm(forms.Form):
    """One note, from the page itself or from its script."""

    key = forms.UUIDField()
    number = forms.CharField(required=False, max_length=120)
    said_by = forms.CharField(required=False, max_length=200)
    text = forms.CharField(required=False, strip=True)
    version = forms.IntegerField(required=False)
