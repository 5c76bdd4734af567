"""Forms in our looks: the classes of NL Design System on Django's own widgets."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.interfaces.web.form_renderer import CHOICES

_CLASSES: dict[type[forms.Widget], str] = {
    forms.Textarea: "utrecht-textarea utrecht-textarea--html-textarea",
    forms.SelectMultiple: "utrecht-select utrecht-select--html-select",
    forms.Select: "utrecht-select utrecht-select--html-select",
    forms.widgets.Input: "utrecht-textbox utrecht-textbox--html-input",
}
_CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput)
_LISTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


# What to do, instead of that something is missing. The most particular kind comes first.
_EMPTY: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.FileField, _("Kies een bestand.")),
    (forms.MultipleChoiceField, _("Kies er minstens één.")),
    (forms.ChoiceField, _("Maak een keuze.")),
    (forms.BooleanField, _("Vink dit aan om verder te gaan.")),
    (forms.DateField, _("Vul een dag in.")),
    (forms.EmailField, _("Vul een e-mailadres in.")),
    (forms.Field, _("Vul dit in.")),
)
_WRONG: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.DateField, _("Dit is geen dag. Schrijf hem zoals 31-12-2027.")),
    (forms.EmailField, _("Dit is geen e-mailadres. Controleer of er een @ en een punt in staan.")),
    (forms.URLField, _("Dit is geen adres. Het begint met https://.")),
    (forms.IntegerField, _("Dit is geen heel getal.")),
)


class LookedAfter(forms.Form):
    """A form whose widgets wear our classes, and say which field is wrong to who cannot see it."""

    required_css_class: ClassVar[str] = ""
    use_required_attribute = False  # our sentences instead of the browser's; and nothing looks wrong before it is sent

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            look_after(field)


def look_after(field: forms.Field) -> None:
    """Give one field its classes and our sentences; for forms that add fields of their own."""
    _dress(field.widget)
    _explain(field, "required", _EMPTY)
    _explain(field, "invalid", _WRONG)


def _explain(field: forms.Field, code: str, sentences: tuple[tuple[type[forms.Field], Any], ...]) -> None:
    """Say it in our words, unless the form has a sentence of its own."""
    kinds = (vars(kind).get("default_error_messages", {}) for kind in type(field).__mro__)
    usual = next((said[code] for said in kinds if code in said), None)
    ours = next((words for kind, words in sentences if isinstance(field, kind)), None)
    if ours is not None and field.error_messages.get(code) == usual:
        field.error_messages[code] = ours


def _dress(widget: forms.Widget) -> None:
    """Give one widget its classes."""
    if isinstance(widget, _LISTS):
        widget.template_name = CHOICES
        return
    if isinstance(widget, _CHOICES):
        return
    found = next((classes for kind, classes in _CLASSES.items() if isinstance(widget, kind)), "")
    widget.attrs["class"] = " ".join(filter(None, [widget.attrs.get("class", ""), found]))
