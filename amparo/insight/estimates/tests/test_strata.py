"""Strata add up with their draws, and what can't be estimated is said."""

from dataclasses import replace

import numpy as np
import pytest

from amparo.insight.estimates.simulate import SCENARIOS, drawn_lists
from amparo.insight.estimates.strata import ANY, Key, Strata, estimated
from amparo.insight.estimates.values import CannotEstimate, Estimate, Flag, Lists, Status

SEED = 4
TWO = Lists.of("AB", {(1, 0): 20, (0, 1): 9, (1, 1): 1})


def no_number(_lists: Lists) -> Estimate:
    raise CannotEstimate("No.")


def strata() -> dict[Key, Lists]:
    rng = np.random.default_rng(SEED)
    country = replace(SCENARIOS["S1"], people=2500)
    keys = [(sex, area) for sex in ("girls", "boys") for area in ("north", "south")]
    return {key: drawn_lists(country, rng) for key in keys}


def points(found: Strata, *keys: Key) -> list[float]:
    return [point for key in keys if (point := found.of(key).point) is not None]


def test_parts_add_up_to_margins_and_to_the_whole() -> None:
    found = estimated(strata(), rng=np.random.default_rng(SEED))
    girls = points(found, ("girls", "north"), ("girls", "south"))
    assert sum(girls) == pytest.approx(points(found, ("girls", ANY))[0])
    whole = points(found, (ANY, ANY))[0]
    assert sum(points(found, ("girls", ANY), ("boys", ANY))) == pytest.approx(whole)
    assert sum(points(found, (ANY, "north"), (ANY, "south"))) == pytest.approx(whole)


def test_the_whole_is_known_better_than_the_ends_of_parts_say() -> None:
    found = estimated(strata(), rng=np.random.default_rng(SEED))
    whole = found.of((ANY, ANY))
    parts = [found.of(key) for key in found.draws]
    assert whole.high is not None
    assert whole.high < sum(each.high or 0 for each in parts)
    assert (whole.low or 0) < 10_000 < whole.high


def test_margins_name_every_value_and_the_whole_last() -> None:
    margins = estimated(strata(), rng=np.random.default_rng(SEED), size=50).margins()
    assert list(margins) == [
        ("girls", ANY),
        ("boys", ANY),
        (ANY, "north"),
        (ANY, "south"),
        (ANY, ANY),
    ]


def test_a_stratum_without_an_estimate_counts_those_seen_and_makes_a_lower_bound() -> None:
    found = estimated({**strata(), ("girls", "east"): TWO}, rng=np.random.default_rng(SEED))
    alone = found.of(("girls", "east"))
    assert (alone.status, alone.says) == (Status.UNSUITABLE, "at least 30")
    assert Flag.LOWER_BOUND in found.of(("girls", ANY)).flags
    assert Flag.LOWER_BOUND not in found.of(("boys", ANY)).flags


def test_nothing_estimable_is_refused_and_a_key_without_strata_is_unknown() -> None:
    with pytest.raises(CannotEstimate):
        estimated({("all",): TWO}, rng=np.random.default_rng(SEED), run=no_number)
    with pytest.raises(KeyError):
        Strata({("girls",): np.ones(3)}, {}).of(("boys",))
