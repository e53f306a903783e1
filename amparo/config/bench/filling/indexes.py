"""Indexes that are left out while a database is filled, and made when all rows are there.

Sorted once, an index takes a fraction of the time that so many single rows in it take.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model

SQLITE = """
SELECT 'DROP INDEX "' || name || '"', sql FROM sqlite_master
WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s
"""

POSTGRESQL = """
SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I', t.relname, c.conname),
       format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', t.relname, c.conname,
              pg_get_constraintdef(c.oid))
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE c.contype = 'u' AND t.relname = %s
UNION ALL
SELECT format('DROP INDEX %%I', i.relname), pg_get_indexdef(x.indexrelid)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relname = %s AND NOT x.indisprimary
  AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid)
"""


@contextmanager
def indexes_afterwards(models: Iterable[type[Model]]) -> Iterator[None]:
    """Leave out these tables' indexes and make them again; primary keys stay.

    What SQLite keeps unique by the table's own definition stays there too.
    """
    left_out = [each for model in models for each in _indexes(model._meta.db_table)]
    _run(drop for drop, _make in left_out)
    yield
    _run(make for _drop, make in left_out)
    _run(["VACUUM ANALYZE"] if connection.vendor == "postgresql" else [])


def _indexes(table: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL, [table, table])
        else:
            cursor.execute(SQLITE, [table])
        return list(cursor.fetchall())


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
