"""A whole number that somebody sent, of a size that a row can have."""

LARGEST = 2**63 - 1  # of a key in the database
_DIGITS = len(str(LARGEST))


def read(text: object, *, most: int = LARGEST) -> int | None:
    """The number that the text is, from 0 to `most`; None for anything else.

    Python refuses to read thousands of digits, and a database refuses numbers larger than a column: neither is a fault
    of ours to show somebody who typed them.
    """
    if not isinstance(text, str) or not (text.isascii() and text.isdecimal()):
        return None
    digits = text.lstrip("0") or "0"
    return number if len(digits) <= _DIGITS and (number := int(digits)) <= most else None
