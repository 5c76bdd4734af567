"""Plain data over a pipe: dataclasses as JSON and back, by their types, so that nothing is ever unpickled.

What comes back is checked against the type that was asked for: a process that was taken over can hand back wrong
values, but no other kinds of objects.
"""

import dataclasses
import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache, partial
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Decoder = Callable[[Any], Any]

_MOMENTS: dict[str, type[date] | type[time]] = {"datetime": datetime, "date": date, "time": time}


def encode(value: object) -> bytes:
    """The value as JSON. Dates, times and durations are lists that begin with their name: no text looks like one.

    Raises TypeError for what is no plain data.
    """
    return json.dumps(value, default=_plain, separators=(",", ":")).encode("ascii")


def decode(data: bytes, kind: Any) -> Any:  # noqa: ANN401 - any annotation, and its value
    """The value again, of exactly this type. Raises ValueError when it is anything else."""
    try:
        return _decoder(kind)(json.loads(data))
    except (TypeError, LookupError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (set, frozenset)):
        return list(value)
    if isinstance(value, timedelta):
        return ["timedelta", value.days, value.seconds, value.microseconds]
    if isinstance(value, (datetime, date, time)):
        return [type(value).__name__, value.isoformat()]
    raise TypeError(f"{type(value).__name__} is no plain data")


@cache
def _decoder(kind: Any) -> Decoder:  # noqa: ANN401 - any annotation
    if kind is Any:
        return lambda value: value
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return partial(
            _dataclass, kind, {field.name: _decoder(hints[field.name]) for field in dataclasses.fields(kind)}
        )
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _union(parts)
    if origin is not None:
        return _collection(origin, parts)
    if issubclass(kind, Enum):
        return partial(kind)
    return partial(_one_of, frozenset({kind}))


def _union(parts: tuple[Any, ...]) -> Decoder:
    """One of several plain types, or one type that may be missing; what else there is cannot be told apart."""
    rest = [part for part in parts if part is not type(None)]
    if len(rest) == 1 and len(parts) > 1:
        inner = _decoder(rest[0])
        return lambda value: None if value is None else inner(value)
    return partial(_one_of, frozenset(parts))


def _collection(origin: type, parts: tuple[Any, ...]) -> Decoder:
    if origin is dict:
        inner = _decoder(parts[1])
        return lambda value: {key: inner(item) for key, item in _a(dict, value).items()}
    if origin is tuple and parts[-1] is not Ellipsis:
        each = [_decoder(part) for part in parts]
        return lambda value: tuple(read(item) for read, item in zip(each, _a(list, value), strict=True))
    inner = _decoder(parts[0])
    return lambda value: origin(inner(item) for item in _a(list, value))


def _dataclass(kind: Any, fields: dict[str, Decoder], value: object) -> Any:  # noqa: ANN401 - the dataclass asked for
    found = _a(dict, value)
    if found.keys() != fields.keys():
        raise ValueError(f"{kind.__name__} has other fields than {sorted(found)[:10]}")
    return kind(**{name: read(found[name]) for name, read in fields.items()})


def _one_of(kinds: frozenset[Any], value: object) -> object:
    """A value that is itself of one of these types, or the date, time or duration that a list stands for."""
    found = _moment(value) if type(value) is list else value
    if type(found) not in kinds:
        raise ValueError(f"{type(found).__name__} where {kinds} was expected")
    return found


def _moment(value: list[Any]) -> object:
    name, *parts = value
    if name == "timedelta":
        days, seconds, microseconds = (_a(int, part) for part in parts)
        return timedelta(days, seconds, microseconds)
    return _MOMENTS[name].fromisoformat(_a(str, parts[0]))


def _a(kind: type, value: object) -> Any:  # noqa: ANN401 - of this type
    if type(value) is not kind:
        raise ValueError(f"{type(value).__name__} where {kind.__name__} was expected")
    return value
