"""`amparo demo`: a made-up region, founded and lived by the real actions, to look around in."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone

from amparo.config.demo.data import Demo
from amparo.config.demo.emptying import holds_something_real, throw_away
from amparo.config.demo.loading import Places, load
from amparo.config.demo.state import KEYS, Loaded
from amparo.config.demo.telling import PACK, welcome_again
from amparo.trust.actions.directory import keep_directory_current
from amparo.trust.models import Deployment


class Command(BaseCommand):
    help = "Load the demo, once; --fresh throws it away and begins anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="throw the demo away first")
        parser.add_argument("--yes", action="store_true", help="don't ask before that")
        parser.add_argument("--brief", action="store_true", help="leave out who can sign in")
        parser.add_argument(
            "--area", default="", help="only what touches this area, such as PE080401: quicker"
        )

    def handle(self, *, fresh: bool, yes: bool, area: str, brief: bool, **_options: object) -> None:
        home: Path = settings.AMPARO.home
        if not settings.AMPARO.is_demo:
            raise CommandError(
                "A demo needs a deployment that says it is one: AMPARO_DEMO=1 amparo demo"
            )
        if fresh and (yes or self.is_wanted(home)):
            throw_away(home)
        pack = settings.AMPARO.packs / PACK
        loaded = Loaded.read(home)
        if loaded is None:
            demo = Demo.read(pack / "demo")
            self.load(demo.within(area) if area else demo, Places(pack, home / KEYS), area)
        else:
            call_command("migrate", verbosity=0)
            keep_directory_current(home / KEYS, at=timezone.now())
            self.say(f"The demo is there, loaded on {loaded.at:%d %B %Y}. Nothing was changed.")
        for line in () if brief else welcome_again(settings.AMPARO):
            self.say(line)

    def load(self, demo: Demo, places: Places, area: str) -> None:
        """Load it, and say on the way what is being done.

        Raises:
            CommandError: something is here that is not a whole demo.
        """
        if holds_something_real():
            raise CommandError("This deployment is not a demo. Nothing was touched.")
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if Deployment.objects.exists():
            raise CommandError(
                "Something is here already that is not a whole demo: perhaps its loading was "
                "interrupted. `amparo demo --fresh` throws it away if it is a demo."
            )
        today = timezone.now()
        load(demo, places, today=today, tell=self.say)
        Loaded(today, area).write(settings.AMPARO.home)

    def say(self, line: str) -> None:
        """Write a line at once: whoever waits sees that something is being done."""
        self.stdout.write(line)
        self.stdout.flush()

    def is_wanted(self, home: Path) -> bool:
        """Ask once, in words.

        Raises:
            CommandError: it is not.
        """
        answer = input(f"Throw away the demo in {home}, with all that was written in it? (yes/no) ")
        if answer.strip().lower() not in {"y", "yes", "s", "si", "sí"}:
            raise CommandError("Nothing was changed.")
        return True
