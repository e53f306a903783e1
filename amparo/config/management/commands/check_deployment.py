"""`amparo check deployment`: what is missing before a real person's data may go in."""

from django.core.management import BaseCommand
from django.utils import timezone

from amparo.config.checking.everything import findings


class Command(BaseCommand):
    help = "Say in plain words what a real deployment still lacks; exit 1 if anything is missing."

    def handle(self, **_options: object) -> None:
        found = sorted(findings(timezone.now()), key=lambda each: not each.is_missing)
        for each in found:
            self.stdout.write(str(each))
        missing = sum(each.is_missing for each in found)
        if missing:
            self.stdout.write(f"{missing} missing.")
            raise SystemExit(1)
        self.stdout.write("Nothing is missing that can be told from here.")
