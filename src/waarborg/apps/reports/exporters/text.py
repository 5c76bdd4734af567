"""Texts as people typed them, made fit for XML: office formats refuse control characters and half surrogates."""

import re

from waarborg.apps.base.formats.lines import as_shown

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def fit(text: str) -> str:
    """The text without characters that XML cannot hold, and with one kind of line break."""
    shown = as_shown(text)
    return (shown if shown.isprintable() else _UNFIT.sub("", shown)).strip()
