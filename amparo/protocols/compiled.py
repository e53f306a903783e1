"""A pack as bytes, and back. Canonical, so that the same pack always has the same hash. Pure.

What a field usually holds is left out. The bytes need no file, no library of holidays and no time
zone data to be read again.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from amparo.base.canonical import canonical_json, sha256
from amparo.base.problems import Malformed
from amparo.base.time import read_moment, write_moment
from amparo.forms.form import Form, form_from_json, form_to_json
from amparo.protocols.condition import Condition
from amparo.protocols.pack import Pack

FORMAT = 1

_NOT_A_PACK = "This is not a compiled pack that this version of Amparo can read. Compile it again."

Json = Any


def compile_pack(pack: Pack) -> bytes:
    """Return a pack's bytes: canonical JSON. Areas and stories are no part of it."""
    return canonical_json({"format": FORMAT, "pack": _plain(pack)})


def pack_hash(compiled: bytes) -> str:
    """Return the hash by which dossiers name the pack they follow."""
    return sha256(compiled).hex()


def load_compiled(compiled: bytes) -> Pack:
    """Read what `compile_pack` gave.

    Raises:
        Malformed: if it is anything else.
    """
    try:
        data = json.loads(compiled)
        if data["format"] != FORMAT:
            raise Malformed(_NOT_A_PACK)
        pack: Pack = _made(Pack, data["pack"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Malformed(_NOT_A_PACK) from error
    return replace(pack, hash=pack_hash(compiled))


def _plain(value: object) -> Json:
    if write := _WRITE.get(type(value)):
        return write(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | frozenset):
        # A set has no order of its own, and Python's differs from run to run.
        return list(map(_plain, sorted(value) if isinstance(value, frozenset) else value))
    return _row(value) if is_dataclass(value) else value


def _row(value: object) -> Json:
    kind: Any = type(value)
    return {
        each.name: _plain(getattr(value, each.name))
        for each in _kept(kind)
        if getattr(value, each.name) != _usual(each)
    }


def _made(kind: Any, data: Json) -> Any:  # noqa: ANN401  # whatever a field says it holds
    if kind in _READ:
        return _READ[kind](data)
    if is_dataclass(kind):
        return _dataclass(kind, data)
    if inner := get_args(kind):
        return _holding(get_origin(kind), inner, data)
    if not isinstance(data, kind):
        raise Malformed(_NOT_A_PACK)
    return data


def _holding(kind: Any, inner: tuple[Any, ...], data: Json) -> Any:  # noqa: ANN401  # as above
    if kind in {Union, UnionType}:
        return None if data is None else _made(inner[0], data)
    if kind is Mapping:
        return {key: _made(inner[1], each) for key, each in data.items()}
    if kind is tuple and inner[-1] is not ...:
        return tuple(_made(each, part) for each, part in zip(inner, data, strict=True))
    return kind(_made(inner[0], each) for each in data)


def _dataclass(kind: Any, data: Json) -> Any:  # noqa: ANN401  # one of our dataclasses
    hints = _hints(kind)
    if not data.keys() <= {each.name for each in _kept(kind)}:
        raise Malformed(_NOT_A_PACK)
    return kind(**{name: _made(hints[name], each) for name, each in data.items()})


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _kept(kind: Any) -> tuple["Field[Any]", ...]:  # noqa: ANN401  # one of our dataclasses
    return tuple(each for each in fields(kind) if each.init and each.compare)


def _usual(each: "Field[Any]") -> object:
    return each.default_factory() if each.default_factory is not MISSING else each.default


def _condition(data: Json) -> Condition:
    return Condition(data["text"], _tree(data["tree"]))


def _tree(data: Json) -> tuple[Any, ...]:
    return tuple(part if isinstance(part, str) else _tree(part) for part in data)


_WRITE: Mapping[type, Callable[[Any], Json]] = {
    Form: form_to_json,
    Condition: lambda condition: {"text": condition.text, "tree": condition.tree},
    datetime: write_moment,
    date: date.isoformat,
}
_READ: Mapping[Any, Callable[[Json], Any]] = {
    Form: form_from_json,
    Condition: _condition,
    datetime: read_moment,
    date: date.fromisoformat,
}
