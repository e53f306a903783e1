"""Throws a demo away: its database, its keys and its mark. Nothing else is ever thrown away."""

import shutil
from pathlib import Path

from django.core.management import CommandError
from django.db import connection

from amparo.config.demo.state import FILE, KEYS
from amparo.trust.key_files import KeyFor, read_key, server_folder
from amparo.trust.models import Deployment
from amparo.trust.problems import WrongKeyFile


def throw_away(home: Path) -> None:
    """Remove the demo, so that it can begin anew.

    Raises:
        CommandError: what is here was not made for demonstration.
    """
    if holds_something_real():
        raise CommandError("This deployment is not a demo. Nothing was touched.")
    _empty_database()
    for folder in (home / "keys", home / KEYS):
        shutil.rmtree(folder, ignore_errors=True)
    (home / FILE).unlink(missing_ok=True)


def holds_something_real() -> bool:
    """Tell whether the database or a key belongs to a deployment that is not a demo."""
    return _has_real_rows() or any(_is_real(file) for file in server_folder().glob("*.json"))


def _has_real_rows() -> bool:
    known = connection.introspection.table_names()
    if Deployment._meta.db_table not in known:
        return bool(known)
    return Deployment.objects.filter(is_demo=False).exists()


def _is_real(file: Path) -> bool:
    try:
        return not read_key(file, *KeyFor).is_demo
    except WrongKeyFile:
        return True


def _empty_database() -> None:
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)
        return
    ours = [*connection.introspection.django_table_names(), "django_migrations"]
    known = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in sorted(set(ours).intersection(known)):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
