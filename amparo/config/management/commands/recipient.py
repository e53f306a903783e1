"""`amparo recipient FILE`: a key pair for backups, where no `age-keygen` is at hand."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand

from amparo.config.backup.sealed_file import new_identity


class Command(BaseCommand):
    help = "Make a key pair for backups: the private half into a file, the public half said."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a new file, on a stick that is taken away")

    def handle(self, *, file: Path, **_options: object) -> None:
        public = new_identity(file)
        self.stdout.write(f"Whoever takes {file.name} away opens what is sealed to:")
        self.stdout.write(public)
