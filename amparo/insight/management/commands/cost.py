"""`amparo cost`: what violence costs, as ranges, out of ranges that the operator gives."""

import json
import secrets
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path

from django.core.management import CommandError
from django.utils.translation import gettext as _

from amparo.insight.cost.counting import counted
from amparo.insight.cost.reading import read_inputs
from amparo.insight.cost.values import Cost, Inputs
from amparo.insight.speaking import SpeakingCommand

FIGURES = 2


class Command(SpeakingCommand):
    help = "Say what violence costs a society, as a range; all numbers are the operator's."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("inputs", type=Path, help="a TOML file; - is the input")
        parser.add_argument("--seed", type=int, help="the same seed gives the same numbers")
        parser.add_argument("--json", action="store_true", dest="is_json", help="as JSON")
        super().add_arguments(parser)

    def answer(self, *, inputs: Path, seed: int | None, is_json: bool, **_options: object) -> None:
        told = read_inputs(_text(inputs))
        found = counted(told, seed=secrets.randbelow(2**31) if seed is None else seed)
        if is_json:
            what = {"currency": told.currency, "year": told.year, "inputs": asdict(told)}
            said = json.dumps({**asdict(found), **what}, ensure_ascii=False, indent=2)
        else:
            said = _as_table(told, found)
        self.stdout.write(said)


def _text(path: Path) -> str:
    try:
        return (sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()).decode("utf-8")
    except OSError as error:
        raise CommandError(f"{path} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CommandError(_("This is not text in UTF-8. Save it as UTF-8.")) from None


def _as_table(inputs: Inputs, found: Cost) -> str:
    """Return the ranges to two figures: more would say more than is known."""
    width = max(len(f"{line.form}: {line.part}") for line in found.lines)
    head = _("{currency} of {year}, discounted: {discounting}")
    lines = [head.format_map(vars(inputs)), ""]
    for line in found.lines:
        name = f"{line.form}: {line.part}"
        lines.append(f"{name:<{width}}  {_between(line.low, line.high)}")
    lines += ["", f"{_('together'):<{width}}  {_between(found.low, found.high)}"]
    if found.share_low is not None and found.share_high is not None:
        share = _("of the gross domestic product: {low:.1%} to {high:.1%}")
        lines.append(share.format(low=found.share_low, high=found.share_high))
    lines += [
        "",
        _("Parts do not add up: one child lives through several forms."),
        _("The lower end takes all forms to hit the same people, the upper end different ones."),
        _("What a child suffers has no price."),
        _("Seed {seed} gives the same again.").format(seed=found.seed),
    ]
    return "\n".join(lines)


def _between(low: float, high: float) -> str:
    return _("{low:>18} to {high:>18}").format(low=_money(low), high=_money(high))


def _money(amount: float) -> str:
    """Return an amount to two figures."""
    return f"{float(f'{amount:.{FIGURES - 1}e}'):,.0f}"
