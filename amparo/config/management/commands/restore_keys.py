"""`amparo restore keys FROM`: the server's own keys, back where they belong."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand

from amparo.config.backup.asked_for import add_key
from amparo.config.backup.keys import put_keys_back
from amparo.config.backup.sealed_file import identities
from amparo.trust.key_files import server_folder


class Command(BaseCommand):
    help = "Put the server's keys back from their own copy; before `restore`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `amparo backup keys` wrote")
        add_key(parser)

    def handle(self, *, file: Path, key: list[Path], **_options: object) -> None:
        names = put_keys_back(file, identities(key))
        self.stdout.write(f"In {server_folder()} are again: {', '.join(names)}.")
