"""A panel told as a table for a terminal, and as JSON for a machine. Pure."""

import json
from collections.abc import Callable, Iterable, Mapping
from math import ceil, floor, log10

from amparo.insight.estimates.alone import Alone
from amparo.insight.estimates.panel import Panel
from amparo.insight.estimates.values import Estimate
from amparo.insight.estimates.words import FLAGS, ONE_LIST, REASONS, TITLES

Say = Callable[[str], str]

SEEN = "{seen:,} people were seen in {lists} lists, {both:,} of them in more than one."
CAME = "{seen:,} people came, {again:,} of them more than once."
REFUSED = "Can't be estimated; at least {least:,}."
BETWEEN = (
    "Between {low:,} and {high:,} people in all ({level:.0%} range over methods; around {point:,})."
)
LEAST = "At least {least:,}."
AGAIN = "Seed {seed} gives the same again."
METHOD, PEOPLE, LOW, HIGH = "method", "people", "low", "high"
SENTENCES = (SEEN, CAME, REFUSED, BETWEEN, LEAST, AGAIN, METHOD, PEOPLE, LOW, HIGH)


def as_json(panel: Panel) -> str:
    """Return the panel as one JSON object; numbers that are not there are null."""
    headline = panel.headline
    told = {
        "observed": panel.lists.observed,
        "lists": list(panel.lists.names),
        "refused": str(panel.refused) if panel.refused else None,
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
        "models": [model_of(each) for each in panel.models],
        "seed": panel.seed,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def model_of(estimate: Estimate) -> dict[str, object]:
    """Return an estimate for a machine."""
    return {
        "name": estimate.name,
        "point": estimate.point,
        "low": estimate.low,
        "high": estimate.high,
        "status": str(estimate.status),
        "flags": [str(flag) for flag in estimate.flags],
        "says": estimate.says,
    }


def as_table(panel: Panel, say: Say = str) -> str:
    """Return the panel in lines of at most a hundred characters; `say` puts sentences into words.

    A method stands with its key, by which it can be run alone.
    """
    lines = [
        seen_line(panel, say),
        "",
        *method_lines(zip(panel.keys, panel.models, strict=True), TITLES, say),
        "",
        *headline_lines(panel, say),
        say(AGAIN).format(seed=panel.seed),
    ]
    return "\n".join(lines)


def seen_line(panel: Panel, say: Say = str) -> str:
    """Return what was observed, in a sentence."""
    lists = panel.lists
    return say(SEEN).format(seen=lists.observed, lists=lists.count, both=lists.overlapping)


def headline_lines(panel: Panel, say: Say = str) -> list[str]:
    """Return what there is to say in one or two sentences."""
    if panel.headline is None:
        refused = panel.refused
        why = say(refused.says).format_map(dict(refused.values)) if refused else ""
        return [f"{say(REFUSED).format(least=panel.lists.observed)} {why}"]
    head = panel.headline
    between = say(BETWEEN).format(
        low=down(head.low), high=up(head.high), level=head.level, point=rounded(head.point)
    )
    said = [between, say(LEAST).format(least=down(panel.lower_bound))]
    return [*said, *(say(FLAGS[flag]) for flag in head.flags)]


def alone_as_json(found: Alone) -> str:
    """Return what one list alone tells as one JSON object."""
    told = {
        "observed": found.visits.observed,
        "lists": [],
        "times": {str(times): people for times, people in found.visits.by_times.items()},
        "features": list(found.visits.features),
        "refused": str(found.refused),
        "headline": None,
        "lower_bound": found.lower_bound,
        "models": [model_of(each) for each in found.models],
        "seed": None,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def alone_as_table(found: Alone, say: Say = str) -> str:
    """Return what one list alone tells, in lines."""
    times = found.visits.by_times
    again = sum(people for often, people in times.items() if often > 1)
    refused = found.refused
    why = say(refused.says).format_map(dict(refused.values))
    lines = [
        say(CAME).format(seen=found.visits.observed, again=again),
        "",
        *method_lines(zip(found.keys, found.models, strict=True), ONE_LIST, say),
        "",
        f"{say(REFUSED).format(least=down(found.lower_bound))} {why}",
    ]
    return "\n".join(lines)


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


def method_lines(
    models: Iterable[tuple[str, Estimate]], titles: Mapping[str, str], say: Say = str
) -> list[str]:
    """Return methods under each other: key and title, the number and its ends, what to say."""
    rows = [(say(METHOD), say(PEOPLE), say(LOW), say(HIGH), "")]
    for key, each in models:
        remark = " ".join(say(FLAGS[flag]) for flag in each.flags)
        remark = remark if each.point is not None else say(REASONS[each.status])
        name = f"{key}: {say(titles[key])}"
        rows.append((name[:44], _cell(each.point), _cell(each.low), _cell(each.high), remark))
    return [f"{a:<44} {b:>10} {c:>10} {d:>10}  {e}".rstrip() for a, b, c, d, e in rows]


def _cell(number: float | None) -> str:
    return "-" if number is None else f"{number:,.0f}"
