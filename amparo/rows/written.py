"""Rows added: one INSERT for all that are given, written once for each number of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, Field, ForeignKey, Model

from amparo.rows.planned import answers, ready

AT_ONCE = 200
"""Rows in one statement: databases take only so many parameters."""

_GATHERED: ContextVar["Gathered | None"] = ContextVar("gathered", default=None)


def add_rows(rows: Sequence[Model]) -> None:
    """Add new rows of one table; a running number is filled in. Only actions call this.

    Raises:
        IntegrityError: a row like one of them is there already, or the table refuses it.
    """
    waiting = _GATHERED.get()
    if waiting is None:
        _insert(rows)
    elif rows:
        waiting.tables.setdefault(type(rows[0]), []).extend(rows)
    for row in rows:
        # As Django's own `save` leaves them.
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001


def remove_rows(model: type[Model], ids: Collection[object]) -> int:
    """Remove rows that no other row points to; return how many were there. Only actions call it."""
    connection = connections[DEFAULT_DB_ALIAS]
    meta, quote = model._meta, connection.ops.quote_name
    table, key = quote(meta.db_table), quote(meta.pk.column or "")
    marks = ", ".join(["%s"] * len(ids))
    # Names of our own tables and columns; each value is a parameter.
    sql = f"DELETE FROM {table} WHERE {key} IN ({marks}) RETURNING {key}"  # noqa: S608  # nosec
    return len(answers(connection, sql, ready(ids, connection)))


@dataclass(frozen=True)
class Gathered:
    """Rows that are yet to be added."""

    tables: dict[type[Model], list[Model]] = field(default_factory=dict)

    def add(self) -> None:
        """Add them: one statement a table, in the order they began."""
        for rows in self.tables.values():
            _insert(rows)


@contextmanager
def gathered() -> Iterator[Gathered]:
    """Gather what is added inside, and add nothing: that is for the caller to do, in a transaction.

    Until then no question finds it: only for what is wholly new, and read by nobody inside.
    """
    rows = Gathered()
    token = _GATHERED.set(rows)
    try:
        yield rows
    finally:
        _GATHERED.reset(token)


@contextmanager
def together() -> Iterator[None]:
    """Add what is added inside in one transaction: by whoever gathers it, or at the end of this."""
    if is_gathering():
        yield
        return
    with gathered() as rows:
        yield
    with transaction.atomic(savepoint=False):
        rows.add()


def is_gathering() -> bool:
    """Tell whether what is added now waits for a transaction of its own."""
    return _GATHERED.get() is not None


@dataclass(frozen=True)
class _Table:
    """A table's name and columns as they are quoted, without a running number."""

    name: str
    columns: str
    fields: tuple["Field[Any, Any]", ...]
    kinds: tuple[type | None, ...]
    number: str

    def insert(self, count: int) -> str:
        """Return the statement that adds so many rows."""
        one = f"({', '.join(['%s'] * len(self.fields))})"
        back = f" RETURNING {self.number}" if self.number else ""
        values = ", ".join([one] * count)
        # Names of our own tables and columns; each value is a parameter.
        return f"INSERT INTO {self.name} ({self.columns}) VALUES {values}{back}"  # noqa: S608  # nosec


@lru_cache
def _table(model: type[Model]) -> _Table:
    meta, quote = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = tuple(each for each in meta.concrete_fields if not isinstance(each, AutoField))
    return _Table(
        name=quote(meta.db_table),
        columns=", ".join(quote(each.column or "") for each in fields),
        fields=fields,
        kinds=tuple(KINDS.get(_type_of(each)) for each in fields),
        number=quote(meta.pk.column or "") if isinstance(meta.pk, AutoField) else "",
    )


KINDS: Mapping[str, type] = {
    "UUIDField": UUID,
    "DateTimeField": datetime,
    "CharField": str,
    "TextField": str,
    "IntegerField": int,
    "BigIntegerField": int,
    "PositiveIntegerField": int,
    "PositiveSmallIntegerField": int,
    "BigAutoField": int,
}
"""What a column's values are that need no look from Django to be stored."""


def _type_of(field: "Field[Any, Any]") -> str:
    return (field.target_field if isinstance(field, ForeignKey) else field).get_internal_type()


@lru_cache(maxsize=512)
def _statement(table: _Table, count: int) -> str:
    return table.insert(count)


def _insert(rows: Sequence[Model]) -> None:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        _insert_some(_table(type(some[0])), some)


def _insert_some(table: _Table, rows: Sequence[Model]) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    values = ready(_values(table, rows, connection), connection)
    numbers = answers(connection, _statement(table, len(rows)), values)
    for row, (number,) in zip(rows, numbers, strict=False):
        row.pk = number


def _values(
    table: _Table, rows: Sequence[Model], connection: BaseDatabaseWrapper
) -> Iterator[object]:
    for row in rows:
        for column, kind in zip(table.fields, table.kinds, strict=True):
            value = _value(row, column)
            is_plain = value is None or type(value) is kind
            yield value if is_plain else column.get_db_prep_save(value, connection)


def _value(row: Model, field: "Field[Any, Any]") -> object:
    """Return a column's value; of a row that was added meanwhile, the number it was given."""
    value = getattr(row, field.attname)
    if value is None and isinstance(field, ForeignKey) and field.is_cached(row):
        other = getattr(row, field.name)
        return other.pk if other else None
    return value
