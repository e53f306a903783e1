"""`amparo serve`: one process or several, a few threads, on this machine unless told otherwise."""

import os
from argparse import SUPPRESS, ArgumentParser

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from amparo.config.demo.phoning import phone_of_demo
from amparo.config.demo.telling import welcome_again
from amparo.config.serving import serve
from amparo.config.ticking import tick_every

APPLICATION = "amparo.config.wsgi:application"
EVERY_MINUTE = 60.0


class Command(BaseCommand):
    help = "Serve the desk (see --host, --port)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--port", type=int, default=int(os.environ.get("AMPARO_PORT", "8000")))

        parser.add_argument(
            "--tick",
            type=float,
            default=EVERY_MINUTE if connection.vendor == "sqlite" else 0,
            help="seconds between ticks; 0 where a scheduler runs `amparo tick` (with PostgreSQL)",
        )

        parser.add_argument(
            "--workers",
            type=int,
            default=int(os.environ.get("AMPARO_WORKERS", "1")),
            help="processes that answer, no more than there are cores (AMPARO_WORKERS)",
        )

        parser.add_argument("--application", default=APPLICATION, help=SUPPRESS)

    def handle(
        self,
        *,
        host: str,
        port: int,
        tick: float,
        workers: int,
        application: str,
        **_options: object,
    ) -> None:
        refuse_unless_migrated()
        call_command("collectstatic", interactive=False, verbosity=0)
        name = "localhost" if host == "127.0.0.1" else settings.ALLOWED_HOSTS[0]
        site = f"http://{name}:{port}"
        self.stdout.write(f"Amparo is at {site} (Ctrl+C stops it).")
        by_phone = phone_of_demo(settings.AMPARO, site, at=timezone.now())
        for line in (*welcome_again(settings.AMPARO), *by_phone):
            self.stdout.write(line)
        self.stdout.flush()
        if tick:
            tick_every(tick)
        serve(application, host, port, workers)


def refuse_unless_migrated() -> None:
    """Refuse to serve on tables that are older than the code.

    Raises:
        CommandError: Migrations are waiting; it names the command that applies them.
    """
    waiting = migrations_waiting()
    connections[DEFAULT_DB_ALIAS].close()
    if waiting:
        raise CommandError(
            f"{waiting} migrations are not applied. Run `amparo migrate`, then serve again."
        )


def migrations_waiting() -> int:
    """Return how many changes to the tables this code asks for and the database has not."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
