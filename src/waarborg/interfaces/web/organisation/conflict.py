"""Two people changed the same: theirs and yours side by side, and nothing of either is lost."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

_CONFLICT = 409
_TYPED = (forms.CharField, forms.MultipleChoiceField)  # can be combined; of anything else one of the two is chosen


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed: what the other made of it, in words and as a form sends it, beside yours."""

    field: forms.BoundField
    by: str
    at: datetime | None
    theirs: str
    mine: str
    their_value: str

    @property
    def is_typed(self) -> bool:
        return isinstance(self.field.field, _TYPED)

    @property
    def my_value(self) -> str:
        return sent(self.field.value())


class SaysWhatItShowed(forms.Form):
    """Carries what it showed, so that the act can tell what was changed here from what somebody else changed."""

    gezien = forms.JSONField(required=False, widget=forms.HiddenInput)

    @property
    def seen(self) -> dict[str, Any] | None:
        """What the form showed. Call it when the form is valid."""
        told = self.cleaned_data.get("gezien")
        return told if isinstance(told, dict) else None


def sent(value: object) -> str:
    """A value as a form sends it."""
    return "" if value is None else str(value)


def conflict_page(
    request: HttpRequest,
    form: forms.Form,
    clashes: Sequence[Clash],
    *,
    wanted: Collection[str],
    back: str,
    crumbs: Sequence[tuple[str, str]],
) -> HttpResponse:
    """Let the visitor choose per field. `form` holds all that would be saved, of which the visitor changed `wanted`."""
    names = {clash.field.name for clash in clashes}
    context = {
        "clashes": clashes,
        "kept": list(_hidden(form, names)),
        "also": [field.label for field in form if field.name in wanted and field.name not in names],
        "back": back,
        "crumbs": crumbs,
    }
    return render(request, "organisation/conflict.html", context, status=_CONFLICT)


def _hidden(form: forms.Form, shown: set[str]) -> Iterable[SafeString]:
    return (field.as_hidden() for field in form if field.name not in shown)
