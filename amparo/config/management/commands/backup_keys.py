"""`amparo backup keys TO`: the server's own keys and the deletion ledger, sealed to others."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand
from django.utils import timezone

from amparo.config.backup.asked_for import add_where_to
from amparo.config.backup.keys import take_keys
from amparo.config.backup.problems import SameRecipient
from amparo.config.backup.sealed_file import recipients
from amparo.config.backup.turns import drop_all_but, new_name
from amparo.trust.marks import KEYS, mark

SETTING = "AMPARO_KEYS_TO"


class Command(BaseCommand):
    help = "Write a sealed copy of the server's keys, to be kept apart from the backups."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_where_to(parser, SETTING)

    def handle(self, *, where: Path, to: list[str], keep: int, **_options: object) -> None:
        said = to or settings.AMPARO.keys_to
        if set(said).intersection(settings.AMPARO.backup_to):
            raise SameRecipient
        sealed_to = recipients(said, SETTING)
        at = timezone.now()
        file = new_name(where, KEYS, at)
        names = take_keys(file, sealed_to)
        mark(KEYS, at)
        self.stdout.write(f"{file.name} holds {', '.join(names)}.")
        self.stdout.write("Keep it apart from the backups: who has both knows more than either.")
        for dropped in drop_all_but(keep, where, KEYS, newest=file):
            self.stdout.write(f"{dropped.name} was removed, as older than the newest {keep}.")
