"""`amparo ceremony`: the founding ceremony of a real deployment, with what to do afterwards."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone

from amparo.config.ceremony import BEFORE, afterwards, refuse_unfit
from amparo.trust.actions.deployment import begin_deployment


class Command(BaseCommand):
    help = "Make the keys of a real deployment, once, and say what to do with each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, help="where what is taken away is written; else asked"
        )
        parser.add_argument("--yes", action="store_true", help="don't ask before it begins")

    def handle(self, *, folder: Path | None, yes: bool, **_options: object) -> None:
        if settings.AMPARO.is_demo:
            raise CommandError("This is a demo; `amparo demo` holds its ceremony.")
        self.stdout.write(BEFORE)
        chosen = folder or Path(input("Folder for the keys that are taken away: ").strip())
        refuse_unfit(chosen, settings.AMPARO.home)
        if not yes:
            self.ask(chosen)
        call_command("migrate", verbosity=0)
        begin_deployment(chosen, at=timezone.now(), demo=False)
        self.stdout.write(afterwards(chosen))

    def ask(self, folder: Path) -> None:
        """Ask once, in words.

        Raises:
            CommandError: it is not wanted.
        """
        answer = input(f"Make the keys now, and write them into {folder}? (yes/no) ")
        if answer.strip().lower() not in {"y", "yes", "s", "si", "sí"}:
            raise CommandError("Nothing was made.")
