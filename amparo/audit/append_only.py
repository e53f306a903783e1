"""Tables that only grow: the database itself refuses to change or remove a row.

This stops mistakes and an injected statement, not the owner of the database; whoever owns it can
drop a trigger, and is found out by the signed checkpoints that witnesses keep.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

FUNCTION = """
CREATE OR REPLACE FUNCTION amparo_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


@dataclass(frozen=True)
class Guarded:
    """A table and its unique columns: SQLite's INSERT OR REPLACE would remove a row unseen."""

    table: str
    unique: tuple[str, ...] = ("id",)


def append_only(*tables: Guarded) -> RunPython:
    """Return the migration step that guards these tables, on PostgreSQL and on SQLite."""

    def guard(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _guards(schema_editor.connection.vendor, tables):
            schema_editor.execute(statement, params=None)

    def lift(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _lifts(schema_editor.connection.vendor, tables):
            schema_editor.execute(statement, params=None)

    return RunPython(guard, lift)


def _guards(vendor: str, tables: Iterable[Guarded]) -> Iterable[str]:
    if vendor == "postgresql":
        yield FUNCTION
    for guarded in tables:
        yield from _postgresql(guarded) if vendor == "postgresql" else _sqlite(guarded)


def _postgresql(guarded: Guarded) -> Iterable[str]:
    run = "EXECUTE FUNCTION amparo_append_only()"
    table = guarded.table
    yield (
        f"CREATE TRIGGER amparo_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {run}"
    )
    yield (f"CREATE TRIGGER amparo_not_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}")


def _sqlite(guarded: Guarded) -> Iterable[str]:
    table = guarded.table
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    yield f"CREATE TRIGGER amparo_append_only_{table}_update BEFORE UPDATE ON {table} {refuse}"
    yield f"CREATE TRIGGER amparo_append_only_{table}_delete BEFORE DELETE ON {table} {refuse}"
    known = " OR ".join(f'"{column}" = NEW."{column}"' for column in guarded.unique)
    # Names of our own tables, not of anybody's choosing.
    again = f"EXISTS (SELECT 1 FROM {table} WHERE {known})"  # noqa: S608  # nosec
    yield (
        f"CREATE TRIGGER amparo_append_only_{table}_insert BEFORE INSERT ON {table} "
        f"WHEN {again} {refuse}"
    )


def _lifts(vendor: str, tables: Iterable[Guarded]) -> Iterable[str]:
    for guarded in tables:
        table = guarded.table
        if vendor == "postgresql":
            yield f"DROP TRIGGER amparo_append_only ON {table}"
            yield f"DROP TRIGGER amparo_not_emptied ON {table}"
        else:
            for act in ("update", "delete", "insert"):
                yield f"DROP TRIGGER amparo_append_only_{table}_{act}"
