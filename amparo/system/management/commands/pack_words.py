"""`amparo pack words`: all that a pack says, as a file of words for one more language."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand

from amparo.protocols.word_sheet import word_sheet
from amparo.system.pack_folders import read_whole


class Command(BaseCommand):
    help = "Print all that a pack says, in its first language: words/<language>.toml, to translate."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **_options: object) -> None:
        self.stdout.write(word_sheet(read_whole(folder.resolve())), ending="")
