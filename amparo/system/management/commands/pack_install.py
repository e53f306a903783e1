"""`amparo pack install`: make a pack the one that new dossiers follow."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand, call_command
from django.db import transaction
from django.utils.timezone import now

from amparo.protocols.compiled import compile_pack
from amparo.system.actions.packs import install_pack
from amparo.system.pack_folders import read_whole


class Command(BaseCommand):
    help = "Install a country's pack and its areas; dossiers that follow an earlier one go on so."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the pack's folder, such as packs/pe")

    @transaction.atomic
    def handle(self, *, folder: Path, **_options: object) -> None:
        pack = read_whole(folder.resolve())
        call_command("areas", folder, stdout=self.stdout)
        stored = install_pack(compile_pack(pack), by=None, at=now())
        self.stdout.write(f"{stored.key} {stored.version} is current: {stored.hash[:12]}.")
