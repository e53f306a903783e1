"""The TOML files of a pack, with those of its base beneath them. Reads files; knows no field.

A file's rows (`[[step]]`) are merged by key: a row of the pack overrides the fields it gives and
keeps its base's others; rows that only one of them has stay. Nothing can be taken away.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from amparo.base.problems import Fault
from amparo.protocols.fields import Fields
from amparo.protocols.safeguards import loosened

ROW_KEYS = {"holiday": "day"}
"""What tells the rows of a table apart, where it is not `key`."""

INHERITS = "inherits"
IS_BASE = "is_base"
OWN = (INHERITS, IS_BASE, "key", "version", "approved", "valid_from", "valid_to")
"""What a file says of itself alone; above all, nobody approved a country by approving its base."""

REFUSALS, GATE = "refusals", ("when", "fewer")

_NOT_TOML = "This is not valid TOML: {error}."
_NO_KEY = "Row {number} of [[{table}]] has no “{name}”."
_TWICE = "There are two rows with this key. Join them."

Data = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """One file as it is written: its name as people know it, such as `pe/routes.toml`."""

    name: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Merged:
    """One file with its base beneath it: the fields at its top, and its rows by table and key."""

    name: str
    head: Data
    tables: Mapping[str, Mapping[str, tuple[str, Data]]] = field(default_factory=dict)

    def top(self, faults: list[Fault]) -> Fields:
        return Fields(self.name, "at the top", self.head, faults)

    def rows(self, table: str, faults: list[Fault]) -> Iterator[Fields]:
        """Yield the rows of a table, the base's first, each under the file that last spoke."""
        for key, (file, data) in self.tables.get(table, {}).items():
            yield Fields(file, key, data, faults)


def read_source(path: Path, faults: list[Fault]) -> Source | None:
    """Read one file; None if it is not there or not TOML."""
    if not path.is_file():
        return None
    name = name_of(path)
    try:
        return Source(name, tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        faults.append(Fault(name, "as a whole", _NOT_TOML.format(error=error)))
        return None


def name_of(path: Path) -> str:
    """Return a file's name from the pack's folder on: `pe/protocols/case.toml`."""
    parts = path.parts
    depth = 3 if path.parent.name in {"protocols", "words", "stories", "forms"} else 2
    return "/".join(parts[-depth:])


def merge(own: Source | None, base: Source | None, faults: list[Fault]) -> Merged | None:
    """Lay a pack's file over its base's; either may be missing."""
    if own is None or base is None:
        only = own or base
        return Merged(only.name, _head(only), _tables(only, faults)) if only else None
    tables = _tables(own, faults)
    beneath = _tables(base, [])
    names = dict.fromkeys([*beneath, *tables])
    return Merged(
        own.name,
        {**_inherited(base), **_head(own)},
        {name: _laid(tables.get(name, {}), beneath.get(name, {}), faults) for name in names},
    )


def _laid(
    own: Mapping[str, tuple[str, Data]],
    base: Mapping[str, tuple[str, Data]],
    faults: list[Fault],
) -> dict[str, tuple[str, Data]]:
    rows = dict(base)
    for key, (file, data) in own.items():
        _, beneath = base.get(key, (file, {}))
        faults.extend(Fault(file, key, says) for says in loosened(data, beneath, _data(base)))
        rows[key] = (file, {**beneath, **data, **_added(data, beneath)})
    return rows


def _added(own: Data, base: Mapping[str, Any]) -> Data:
    """Return the refusals of both: a country adds its own, and can take none away.

    One without a gate that the base has too, by its `says`, only gives it a source.
    """
    if not (_is_table(own.get(REFUSALS)) and _is_table(base.get(REFUSALS))):
        return {}
    rows = own[REFUSALS]
    about = {row.get("says"): row for row in rows if row.keys().isdisjoint(GATE)}
    known = {row.get("says") for row in base[REFUSALS]}
    laid = [{**row, **about.get(row.get("says"), {})} for row in base[REFUSALS]]
    more = [row for row in rows if row.get("says") not in known or not row.keys().isdisjoint(GATE)]
    return {REFUSALS: [*laid, *more]}


def _data(rows: Mapping[str, tuple[str, Data]]) -> dict[str, Data]:
    return {key: data for key, (_, data) in rows.items()}


def _head(source: Source) -> Data:
    return {name: value for name, value in source.data.items() if not _is_table(value)}


def _inherited(base: Source) -> Data:
    return {name: value for name, value in _head(base).items() if name not in OWN}


def _tables(source: Source, faults: list[Fault]) -> dict[str, dict[str, tuple[str, Data]]]:
    return {
        name: _by_key(source.name, name, value, faults)
        for name, value in source.data.items()
        if _is_table(value)
    }


def _by_key(
    file: str, table: str, rows: Iterable[Data], faults: list[Fault]
) -> dict[str, tuple[str, Data]]:
    name = ROW_KEYS.get(table, "key")
    found: dict[str, tuple[str, Data]] = {}
    for number, row in enumerate(rows, 1):
        key = str(row.get(name, ""))
        if not key:
            says = _NO_KEY.format(number=number, table=table, name=name)
            faults.append(Fault(file, f"[[{table}]]", says))
        elif key in found:
            faults.append(Fault(file, key, _TWICE))
        else:
            found[key] = (file, row)
    return found


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)
