"""`amparo bench`: how fast concerns are taken, beside a view that does nothing, in one run."""

import json
import subprocess
import sys
from argparse import SUPPRESS, ArgumentParser
from dataclasses import asdict

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from amparo.config.bench.running import Sizes, bench
from amparo.config.bench.server import COMMAND
from amparo.config.demo.rehearsal.throwaway import throw_away

INSIDE = "--inside"


class Command(BaseCommand):
    help = "Measure a throw-away deployment over a real server: one JSON object a line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--clients", type=int, default=16, help="browsers at once")
        parser.add_argument("--empty", type=int, default=1600, help="requests of the empty view")
        parser.add_argument("--concerns", type=int, default=480, help="concerns sent")
        parser.add_argument("--whole", type=int, default=32, help="concerns raised page by page")
        parser.add_argument(INSIDE, action="store_true", help=SUPPRESS)

    def handle(
        self,
        *,
        clients: int,
        empty: int,
        concerns: int,
        whole: int,
        inside: bool,
        **_options: object,
    ) -> None:
        if not inside:
            self._beside()
            return
        results = bench(Sizes(clients, empty, concerns, whole))
        faults = 0
        for result in results:
            self.stdout.write(json.dumps(asdict(result)))
            self.stdout.flush()
            faults += result.lost + result.doubled + result.errors
        if faults:
            raise CommandError("Something was lost, doubled or failed; see the lines above.")

    def _beside(self) -> None:
        """Run again in a home and a database that are thrown away afterwards."""
        with throw_away(settings.AMPARO) as env:
            words = [sys.executable, "-c", COMMAND, "bench", *sys.argv[2:], INSIDE]
            ended = subprocess.run(  # noqa: S603  # nosec B603  # this program
                words, env=dict(env), check=False
            )
        if ended.returncode:
            raise SystemExit(ended.returncode)
