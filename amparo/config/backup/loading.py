"""Fill empty tables with a backup's rows, in the shape that they had when it was made.

The tables are first made as the backup had them and brought up to date after they are full, so
that a newer Amparo reads an older backup the way it would have read the database itself.
"""

from collections.abc import Sequence
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import StateApps

from amparo.base.problems import Malformed
from amparo.config.backup.carried import AT_A_TIME, again, carried
from amparo.config.backup.text import Head, Row

Key = tuple[str, str]


def unknown_migrations(head: Head) -> list[Key]:
    """Return the changes to tables that the backup has seen and this Amparo does not know."""
    known = MigrationLoader(None).disk_migrations or {}
    return [key for key in _seen(head) if key not in known]


def make_tables(head: Head) -> StateApps:
    """Make the tables as the backup had them; return their models of that day."""
    executor = MigrationExecutor(connection)
    seen = set(_seen(head))
    nodes = executor.loader.graph.node_map
    last = [
        key
        for key in sorted(seen)
        if not any(child.key[0] == key[0] and child.key in seen for child in nodes[key].children)
    ]
    made = executor.migrate(last).apps
    if connection.vendor == "postgresql":
        # Making tables made these checks immediate; rows come in no order that would satisfy them.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return made


def _seen(head: Head) -> list[Key]:
    return [(app, name) for app, name in head.migrations]


def bring_up_to_date() -> None:
    """Let numbers go on after the highest there is, and the tables be as this Amparo wants them."""
    connection.check_constraints()
    call_command("migrate", verbosity=0)


class Loader:
    """Takes tables and rows as they come, and writes them a few hundred at a time."""

    def __init__(self, known: StateApps) -> None:
        self._models = {model._meta.label_lower: model for model in carried(known)}
        self._fields: list[models.Field[Any, Any]] = []
        self._statement = ""
        self._waiting: list[list[Any]] = []

    def begin(self, head: Head) -> None:
        """Do nothing: the tables were made from it."""

    def begin_table(self, label: str, columns: Sequence[str]) -> None:
        """Begin the next table.

        Raises:
            Malformed: there is no such table or column.
        """
        self.write_waiting()
        model = self._models.get(label)
        fields = {f.attname: f for f in model._meta.concrete_fields} if model else {}
        if model is None or set(fields) != set(columns):
            raise Malformed
        self._fields = [fields[name] for name in columns]
        quote = connection.ops.quote_name
        names = ", ".join(quote(str(field.column)) for field in self._fields)
        places = ", ".join(["%s"] * len(columns))
        table = quote(model._meta.db_table)
        self._statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608  # nosec B608  # our names

    def take(self, row: Row) -> None:
        """Take a row of the table that was begun."""
        values = zip(self._fields, row, strict=True)
        self._waiting.append(
            [field.get_db_prep_save(again(field, value), connection) for field, value in values]
        )
        if len(self._waiting) >= AT_A_TIME:
            self.write_waiting()

    def write_waiting(self) -> None:
        """Write what waits."""
        if self._waiting:
            with connection.cursor() as cursor:
                cursor.executemany(self._statement, self._waiting)
            self._waiting = []

    def finish(self) -> None:
        """Write the rest, and let the database's own counters go on after it."""
        self.write_waiting()
        reset = connection.ops.sequence_reset_sql(no_style(), list(self._models.values()))
        with connection.cursor() as cursor:
            for statement in reset:
                cursor.execute(statement)
