"""`amparo people first`: the first people of an office, where nobody is signed in who could."""

from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import now

from amparo.system.actions.people import found_office


class Command(BaseCommand):
    help = "Enter an office with its first people, and print each one's code to hand over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help="the kind of office, as the pack calls it, such as mimp")
        parser.add_argument("area", help="the code of the area it stands in, such as PE")
        parser.add_argument("name", help="what it is called")
        parser.add_argument(
            "people", nargs="+", metavar="ROLE=PERSON", help="such as administrator='Rosa Quispe'"
        )

    def handle(
        self, *, kind: str, area: str, name: str, people: list[str], **_options: object
    ) -> None:
        named = [self._named(text) for text in people]
        with transaction.atomic():
            body, invited = found_office(kind, name, area, named, by=None, at=now())
        self.stdout.write(f"{body.name} is entered. Hand over each code on paper; it holds 7 days:")
        for each in invited:
            self.stdout.write(f"  {each.account.display_name}: {each.code}")
        self.stdout.write("With it they press “I was given a code” on the page to sign in.")

    def _named(self, text: str) -> tuple[str, str]:
        role, is_said, person = text.partition("=")
        if not is_said or not person.strip():
            raise CommandError(f"“{text}” says no person: write ROLE=PERSON.")
        return person.strip(), role.strip()
