"""Make sure that what was deleted is gone from the database's own files, as far as it can be.

On SQLite `secure_delete` overwrites a row as it goes; the write-ahead log may still hold the page
as it was, and so may space that was freed before. On PostgreSQL vacuuming frees the space for
others to overwrite; what replicas, archived logs and backups hold it does not reach.
"""

from django.db import connection


def scrub() -> None:
    """Empty the write-ahead log and rewrite the file (SQLite), or vacuum (PostgreSQL)."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in TABLES:
                cursor.execute(f"VACUUM {table}")


TABLES = (
    "dossiers_sealedpart",
    "dossiers_wrap",
    "dossiers_phonewrap",
    "dossiers_mediapiece",
    "dossiers_nameindex",
    "dossiers_draft",
    "dossiers_entry",
    "dossiers_keptfrom",
)
