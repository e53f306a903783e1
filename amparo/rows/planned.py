"""What PostgreSQL is asked again and again it plans once: that takes it longer than to answer.

Django puts values into the text of a query before it is sent, so that each text is new to the
database. Here they are sent beside it, and the text of a question is kept by the connection, with
its plan, once it was asked a few times. SQLite plans in no time, and has nothing to keep.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

ASKED_BEFORE = 3
"""How often a connection is asked the same before it keeps it."""


def cursor_of(wrapper: BaseDatabaseWrapper) -> CursorWrapper:
    """Return a cursor of Django's own that leaves the values out of what it sends."""
    if wrapper.vendor != "postgresql":
        return wrapper.cursor()
    from django.db.backends.postgresql.base import (  # noqa: PLC0415  # there with PostgreSQL only
        ServerBindingCursor,
    )

    wrapper.ensure_connection()
    connection: Any = wrapper.connection
    connection.prepare_threshold = ASKED_BEFORE
    usual, connection.cursor_factory = connection.cursor_factory, ServerBindingCursor
    try:
        return wrapper.cursor()
    finally:
        connection.cursor_factory = usual
