"""One moment of the database, read at leisure while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

ALIKE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@contextmanager
def one_moment() -> Iterator[None]:
    """Let everything that is read inside be of one moment; nobody waits for it.

    SQLite: a reading transaction over the write-ahead log, which is not Django's, because that one
    begins as a writer and would hold all others up. PostgreSQL: REPEATABLE READ.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute(ALIKE)
            yield
