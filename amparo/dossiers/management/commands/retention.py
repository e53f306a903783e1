"""`amparo retention`: what has reached its date, and erasing what was decided."""

from argparse import ArgumentParser
from collections import Counter

from django.core.management import BaseCommand
from django.utils import timezone

from amparo.dossiers.actions.erasing import due_in, erase_due, keep_ledger
from amparo.dossiers.emptied import scrub
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import WORKED_ON


class Command(BaseCommand):
    help = "List how much has reached its date; with --erase destroy what was decided."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--erase",
            action="store_true",
            help="destroy what a person decided to, or that needs no decision",
        )

    def handle(self, *, erase: bool, **_options: object) -> None:
        at = timezone.now()
        worked_on = Dossier.objects.filter(protocol__in=WORKED_ON).order_by("opened_at")
        found = list(due_in(worked_on.iterator(), at))
        waiting = Counter(due.reached.rule.key for due in found if not due.may_be_erased)
        ready = Counter(due.reached.rule.key for due in found if due.may_be_erased)
        for rule, count in sorted(waiting.items()):
            self.stdout.write(f"{rule}: {count} wait for a person's decision.")
        for rule, count in sorted(ready.items()):
            self.stdout.write(f"{rule}: {count} to be erased.")
        if not found:
            self.stdout.write("Nothing has reached its date.")
        if erase:
            erased = erase_due([due.dossier for due in found], by=None, at=at)
            keep_ledger()
            scrub()
            self.stdout.write(f"{len(erased)} erased, and written into the ledger.")
