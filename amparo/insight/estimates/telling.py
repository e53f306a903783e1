"""A panel told as a table for a terminal, and as JSON for a machine. Pure."""

import json
from collections.abc import Iterable
from math import ceil, floor, log10

from amparo.insight.estimates.panel import Panel
from amparo.insight.estimates.values import Estimate


def as_json(panel: Panel) -> str:
    """Return the panel as one JSON object; numbers that are not there are null."""
    headline = panel.headline
    told = {
        "observed": panel.lists.observed,
        "lists": list(panel.lists.names),
        "refused": panel.refused or None,
        "headline": None
        if headline is None
        else {
            "point": headline.point,
            "low": headline.low,
            "high": headline.high,
            "level": headline.level,
            "flags": [str(flag) for flag in headline.flags],
        },
        "lower_bound": panel.lower_bound,
        "models": [_model(each) for each in panel.models],
        "seed": panel.seed,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _model(estimate: Estimate) -> dict[str, object]:
    return {
        "name": estimate.name,
        "point": estimate.point,
        "low": estimate.low,
        "high": estimate.high,
        "status": str(estimate.status),
        "flags": [str(flag) for flag in estimate.flags],
        "says": estimate.says,
    }


def as_table(panel: Panel) -> str:
    """Return the panel in lines of at most a hundred characters."""
    lines = [
        seen_line(panel),
        "",
        *_rows(panel.models),
        "",
        *headline_lines(panel),
        f"Seed {panel.seed} gives the same again.",
    ]
    return "\n".join(lines)


def seen_line(panel: Panel) -> str:
    """Return what was observed, in a sentence."""
    lists = panel.lists
    return (
        f"{lists.observed:,} people were seen in {lists.count} lists, "
        f"{lists.overlapping:,} of them in more than one."
    )


def headline_lines(panel: Panel) -> list[str]:
    """Return what there is to say in one or two sentences."""
    if panel.headline is None:
        return [f"Can't be estimated; at least {panel.lists.observed:,}. {panel.refused}"]
    head = panel.headline
    between = (
        f"Between {down(head.low):,} and {up(head.high):,} people in all "
        f"({head.level:.0%} envelope over methods; around {rounded(head.point):,})."
    )
    said = [between, f"At least {down(panel.lower_bound):,}."]
    if head.flags:
        said.append("To be said with it: " + ", ".join(map(str, head.flags)) + ".")
    return said


def rounded(number: float) -> int:
    """Return a number to two significant figures; more would claim more than is known."""
    return int(round(number / _step(number)) * _step(number))


def down(number: float) -> int:
    """Return the number of two significant figures that is not above."""
    return int(floor(number / _step(number)) * _step(number))


def up(number: float) -> int:
    """Return the number of two significant figures that is not below."""
    return int(ceil(number / _step(number)) * _step(number))


def _step(number: float) -> int:
    return int(10 ** max(floor(log10(max(number, 1))) - 1, 0))


def _rows(models: Iterable[Estimate]) -> list[str]:
    rows = [("method", "people", "low", "high", "")]
    for each in models:
        remark = ", ".join(map(str, each.flags)) if each.point is not None else each.says
        ends = _cell(each.low), _cell(each.high)
        rows.append((each.name[:34], _cell(each.point), *ends, remark))
    return [f"{a:<34} {b:>12} {c:>12} {d:>12}  {e}".rstrip() for a, b, c, d, e in rows]


def _cell(number: float | None) -> str:
    return "-" if number is None else f"{number:,.1f}"
