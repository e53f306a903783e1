"""An empty place for a database, in which all of it appears at once or nothing does.

PostgreSQL: one transaction around making the tables, filling and checking them. SQLite: a file
beside the place, renamed when it is whole; a machine that stops leaves no more than that file.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from amparo.config.backup.problems import NotEmpty
from amparo.config.backup.sealed_file import seen_on_disk

BESIDE = ("", "-wal", "-shm", "-journal", "-door")


def refuse_unless_empty() -> None:
    """Refuse a place that holds anything.

    Raises:
        NotEmpty: it does.
    """
    is_file = connection.vendor == "sqlite"
    if is_file and not Path(str(connection.settings_dict["NAME"])).exists():
        return
    if connection.introspection.table_names():
        raise NotEmpty


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Let the default database be one that is seen by others only when the block has ended well.

    Raises:
        NotEmpty: there is one.
    """
    refuse_unless_empty()
    if connection.vendor == "sqlite":
        with _file_beside(connection.settings_dict):
            yield
    else:
        with transaction.atomic(durable=True):
            yield


@contextmanager
def _file_beside(settings: dict[str, object]) -> Iterator[None]:
    place = Path(str(settings["NAME"]))
    beside = place.with_name(f"{place.name}.restoring")
    connection.close()
    _remove(beside)
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    settings["NAME"] = str(beside)
    try:
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        _remove(place)
        beside.rename(place)
        seen_on_disk(place.parent)
    finally:
        connection.close()
        settings["NAME"] = str(place)
        _remove(beside)


def _remove(database: Path) -> None:
    for suffix in BESIDE:
        database.with_name(database.name + suffix).unlink(missing_ok=True)
