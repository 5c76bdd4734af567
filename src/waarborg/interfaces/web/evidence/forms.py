"""What is filled in about evidence."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.apps.base import labels
from waarborg.apps.evidence.actions import Details, EvidenceRefusedError, Upload
from waarborg.apps.evidence.formats import KINDS
from waarborg.domain.assessments import POSITIVE, Level, Verdict
from waarborg.domain.evidence import RULES, Confidentiality
from waarborg.interfaces.web.evidence.words import markings
from waarborg.interfaces.web.fields import LookedAfter
from waarborg.interfaces.web.stand.start_forms import DayInput

ACCEPT = ",".join(f".{kind}" for kind in KINDS)  # the browser offers these, and the camera on a phone
_FIELD_OF = {"EV-01": "title", "EV-05": "url", "EV-06": "period_from"}


class EvidenceForm(LookedAfter):
    """A file or a link, and what is known of it."""

    file = forms.FileField(
        label=gettext_lazy("Bestand of foto"),
        required=False,
        widget=forms.FileInput({"accept": f"{ACCEPT},image/*"}),
    )
    url = forms.CharField(
        label=gettext_lazy("Of een link"),
        help_text=gettext_lazy("Het adres van het stuk, bijvoorbeeld in het zaaksysteem."),
        required=False,
        max_length=1000,
        widget=forms.URLInput,
    )
    title = forms.CharField(
        label=gettext_lazy("Titel"),
        help_text=gettext_lazy("Leeg: de naam van het bestand."),
        required=False,
        max_length=300,
    )
    source = forms.CharField(
        label=gettext_lazy("Bron"),
        help_text=gettext_lazy("Wie het maakte, of welk systeem."),
        required=False,
        max_length=300,
    )
    period_from = forms.DateField(label=gettext_lazy("Gaat over de periode vanaf"), required=False, widget=DayInput)
    period_until = forms.DateField(label=gettext_lazy("Tot en met"), required=False, widget=DayInput)
    confidentiality = forms.ChoiceField(label=gettext_lazy("Vertrouwelijkheid"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["confidentiality"].choices = markings()  # type: ignore[attr-defined]  # a field of choices
        self.fields["confidentiality"].initial = Confidentiality.INTERNAL.value

    def details(self) -> Details:
        data = self.cleaned_data
        upload = data.get("file")
        return Details(
            title=data["title"] or (upload.name if upload else data["url"]),
            source=data["source"],
            period_from=data["period_from"],
            period_until=data["period_until"],
            confidentiality=Confidentiality(data["confidentiality"]),
        )

    def upload(self) -> Upload | None:
        given = self.cleaned_data.get("file")
        return Upload(given.name, given.read()) if given else None

    def refuse(self, error: EvidenceRefusedError) -> None:
        """Say the broken rules at the fields that they are about."""
        sentences = {rule.code: rule.sentence for rule in RULES}
        for problem in error.problems:
            told = _(sentences[problem.code])
            if problem.code == "EV-03" and error.seen:
                told += " " + _("Dit bestand (%(name)s) is %(seen)s.") % {
                    "name": problem.about[:80],
                    "seen": error.seen,
                }
            self.add_error(_FIELD_OF.get(problem.code, "file"), told)


class RowEvidenceForm(EvidenceForm):
    """The same, for the verdicts on some levels of one judgement."""

    levels = forms.MultipleChoiceField(label=gettext_lazy("Bewijs voor"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, row: Any, levels: Iterable[Level], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        kwargs.setdefault("prefix", "bewijs")
        super().__init__(*args, **kwargs)
        choices = [(level.value, labels.level(level).capitalize()) for level in levels]
        self.fields["levels"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        self.fields["levels"].initial = claimed(row)


def claimed(row: Any) -> list[str]:  # noqa: ANN401 - a row
    """The levels that are said to (partly) meet: those need evidence. Else the first level."""
    found = [level.value for level in Level if Verdict(getattr(row, level.value)) in POSITIVE]
    return found or [Level.OPZET.value]
