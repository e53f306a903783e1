"""The rows of all tables and the key files, kept aside, so that a world is built once a run."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Snapshot:
    """What a database held, table by table, and the folder that went with it."""

    tables: tuple[tuple[type[models.Model], Rows], ...]
    home: Path

    @classmethod
    def of(cls, home: Path, kept_in: Path) -> "Snapshot":
        """Copy all rows, and the files of `home` into `kept_in`."""
        shutil.copytree(home, kept_in)
        tables = ((model, list(_read(model))) for model in _ours())
        return cls(tuple((model, rows) for model, rows in tables if rows), kept_in)

    def put_back(self, home: Path) -> None:
        """Write the rows into an empty database, and the files into `home`."""
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        with transaction.atomic(), connection.cursor() as cursor:
            for model, rows in self.tables:
                cursor.executemany(_insert(model), rows)
            reset = connection.ops.sequence_reset_sql(
                no_style(), [model for model, _ in self.tables]
            )
            for statement in reset:
                cursor.execute(statement)


def _ours() -> list[type[models.Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if "amparo" in m.__module__]


def _read(model: type[models.Model]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_columns(model)} FROM {_table(model)}")  # noqa: S608  # our names
        yield from (tuple(row) for row in cursor.fetchall())


def _insert(model: type[models.Model]) -> str:
    places = ", ".join(["%s"] * len(model._meta.concrete_fields))
    return f"INSERT INTO {_table(model)} ({_columns(model)}) VALUES ({places})"  # noqa: S608


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _columns(model: type[models.Model]) -> str:
    fields = model._meta.concrete_fields
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
