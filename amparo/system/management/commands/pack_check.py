"""`amparo pack check`: everything that is wrong with a pack, at once."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand

from amparo.base.problems import Fault, Faults
from amparo.system.pack_folders import read_whole, whole_packs


class Command(BaseCommand):
    help = "Check a country's pack, or all of them: every fault with its file and key."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="the pack's folder; default: all")

    def handle(self, *, folder: Path | None, **_options: object) -> None:
        faults: list[Fault] = []
        for pack in [folder.resolve()] if folder else whole_packs(settings.AMPARO.packs):
            faults += self.check_one(pack)
        if faults:
            raise Faults(faults)

    def check_one(self, folder: Path) -> tuple[Fault, ...]:
        """Return a pack's faults; say so where it has none."""
        try:
            pack = read_whole(folder)
        except Faults as found:
            return found.faults
        self.stdout.write(
            f"{folder.name} {pack.version}: {len(pack.protocols)} protocols, "
            f"{len(pack.forms)} forms, {len(pack.body_kinds)} kinds of bodies; no fault."
        )
        return ()
