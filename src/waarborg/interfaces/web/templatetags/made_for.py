"""`{% csrf_token %}` that also says for whom the form was made: in every template, ours and those of libraries.

One tag for both, so that a form cannot have the one and forget the other.
"""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode

from waarborg.interfaces.web.made_for import hidden_field

register = template.Library()


class FormStart(CsrfTokenNode):
    """Django's field, and ours."""

    def render(self, context: Context) -> str:
        """Both hidden fields; ours takes what the context says, or stays away before anybody signed in."""
        return super().render(context) + hidden_field(str(context.get("made_for") or ""))


@register.tag
def csrf_token(parser: Parser, token: Token) -> FormStart:  # noqa: ARG001 - Django passes them
    """What every form begins with."""
    return FormStart()
