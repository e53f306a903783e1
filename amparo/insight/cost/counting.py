"""From ranges to a range: Monte Carlo over what is not known exactly. Pure.

Source: Fang, Brown, Florence & Mercy (2012), Child Abuse & Neglect 36:156-165, and Fang et al.
(2015), Child Abuse & Neglect 42:146-162 (East Asia and the Pacific):

    PAF  = p (RR - 1) / (1 + p (RR - 1))       the share of a harm that would not be
    cost = PAF x DALYs x income per head       and, for earnings: p x workers x income x less

Forms of violence overlap, and how much is seldom known: their costs do not add up. So for each harm
the least is the largest form's share, the most 1 - (1 - PAF)(1 - PAF') ..., and the same for
earnings; between the two lies what nobody has measured.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from amparo.insight.cost.values import Cost, Form, Inputs, Line, Reals

DRAWS = 20_000
ENDS = (0.025, 0.975)
EARNINGS = "earnings"
ALL = "all of it"


def counted(inputs: Inputs, *, seed: int, draws: int = DRAWS) -> Cost:
    """Return the cost as ranges; the same seed gives the same."""
    # Nothing secret: the same seed gives the same cost again.
    rng = np.random.default_rng(seed)  # nosemgrep: no-chance-that-can-be-guessed
    worth = inputs.income_per_head.draws(draws, rng)
    shares, parts = _drawn(inputs.forms, worth, rng)
    lines = [_line(form, part, money) for (form, part), money in parts.items()]
    for form in inputs.forms:
        whole = np.sum([money for (name, _), money in parts.items() if name == form.name], axis=0)
        lines.append(_line(form.name, ALL, np.asarray(whole)))
    least, most = _together(shares)
    low, high = float(np.quantile(least, ENDS[0])), float(np.quantile(most, ENDS[1]))
    product = worth * inputs.people
    if not inputs.people:
        return Cost(tuple(lines), low, high, None, None, seed)
    return Cost(
        tuple(lines),
        low,
        high,
        float(np.quantile(least / product, ENDS[0])),
        float(np.quantile(most / product, ENDS[1])),
        seed,
    )


def attributable(prevalence: Reals, risk: Reals) -> Reals:
    """Return which share of a harm would not be without the violence; nought if it protects."""
    more = prevalence * np.maximum(risk - 1, 0)
    return np.asarray(more / (1 + more))


Money = Mapping[str, tuple[Reals, list[Reals]]]
"""By harm: what all of it costs, and each form's share of it."""


def _drawn(
    forms: Sequence[Form], worth: Reals, rng: np.random.Generator
) -> tuple[Money, Mapping[tuple[str, str], Reals]]:
    size = len(worth)
    shares: dict[str, tuple[Reals, list[Reals]]] = {}
    parts: dict[tuple[str, str], Reals] = {}
    for form in forms:
        hit = form.prevalence.draws(size, rng)
        for outcome in form.outcomes:
            own = attributable(hit, outcome.risk.draws(size, rng))
            lost = outcome.lost.draws(size, rng) * worth
            whole, of = shares.setdefault(outcome.name, (lost, []))
            of.append(own)
            parts[form.name, outcome.name] = own * whole
        if form.earnings:
            paid = form.earnings.workers.draws(size, rng) * form.earnings.income.draws(size, rng)
            own = hit * form.earnings.less.draws(size, rng)
            whole, of = shares.setdefault(EARNINGS, (paid, []))
            of.append(own)
            parts[form.name, EARNINGS] = own * whole
    return shares, parts


def _together(shares: Money) -> tuple[Reals, Reals]:
    """Return the whole as if all forms hit the same people, and as if they hit apart."""
    least = np.sum([whole * np.max(of, axis=0) for whole, of in shares.values()], axis=0)
    most = np.sum(
        [whole * (1 - np.prod(1 - np.array(of), axis=0)) for whole, of in shares.values()], axis=0
    )
    return np.asarray(least), np.asarray(most)


def _line(form: str, part: str, money: Reals) -> Line:
    low, high = np.quantile(money, ENDS)
    return Line(form, part, float(low), float(high))
