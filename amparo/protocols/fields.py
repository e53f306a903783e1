"""Reads the fields of one TOML row, each with its type, and remembers all that is wrong with them.

Pure. A field that is wrong gives a fault and a harmless value, so that the rest can be read too.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from amparo.base.problems import Fault, Malformed
from amparo.protocols.condition import Condition
from amparo.protocols.protocol import Limit
from amparo.protocols.terms import UNITS

MISSING = "“{name}” is missing."
NOT_KNOWN = "There is no field “{name}” here. Check how it is written."
MOST = 1000

LABELS = ("V", "V2", "K", "P")
"""How sure a row is: read in the law, read in a second source, known, proposed."""

_HOUR = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_NOWHERE = date(1970, 1, 1)


class Fields:
    """One row; `done` reports the fields that nobody asked for."""

    def __init__(self, file: str, where: str, data: Mapping[str, Any], faults: list[Fault]) -> None:
        self.file = file
        self.where = where
        self._data = data
        self._faults = faults
        self._asked: set[str] = set()

    def has(self, name: str) -> bool:
        return name in self._data

    def wrong(self, says: str, **values: object) -> None:
        """Remember a fault of this row."""
        self._faults.append(Fault(self.file, self.where, says.format_map(values)))

    def text(self, name: str, *, needed: bool = False) -> str:
        value: str = self._get(name, str, "", "a text", needed=needed)
        if needed and name in self._data and not value.strip():
            self.wrong(MISSING, name=name)
        return value

    def texts(self, name: str, *, needed: bool = False) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        value = self._get(name, list | str, [], "a list of texts", needed=needed)
        listed = [value] if isinstance(value, str) else value
        if not all(isinstance(each, str) and each for each in listed):
            self.wrong("“{name}” must be a list of texts.", name=name)
            return ()
        if needed and name in self._data and not listed:
            self.wrong("“{name}” is empty; it needs at least one.", name=name)
        return tuple(listed)

    def flag(self, name: str, *, usual: bool = False) -> bool:
        value: bool = self._get(name, bool, usual, "true or false")
        return value

    def count(self, name: str, usual: int = 0, *, needed: bool = False) -> int:
        value: int = self._get(name, int, usual, "a whole number", needed=needed)
        if isinstance(value, bool) or not 0 <= value <= MOST:
            self.wrong("“{name}” must be a whole number up to {most}.", name=name, most=MOST)
            return usual
        return value

    def day(self, name: str, *, needed: bool = False) -> date | None:
        value: date | None = self._get(name, date, None, "a date like 2027-05-10", needed=needed)
        if isinstance(value, datetime):
            self.wrong("“{name}” must be a date like 2027-05-10, without an hour.", name=name)
            return None
        return value

    def needed_day(self, name: str) -> date:
        return self.day(name, needed=True) or _NOWHERE

    def condition(self, name: str, *, needed: bool = False) -> Condition | None:
        text = self.text(name, needed=needed)
        if not text:
            return None
        try:
            return Condition.read(text)
        except Malformed as problem:
            self.wrong("{name}: {problem}", name=name, problem=problem)
            return None

    def limit(self, name: str, *, needed: bool = False) -> Limit | None:
        value = self._get(name, dict, None, "like { hours = 24 }", needed=needed)
        if value is None:
            return None
        limit = as_limit(value)
        if limit is None:
            self.wrong(
                "“{name}” must have one of {units} and a whole number up to {most}.",
                name=name,
                units=", ".join(UNITS),
                most=MOST,
            )
        return limit

    def label(self, *, needed: bool = False) -> str:
        """Return how sure the row is."""
        label = self.text("label", needed=needed)
        if label and label not in LABELS:
            self.wrong("“label” must be one of {labels}.", labels=", ".join(LABELS))
        return label

    def spans(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the hours of a day, like [["08:00", "13:00"], ["14:00", "16:30"]]."""
        value: list[object] = self._get(name, list, [], "a list of hours")
        spans = [tuple(each) for each in value if isinstance(each, list) and _is_span(each)]
        if len(spans) != len(value):
            self.wrong("“{name}” must be like [[“08:00”, “16:30”]].", name=name)
        return tuple((opens, closes) for opens, closes in spans)

    def one(self, name: str) -> "Fields | None":
        """Return a table inside this row."""
        value = self._get(name, dict, None, "a table")
        return None if value is None else self._inner(name, value)

    def many(self, name: str) -> list["Fields"]:
        """Return the rows of a list inside this row."""
        value = self._get(name, list, [], "a list of tables")
        rows = [each for each in value if isinstance(each, dict)]
        if len(rows) != len(value):
            self.wrong("“{name}” must be a list of tables like [{{ … }}].", name=name)
        return [self._inner(f"{name} {number}", row) for number, row in enumerate(rows, 1)]

    def names(self) -> list[str]:
        """Return the names of all fields, where the names themselves are data."""
        return list(self._data)

    def raw(self, name: str) -> object:
        """Return a field as TOML gave it, where anything may stand."""
        self._asked.add(name)
        return self._data.get(name)

    def names_beyond(self, known: tuple[str, ...]) -> bool:
        """Tell whether there are other fields than these."""
        return not set(self._data) <= set(known)

    def is_text(self, name: str) -> bool:
        return isinstance(self._data.get(name), str)

    def done(self) -> None:
        """Report what this row has and nobody knows."""
        for name in self._data:
            if name not in self._asked:
                self.wrong(NOT_KNOWN, name=name)

    def _inner(self, name: str, data: Mapping[str, Any]) -> "Fields":
        return Fields(self.file, f"{self.where}, {name}", data, self._faults)

    def _get(self, name: str, kind: Any, usual: Any, wanted: str, *, needed: bool = False) -> Any:  # noqa: ANN401  # what TOML holds
        self._asked.add(name)
        if name not in self._data:
            if needed:
                self.wrong(MISSING, name=name)
            return usual
        value = self._data[name]
        if not isinstance(value, kind):
            self.wrong("“{name}” must be {wanted}.", name=name, wanted=wanted)
            return usual
        return value


def _is_span(value: list[object]) -> bool:
    return len(value) == len(("opens", "closes")) and all(
        isinstance(hour, str) and _HOUR.fullmatch(hour) for hour in value
    )


def as_limit(value: object) -> Limit | None:
    """Read `{ hours = 24 }`; None if it is anything else."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return None
    [(unit, count)] = value.items()
    is_whole = isinstance(count, int) and not isinstance(count, bool)
    return Limit(unit, count) if unit in UNITS and is_whole and 0 <= count <= MOST else None
