"""`amparo replay --all`: what the journal gives, rebuilt, and whether anything differed."""

from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from amparo.dossiers.actions.projections import rebuild
from amparo.dossiers.models import Dossier


class Command(BaseCommand):
    help = "Rebuild states and duties from the journal; exit 1 if anything stored was different."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", dest="every", help="all dossiers")
        parser.add_argument("--most", type=int, help="no more than so many, the oldest first")
        parser.add_argument("numbers", nargs="*", help="numbers of dossiers")

    def handle(
        self, *, every: bool, most: int | None, numbers: list[str], **_options: object
    ) -> None:
        if every == bool(numbers):
            raise CommandError("Name dossiers by their numbers, or say --all.")
        dossiers = Dossier.objects.order_by("opened_at", "pk")
        chosen = dossiers if every else dossiers.filter(number__in=numbers)
        at = timezone.now()
        results = [rebuild(dossier, by=None, at=at) for dossier in chosen[:most].iterator()]
        self.stdout.write(f"{len(results)} dossiers replayed, {sum(results)} differed.")
        if any(results):
            raise CommandError("What was stored differed from the journal; it is mended now.")
