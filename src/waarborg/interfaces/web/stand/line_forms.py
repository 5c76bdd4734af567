"""The judgement as a form: every field that a person can change, and what it held when the page was opened."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.apps.assessments.actions import Edit, InvalidValueError
from waarborg.apps.assessments.queries import JudgementRow
from waarborg.apps.base import labels
from waarborg.domain.assessments import Applicability, Ask, Effort, Level, Verdict
from waarborg.interfaces.web.fields import LookedAfter
from waarborg.interfaces.web.stand.start_forms import DayInput

_HIGHEST_MATURITY = 5
_GUIDELINE = (Applicability.APPLIES, Applicability.FOLLOWS, Applicability.DEVIATES, Applicability.NOT_APPLICABLE)
_MEASURE = (Applicability.APPLIES, Applicability.NOT_APPLICABLE)
MORE = ("owner", "action", "effort", "due_on", "maturity", "risk_analysis")


class LineForm(LookedAfter):
    """All fields of one judgement. Each also carries what it held: only what was changed here is saved."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    applicability = forms.ChoiceField(label=gettext_lazy("Van toepassing?"), widget=forms.RadioSelect)
    opzet = forms.ChoiceField(widget=forms.RadioSelect)
    bestaan = forms.ChoiceField(widget=forms.RadioSelect)
    werking = forms.ChoiceField(widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=gettext_lazy("Toelichting"),
        help_text=gettext_lazy("Waarop baseer je dit oordeel?"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    evidence = forms.CharField(
        label=gettext_lazy("Bewijs in woorden"),
        help_text=gettext_lazy("Noem het stuk en waar het ligt. Bestanden en links voeg je hieronder toe."),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    justification = forms.CharField(
        label=gettext_lazy("Onderbouwing"),
        help_text=gettext_lazy("Verplicht bij niet van toepassing of afwijken: waarom?"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    risk_analysis = forms.CharField(
        label=gettext_lazy("Verwijzing naar de risicoanalyse"), required=False, max_length=300
    )
    owner = forms.CharField(label=gettext_lazy("Eigenaar"), required=False, max_length=200)
    action = forms.CharField(label=gettext_lazy("Actie"), required=False, widget=forms.Textarea({"rows": 2}))
    effort = forms.CharField(label=gettext_lazy("Inspanning"), required=False, max_length=40)
    due_on = forms.DateField(label=gettext_lazy("Uiterlijk"), required=False, widget=DayInput)
    maturity = forms.ChoiceField(label=gettext_lazy("Volwassenheid"), required=False)

    def __init__(self, *args: Any, row: JudgementRow, levels: Sequence[Level], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, initial=_as_initial(row), **kwargs)
        self.row = row
        self.shown = [level.value for level in levels]
        for level in set(Level) - set(levels):
            del self.fields[level.value]
        for name, field in self.fields.items():
            field.show_hidden_initial = name != "version"
        choices = _GUIDELINE if row.ask == Ask.GUIDELINE else _MEASURE
        self._choose("applicability", [(one.value, labels.applicability(one).capitalize()) for one in choices])
        for level in levels:
            self.fields[level.value].label = labels.level(level).capitalize()
            self.fields[level.value].help_text = labels.level_meaning(level).capitalize()
            self._choose(level.value, [(one.value, labels.verdict(one)) for one in Verdict])
        self._choose("maturity", [("", "–"), *((str(n), str(n)) for n in range(_HIGHEST_MATURITY + 1))])
        efforts = [("", "–"), *((one.value, labels.effort(one)) for one in Effort)]
        if row.effort and row.effort not in dict(efforts):
            efforts.append((row.effort, row.effort))
        self.fields["effort"].widget = forms.Select({"class": "utrecht-select utrecht-select--html-select"}, efforts)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """These choices, and whatever the row holds now: a sheet may say what no screen offers."""
        now = str(self.initial.get(name) or "")
        if now not in dict(choices):
            choices = [*choices, (now, now)]
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def levels(self) -> list[forms.BoundField]:
        return [self[name] for name in self.shown]

    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in MORE]

    @property
    def has_more(self) -> bool:
        """Whether one of the fields that are folded away holds something, or is wrong."""
        return any(self.initial.get(name) or name in self.errors for name in MORE)

    def edit(self) -> Edit:
        """Only what was changed here, against the version that was on the page."""
        values = {name: _unix(self.cleaned_data[name]) for name in self.changed_data if name != "version"}
        return Edit(self.row.pk, values, self.cleaned_data["version"])

    def refuse(self, error: InvalidValueError) -> None:
        self.add_error(error.field if error.field in self.fields else None, _("Deze waarde past hier niet."))


def _unix(value: Any) -> Any:  # noqa: ANN401 - each field has its own
    """Browsers send other line ends than the ones we keep."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _as_initial(row: JudgementRow) -> Mapping[str, Any]:
    names = [name for name in LineForm.base_fields if name != "maturity"]
    maturity = "" if row.maturity is None else str(row.maturity)
    return {**{name: getattr(row, name) for name in names}, "maturity": maturity}
