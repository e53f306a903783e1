"""`amparo bench`: how fast it is, on both databases, over a real server; one JSON object a line."""

import os
import signal
import subprocess
import sys
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from amparo.config.bench.lines import Line
from amparo.config.bench.places import Env, databases, fresh, kept
from amparo.config.bench.running import EMPTY, FULL, measure_empty, measure_full
from amparo.config.bench.server import COMMAND

MILLION = 1_000_000
WHERE = ("empty", "full")


class Command(BaseCommand):
    help = "Measure throw-away and filled deployments: one JSON object a line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "benches", nargs="*", choices=[[], *EMPTY, *FULL], help="only these; all, if none"
        )
        parser.add_argument("--db", choices=databases(), help="only this database")
        parser.add_argument(
            "--dossiers",
            type=int,
            default=int(os.environ.get("BENCH_N", MILLION)),
            help="how many lie there; smaller measures everything smaller (BENCH_N)",
        )
        parser.add_argument("--inside", choices=WHERE, help=SUPPRESS)

    def handle(
        self,
        *,
        benches: Sequence[str],
        db: str | None,
        dossiers: int,
        inside: str | None,
        **_options: object,
    ) -> None:
        signal.signal(signal.SIGTERM, _end)
        names = benches or [*EMPTY, *FULL]
        if inside == "empty":
            self._print(measure_empty(names, dossiers))
        elif inside == "full":
            self._print(measure_full(names, dossiers, self._tell))
        else:
            for each in [db] if db else databases():
                _measure(each, names, dossiers)

    def _print(self, lines: Iterable[Line]) -> None:
        faults = 0
        for line in lines:
            self.stdout.write(str(line))
            self.stdout.flush()
            faults += line.faults
        if faults:
            raise CommandError("Something was lost, doubled or failed; see the lines above.")

    def _tell(self, line: str) -> None:
        self.stderr.write(line)


def _measure(db: str, names: Sequence[str], count: int) -> None:
    """Measure on one database: in an empty deployment what can be, in a filled one the rest."""
    if wanted := [name for name in names if name in EMPTY]:
        with fresh(db, settings.AMPARO) as env:
            _run(env, "empty", wanted, count)
    if wanted := [name for name in names if name in FULL]:
        with kept(db, count, settings.AMPARO) as env:
            _run(env, "full", wanted, count)


def _run(env: Env, inside: str, names: Sequence[str], count: int) -> None:
    """Run this command again inside another deployment."""
    words = ["bench", *names, "--dossiers", str(count), "--inside", inside]
    with subprocess.Popen([sys.executable, "-c", COMMAND, *words], env=dict(env)) as inside_it:  # noqa: S603  # nosec B603  # this program
        try:
            code = inside_it.wait()
        except BaseException:
            inside_it.terminate()
            raise
    if code:
        raise SystemExit(code)


def _end(*_signal: object) -> None:
    """Leave as from any other fault, so that each server that was started is stopped."""
    raise SystemExit(128 + signal.SIGTERM)
