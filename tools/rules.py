"""The rules of the domain, wherever they stand."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from waarborg.domain import __path__ as folders
from waarborg.domain.basis import Rule


def rules() -> Iterator[tuple[Rule[Any], str]]:
    """Every rule with the module that holds it; once more for every module that takes it over."""
    for module in pkgutil.walk_packages(folders, "waarborg.domain."):
        for value in vars(import_module(module.name)).values():
            for rule in value if isinstance(value, tuple) else (value,):
                if isinstance(rule, Rule):
                    yield rule, module.name
