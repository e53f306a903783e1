"""`amparo replay --all`: what the journal gives, rebuilt, and whether anything differed."""

from argparse import ArgumentParser
from itertools import islice

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from amparo.dossiers.actions.comparing import may_differ
from amparo.dossiers.actions.projections import rebuild
from amparo.dossiers.models import Dossier

AT_ONCE = 500
"""How many dossiers are looked at together."""


class Command(BaseCommand):
    help = "Rebuild states and duties from the journal; exit 1 if anything stored was different."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", dest="every", help="all dossiers")
        parser.add_argument("--most", type=int, help="no more than so many")
        parser.add_argument("numbers", nargs="*", help="numbers of dossiers")

    def handle(
        self, *, every: bool, most: int | None, numbers: list[str], **_options: object
    ) -> None:
        if every == bool(numbers):
            raise CommandError("Name dossiers by their numbers, or say --all.")
        dossiers = Dossier.objects.order_by("pk")  # as the index has them: nothing is sorted
        chosen = dossiers if every else dossiers.filter(number__in=numbers)
        at = timezone.now()
        replayed = differed = 0
        waiting = chosen[:most].iterator(chunk_size=AT_ONCE)
        while some := list(islice(waiting, AT_ONCE)):
            replayed += len(some)
            differed += sum(rebuild(each, by=None, at=at) for each in may_differ(some))
        self.stdout.write(f"{replayed} dossiers replayed, {differed} differed.")
        if differed:
            raise CommandError("What was stored differed from the journal; it is mended now.")
