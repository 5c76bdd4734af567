"""Parameters inside OSCAL prose: what an organisation fills in, shown between brackets where it stands in the text."""

import re
from collections.abc import Iterator

from waarborg.apps.norms.formats import oscal
from waarborg.apps.norms.formats.oscal import Json

# "{{ insert: param, ac-1_prm_1 }}" is OSCAL 1; the other two were written before it and are still around
_INSERT = re.compile(r"\{\{\s*(?:insert:\s*param\s*,|param:)?\s*([\w.:-]+)\s*\}\}")
_DEPTH = 5
_LEVELS = 40


class Parameters:
    """The parameters of a whole catalog, by id."""

    def __init__(self, catalog: Json) -> None:
        self._found = {oscal.text(p, "id"): p for p in _declared(catalog, 0)}

    def fill(self, prose: str, depth: int = 0) -> str:
        """The prose with each parameter replaced by its value, its choices or its label. Unknown ones keep their id."""
        if "{{" not in prose or depth > _DEPTH:
            return prose
        return _INSERT.sub(lambda match: self._words(match.group(1), depth), prose)

    def _words(self, identifier: str, depth: int) -> str:
        parameter = self._found.get(identifier, {})
        values = parameter.get("values")
        if isinstance(values, list) and values:
            return ", ".join(self.fill(str(value), depth + 1) for value in values)
        select = parameter.get("select")
        if isinstance(select, dict):
            return f"[{self._choices(select, depth)}]"
        return f"[{self.fill(oscal.text(parameter, 'label'), depth + 1) or identifier}]"

    def _choices(self, select: Json, depth: int) -> str:
        choices = select.get("choice")
        texts = [self.fill(str(choice), depth + 1) for choice in choices] if isinstance(choices, list) else []
        several = select.get("how-many") == "one-or-more"
        return f"{'choose one or more' if several else 'choose one'}: {'; '.join(texts)}"


def _declared(node: Json, depth: int) -> Iterator[Json]:
    yield from oscal.dicts(node, "params")
    if depth < _LEVELS:
        for name in ("groups", "controls"):
            for child in oscal.dicts(node, name):
                yield from _declared(child, depth + 1)
