"""`amparo estimate`: how many people no list knows, from a table of overlapping lists."""

import secrets
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

from django.core.management import CommandError
from django.utils.translation import gettext

from amparo.insight import reporting, reporting_alone
from amparo.insight.estimates import telling
from amparo.insight.estimates.alone import alone
from amparo.insight.estimates.methods import METHODS
from amparo.insight.estimates.panel import panel
from amparo.insight.estimates.values import Lists
from amparo.insight.estimates.visits import Visits, read_any_file
from amparo.insight.speaking import SpeakingCommand

WIDTH = 40


class Command(SpeakingCommand):
    help = "Estimate how many people no list knows, from lists that overlap (a CSV file)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "lists",
            type=Path,
            help="0 and 1 per list and count, or a row a person; or one list: times, and count",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--report", type=Path, help="write a page that anybody can read here")
        parser.add_argument("--model", choices=sorted(METHODS), help="run this method alone")
        parser.add_argument(
            "--jobs", type=int, default=1, help="how many processes; changes no number"
        )
        parser.add_argument("--seed", type=int, help="the seed that gives the same again")
        parser.add_argument(
            "--village", action="store_true", help="the lists are of one village or community"
        )
        super().add_arguments(parser)

    def answer(self, *, lists: Path, report: Path | None, **options: object) -> None:
        try:
            table = read_any_file(lists)
        except OSError as problem:
            raise CommandError(f"{lists} can't be read: {problem.strerror}.") from problem
        if isinstance(table, Visits):
            page, table_said, json_said = self.of_one_list(table, options)
        else:
            page, table_said, json_said = self.of_lists(table, options)
        if report is not None:
            # No words of anybody: numbers of many, where whoever asked for them wants them.
            report.write_text(page, encoding="utf-8")  # nosemgrep: no-words-on-the-disk
        self.stdout.write(json_said if options["json"] else table_said)

    def of_lists(self, table: Lists, options: Mapping[str, object]) -> tuple[str, str, str]:
        """Return the page, the table and the JSON of lists that overlap."""
        seed, model = options["seed"], options["model"]
        found = panel(
            table,
            seed=seed if isinstance(seed, int) else secrets.randbelow(2**31),
            names=tuple(METHODS) if model is None else (str(model),),
            one_village=bool(options["village"]),
            jobs=int(str(options["jobs"])),
            progress=self.show,
        )
        self.clear()
        said = telling.as_table(found, gettext), telling.as_json(found)
        return (reporting.report(found), *said)

    def of_one_list(self, visits: Visits, options: Mapping[str, object]) -> tuple[str, str, str]:
        """Return the same of one list in which people come back."""
        if options["model"] is not None:
            raise CommandError("--model is for lists that overlap; one list tells all its models.")
        found = alone(visits, one_village=bool(options["village"]), progress=self.show)
        self.clear()
        said = telling.alone_as_table(found, gettext), telling.alone_as_json(found)
        return (reporting_alone.report(found), *said)

    def clear(self) -> None:
        """Take the bar away."""
        if sys.stderr.isatty():
            self.stderr.write("\r" + " " * (WIDTH + 8) + "\r", ending="")

    def show(self, done: int, of: int) -> None:
        """Draw a bar where somebody looks on."""
        if sys.stderr.isatty():
            full = WIDTH * done // max(of, 1)
            self.stderr.write(f"\r[{'=' * full}{' ' * (WIDTH - full)}] {done / of:4.0%}", ending="")
