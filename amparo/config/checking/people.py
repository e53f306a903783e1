"""What is in the database: tables of today, a pack, two people who let others in."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from amparo.config.checking.finding import Finding, look_at
from amparo.config.management.commands.serve import migrations_waiting
from amparo.system.packs import has_pack
from amparo.system.rules import ADMINISTRATOR
from amparo.trust.models import Membership

OLDEST = 150_000
TWO = 2


def of_database() -> Iterator[Finding]:
    """Yield what is wrong with the database itself."""
    if waiting := migrations_waiting():
        yield Finding(f"{waiting} migrations are not applied: amparo migrate")
    if connection.vendor == "sqlite":
        yield look_at(
            "The database is a file: one machine, one writer at a time. For more: PostgreSQL."
        )
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        if int(cursor.fetchone()[0]) < OLDEST:
            yield Finding("This PostgreSQL is older than 15.")
        cursor.execute("SHOW log_min_error_statement")
        if cursor.fetchone()[0] not in {"panic", "fatal"}:
            yield look_at(
                "PostgreSQL writes failed statements, with what is in them, into its log: "
                "ALTER DATABASE ... SET log_min_error_statement = 'panic'"
            )


def of_people(at: datetime) -> Iterator[Finding]:
    """Yield whether a country is there, and somebody to begin with."""
    if not has_pack():
        yield Finding("No pack is installed: amparo pack install packs/pe")
    administrators = Membership.objects.in_force(at).filter(role=ADMINISTRATOR)
    if administrators.values("account").distinct().count() < TWO:
        yield Finding("Fewer than two administrators let others in: amparo people first")
