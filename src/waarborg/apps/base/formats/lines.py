"""Line breaks as people's programs write them, as the one that everything understands."""

import re

# Word writes a vertical tab; Excel escapes what XML cannot hold (_x000D_, _x000B_)
_BREAKS = re.compile(r"(?:\r|_x000D_)(?:\n|_x000A_)?|_x000[ABC]_|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", re.IGNORECASE)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # what no text in the database can hold
_MARKUP = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)


def is_storable(text: str) -> bool:
    """Whether the database can keep it."""
    return _UNSTORABLE.search(text) is None


def storable(text: str) -> str:
    """The text without what the database cannot keep."""
    return _UNSTORABLE.sub("", text)


def with_line_breaks(text: str) -> str:
    """The text in which every line break is a line feed, and none was lost."""
    return text if _is_plain(text) else _BREAKS.sub("\n", text)


def as_shown(text: str) -> str:
    """The same for a reader: `<br>`, as tools export it, is a line break too. Not for what must come back as it was."""
    told = with_line_breaks(text)
    return _MARKUP.sub("\n", told) if "<" in told else told


def _is_plain(text: str) -> bool:
    """Nothing in it can be a line break: most texts have none, and this is seen much sooner."""
    return text.isprintable() and "_x000" not in text and "_X000" not in text
