"""`amparo audit verify`: is the log whole, and every entry what the log says?"""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from amparo.audit.actions import number
from amparo.audit.models import Leaf
from amparo.audit.verify import verify
from amparo.dossiers.models import Entry
from amparo.dossiers.verify import altered_entries
from amparo.trust.log import log_signer


class Command(BaseCommand):
    help = "Recompute the log, its checkpoints and every entry's leaf; exit 1 if anything differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "notes", nargs="*", type=Path, help="checkpoints that a witness kept, one a file"
        )

        parser.add_argument(
            "--witness",
            action="append",
            type=Path,
            default=[],
            help="a witness's kept checkpoint, or the folder of all it kept",
        )

    def handle(self, *, notes: list[Path], witness: list[Path], **_options: object) -> None:
        number()
        for path in witness:
            notes += sorted(path.glob("*.txt")) if path.is_dir() else [path]
        kept = [note.read_text(encoding="utf-8") for note in notes]
        found = [each.says for each in verify(log_signer(), kept)]
        found += altered_entries()
        self.stdout.write(
            f"{Leaf.objects.count()} leaves and {Entry.objects.count()} entries checked, "
            f"{len(kept)} notes of witnesses."
        )
        if found:
            raise CommandError("\n".join(["The log is not whole:", *found]))
        self.stdout.write("The log is whole.")
