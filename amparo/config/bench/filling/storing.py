"""Many rows at once: COPY on PostgreSQL, `executemany` on SQLite.

Only for filling a database that nobody uses yet: meanwhile it waits for no disk, and checks no
foreign keys. The columns, their types and the indexes are those of the migrations.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection
from django.db.models import BigAutoField, Max, Model

from amparo.dossiers.models import SealedPart

BATCH = 20_000
"""Rows of a table that are kept back and then written together."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Manner:
    """How a database takes values: SQLite as they are stored, PostgreSQL as the text of a COPY."""

    id: Callable[[str], Any]
    text: Callable[[str], Any]
    number: Callable[[int], Any]
    digest: Callable[[bytes], Any]
    moment: Callable[[datetime], Any]
    nothing: object

    def of(self, value: object) -> object:
        """Return any value of a row as the database takes it."""
        if value is None:
            return self.nothing
        if isinstance(value, UUID):
            return self.id(str(value))
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, dict | list):
            return self.text(json.dumps(value))
        if isinstance(value, int):
            return self.number(value)
        return self.text(value) if isinstance(value, str) else self.digest(bytes(value))  # type: ignore[call-overload]


@lru_cache(maxsize=4096)
def _naive(at: datetime) -> str:
    return str(at.astimezone(UTC).replace(tzinfo=None))


def _copied(text: str) -> str:
    """Return a text as COPY reads it."""
    escaped = text.replace("\\", "\\\\").replace("\t", "\\t")
    return escaped.replace("\n", "\\n").replace("\r", "\\r")


MANNERS: Mapping[str, Manner] = {
    "sqlite": Manner(lambda shown: shown.replace("-", ""), str, int, bytes, _naive, None),
    "postgresql": Manner(str, _copied, str, lambda each: "\\\\x" + each.hex(), str, "\\N"),
}


class Store:
    """Rows on their way into their tables."""

    def __init__(self) -> None:
        self.manner = MANNERS[connection.vendor]
        self._waiting: dict[type[Model], list[Sequence[Any]]] = defaultdict(list)
        self._given: dict[type[Model], int] = {}

    def add(self, model: type[Model], row: Row) -> None:
        """Add a row by its columns' names; a table's own running number may be left out."""
        self.add_ready(model, tuple(map(self.manner.of, map(row.get, columns(model)))))

    def add_ready(self, model: type[Model], values: Sequence[Any]) -> None:
        """Add the values of all `columns` of a row, as the database takes them."""
        waiting = self._waiting[model]
        waiting.append(values)
        if len(waiting) >= BATCH:
            self._write(model)

    def numbers(self, model: type[Model], count: int) -> range:
        """Give the next running numbers of a table to which nobody else adds rows meanwhile."""
        if model not in self._given:
            last = model._default_manager.aggregate(last=Max("pk"))["last"]  # noqa: SLF001
            self._given[model] = int(last or 0) + 1
        first = self._given[model]
        self._given[model] = first + count
        return range(first, first + count)

    def flush(self) -> None:
        """Write all that waits."""
        for model in list(self._waiting):
            self._write(model)
        _count_on()

    def _write(self, model: type[Model]) -> None:
        rows, self._waiting[model] = self._waiting[model], []
        table, names = model._meta.db_table, columns(model)
        quoted = ", ".join(f'"{name}"' for name in names)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
                    copy.write(_lines(rows))
            else:
                places = ", ".join(["?"] * len(names))
                statement = f'INSERT INTO "{table}" ({quoted}) VALUES ({places})'  # noqa: S608  # nosec B608
                cursor.connection.executemany(statement, rows)


def _lines(rows: Iterable[Sequence[str]]) -> str:
    return "".join(f"{line}\n" for line in map("\t".join, rows))


@contextmanager
def no_waiting() -> Iterator[None]:
    """Let this process write without waiting for the disk and without looking up foreign keys."""
    with connection.cursor() as cursor:
        for statement in HASTE[connection.vendor]:
            cursor.execute(statement)
    try:
        yield
    finally:
        connection.close()


HASTE: Mapping[str, tuple[str, ...]] = {
    "sqlite": (
        "PRAGMA synchronous = OFF",
        "PRAGMA journal_mode = MEMORY",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA cache_size = -1500000",
    ),
    "postgresql": (
        "SET synchronous_commit = OFF",
        "SET session_replication_role = replica",
        "SET maintenance_work_mem = '512MB'",
    ),
}
"""What a database is told for the time of one connection."""


def _count_on() -> None:
    """Let running numbers go on after those that were given here."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [SealedPart]):
            cursor.execute(statement)


@lru_cache
def columns(model: type[Model]) -> tuple[str, ...]:
    """Return a table's columns; a running number only where other rows point at it."""
    fields = model._meta.concrete_fields
    given = [f for f in fields if not isinstance(f, BigAutoField) or model is SealedPart]
    return tuple(f.attname for f in given)
