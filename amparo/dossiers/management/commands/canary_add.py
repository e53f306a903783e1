"""`amparo canary add OFFICE`: a made-up file of an office, which nobody should open."""

from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from amparo.base.problems import Problem
from amparo.dossiers.actions.canaries import MadeUp, make_canary
from amparo.system.models import Body
from amparo.trust.models import Account


class Command(BaseCommand):
    help = (
        "Make a file that nobody should open; opening it alerts supervisor and oversight at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("office", help="what the office is called, in full")
        parser.add_argument("--known-to", required=True, help="the user name of who asks for it")
        parser.add_argument("--child", required=True, help="a made-up name that no child here has")
        parser.add_argument("--words", required=True, help="a few made-up words of a concern")

    def handle(
        self, *, office: str, known_to: str, child: str, words: str, **_options: object
    ) -> None:
        body = Body.objects.filter(name=office).first()
        account = Account.objects.filter(username=known_to).first()
        if body is None or account is None:
            raise CommandError(
                "There is no such office, or nobody of this user name. Compare them."
            )
        made_up = MadeUp(child, words)
        try:
            case = make_canary(made_up, body, known_to=account.pk, by=None, at=timezone.now())
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"{case.number} is made; the log says that {known_to} knows of it. Leave the number"
            " where only somebody who looks through others' files finds it. Tell nobody else."
        )
