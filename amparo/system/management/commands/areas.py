"""`amparo areas`: bring the table of areas to what a pack's list says."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand
from django.utils.timezone import now

from amparo.system.actions.areas import load_areas
from amparo.system.areas import read_areas
from amparo.system.pack_folders import AREAS


class Command(BaseCommand):
    help = "Load the areas of a country's pack; loading them again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the pack's folder, such as packs/pe")

    def handle(self, *, folder: Path, **_options: object) -> None:
        name = folder.resolve().name
        source = f"packs/{name}/{AREAS}; see packs/{name}/SOURCES.md"
        counted = load_areas(read_areas(folder / AREAS), source=source, by=None, at=now())
        self.stdout.write(
            f"Areas: {counted.added} added, {counted.changed} changed, "
            f"{counted.unchanged} as they were."
        )
