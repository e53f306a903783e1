"""Empties tables that only grow, between tests: nowhere but here is this ever done.

A test whose transactions really commit leaves rows behind, and Django empties all tables after
it. The guards of the append-only tables are taken away for that moment and put back.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def lifted() -> Iterator[None]:
    """Take the guards away, and put the same ones back."""
    is_sqlite = connection.vendor == "sqlite"
    off, on = _sqlite() if is_sqlite else _postgresql()
    _run(off)
    try:
        yield
    finally:
        _run(on)


def _sqlite() -> tuple[list[str], list[str]]:
    guards = _rows(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'amparo_append%'"
    )
    return [f"DROP TRIGGER {name}" for name, _ in guards], [sql for _, sql in guards]


def _postgresql() -> tuple[list[str], list[str]]:
    guards = _rows(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'amparo%'"
    )
    off = [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in guards]
    return off, [statement.replace("DISABLE", "ENABLE") for statement in off]


def _rows(query: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [(str(first), str(second)) for first, second in cursor.fetchall()]


def _run(statements: list[str]) -> None:
    # PostgreSQL alters no table with checks that still wait for the commit.
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
