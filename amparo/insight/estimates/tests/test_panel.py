"""The panel: an envelope where lists allow one, a reason where they do not, never an infinity."""

import json
from collections.abc import Iterator
from itertools import product
from math import isfinite

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amparo.insight.estimates import panel as panels
from amparo.insight.estimates import telling
from amparo.insight.estimates.panel import Headline, Panel, panel
from amparo.insight.estimates.simulate import SCENARIOS, drawn_lists
from amparo.insight.estimates.values import CannotEstimate, Estimate, Flag, Lists, Status

QUICK = ("chapman", "independent", "stepwise", "aic", "weighted", "graphs", "kinds", "coverage")
SEED = 11


def country(name: str = "S2") -> Lists:
    return drawn_lists(SCENARIOS[name], np.random.default_rng(SEED))


def numbers(found: Panel) -> Iterator[float]:
    told: list[Estimate | Headline] = [*found.models]
    for each in told + ([found.headline] if found.headline else []):
        yield from (n for n in (each.point, each.low, each.high) if n is not None)


def test_the_envelope_holds_its_methods_and_the_truth() -> None:
    found = panel(country(), seed=SEED, names=QUICK)
    assert found.headline is not None
    assert found.headline.low <= 5000 <= found.headline.high
    graphs = found.models[found.keys.index("graphs")]
    assert graphs.low is not None
    assert graphs.high is not None
    assert found.headline.low <= graphs.low
    assert graphs.high <= found.headline.high
    assert found.lists.observed <= found.lower_bound <= found.headline.low


def test_people_who_are_nearly_invisible_raise_the_flag() -> None:
    found = panel(country("S3"), seed=SEED, names=QUICK)
    assert found.headline is not None
    assert Flag.LOWER_BOUND in found.headline.flags


def test_chains_that_do_not_agree_leave_no_headline() -> None:
    apart = Estimate.refused("lcmcr", Status.NOT_CONVERGED)
    graphs = panel(country(), seed=SEED, names=("graphs",)).models[0]
    with pytest.raises(CannotEstimate, match="do not agree"):
        panels.envelope(country(), {"graphs": graphs, "lcmcr": apart})
    stopped = Estimate.refused("lcmcr", Status.STOPPED)
    assert panels.envelope(country(), {"graphs": graphs, "lcmcr": stopped}).point == graphs.point


def test_the_flag_comes_down_where_lists_rule_out_that_many_more_are_hidden() -> None:
    wide = {row: 40_000 for row in product((0, 1), repeat=4) if any(row)}
    assert not panels.differs(Lists.of("ABCD", wide))
    assert panels.differs(country("S3"))


def test_the_same_seed_gives_the_same_alone_and_together() -> None:
    lists = country()
    together = panel(lists, seed=5, names=("stepwise", "coverage"))
    alone = panel(lists, seed=5, names=("coverage",))
    assert together.models[1] == alone.models[0]
    assert panel(lists, seed=6, names=("coverage",)).models != alone.models


def test_processes_change_no_number() -> None:
    names = ("stepwise", "coverage", "graphs")
    lists = country("S5")
    assert panel(lists, seed=5, names=names, jobs=2) == panel(lists, seed=5, names=names)


def test_a_stop_leaves_what_was_ready_and_says_so_where_nothing_was() -> None:
    def stop_at(share: float) -> Panel:
        def progress(done: int, of: int) -> None:
            if done >= share * of:
                raise KeyboardInterrupt

        names = ("chapman", "graphs", "coverage")
        return panel(country("S5"), seed=5, names=names, progress=progress)

    later = stop_at(0.6)
    assert later.keys == ("chapman", "graphs")
    assert later.headline is not None
    assert Flag.PARTIAL in later.headline.flags
    assert "stopped too early" in str(stop_at(0).refused)


def three(seen: int, shared: int, every: tuple[int, ...] = (0, 1, 2)) -> Lists:
    people: dict[tuple[int, ...], int] = {(1, 0, 0): seen, (0, 1, 0): seen, (0, 0, 1): seen}
    pairs = {0: (1, 1, 0), 1: (1, 0, 1), 2: (0, 1, 1)}
    return Lists.of("ABC", {**people, **{pairs[at]: shared for at in every}})


@pytest.mark.parametrize(
    ("lists", "reason"),
    [
        (Lists.of("AB", {(1, 0): 50, (0, 1): 50, (1, 1): 20}), "three are needed"),
        (three(50, 20, (0,)), "three are needed"),
        (three(50, 1), "five are needed"),
        (three(5, 3), "thirty are needed"),
    ],
)
def test_it_refuses_with_its_reason_and_what_is_certain(lists: Lists, reason: str) -> None:
    found = panel(lists, seed=SEED, names=QUICK)
    assert found.headline is None
    assert reason in str(found.refused)
    assert found.lower_bound == lists.observed
    assert f"at least {lists.observed}" in telling.as_table(found)


def test_a_single_village_is_refused_whatever_its_lists() -> None:
    found = panel(country(), seed=SEED, names=("stepwise",), one_village=True)
    assert "village" in str(found.refused)


def test_ends_more_than_tenfold_apart_are_refused() -> None:
    wide = {"graphs": Estimate("graphs", 500.0, 100.0, 1001.0)}
    with pytest.raises(CannotEstimate, match="tenfold"):
        panels.envelope(country("S1"), wide)
    narrow = {"graphs": Estimate("graphs", 500.0, 101.0, 1001.0)}
    assert panels.envelope(country("S1"), narrow).low == 101.0


def test_without_any_number_there_is_no_envelope() -> None:
    refused = {"graphs": Estimate.refused("graphs", Status.NO_MAXIMUM)}
    with pytest.raises(CannotEstimate, match="No model"):
        panels.envelope(country("S1"), refused)


def test_what_was_ready_is_told_when_somebody_stops_it() -> None:
    def stops(done: int, of: int) -> None:
        if done >= of / 2:
            raise KeyboardInterrupt

    found = panel(country(), seed=SEED, names=("stepwise", "graphs"), progress=stops)
    assert found.keys == ("stepwise",)
    assert found.headline is not None
    assert Flag.PARTIAL in found.headline.flags


def test_json_holds_what_it_promises_and_no_infinity() -> None:
    told = json.loads(telling.as_json(panel(country(), seed=SEED, names=QUICK)))
    assert set(told) == {
        "observed",
        "lists",
        "refused",
        "headline",
        "lower_bound",
        "models",
        "seed",
    }
    assert set(told["headline"]) == {"point", "low", "high", "level", "flags"}


PATTERNS = [pattern for pattern in product((0, 1), repeat=3) if any(pattern)]


@settings(max_examples=20, deadline=None)
@example([0, 0, 0, 0, 0, 0, 1])
@given(st.lists(st.sampled_from([0, 1, 2, 5, 40, 3000]), min_size=7, max_size=7))
def test_no_table_gives_an_infinity_or_an_error(counts: list[int]) -> None:
    people = dict(zip(PATTERNS, counts, strict=True))
    lists = Lists.of("ABC", people)
    if (lists.sizes == 0).any():
        return
    found = panel(lists, seed=SEED, names=QUICK)
    assert all(isfinite(number) for number in numbers(found))
    assert (found.headline is None) == (found.refused is not None)
