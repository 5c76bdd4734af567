"""What the organisation sheet says against what was asked for: the day, and the name."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.importers import days
from waarborg.apps.assessments.shapes import Reading, Sheet
from waarborg.apps.organisations import queries as organisations
from waarborg.domain.organisations import Layer

_NO_DAY = gettext_noop("Er staat geen peildatum in het blad; gerekend is met vandaag, %(day)s.")
_UNREADABLE_DAY = gettext_noop("De peildatum '%(text)s' is geen datum; gerekend is met vandaag, %(day)s.")
_OTHER_LAYER = gettext_noop("De bestuurslaag was %(was)s en is nu %(layer)s, ook voor eerdere rondes.")
_OTHER_NAME = gettext_noop("Het blad noemt '%(text)s'; bewaard voor '%(organisation)s'.")


def reference_day(sheet: Sheet, *, today: date) -> tuple[date, Sheet]:
    """The day that the sheet names, else today, and then the sheet tells so."""
    said = sheet.about.get("reference_on", "")
    found, _ = days.read(said) if said else (None, False)
    if found is not None:
        return found, sheet
    what = _UNREADABLE_DAY if said else _NO_DAY
    return today, _noted(sheet, "reference-date", what, text=said, day=f"{today:%d-%m-%Y}")


def compare_name(sheet: Sheet, organisation: str) -> Sheet:
    """The sheet, telling so when it was filled in for an organisation of another name."""
    said = sheet.about.get("organisation", "")
    if not said or said.casefold() == organisation.casefold():
        return sheet
    return _noted(sheet, "organisation-differs", _OTHER_NAME, text=said, organisation=organisation)


def compare_layer(sheet: Sheet, organisation: str, layer: Layer) -> Sheet:
    """The sheet, telling so when the organisation was kept under another layer until now."""
    known = organisations.find(organisation)
    if known is None or known.layer == layer:
        return sheet
    return _noted(sheet, "layer-differs", _OTHER_LAYER, was=known.layer, layer=layer.value)


def _noted(sheet: Sheet, code: str, what: str, **parts: str) -> Sheet:
    note = Reading.of("note", code, "blad 'Organisatie'", what, **parts)
    return replace(sheet, readings=(*sheet.readings, note))
