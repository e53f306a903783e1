"""`amparo backup TO`: all that the database says, in one sealed file."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand
from django.utils import timezone

from amparo.config.backup.asked_for import add_where_to
from amparo.config.backup.sealed_file import recipients
from amparo.config.backup.taking import take_backup
from amparo.config.backup.turns import drop_all_but, new_name
from amparo.config.management.commands.serve import refuse_unless_migrated
from amparo.trust.marks import BACKUP, mark

SETTING = "AMPARO_BACKUP_TO"


class Command(BaseCommand):
    help = "Write a sealed copy of the database; without the keys, see `backup keys`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_where_to(parser, SETTING)

    def handle(self, *, where: Path, to: list[str], keep: int, **_options: object) -> None:
        sealed_to = recipients(to or settings.AMPARO.backup_to, SETTING)
        refuse_unless_migrated()
        at = timezone.now()
        taken = take_backup(new_name(where, BACKUP, at), sealed_to, at=at)
        mark(BACKUP, at)
        self.stdout.write(
            f"{taken.file.name}: {taken.bytes} bytes in {taken.seconds:.1f} s. "
            f"The log has {taken.size} records, root {taken.root}."
        )
        for dropped in drop_all_but(keep, where, BACKUP, newest=taken.file):
            self.stdout.write(f"{dropped.name} was removed, as older than the newest {keep}.")
