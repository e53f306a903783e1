"""`amparo restore FROM`: a backup into an empty place, checked; what was deleted is again."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand
from django.utils import timezone

from amparo.config.backup.asked_for import add_key
from amparo.config.backup.restoring import Restored, restore
from amparo.config.backup.sealed_file import identities


class Command(BaseCommand):
    help = "Put a backup into an empty database, and check all of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the backup")
        add_key(parser)

    def handle(self, *, file: Path, key: list[Path], **_options: object) -> None:
        done = restore(file, identities(key), at=timezone.now(), tell=self.say)
        self.say(f"The log is whole: {done.head.size} records, root {done.head.root}.")
        self.say("Every entry is what the log says.")
        self.say(f"{done.deleted_again} deleted again, as the ledger says.")
        self.say(f"{_took(done)}. Whoever was signed in signs in again.")

    def say(self, line: str) -> None:
        """Write a line at once: whoever waits sees that something is being done."""
        self.stdout.write(line)
        self.stdout.flush()


def _took(done: Restored) -> str:
    parts = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in done.seconds.items())
    return f"{sum(done.seconds.values()):.1f} s in all ({parts})"
