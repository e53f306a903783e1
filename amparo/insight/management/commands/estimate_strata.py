"""`amparo estimate strata`: strata such as age, sex and area estimated apart and added up."""

import json
import secrets
from argparse import ArgumentParser
from pathlib import Path

import numpy as np
from django.core.management import BaseCommand, CommandError

from amparo.insight.estimates.grouped import features_of, read_groups
from amparo.insight.estimates.strata import estimated
from amparo.insight.estimates.values import Estimate


class Command(BaseCommand):
    help = "Estimate strata, such as age, sex and area, apart, and add them up by their draws."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "strata", type=Path, help="lists as for estimate, after columns such as sex and area"
        )
        parser.add_argument("--seed", type=int, help="the same seed gives the same numbers")
        parser.add_argument("--json", action="store_true", dest="is_json", help="as JSON")

    def handle(self, *, strata: Path, seed: int | None, is_json: bool, **_options: object) -> None:
        try:
            text = strata.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"{strata} can't be read as text in UTF-8.") from problem
        features = features_of(text)
        if not features:
            raise CommandError("The first columns must say the stratum, such as sex and area.")
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
        self.stdout.write("\n".join(_line(one, width) for one in each.values()))
        self.stdout.write(f"Points add up, ends do not. Seed {seed} gives the same again.")


def _told(one: Estimate) -> dict[str, object]:
    return {
        "point": one.point,
        "low": one.low,
        "high": one.high,
        "status": str(one.status),
        "flags": [str(flag) for flag in one.flags],
        "says": one.says,
    }


def _line(one: Estimate, width: int) -> str:
    if one.point is None:
        return f"{one.name:<{width}}  can't be estimated; {one.says}"
    flags = f"  {', '.join(map(str, one.flags))}" if one.flags else ""
    return f"{one.name:<{width}}  {one.point:>12,.0f}  {one.low:,.0f} to {one.high:,.0f}{flags}"
