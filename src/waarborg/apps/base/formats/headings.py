"""Headings of other people's sheets, as they are compared."""

import re
import unicodedata


def fold_heading(text: str) -> str:
    """A heading without accents, signs, breaks and capitals: `Oordeel (bestaan)` gives `oordeel bestaan`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())
