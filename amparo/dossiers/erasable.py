"""Entries stay append-only but for one thing: what the law has erased is emptied, never changed.

The database itself sees to it: an update may only empty the coded part, its salt and the digest
that recognises a letter, and set the hash that the audit leaf committed to. All else must stay.
"""

from collections.abc import Iterable, Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

TABLE = "dossiers_entry"
STAYS = (
    "id",
    "dossier_id",
    "position",
    "step",
    "by",
    "author_id",
    "author_body_id",
    "on_behalf_of_id",
    "at",
    "said_at",
    "stamped",
    "addressed",
    "hashes",
    "device_signature",
    "record_id",
)
CODED = ("coded", "salt", "erased_hash")

FUNCTION = """
CREATE OR REPLACE FUNCTION amparo_only_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF ({stays}) AND length(NEW.answers_mac) = 0 AND (({same})
        OR (NEW.coded::text = '{{}}' AND length(NEW.salt) = 0
            AND length(NEW.erased_hash) = 32)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
SQLITE = """
CREATE TRIGGER amparo_append_only_{table}_update BEFORE UPDATE ON {table}
WHEN NOT (({stays}) AND length(NEW.answers_mac) = 0 AND (({same})
    OR (NEW.coded = '{{}}' AND length(NEW.salt) = 0 AND length(NEW.erased_hash) = 32)))
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""


def erasable() -> RunPython:
    """Return the migration step that lets entries be emptied, and nothing else."""

    def loosen(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _statements(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    return RunPython(loosen, RunPython.noop)


def _statements(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        is_not = "IS NOT DISTINCT FROM"
        yield FUNCTION.format(stays=_equal(STAYS, is_not), same=_equal(CODED, is_not))
        yield f"DROP TRIGGER amparo_append_only ON {TABLE}"
        yield (
            f"CREATE TRIGGER amparo_append_only BEFORE DELETE ON {TABLE} FOR EACH ROW "
            "EXECUTE FUNCTION amparo_append_only()"
        )
        yield (
            f"CREATE TRIGGER amparo_only_emptied BEFORE UPDATE ON {TABLE} FOR EACH ROW "
            "EXECUTE FUNCTION amparo_only_emptied()"
        )
    else:
        yield f"DROP TRIGGER amparo_append_only_{TABLE}_update"
        yield SQLITE.format(table=TABLE, stays=_equal(STAYS, "IS"), same=_equal(CODED, "IS"))


def _equal(columns: Iterable[str], is_the_same: str) -> str:
    return " AND ".join(f'NEW."{each}" {is_the_same} OLD."{each}"' for each in columns)
