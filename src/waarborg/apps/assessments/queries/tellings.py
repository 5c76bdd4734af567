"""What the reader of a sheet found, told in the language of the moment."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

_PLACE = re.compile(r"(?<![^\s;,])(blad|cel|rij) (?='|[A-Z]{0,3}\d)")

_WORDS = {"blad": n("blad"), "cel": n("cel"), "rij": n("rij")}


def told(reading: Mapping[str, Any]) -> tuple[str, str]:
    """Where something was read and what is to be told about it, in the language of the moment."""
    parts = reading.get("parts", {})
    dutch = reading.get("sentence") or reading["what"]
    sentence = _(dutch)
    return place(reading["where"]), sentence % parts if parts else sentence


def place(where: str) -> str:
    """`blad 'x', cel D4` in the language of the moment."""
    return _PLACE.sub(lambda found: f"{_(_WORDS[found.group(1)])} ", where)
