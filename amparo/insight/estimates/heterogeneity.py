"""Log-linear models in which people differ in how easily they are seen. Pure.

One column h(k) of how often a person was seen is added (Darroch, Fienberg, Glonek & Junker 1993,
JASA 88; Baillargeon & Rivest 2007, JSS 19(5)); Chao's columns give a lower bound (Rivest &
Baillargeon 2007, Biometrics 63). Models of behaviour follow Otis et al. 1978.
"""

from collections.abc import Callable, Mapping, Sequence
from math import log

import numpy as np

from amparo.insight.estimates.designs import Table, design, main_terms
from amparo.insight.estimates.profile import Fitted, Model, fitted, normal_interval, profile
from amparo.insight.estimates.values import LEVEL, Estimate, Flag, Lists, Reals

GAMMA = 3.5
POISSON = 2.0

COLUMNS: Mapping[str, Callable[[Reals], Reals]] = {
    "Poisson": lambda seen: POISSON**seen - 1,
    "Darroch": lambda seen: seen**2 / 2,
    "Gamma": lambda seen: log(GAMMA) - np.log(GAMMA + seen),
}
"""h(k) for a person seen k times; each is 0 for nobody."""


def seen_times(table: Table) -> Reals:
    """Return in how many lists each cell's people are."""
    return np.bitwise_count(table.cells).astype(np.float64)


def by_list(table: Table, kind: str | None = None, pairs: Sequence[int] = ()) -> Model:
    """Return the model in which lists differ, people too (by `kind`), and some pairs depend."""
    terms = (*main_terms(table.lists), *pairs)
    return _with_column(table, design(table.cells, terms), kind)


def alike(table: Table, kind: str | None = None) -> Model:
    """Return the model in which lists are alike, and people differ by `kind` or not at all."""
    seen = seen_times(table)
    return _with_column(table, np.stack([np.ones_like(seen), seen], axis=1), kind)


def chao(table: Table, *, lists_differ: bool) -> tuple[Model, Fitted]:
    """Return the lower-bound model: free terms for people seen three times or more.

    Terms that come out negative are taken away, one by one, as no mixture of people gives them.
    """
    base = by_list(table) if lists_differ else alike(table)
    seen = seen_times(table)
    extra = [np.maximum(seen - k + 1, 0.0) for k in range(3, table.lists + 1)]
    extra = [each for each in extra if each @ table.counts > 0]
    while True:
        columns = np.column_stack([base.design, *extra])
        model = Model(columns, np.eye(columns.shape[1])[0])
        found = fitted(model, table.counts)
        signs = found.beta[base.design.shape[1] :]
        if not len(signs) or signs.min() >= 0:
            return model, found
        extra.pop(int(signs.argmin()))


def estimated(lists: Lists, kind: str, *, level: float = LEVEL) -> Estimate:
    """Return the estimate of the model in which lists and people differ.

    Args:
        lists: three lists or more.
        kind: "Poisson", "Darroch", "Gamma", or "Chao", which is a lower bound.
        level: of the multinomial profile interval.

    Raises:
        CannotEstimate: the likelihood has no top.
    """
    table = Table.of(lists)
    model = chao(table, lists_differ=True)[0] if kind == "Chao" else by_list(table, kind)
    found = fitted(model, table.counts)
    _, low, high = profile(model, table.counts, level)
    flags = (Flag.LOWER_BOUND,) if kind == "Chao" else ()
    return Estimate(name(kind), lists.observed + found.unseen, low, high, level, flags=flags)


def name(kind: str) -> str:
    return f"people differ, {kind}"


def behaviour(lists: Lists, *, first_differs: bool) -> float:
    """Return the estimate where being seen once changes how likely the next time is.

    What tells then is only in which list people were seen first: their number falls from list to
    list like a geometric series, from the second list on if the first differs.
    """
    first = np.array(
        [
            int(
                lists.counts[
                    (lists.patterns[:, :at] == 0).all(1) & (lists.patterns[:, at] == 1)
                ].sum()
            )
            for at in range(lists.count)
        ],
        dtype=np.float64,
    )
    apart = first[:1].sum() if first_differs else 0.0
    series = first[1:] if first_differs else first
    order = np.arange(len(series), dtype=np.float64)
    columns = np.stack([np.ones_like(order), order - len(order)], axis=1)
    found = fitted(Model(columns, np.array([1.0, 0.0])), series)
    rate = float(np.exp(found.beta[1]))
    missed = found.unseen / (1 - rate)
    return float(apart + series.sum() + missed)


def _with_column(table: Table, base: Reals, kind: str | None) -> Model:
    row = np.eye(base.shape[1])[0]
    if kind is None:
        return Model(base, row)
    column = COLUMNS[kind](seen_times(table))
    return Model(np.column_stack([base, column]), np.append(row, 0.0))


__all__ = ["alike", "behaviour", "by_list", "chao", "estimated", "normal_interval"]
