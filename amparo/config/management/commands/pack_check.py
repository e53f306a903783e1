"""`amparo pack check`: is a country's pack whole and consistent? All faults at once."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from amparo.base.problems import Faults
from amparo.protocols.pack import Pack
from amparo.protocols.read import read_pack

BASE = "base"


class Command(BaseCommand):
    help = "Check the packs, or those whose folders are named; exit 1 with every fault found."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="*", type=Path, help="all country packs if none")

    def handle(self, *, folders: list[Path], **_options: object) -> None:
        results = [
            self.check_pack(folder) for folder in folders or countries(settings.AMPARO.packs)
        ]
        if not all(results):
            raise CommandError("Mend what is listed above and check again.")

    def check_pack(self, folder: Path) -> bool:
        """Say what is wrong with one pack, or what is in it; return whether it is whole."""
        if not (folder / "pack.toml").is_file():
            raise CommandError(f"{folder} holds no pack.toml: it is no pack.")
        try:
            pack = read_pack(folder, folder.parent / BASE)
        except Faults as found:
            self.stdout.write(f"{folder.name}: {found}")
            return False
        self.stdout.write(summary(pack))
        return True


def countries(packs: Path) -> list[Path]:
    """Return the packs of countries; the base is checked as a part of each."""
    return sorted(p.parent for p in packs.glob("*/pack.toml") if p.parent.name != BASE)


def summary(pack: Pack) -> str:
    """Return one line: how much there is, and the hash that dossiers will follow."""
    clocks = sum(len(protocol.clocks) for protocol in pack.protocols.values())
    return (
        f"{pack.key} {pack.version}: {len(pack.protocols)} protocols, {clocks} clocks, "
        f"{len(pack.forms)} forms, no faults; {pack.hash[:12]}"
    )
