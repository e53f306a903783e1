"""`amparo pack check`: everything that is wrong with the packs, at once."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from amparo.base.problems import Fault, Faults
from amparo.protocols.pack import Pack
from amparo.protocols.read_stories import read_stories
from amparo.protocols.tell import tell
from amparo.system.pack_folders import read_whole, whole_packs


class Command(BaseCommand):
    help = "Check packs and tell their stories; exit 1 with every fault found."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="*", type=Path, help="all country packs if none")

    def handle(self, *, folders: Sequence[Path], **_options: object) -> None:
        faults: list[Fault] = []
        for folder in folders or whole_packs(settings.AMPARO.packs):
            faults += self.check_one(folder.resolve())
        if faults:
            raise CommandError(str(Faults(faults)))

    def check_one(self, folder: Path) -> Sequence[Fault]:
        """Return a pack's faults, and where a story of its own does not hold."""
        try:
            pack, stories = read_whole(folder), read_stories(folder)
        except Faults as found:
            return found.faults
        self.stdout.write(f"{summary(pack)}; {len(stories)} stories")
        return [
            Fault("stories", story.key, difference)
            for story in stories
            for difference in tell(pack, story)
        ]


def summary(pack: Pack) -> str:
    """Return one line: how much there is, and the hash that dossiers will follow."""
    clocks = sum(len(protocol.clocks) for protocol in pack.protocols.values())
    return (
        f"{pack.key} {pack.version}: {len(pack.protocols)} protocols, {clocks} clocks, "
        f"{len(pack.forms)} forms, {len(pack.body_kinds)} kinds of bodies, no faults; "
        f"{pack.hash[:12]}"
    )
