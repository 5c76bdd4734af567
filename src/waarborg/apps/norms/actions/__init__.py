"""Acts on norms: loading the shipped editions and adding what an organisation imports."""

from waarborg.apps.norms.actions.import_ import import_norm
from waarborg.apps.norms.actions.load import (
    Loaded,
    PublishedEditionChangedError,
    digest,
    load_norms,
    load_shipped,
    refresh_search,
)
from waarborg.apps.norms.actions.outcome import (
    EditionOutcome,
    ImportOutcome,
    ImportRefusedError,
    ItemOutcome,
    TieCounts,
)

__all__ = [
    "EditionOutcome",
    "ImportOutcome",
    "ImportRefusedError",
    "ItemOutcome",
    "Loaded",
    "PublishedEditionChangedError",
    "TieCounts",
    "digest",
    "import_norm",
    "load_norms",
    "load_shipped",
    "refresh_search",
]
