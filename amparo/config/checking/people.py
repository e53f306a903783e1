"""What is in the database: tables of today, a pack, two people who let others in."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from amparo.config.checking.finding import Finding, look_at
from amparo.config.management.commands.serve import migrations_waiting
from amparo.dossiers.rules import Can
from amparo.system.models import Body
from amparo.system.packs import current_pack, has_pack
from amparo.system.rules import ADMINISTRATOR
from amparo.trust.keyring import circles_with_one_holder
from amparo.trust.models import Membership

READS = Can.READ_DOSSIER
OLDEST = 150_000
MORE_THAN_NEEDED = (
    "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
)
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
    if connection.settings_dict["PASSWORD"]:
        yield look_at(
            "The database lets this account in by a password, which never changes by itself: let "
            "it in as the socket's owner (host=/run/postgresql), or by a certificate."
        )
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        if int(cursor.fetchone()[0]) < OLDEST:
            yield Finding("This PostgreSQL is older than 15.")
        cursor.execute(MORE_THAN_NEEDED)
        if cursor.fetchone()[0]:
            yield look_at(
                "PostgreSQL lets this account do more than serve and own its tables: make one that "
                "is no superuser and makes neither databases nor accounts (createuser amparo)."
            )
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
    if has_pack() and (alone := _held_by_one(at)):
        yield look_at(
            f"The key of {alone} offices lies with one person alone. Let a second one in: else a "
            "passphrase that is forgotten there takes a ceremony (amparo recover)."
        )


def _held_by_one(at: datetime) -> int:
    """Return how many offices that work on files have one holder of their key."""
    kinds = current_pack().body_kinds.values()
    reading = [kind.key for kind in kinds if any(READS in can for can in kind.can.values())]
    offices = Body.objects.at_work(at).filter(kind__in=reading)
    return offices.filter(pk__in=circles_with_one_holder()).count()
