"""Many rows at once: COPY on PostgreSQL, `executemany` on SQLite.

Only for filling a database that nobody uses yet: while a `Store` is open it waits for no disk, and
checks no foreign keys. The columns, their types and the indexes are those of the migrations.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
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


class Store:
    """Rows on their way into their tables."""

    def __init__(self) -> None:
        self._waiting: dict[type[Model], list[tuple[Any, ...]]] = defaultdict(list)
        self._ready: Mapping[type, Callable[[Any], Any]] = (
            {dict: json.dumps, list: json.dumps}
            if connection.vendor == "postgresql"
            else {dict: json.dumps, list: json.dumps, UUID: _hex, datetime: _naive}
        )

    def add(self, model: type[Model], row: Row) -> None:
        """Add a row by its columns' names; a table's own running number may be left out."""
        ready, waiting = self._ready, self._waiting[model]
        waiting.append(
            tuple(ready[type(v)](v) if type(v) in ready else v for v in map(row.get, _names(model)))
        )
        if len(waiting) >= BATCH:
            self._write(model)

    def next_id(self, model: type[Model]) -> int:
        """Return the first running number of a table that is free."""
        return int(model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1  # noqa: SLF001

    def flush(self) -> None:
        """Write all that waits."""
        for model in list(self._waiting):
            self._write(model)
        _count_on()

    def _write(self, model: type[Model]) -> None:
        rows, self._waiting[model] = self._waiting[model], []
        table, names = model._meta.db_table, _names(model)
        quoted = ", ".join(f'"{name}"' for name in names)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                places = ", ".join(["?"] * len(names))
                statement = f'INSERT INTO "{table}" ({quoted}) VALUES ({places})'  # noqa: S608  # nosec B608
                cursor.connection.executemany(statement, rows)


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
        "PRAGMA foreign_keys = OFF",
        "PRAGMA cache_size = -1500000",
        "PRAGMA wal_autocheckpoint = 100000",
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
def _names(model: type[Model]) -> tuple[str, ...]:
    """Return a table's columns; a running number only where other rows point at it."""
    fields = model._meta.concrete_fields
    given = [f for f in fields if not isinstance(f, BigAutoField) or model is SealedPart]
    return tuple(f.attname for f in given)


def _hex(id: UUID) -> str:
    return id.hex


@lru_cache(maxsize=4096)
def _naive(at: datetime) -> str:
    return str(at.astimezone(UTC).replace(tzinfo=None))
