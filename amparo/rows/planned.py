"""What a database is asked again and again goes straight to its own driver, and is planned once.

Between a page and the driver stand layers of Django's that write SQL, log it and make cursors. A
text that is written already needs none of them: where nobody counts or logs what is asked, it goes
past them.

PostgreSQL takes longer to plan such a question than to answer it. Django puts values into the text
of a query before it is sent, so that each text is new to the database. Here they are sent beside
it, and the connection keeps the text of a question with its plan, which fits all values. SQLite
plans in no time, and keeps what it read of a text by itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX

AT_ONCE = 0
"""How often a connection is asked the same before it keeps it: what is written here comes again."""


def answers(
    wrapper: BaseDatabaseWrapper, sql: str, parameters: Sequence[Any]
) -> list[tuple[Any, ...]]:
    """Return the rows that a database answers a text that was written before."""
    if wrapper.queries_logged or wrapper.execute_wrappers:
        return _past_whoever_watches(wrapper, sql, parameters)
    wrapper.close_if_health_check_failed()
    wrapper.ensure_connection()
    wrapper.validate_no_broken_transaction()
    with wrapper.wrap_database_errors:
        if wrapper.vendor == "sqlite":
            rows: list[Any] = wrapper.connection.execute(_marked(sql), parameters).fetchall()
            return rows
        return _planned(wrapper, sql, parameters)


def _past_whoever_watches(
    wrapper: BaseDatabaseWrapper, sql: str, parameters: Sequence[Any]
) -> list[tuple[Any, ...]]:
    with wrapper.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def _planned(
    wrapper: BaseDatabaseWrapper, sql: str, parameters: Sequence[Any]
) -> list[tuple[Any, ...]]:
    from django.db.backends.postgresql.base import (  # noqa: PLC0415  # there with PostgreSQL only
        ServerBindingCursor,
    )

    connection: Any = wrapper.connection
    connection.prepare_threshold = AT_ONCE
    make: Any = ServerBindingCursor
    with make(connection) as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def ready(values: Iterable[object], wrapper: BaseDatabaseWrapper) -> list[object]:
    """Return values as the database takes them."""
    if wrapper.features.has_native_uuid_field:
        return list(values)
    return [READY[type(value)](value) if type(value) in READY else value for value in values]


@lru_cache(maxsize=2048)
def _stored(moment: datetime) -> str:
    return str(moment.astimezone(UTC).replace(tzinfo=None))


READY: Mapping[type, Callable[[Any], object]] = {UUID: attrgetter("hex"), datetime: _stored}
"""How a database without ids and moments stores them: as Django does it."""


@lru_cache(maxsize=2048)
def _marked(sql: str) -> str:
    """Return a text with SQLite's own marks for its values."""
    return FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")
