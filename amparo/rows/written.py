"""Rows added: one INSERT for all that are given, written once for each number of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, Field, ForeignKey, Model

AT_ONCE = 200
"""Rows in one statement: databases take only so many parameters."""

_WAITING: ContextVar[dict[type[Model], list[Model]] | None] = ContextVar("waiting", default=None)


def add_rows(rows: Sequence[Model]) -> None:
    """Add new rows of one table; a running number is filled in. Only actions call this.

    Raises:
        IntegrityError: a row like one of them is there already, or the table refuses it.
    """
    waiting = _WAITING.get()
    if waiting is None:
        _insert(rows)
    elif rows:
        waiting.setdefault(type(rows[0]), []).extend(rows)
    for row in rows:
        # As Django's own `save` leaves them.
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001


@contextmanager
def together() -> Iterator[None]:
    """Add what is added inside when it ends: one statement a table, in the order they began.

    Until then no question finds it: only for what is wholly new, and read by nobody inside.
    """
    waiting: dict[type[Model], list[Model]] = {}
    token = _WAITING.set(waiting)
    try:
        yield
    finally:
        _WAITING.reset(token)
    for rows in waiting.values():
        _insert(rows)


@dataclass(frozen=True)
class _Table:
    """A table's name and columns as they are quoted, without a running number."""

    name: str
    columns: str
    fields: tuple["Field[Any, Any]", ...]
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
        number=quote(meta.pk.column or "") if isinstance(meta.pk, AutoField) else "",
    )


@lru_cache(maxsize=512)
def _statement(table: _Table, count: int) -> str:
    return table.insert(count)


def _insert(rows: Sequence[Model]) -> None:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        _insert_some(_table(type(some[0])), some)


def _insert_some(table: _Table, rows: Sequence[Model]) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    parameters = [
        field.get_db_prep_save(_value(row, field), connection)
        for row in rows
        for field in table.fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(table, len(rows)), parameters)
        numbers = cursor.fetchall() if table.number else ()
    for row, (number,) in zip(rows, numbers, strict=False):
        row.pk = number


def _value(row: Model, field: "Field[Any, Any]") -> object:
    """Return a column's value; of a row that was added meanwhile, the number it was given."""
    value = getattr(row, field.attname)
    if value is None and isinstance(field, ForeignKey) and field.is_cached(row):
        other = getattr(row, field.name)
        return other.pk if other else None
    return value
