"""The form for a sheet that comes back, with what is refused before anything is read."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.apps.assessments.importers.round_sheet import read_proposal
from waarborg.apps.assessments.queries import Assessment
from waarborg.apps.assessments.queries.sheets import Subject
from waarborg.apps.assessments.shapes import Proposal
from waarborg.apps.base import labels
from waarborg.apps.base.shapes import UnreadableFileError
from waarborg.domain.assessments import Level
from waarborg.interfaces.web.fields import LookedAfter

MOST_BYTES = 10 * 1024 * 1024
_NO_CODE = "-"


class UploadForm(LookedAfter):
    """A file, which subject it is about when the file does not say so, and how one column of verdicts counts."""

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
    niveau = forms.ChoiceField(
        label=_("Eén kolom met oordelen telt als"),
        help_text=_("Alleen nodig als opzet, bestaan en werking niet apart staan."),
        choices=[(level.value, level.value) for level in Level],
        required=False,
    )

    def __init__(self, *args: Any, subjects: Sequence[Subject], levels: Sequence[Level], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.subjects = list(subjects)
        self.choices_of("over", [(subject.code or _NO_CODE, subject.name) for subject in subjects])
        self.choices_of("niveau", [(level.value, labels.level(level)) for level in levels])

    def choices_of(self, name: str, choices: list[tuple[str, str]]) -> None:
        """What can be chosen in one of the two lists."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_bestand(self) -> Any:  # noqa: ANN401 - Django's uploaded file
        """Refuse what is too big; what is no sheet the reader refuses, and names the kind that it is."""
        file = self.cleaned_data["bestand"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Dit bestand is groter dan 10 MB. Bewaar alleen het werkblad zelf."))
        return file


def proposal(form: UploadForm, round_: Assessment) -> Proposal | None:
    """What the sheet would change; None when it cannot be read, and then the form says why."""
    upload = form.cleaned_data["bestand"]
    chosen = next(s for s in form.subjects if (s.code or _NO_CODE) == form.cleaned_data["over"])
    with tempfile.TemporaryDirectory() as folder:
        name = Path(upload.name)  # without folders: Django saw to that; the reader names the file in what it refuses
        file = Path(folder) / f"{name.stem[:60]}{name.suffix[:8]}"
        file.write_bytes(upload.read())
        try:
            return read_proposal(
                file,
                file_name=upload.name,
                round_=round_,
                subjects=form.subjects,
                chosen=chosen,
                status_means=Level(form.cleaned_data["niveau"] or Level.OPZET),
            )
        except UnreadableFileError as error:
            form.add_error("bestand", str(error))
            return None
