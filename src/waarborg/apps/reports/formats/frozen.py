"""Data classes as plain JSON, and back: so that a closed round says for ever what it said when it was closed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")
_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:  # noqa: ANN401 - anything that a data class holds
    """Only what JSON knows: objects, lists, texts, numbers, true, false and nothing."""
    if type(value) in _AS_IT_IS:  # nearly all of the hundred thousands of values of a large round
        return value
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {plain(key): plain(inside) for key, inside in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(inside) for inside in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def canonical(data: Any) -> bytes:  # noqa: ANN401 - any JSON
    """The one way to write these data, whatever order they come in: what the hash is taken of."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: Any) -> str:  # noqa: ANN401 - any JSON
    return hashlib.sha256(canonical(data)).hexdigest()


def restored(kind: type[Kind], data: Any) -> Kind:  # noqa: ANN401 - any JSON
    """The data class again. A field that was added since keeps its default; one that is gone is passed over."""
    found: Kind = _restored(kind, data)
    return found


def _restored(kind: Any, data: Any) -> Any:  # noqa: ANN401 - any type, any JSON
    origin, inside = get_origin(kind), get_args(kind)
    if data is None or kind is Any:
        return data
    if origin is UnionType:
        return _restored(next(one for one in inside if one is not type(None)), data)
    if origin is tuple:
        return _tuple(inside, data)
    if origin is dict:
        return {_restored(inside[0], key): _restored(inside[1], value) for key, value in data.items()}
    return _single(kind, data)


def _tuple(inside: tuple[Any, ...], data: list[Any]) -> tuple[Any, ...]:
    if len(inside) > 1 and inside[1] is not Ellipsis:
        return tuple(_restored(kind, value) for kind, value in zip(inside, data, strict=True))
    return tuple(data) if inside[0] is str else tuple(_restored(inside[0], value) for value in data)


def _single(kind: Any, data: Any) -> Any:  # noqa: ANN401 - any type, any JSON
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**{name: _restored(hint, data[name]) for name, hint in _hints(kind) if name in data})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    return date.fromisoformat(data) if kind is date else data


@cache
def _hints(kind: Any) -> tuple[tuple[str, Any], ...]:  # noqa: ANN401 - a data class
    return tuple(get_type_hints(kind).items())
