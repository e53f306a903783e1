"""`amparo warn`: which districts had more in a week than the weeks before let one expect."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from django.core.management import CommandError
from django.utils.translation import gettext as _

from amparo.insight.estimates.values import BadTable
from amparo.insight.speaking import SpeakingCommand
from amparo.insight.warning.districts import Discovery, judged
from amparo.insight.warning.methods import METHODS, USUAL
from amparo.insight.warning.reading import Counts, read_counts
from amparo.insight.warning.values import Judged


class Command(SpeakingCommand):
    help = "Say in which districts a week's count is above what one should expect."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "counts",
            type=Path,
            help="CSV: week (2026-W05), count, and district if there are several; - is the input",
        )
        parser.add_argument("--method", choices=sorted(METHODS), default=USUAL)
        parser.add_argument("--week", help="judge this week; the last one if it is not said")
        parser.add_argument(
            "--false", type=float, default=0.05, help="the share of alarms that may be false"
        )
        parser.add_argument("--json", action="store_true", dest="is_json", help="as JSON")
        super().add_arguments(parser)

    def answer(self, *, counts: Path, method: str, is_json: bool, **options: object) -> None:
        table = read_counts(_text(counts))
        week = str(options["week"] or table.weeks[-1])
        rate = float(str(options["false"]))
        if week not in table.weeks:
            says = _("The table has no week {week}. Its last one is {last}.")
            raise CommandError(says.format(week=week, last=table.weeks[-1]))
        if not 0 < rate < 1:
            raise CommandError(_("Give a share between 0 and 1, such as 0.05."))
        place = table.weeks.index(week)
        found = judged(table.districts, place, METHODS[method], Discovery(rate))
        self.stdout.write(
            _as_json(found, table, week, method, rate) if is_json else _as_table(found, week)
        )


def _text(path: Path) -> str:
    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{path} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadTable("This is not text in UTF-8. Save it as CSV (UTF-8).", line=line) from None


def _as_json(
    found: Mapping[str, Judged], table: Counts, week: str, method: str, rate: float
) -> str:
    said = [{"district": name, **asdict(each), "week": week} for name, each in found.items()]
    whole = {"method": method, "week": week, "weeks": len(table.weeks), "false": rate}
    return json.dumps({**whole, "districts": said}, ensure_ascii=False, indent=2)


def _as_table(found: Mapping[str, Judged], week: str) -> str:
    """Return alarms first, then the others, one line each."""
    order = sorted(found.items(), key=lambda item: (not item[1].is_alarm, item[0]))
    width = max(8, *(len(name) for name in found))
    lines = [f"{_('district'):<{width}}  {_('count'):>6}  {_('above'):>7}  {week}"]
    for name, each in order:
        above = "-" if each.threshold is None else f"{each.threshold:.1f}"
        said = _("ALARM") if each.is_alarm else _(each.says) if each.says else _("as usual")
        lines.append(f"{name:<{width}}  {each.count:>6}  {above:>7}  {said}")
    return "\n".join(lines)
