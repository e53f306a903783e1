"""`amparo estimate links`: many draws of the links between lists in, one pooled interval out."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.utils.translation import gettext as _

from amparo.insight.estimates.grouped import DRAW, read_groups
from amparo.insight.estimates.linkage import pooled
from amparo.insight.speaking import SpeakingCommand, text_of

WIDTH = 40


class Command(SpeakingCommand):
    help = "Pool many draws of the links between lists into one estimate of how many there are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("draws", type=Path, help="lists as for estimate, after a column draw")
        parser.add_argument("--json", action="store_true", dest="is_json", help="as JSON")
        super().add_arguments(parser)

    def answer(self, *, draws: Path, is_json: bool, **_options: object) -> None:
        found = pooled([*read_groups(text_of(draws), [DRAW]).values()], progress=self.show)
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
        says = _(
            "{point:,.0f} people in all, {low:,.0f} to {high:,.0f} ({level:.0%}), "
            "over {draws} of {of} draws of the links."
        )
        brings = _("Not knowing the links brings {share:.0%} of the variance.")
        self.stdout.write(says.format_map(told))
        self.stdout.write(brings.format(share=found.share_of_links))
        self.stdout.write(_("People whom no list can see are not in it."))

    def show(self, done: int, of: int) -> None:
        """Draw a bar where somebody looks on."""
        if sys.stderr.isatty():
            full = WIDTH * done // of
            end = "\n" if done == of else ""
            self.stderr.write(f"\r[{'=' * full}{' ' * (WIDTH - full)}]", ending=end)
