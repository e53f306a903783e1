"""`amparo audit verify`: is the log what it was?"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from amparo.audit.models import Leaf
from amparo.audit.verify import verify
from amparo.trust.log import log_signer


class Command(BaseCommand):
    """Recompute the log; say each difference; end with an error if there is one."""

    help = "Recompute the log and say every way in which it was changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "kept",
            nargs="*",
            type=Path,
            help="files with signed checkpoints that a witness kept",
        )

    def handle(self, *, kept: list[Path], **options: object) -> None:
        notes = [path.read_text(encoding="utf-8") for path in kept]
        differences = verify(log_signer(), notes)
        for difference in differences:
            self.stdout.write(difference.says)
        if differences:
            raise CommandError("The log is not what it was. Keep a copy and tell the witnesses.")
        witnessed = f"{len(notes)} kept checkpoints" if notes else "no witness was asked"
        self.stdout.write(f"The log is whole: {Leaf.objects.count()} records; {witnessed}.")
