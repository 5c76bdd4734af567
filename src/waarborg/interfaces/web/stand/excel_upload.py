"""The form for a sheet that comes back, with what is refused before anything is read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.apps.assessments.actions.uploads import SheetFile
from waarborg.apps.assessments.queries.sheets import Subject
from waarborg.interfaces.web.fields import LookedAfter

MOST_BYTES = 10 * 1024 * 1024
_NO_CODE = "-"


class UploadForm(LookedAfter):
    """A file, and which subject it is about when the file does not say so."""

    bestand = forms.FileField(
        label=_("Werkblad"),
        help_text=_("Excel, LibreOffice of CSV, hoogstens 10 MB. Je ziet eerst wat er verandert."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv"}),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("Dit bestand is leeg. Kies een ander bestand."),
        },
    )
    over = forms.ChoiceField(
        label=_("Waarover gaat het blad?"),
        help_text=_("Alleen nodig voor een eigen blad: een blad uit Waarborg weet het zelf."),
    )

    def __init__(self, *args: Any, subjects: Sequence[Subject], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.subjects = list(subjects)
        field = self.fields["over"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(subject.code or _NO_CODE, subject.name) for subject in subjects]

    def clean_bestand(self) -> Any:  # noqa: ANN401 - Django's uploaded file
        """Refuse what is too big; what is no sheet the reader refuses, and names the kind that it is."""
        file = self.cleaned_data["bestand"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Dit bestand is groter dan 10 MB. Bewaar alleen het werkblad zelf."))
        return file

    @property
    def file(self) -> SheetFile:
        """What was sent in; only of a form that is valid."""
        sent, over = self.cleaned_data["bestand"], self.cleaned_data["over"]
        return SheetFile(sent.name, sent.read(), next(s for s in self.subjects if (s.code or _NO_CODE) == over))
