"""`amparo estimate links`: many draws of the links between lists in, one pooled interval out."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from amparo.insight.estimates.grouped import DRAW, read_groups
from amparo.insight.estimates.linkage import pooled

WIDTH = 40


class Command(BaseCommand):
    help = "Pool many draws of the links between lists into one estimate of how many there are."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("draws", type=Path, help="lists as for estimate, after a column draw")
        parser.add_argument("--json", action="store_true", dest="is_json", help="as JSON")

    def handle(self, *, draws: Path, is_json: bool, **_options: object) -> None:
        try:
            text = draws.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"{draws} can't be read as text in UTF-8.") from problem
        found = pooled([*read_groups(text, [DRAW]).values()], progress=self.show)
        whole = found.estimate
        told = {
            "point": whole.point,
            "low": whole.low,
            "high": whole.high,
            "level": whole.level,
            "share_of_links": found.share_of_links,
            "draws": found.draws,
            "of": found.of,
            "flags": [str(flag) for flag in whole.flags],
        }
        if is_json:
            self.stdout.write(json.dumps(told, indent=2))
            return
        self.stdout.write(
            f"{whole.point:,.0f} people in all, {whole.low:,.0f} to {whole.high:,.0f} "
            f"({whole.level:.0%}), over {found.draws} of {found.of} draws of the links.\n"
            f"Not knowing the links brings {found.share_of_links:.0%} of the variance.\n"
            "People whom no list can see are not in it."
        )

    def show(self, done: int, of: int) -> None:
        """Draw a bar where somebody looks on."""
        if sys.stderr.isatty():
            full = WIDTH * done // of
            end = "\n" if done == of else ""
            self.stderr.write(f"\r[{'=' * full}{' ' * (WIDTH - full)}]", ending=end)
