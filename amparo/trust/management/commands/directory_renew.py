"""`amparo directory renew`: the root vouches for a new online key."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from amparo.trust.actions.directory import renew_directory


class Command(BaseCommand):
    """Certify a new online directory key, for 90 days."""

    help = "Renew the directory's certificate with the root key in a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the root's key lies")

    def handle(self, *, folder: Path, **options: object) -> None:
        renewed = renew_directory(folder, by=None, at=timezone.now())
        self.stdout.write(f"The directory is certified until {renewed.valid_to:%Y-%m-%d}.")
