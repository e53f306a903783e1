"""`amparo estimate strata`: strata such as age, sex and area estimated apart and added up."""

import json
import secrets
from argparse import ArgumentParser
from pathlib import Path

import numpy as np
from django.core.management import CommandError
from django.utils.translation import gettext as _

from amparo.insight.estimates.grouped import features_of, read_groups
from amparo.insight.estimates.strata import estimated
from amparo.insight.estimates.values import Estimate
from amparo.insight.estimates.words import FLAGS
from amparo.insight.speaking import SpeakingCommand, text_of


class Command(SpeakingCommand):
    help = "Estimate strata, such as age, sex and area, apart, and add them up by their draws."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "strata", type=Path, help="lists as for estimate, after columns such as sex and area"
        )
        parser.add_argument("--seed", type=int, help="the same seed gives the same numbers")
        parser.add_argument("--json", action="store_true", dest="is_json", help="as JSON")
        super().add_arguments(parser)

    def answer(self, *, strata: Path, seed: int | None, is_json: bool, **_options: object) -> None:
        text = text_of(strata)
        features = features_of(text)
        if not features:
            raise CommandError(_("The first columns must say the stratum, such as sex and area."))
        seed = secrets.randbelow(2**31) if seed is None else seed
        # Nothing secret: the same seed gives the same numbers again.
        rng = np.random.default_rng(seed)  # nosemgrep: no-chance-that-can-be-guessed
        found = estimated(read_groups(text, features), rng=rng)
        each = {**{key: found.of(key) for key in found.draws}, **found.margins()}
        if is_json:
            rows = [{**_told(one), "stratum": list(key)} for key, one in each.items()]
            told = {"features": list(features), "seed": seed, "strata": rows}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        width = max(len(one.name) for one in each.values())
        lines = (_line(one, width, found.least(key)) for key, one in each.items())
        self.stdout.write("\n".join(lines))
        again = _("Seed {seed} gives the same again.").format(seed=seed)
        self.stdout.write(_("Points add up, ends do not.") + " " + again)


def _told(one: Estimate) -> dict[str, object]:
    return {
        "point": one.point,
        "low": one.low,
        "high": one.high,
        "status": str(one.status),
        "flags": [str(flag) for flag in one.flags],
        "says": one.says,
    }


def _line(one: Estimate, width: int, least: int) -> str:
    if one.point is None:
        says = _("can't be estimated; at least {least:,}")
        return f"{one.name:<{width}}  {says.format(least=least)}"
    ends = _("{low:,.0f} to {high:,.0f}").format(low=one.low, high=one.high)
    flags = " ".join(_(FLAGS[flag]) for flag in one.flags)
    return f"{one.name:<{width}}  {one.point:>12,.0f}  {ends}  {flags}".rstrip()
