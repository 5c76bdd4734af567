"""One question for line staff, in plain words: what is asked per level, the evidence, and that one does not know."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.apps.assessments.actions import Edit
from waarborg.apps.assessments.queries import JudgementRow
from waarborg.domain.assessments import Applicability, Ask, Level, Verdict
from waarborg.interfaces.web.evidence.forms import EvidenceForm

UNKNOWN = "unknown"
_PLAIN = {
    Level.OPZET: (gettext_lazy("Is het afgesproken?"), gettext_lazy("Staat het op papier en is het vastgesteld?")),
    Level.BESTAAN: (gettext_lazy("Is het ingericht?"), gettext_lazy("Is het er op dit moment ook echt?")),
    Level.WERKING: (
        gettext_lazy("Werkt het, en waaruit blijkt dat?"),
        gettext_lazy("Gaat het al langere tijd goed, en kun je dat laten zien?"),
    ),
}
_ANSWERS = (
    (Verdict.MEETS.value, gettext_lazy("Ja, dat voldoet")),
    (Verdict.PARTLY.value, gettext_lazy("Deels")),
    (Verdict.FAILS.value, gettext_lazy("Nee, dat voldoet niet")),
    (UNKNOWN, gettext_lazy("Weet ik niet")),
)
_FOLLOWS = (
    (Applicability.FOLLOWS.value, gettext_lazy("Ja, wij volgen de richtlijn")),
    (Applicability.DEVIATES.value, gettext_lazy("Nee of maar voor een deel, en dat is een keuze")),
    (UNKNOWN, gettext_lazy("Weet ik niet")),
)


class QuestionForm(EvidenceForm):
    """The answer to one question; `follows` is only asked of a guideline, the levels only of the rest."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    follows = forms.ChoiceField(
        label=gettext_lazy("Volgen jullie deze richtlijn?"), choices=_FOLLOWS, required=False, widget=forms.RadioSelect
    )
    opzet = forms.ChoiceField(choices=_ANSWERS, required=False, widget=forms.RadioSelect)
    bestaan = forms.ChoiceField(choices=_ANSWERS, required=False, widget=forms.RadioSelect)
    werking = forms.ChoiceField(choices=_ANSWERS, required=False, widget=forms.RadioSelect)
    help_wanted = forms.CharField(
        label=gettext_lazy("Weet je het niet? Wie kan helpen, of wat wil je weten?"),
        help_text=gettext_lazy("Dit leest de ISO of CISO, die met je meekijkt."),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
    )
    explanation = forms.CharField(
        label=gettext_lazy("Vertel er iets bij"),
        help_text=gettext_lazy("Hoe doen jullie het? Wat gaat er goed, wat nog niet?"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    evidence = forms.CharField(
        label=gettext_lazy("Waaruit blijkt dat?"),
        help_text=gettext_lazy("Noem het stuk en waar het ligt, of voeg hieronder een bestand, foto of link toe."),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    not_for_us = forms.BooleanField(label=gettext_lazy("Dit kan voor ons niet gelden"), required=False)
    justification = forms.CharField(
        label=gettext_lazy("Waarom niet?"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    risk_analysis = forms.CharField(
        label=gettext_lazy("In welke risicoanalyse staat die keuze?"), required=False, max_length=300
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        row: JudgementRow,
        levels: tuple[Level, ...],
        asked_help: bool,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, initial=_initial(row, asked_help=asked_help), **kwargs)
        self.row = row
        self.is_guideline = row.ask == Ask.GUIDELINE
        unasked = list(Level) if self.is_guideline else [level for level in Level if level not in levels]
        for name in (*(level.value for level in unasked), *(() if self.is_guideline else ("follows", "risk_analysis"))):
            del self.fields[name]
        for level in Level:
            if level.value in self.fields:
                self.fields[level.value].label, self.fields[level.value].help_text = _PLAIN[level]
        for name in self._answer_fields():
            self.fields[name].show_hidden_initial = True
        self.fields["confidentiality"].required = False

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("not_for_us") and not data.get("justification", "").strip():
            self.add_error("justification", _("Schrijf waarom dit voor jullie niet kan gelden."))
        return data

    def answers(self) -> list[forms.BoundField]:
        names = ("follows",) if self.is_guideline else tuple(level.value for level in Level)
        return [self[name] for name in names if name in self.fields]

    @property
    def does_not_know(self) -> bool:
        """Whether one of the answers is "weet ik niet"."""
        names = ("follows", *(level.value for level in Level))
        return any(self.cleaned_data.get(name) == UNKNOWN for name in names)

    @property
    def has_evidence(self) -> bool:
        return bool(self.cleaned_data.get("file") or self.cleaned_data.get("url"))

    def proven_levels(self) -> list[Level]:
        """The levels that the evidence is for: those that are said to (partly) meet, else all that are asked."""
        asked = [level for level in Level if level.value in self.fields] or [Level.OPZET]
        said = [level for level in asked if self.cleaned_data.get(level.value) in {Verdict.MEETS, Verdict.PARTLY}]
        return said or asked

    def edit(self) -> Edit:
        """Only what was changed here, against the version that was on the page."""
        values: dict[str, Any] = {}
        for name in self.changed_data:
            if name in {"follows", "not_for_us"}:
                values["applicability"] = self._applicability().value
            elif name in self._answer_fields():
                values[name] = _stored(self.cleaned_data[name])
        return Edit(self.row.pk, values, self.cleaned_data["version"])

    def _applicability(self) -> Applicability:
        if self.cleaned_data["not_for_us"]:
            return Applicability.NOT_APPLICABLE
        follows = self.cleaned_data.get("follows")
        return Applicability(follows) if follows and follows != UNKNOWN else Applicability.APPLIES

    def _answer_fields(self) -> list[str]:
        wanted = ("follows", "opzet", "bestaan", "werking", "explanation", "evidence", "not_for_us")
        return [name for name in (*wanted, "justification", "risk_analysis") if name in self.fields]


def _stored(value: Any) -> Any:  # noqa: ANN401 - each field has its own
    if value in {UNKNOWN, ""}:
        return Verdict.NOT_ASSESSED.value if value == UNKNOWN else ""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _initial(row: JudgementRow, *, asked_help: bool) -> Mapping[str, Any]:
    unknown = UNKNOWN if asked_help else ""
    verdicts = {level.value: getattr(row, level.value) for level in Level}
    follows = row.applicability in {Applicability.FOLLOWS, Applicability.DEVIATES}
    return {
        "version": row.version,
        "follows": row.applicability if follows else unknown,
        **{name: unknown if verdict == Verdict.NOT_ASSESSED else verdict for name, verdict in verdicts.items()},
        "explanation": row.explanation,
        "evidence": row.evidence,
        "not_for_us": row.applicability == Applicability.NOT_APPLICABLE,
        "justification": row.justification,
        "risk_analysis": row.risk_analysis,
    }
