"""Values of a library as they come: any of them may be absent, of another type, or in another language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from waarborg.apps.norms.importers.texts import one_line, plain
from waarborg.apps.norms.shapes import Text

_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")
_VERSION_IN_NAME = re.compile(r"\b(?:v|versie\s+|version\s+)?(\d+(?:\.\d+)+)\b", re.IGNORECASE)


def as_text(value: Any) -> str:  # noqa: ANN401 - any YAML
    """Plain text for any scalar; nothing for what is no scalar."""
    if value is None or isinstance(value, (dict, list)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(str(value))


def as_dicts(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any YAML
    """One mapping, or the mappings of a list; anything else is nothing."""
    if isinstance(value, dict):
        return [value]
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def as_texts(value: Any) -> list[str]:  # noqa: ANN401 - any YAML
    """The texts of a list, or of one text with commas."""
    if isinstance(value, list):
        return [text for text in map(as_text, value) if text]
    return [part.strip() for part in as_text(value).split(",") if part.strip()]


def published_on(library: dict[str, Any]) -> str:
    """The date as ISO text, or nothing when there is none."""
    match = _DATE.match(as_text(library.get("publication_date")))
    if match is None:
        return ""
    year, month, day = (int(part) for part in match.groups())
    valid = 1 <= month <= 12 and 1 <= day <= (28 if month == 2 else 30) + (month not in {2, 4, 6, 9, 11})  # noqa: PLR2004
    return f"{year:04d}-{month:02d}-{day:02d}" if valid and year else ""


def version_in(text: str) -> str:
    """The version that hides in a name: `NIST CSF v1.1` gives `1.1`."""
    found = _VERSION_IN_NAME.search(text)
    return found.group(1) if found else ""


@dataclass(frozen=True, slots=True)
class Localised:
    """Fields of one object in its base language and its translations."""

    row: dict[str, Any]
    locale: str

    def text(self, name: str, *, limit: int = 0) -> Text:
        """Dutch and English, as far as there are; another base language stands in for English when both are absent."""
        nl, en = self._in("nl", name), self._in("en", name)
        if not nl and not en:
            en = as_text(self.row.get(name)) or next(self._translations(name), "")
        return Text(one_line(nl, limit), one_line(en, limit)) if limit else Text(nl, en)

    def any(self, name: str, *, limit: int = 0) -> str:
        """The text in whatever language there is."""
        text = self.text(name, limit=limit)
        return text.nl or text.en

    def dutch_source(self, name: str) -> str:
        """The Dutch text with its markup, to take the hash from."""
        raw = self.row.get(name) if self.locale == "nl" else self._translation("nl").get(name)
        return raw if isinstance(raw, str) else ""

    def _in(self, language: str, name: str) -> str:
        if self.locale == language:
            return as_text(self.row.get(name))
        return as_text(self._translation(language).get(name))

    def _translation(self, language: str) -> dict[str, Any]:
        translations = self.row.get("translations")
        found = translations.get(language) if isinstance(translations, dict) else None
        return found if isinstance(found, dict) else {}

    def _translations(self, name: str) -> Iterator[str]:
        translations = self.row.get("translations")
        for found in translations.values() if isinstance(translations, dict) else ():
            if isinstance(found, dict) and as_text(found.get(name)):
                yield as_text(found[name])
