"""`amparo retention replay`: delete again, after a backup was restored, what was deleted since."""

from django.core.management import BaseCommand
from django.utils import timezone

from amparo.dossiers.actions.erasing import keep_ledger, replay_ledger
from amparo.dossiers.emptied import scrub
from amparo.dossiers.ledger import read_ledger


class Command(BaseCommand):
    help = "Apply the deletion ledger to a restored database, so that nothing deleted returns."

    def handle(self, **_options: object) -> None:
        done = replay_ledger(by=None, at=timezone.now())
        keep_ledger()
        scrub()
        self.stdout.write(f"{len(read_ledger())} in the ledger, {done} deleted again.")
