"""Fields that we write ourselves are the fields that Django's templates write, letter for letter."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from waarborg.interfaces.web.form_renderer import CHOICES, INPUTS, WrittenWidgets

NASTY = ("", "gewoon", "<b>&\"'</b>", "twee\nregels", " wit ", mark_safe("al &amp; klaar"), None)
ATTRS = ({}, {"class": 'a "b"', "disabled": True, "hidden": False, "rows": 3, "x": None}, {"id": mark_safe("a&amp;b")})
LISTED = [("", "–"), ("1", "een < twee"), (2, 1234.5), ("d", date(2027, 3, 1)), ("t", gettext_lazy("Eigenaar"))]
GROUPED = [*LISTED, ("groep & co", [("a", "A"), ("b", mark_safe("<i>B</i>"))])]
OUR_CHOICES = (
    '<div class="wb-choices">{% for group, options, index in widget.optgroups %}{% for option in options %}'
    '<label class="wb-choice" for="{{ option.attrs.id }}">{% include "django/forms/widgets/input.html" with '
    "widget=option %}<span>{{ option.label }}</span></label>\n{% endfor %}{% endfor %}</div>"
)


class ByTemplate(DjangoTemplates):
    """Django's own, with a template for the list that has our looks."""

    def get_template(self, template_name):
        if template_name == CHOICES:
            return self.engine.from_string(OUR_CHOICES)
        return super().get_template(template_name)


def both(widget, value, attrs):
    return [widget.render("naam<", value, attrs, renderer=made()) for made in (WrittenWidgets, ByTemplate)]


@pytest.mark.parametrize("attrs", ATTRS)
@pytest.mark.parametrize("value", NASTY)
def test_inputs_and_texts_are_the_same(value, attrs):
    for kind in INPUTS:
        widget = Input()
        widget.input_type, widget.template_name = kind, f"django/forms/widgets/{kind}.html"
        ours, theirs = both(widget, value, attrs)
        assert ours == theirs
    for widget in (forms.Textarea(), forms.DateInput(), forms.CheckboxInput(), forms.NumberInput(), forms.FileInput()):
        ours, theirs = both(widget, value, attrs)
        assert ours == theirs


@pytest.mark.parametrize("attrs", ATTRS)
@pytest.mark.parametrize("value", ["", "1", 2, ["1", "a"], None])
def test_lists_to_choose_from_are_the_same(value, attrs):
    radios, boxes = forms.RadioSelect(choices=LISTED), forms.CheckboxSelectMultiple(choices=GROUPED)
    radios.template_name = boxes.template_name = CHOICES
    for widget in (forms.Select(choices=GROUPED), forms.SelectMultiple(choices=GROUPED), radios, boxes):
        ours, theirs = both(widget, value, attrs)
        assert ours == theirs
        assert "naam&lt;" in ours
