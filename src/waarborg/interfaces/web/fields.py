"""Forms in our looks: the classes of NL Design System on Django's own widgets."""

from typing import Any, ClassVar

from django import forms

_CLASSES: dict[type[forms.Widget], str] = {
    forms.Textarea: "utrecht-textarea utrecht-textarea--html-textarea",
    forms.SelectMultiple: "utrecht-select utrecht-select--html-select",
    forms.Select: "utrecht-select utrecht-select--html-select",
    forms.widgets.Input: "utrecht-textbox utrecht-textbox--html-input",
}
_CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput)
_LISTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class LookedAfter(forms.Form):
    """A form whose widgets wear our classes, and say which field is wrong to who cannot see it."""

    required_css_class: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field.widget)


def dress(widget: forms.Widget) -> None:
    """Give one widget its classes."""
    if isinstance(widget, _LISTS):
        widget.template_name = "web/forms/choices.html"
        return
    if isinstance(widget, _CHOICES):
        return
    found = next((classes for kind, classes in _CLASSES.items() if isinstance(widget, kind)), "")
    widget.attrs["class"] = " ".join(filter(None, [widget.attrs.get("class", ""), found]))
