"""`amparo deployment begin`: the founding ceremony."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from amparo.trust.actions.deployment import begin_deployment


class Command(BaseCommand):
    """Make every key that a deployment begins with."""

    help = "Make this deployment's keys, once; the folder is for what is taken away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where root's and holders' keys are written")
        parser.add_argument(
            "--demo", action="store_true", help="mark the keys as good for demonstration only"
        )

    def handle(self, *, folder: Path, demo: bool, **options: object) -> None:
        begin_deployment(folder, at=timezone.now(), demo=demo)
        self.stdout.write(f"Keys were made. Take those in {folder} away, to different places.")
