"""What the templates of profile and duties need: words for their codes, and the mark of a certainty."""

from django import template

from waarborg.domain.obligations import Certainty
from waarborg.interfaces.web.organisation import words

register = template.Library()


@register.filter
def duty_word(code: str, subject: str) -> str:
    """The word for a code: `{{ duty.certainty|duty_word:"certainty" }}`."""
    return words.word(code, subject)


@register.filter
def certainty_mark(code: str) -> str:
    """The sign that stands before the word, for who sees no colour."""
    return words.MARKS[Certainty(code)]
