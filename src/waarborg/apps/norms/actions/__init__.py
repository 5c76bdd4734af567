"""Acts on norms: loading the shipped editions and adding what an organisation imports."""

from waarborg.apps.norms.actions.load import (
    Loaded,
    PublishedEditionChangedError,
    digest,
    load_norms,
    load_shipped,
    refresh_search,
)

__all__ = [
    "Loaded",
    "PublishedEditionChangedError",
    "digest",
    "load_norms",
    "load_shipped",
    "refresh_search",
]
