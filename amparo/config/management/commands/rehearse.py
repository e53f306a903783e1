"""`amparo rehearse`: the whole path without a person, beside what is here and never in it."""

import subprocess
import sys
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from amparo.config.bench.server import COMMAND
from amparo.config.demo.rehearsal.rehearsing import rehearse
from amparo.config.demo.rehearsal.throwaway import throw_away

INSIDE = "--inside"


class Command(BaseCommand):
    help = "Walk the whole path through the pages of a throw-away deployment; exit 1 if it fails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            INSIDE, action="store_true", help="we are in the throw-away deployment already"
        )

    def handle(self, *, inside: bool, **_options: object) -> None:
        if inside:
            if not rehearse(self.say):
                raise CommandError("The rehearsal failed.")
            return
        with throw_away(settings.AMPARO) as env:
            words = [sys.executable, "-c", COMMAND, "rehearse", INSIDE]
            ended = subprocess.run(  # noqa: S603  # nosec B603  # this program
                words, env=dict(env), check=False
            )
        if ended.returncode:
            raise SystemExit(ended.returncode)

    def say(self, line: str) -> None:
        """Write a line at once."""
        self.stdout.write(line)
        self.stdout.flush()
