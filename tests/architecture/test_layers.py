"""What the import contracts cannot see: keys between tables, and what the domain takes from outside."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db.models import ForeignKey, ManyToManyField

from tests.architecture import tracked

OURS = "waarborg.apps."


def order() -> list[list[str]]:
    """The apps from low to high, as the import contract says."""
    contracts = tomllib.loads((tracked.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "app-order")
    return [[name.strip(" ()") for name in layer.split("|")] for layer in reversed(layers)]


def keys() -> Iterator[tuple[str, str, str, str | None]]:
    """Every key between two apps of ours: where it stands, from, to, and its name on the other side."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey | ManyToManyField) and model.__module__.startswith(OURS):
                here, there = model._meta.app_label, field.related_model._meta.app_label
                if here != there:
                    yield f"{model.__name__}.{field.name}", here, there, field.remote_field.related_name


def test_keys_point_only_down():
    level = {name: height for height, names in enumerate(order()) for name in names}

    assert [place for place, here, there, _ in keys() if level[here] <= level[there]] == []


def test_nobody_can_walk_up_from_a_lower_app():
    assert [place for place, _, _, name in keys() if name != "+"] == []


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def test_the_domain_imports_only_the_standard_library_and_itself():
    strangers = [
        f"{tracked.shown(file)}: {name}"
        for file in tracked.python("src/waarborg/domain")
        for name in imported(file)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("waarborg.domain")
    ]

    assert strangers == []


def test_no_drawer_takes_what_has_no_place():
    drawers = {"utils", "helpers", "common", "misc", "services"}
    places = [file.relative_to(tracked.ROOT).with_suffix("") for file in tracked.python("src")]

    assert [str(place) for place in places if drawers & set(place.parts)] == []


def test_the_tables_and_the_migrations_agree(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
