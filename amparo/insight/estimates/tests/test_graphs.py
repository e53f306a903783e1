"""Decomposable graphs: as many as are known, and a posterior equal to brute force."""

from itertools import combinations

import numpy as np
import pytest
from scipy.special import gammaln, logsumexp

from amparo.insight.estimates.averaging import averaged, posterior
from amparo.insight.estimates.graphs import decomposable, edges_of
from amparo.insight.estimates.simulate import SCENARIOS, drawn_lists
from amparo.insight.estimates.subsets import models_of
from amparo.insight.estimates.values import Lists, Reals

SEED = 3


@pytest.mark.parametrize(("lists", "count"), [(2, 2), (3, 8), (4, 61), (5, 822), (6, 18154)])
def test_there_are_as_many_decomposable_graphs_as_are_known(lists: int, count: int) -> None:
    assert len(decomposable(lists)[0]) == count


@pytest.mark.parametrize(("lists", "count"), [(3, 8), (4, 113), (5, 6893), (6, 32768)])
def test_there_are_as_many_models_as_are_known(lists: int, count: int) -> None:
    assert len(set(models_of(lists))) == count


def cliques_of(lists: int, graph: int) -> list[set[int]]:
    """Return the largest sets of lists that all know each other, by trying every set."""
    edges = {e for at, e in enumerate(edges_of(lists)) if graph >> at & 1}
    whole = [
        set(some)
        for size in range(1, lists + 1)
        for some in combinations(range(lists), size)
        if all(pair in edges for pair in combinations(some, 2))
    ]
    return [each for each in whole if not any(each < other for other in whole)]


def in_running_order(cliques: list[set[int]]) -> list[tuple[set[int], set[int]]]:
    """Return the cliques with their separators, each of which lies in one earlier clique."""
    left, done = list(cliques[1:]), [(cliques[0], set[int]())]
    seen = set(cliques[0])
    while left:
        for each in left:
            apart = each & seen
            if any(apart <= other for other, _ in done) and not any(
                len(other & seen) > len(apart) for other in left
            ):
                done.append((each, apart))
                seen |= each
                left.remove(each)
                break
    return done


def margin(cells: Reals, lists: int, within: set[int], delta: float) -> float:
    share = delta * 2.0 ** (lists - len(within))
    mask = sum(1 << each for each in within)
    index = np.arange(len(cells)) & mask
    found = [cells[index == each].sum() for each in np.unique(index)]
    return float(sum(gammaln(n + share) - gammaln(share) for n in found))


def by_brute_force(lists: Lists, most: int) -> tuple[Reals, dict[int, float]]:
    delta = 2.0**-lists.count
    graphs = decomposable(lists.count)[0].tolist()
    orders = {graph: in_running_order(cliques_of(lists.count, graph)) for graph in graphs}
    table = np.empty((len(graphs), most + 1))
    for unseen in range(most + 1):
        cells = lists.cells().astype(np.float64)
        cells[0] = unseen
        total = cells.sum()
        alone = gammaln(total + 1) - gammaln(unseen + 1) - np.log(total)
        whole = margin(cells, lists.count, set(), delta)
        for at, graph in enumerate(graphs):
            (first, _), *rest = orders[graph]
            value = margin(cells, lists.count, first, delta) - whole
            for clique, apart in rest:
                value += margin(cells, lists.count, clique, delta)
                value -= margin(cells, lists.count, apart, delta)
            table[at, unseen] = value + alone
    everything = logsumexp(table)
    each = np.exp(logsumexp(table, axis=1) - everything)
    return np.exp(logsumexp(table, axis=0) - everything), dict(zip(graphs, each, strict=True))


@pytest.mark.parametrize("lists", [3, 4])
def test_the_posterior_is_that_of_brute_force(lists: int) -> None:
    drawn = drawn_lists(SCENARIOS["S1" if lists == 4 else "S5"], np.random.default_rng(SEED))
    few = Lists.from_cells(drawn.names, (drawn.cells() + 9) // 10)
    found = posterior(few, most=60)
    weights, graphs = by_brute_force(few, 60)
    mine = np.zeros(61)
    mine[found.unseen] = found.weight
    assert np.abs(mine - weights).max() < 1e-8
    for graph, weight in zip(found.graphs.tolist(), found.graph_weight, strict=True):
        assert abs(graphs[graph] - weight) < 1e-8


def test_a_peak_at_nobody_unseen_does_not_stand_for_a_whole_step() -> None:
    few = drawn_lists(SCENARIOS["S5"], np.random.default_rng(2))
    millions = Lists(few.names, few.patterns, few.counts * 10_000)
    point = averaged(millions).point
    assert point is not None
    assert point > 1.01 * millions.observed
