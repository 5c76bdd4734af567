"""Form fields written in Python: a page has dozens, and a template for each costs ten times as much."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeData
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # as templates use it

CHOICES = "web/forms/choices.html"  # the name that radios and lists of boxes have instead of Django's
Widget = Mapping[str, Any]  # as `Widget.get_context` gives it


class WrittenWidgets(DjangoTemplates):
    """The renderer of Django, with its usual widgets written out, letter for letter as its templates do."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        write = _WRITERS.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


def _input(widget: Widget) -> str:
    value = widget["value"]
    told = "" if value is None else f' value="{_formatted(value)}"'
    return f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{told}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    value = _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    groups = []
    for name, options, _index in widget["optgroups"]:
        told = "".join(f"\n  {_option(option)}\n" for option in options)
        groups.append(f'\n  <optgroup label="{_text(name)}">{told}\n  </optgroup>' if name else told)
    return f'<select name="{_text(widget["name"])}"{_attributes(widget)}>{"".join(groups)}\n</select>'


def _option(option: Widget) -> str:
    return f'<option value="{_formatted(option["value"])}"{_attributes(option)}>{_text(option["label"])}</option>'


def _choices(widget: Widget) -> str:
    """Radios or boxes, each in its label."""
    told = [
        f'<label class="wb-choice" for="{_text(option["attrs"].get("id", ""))}">{_input(option)}\n'
        f"<span>{_text(option['label'])}</span></label>\n"
        for _name, options, _index in widget["optgroups"]
        for option in options
    ]
    return f'<div class="wb-choices">{"".join(told)}</div>'


def _attributes(widget: Widget) -> str:
    told = [
        f" {_text(name)}" if value is True else f' {_text(name)}="{_formatted(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    ]
    return "".join(told)


def _formatted(value: Any) -> str:  # noqa: ANN401 - whatever a widget holds
    """As `{{ value|stringformat:'s' }}`."""
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a widget holds
    """As `{{ value }}`."""
    told: str = value if isinstance(value, str) else str(localize(template_localtime(value)))
    return conditional_escape(told)


# Django has a template for each kind of input, and all say the same
INPUTS = (
    *("text", "hidden", "number", "email", "url", "password", "date", "datetime", "time", "checkbox", "file", "input"),
)
_WRITERS: Mapping[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{kind}.html": _input for kind in INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    CHOICES: _choices,
}
