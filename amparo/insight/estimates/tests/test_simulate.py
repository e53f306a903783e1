"""Made-up countries: what is drawn has the chances it was drawn with."""

from dataclasses import replace

import numpy as np
import pytest

from amparo.insight.estimates.simulate import (
    SCENARIOS,
    Ranges,
    drawn_countries,
    drawn_joined,
    drawn_lists,
    drawn_people,
)

SEED = 20260


def test_lists_catch_as_often_as_they_should() -> None:
    country = SCENARIOS["S1"]
    caught = drawn_people(country, np.random.default_rng(SEED)).mean(axis=0)
    assert caught == pytest.approx(country.kinds[0].chances, abs=0.02)


def test_a_referral_sends_people_from_one_list_to_the_other() -> None:
    country = replace(SCENARIOS["S2"], people=100_000)
    rows = drawn_people(country, np.random.default_rng(SEED))
    sent, not_sent = rows[rows[:, 0] == 1, 1].mean(), rows[rows[:, 0] == 0, 1].mean()
    assert (sent, not_sent) == pytest.approx((0.15 + 0.85 * 0.35, 0.15), abs=0.01)


def test_lists_kept_apart_never_overlap() -> None:
    lists = drawn_lists(SCENARIOS["S4"], np.random.default_rng(SEED))
    assert lists.overlaps[0, 4] == 0


def test_missed_links_lose_overlaps_and_draws_bring_them_back() -> None:
    joined = drawn_joined(SCENARIOS["S6"], np.random.default_rng(SEED), draws=40)
    whole = drawn_lists(SCENARIOS["S2"], np.random.default_rng(SEED)).overlapping
    drawn = np.mean([lists.overlapping for lists in joined.draws])
    assert joined.sure.overlapping < 0.97 * whole
    assert drawn == pytest.approx(whole, rel=0.02)


def test_links_change_no_list_s_size() -> None:
    joined = drawn_joined(SCENARIOS["S6"], np.random.default_rng(SEED), draws=5)
    assert all((lists.sizes == joined.sure.sizes).all() for lists in joined.draws)


def test_the_same_seed_draws_the_same_countries() -> None:
    one, two = (drawn_countries(Ranges(), 5, np.random.default_rng(SEED)) for _ in "12")
    assert one == two
