"""`amparo estimate`: how many people no list knows, from a table of overlapping lists."""

import secrets
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from amparo.insight import reporting
from amparo.insight.estimates import telling
from amparo.insight.estimates.methods import METHODS
from amparo.insight.estimates.panel import panel
from amparo.insight.estimates.reading import read_file

WIDTH = 40


class Command(BaseCommand):
    help = "Estimate how many people no list knows, from lists that overlap (a CSV file)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "lists", type=Path, help="0 and 1 per list and count, or a row a person"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--report", type=Path, help="write a page that anybody can read here")
        parser.add_argument("--model", choices=sorted(METHODS), help="run this method alone")
        parser.add_argument("--jobs", type=int, default=1, help="how many methods at once")
        parser.add_argument("--seed", type=int, help="the seed that gives the same again")
        parser.add_argument(
            "--village", action="store_true", help="the lists are of one village or community"
        )

    def handle(self, *, lists: Path, **options: object) -> None:
        try:
            table = read_file(lists)
        except OSError as problem:
            raise CommandError(f"{lists} can't be read: {problem.strerror}.") from problem
        seed, model = options["seed"], options["model"]
        found = panel(
            table,
            seed=seed if isinstance(seed, int) else secrets.randbelow(2**31),
            names=tuple(METHODS) if model is None else (str(model),),
            one_village=bool(options["village"]),
            jobs=int(str(options["jobs"])),
            progress=self.show,
        )
        if sys.stderr.isatty():
            self.stderr.write("\r" + " " * (WIDTH + 8) + "\r", ending="")
        report = options["report"]
        if isinstance(report, Path):
            # No words of anybody: numbers of many, where whoever asked for them wants them.
            page = reporting.report(found)
            report.write_text(page, encoding="utf-8")  # nosemgrep: no-words-on-the-disk
        self.stdout.write(telling.as_json(found) if options["json"] else telling.as_table(found))

    def show(self, done: int, of: int) -> None:
        """Draw a bar where somebody looks on."""
        if sys.stderr.isatty():
            full = WIDTH * done // max(of, 1)
            self.stderr.write(f"\r[{'=' * full}{' ' * (WIDTH - full)}] {done / of:4.0%}", ending="")
