"""Latent classes: the sampler has the right distribution, the same bits, and says when it fails."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from amparo.insight.estimates.gibbs import Block, Observed, Prior, State, _shifted
from amparo.insight.estimates.latent import (
    AGREE,
    Chains,
    Sampling,
    estimate_of,
    latent_classes,
    latent_draws,
    run,
    split_rhat,
)
from amparo.insight.estimates.simulate import SCENARIOS, drawn_lists
from amparo.insight.estimates.values import Lists, Status
from amparo.insight.estimates.walking import STRETCH

SEED = 5
FEW = Sampling(chains=8, block=4, rounds=400, burnt=200, keep=2)
SMALL = Lists.of("ABC", {(1, 0, 0): 8, (0, 1, 0): 7, (0, 0, 1): 6, (1, 1, 0): 3, (1, 1, 1): 1})


def lists() -> Lists:
    return drawn_lists(SCENARIOS["S5"], np.random.default_rng(SEED))


def test_the_same_seed_gives_the_same_bits_whatever_the_jobs() -> None:
    def totals(jobs: int) -> bytes:
        sampling = Sampling(chains=9, block=3, rounds=400, burnt=100, keep=2, jobs=jobs, more=0)
        return run(lists(), rng=np.random.default_rng(SEED), sampling=sampling).totals.tobytes()

    assert totals(2) == totals(1)


def test_the_posterior_holds_the_truth_of_a_made_up_country() -> None:
    country = SCENARIOS["S1"]
    found = run(
        drawn_lists(country, np.random.default_rng(SEED)),
        rng=np.random.default_rng(SEED),
        sampling=Sampling(chains=20, block=10, rounds=1500, burnt=700, keep=4),
    )
    low, middle, high = found.interval()
    assert low < country.people < high
    assert middle == pytest.approx(country.people, rel=0.15)


def test_chains_that_do_not_agree_give_no_number() -> None:
    apart = np.vstack([np.full((4, 100), 1000.0), np.full((4, 100), 3000.0)])
    noise = np.random.default_rng(SEED).normal(0, 5, apart.shape)
    found = estimate_of(Chains(apart + noise, observed=300))
    assert (found.status, found.point) == (Status.NOT_CONVERGED, None)
    assert "R-hat" in found.says


def test_split_rhat_is_one_for_agreement_and_sees_a_chain_that_wanders() -> None:
    same = np.random.default_rng(SEED).normal(size=(10, 1000))
    assert split_rhat(same) == pytest.approx(1, abs=0.005)
    assert split_rhat(same + np.linspace(0, 3, 1000)) > 1.2
    assert np.isnan(split_rhat(same[:, :3]))


def test_an_estimate_is_no_smaller_than_what_was_seen() -> None:
    drawn = latent_draws(lists(), size=50, rng=np.random.default_rng(SEED), sampling=FEW)
    assert (len(drawn), bool((drawn >= lists().observed).all())) == (50, True)


def test_progress_ends_at_its_end() -> None:
    told: list[tuple[int, int]] = []
    latent_classes(
        lists(),
        rng=np.random.default_rng(SEED),
        progress=lambda done, of: told.append((done, of)),
        sampling=FEW,
    )
    assert told[-1] == (FEW.rounds * 2 * 2**FEW.more,) * 2
    assert told == sorted(told)


def a_state(rng: np.random.Generator, chains: int, classes: int) -> State:
    return State(
        rng.uniform(0.05, 0.9, (chains, classes, 3)), rng.dirichlet(np.ones(classes), chains)
    )


def test_a_shift_back_undoes_a_shift_and_its_stretch() -> None:
    state = a_state(np.random.default_rng(SEED), 6, 4)
    which = np.arange(4) == np.arange(6)[:, None] % 4
    move = np.linspace(-1, 1, 6)
    there, stretched = _shifted(state, which, move)
    back, shrunk = _shifted(there, which, -move)
    assert back.chances == pytest.approx(state.chances)
    assert back.shares == pytest.approx(state.shares)
    assert stretched == pytest.approx(-shrunk)


def test_a_shift_stretches_as_its_derivatives_say() -> None:
    state = a_state(np.random.default_rng(SEED), 1, 3)
    which, move, step = np.array([[False, True, False]]), np.array([0.7]), 1e-6

    def place(flat: NDArray[np.float64]) -> NDArray[np.float64]:
        shares = np.append(flat[3:], 1 - flat[3:].sum())[None]
        chances = state.chances.copy()
        chances[0, 1] = flat[:3]
        moved, _ = _shifted(State(chances, shares), which, move)
        return np.concatenate([moved.chances[0, 1], moved.shares[0, :2]])

    at = np.concatenate([state.chances[0, 1], state.shares[0, :2]])
    steps = np.eye(5) * step
    slopes = np.array([(place(at + each) - place(at - each)) / (2 * step) for each in steps])
    _, stretch = _shifted(state, which, move)
    assert stretch[0] == pytest.approx(np.linalg.slogdet(slopes)[1], abs=1e-5)


@pytest.mark.parametrize("step", ["_shift", "_swap"])
def test_what_speeds_the_chains_does_not_change_where_they_go(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def middle() -> float:
        seen = Observed(SMALL.patterns.astype(float), SMALL.counts, 500)
        block = Block(seen, Prior(0.25, 0.25), (100, 3), np.random.default_rng(SEED))
        block.walk(range(700), 100, 3)
        return float(np.mean(np.log1p(np.array(block.kept))))

    with_it = middle()
    monkeypatch.setattr(Block, step, lambda _: None)
    assert with_it == pytest.approx(middle(), abs=0.03)


def test_the_density_of_shares_is_exact_where_almost_nothing_is_left() -> None:
    # Sticks of 0.3, of all but 1e-40 of the rest, and of half of what is left.
    shares = np.array([[0.3, 0.7, 0.35e-40, 0.35e-40]])
    state, concentration = State(np.full((1, 4, 3), 0.5), shares), np.array([0.2])
    of_sticks = (0.2 - 1) * np.log([0.7, 1e-40, 0.5])
    jacobian = np.log([1, 0.7, 0.7e-40])
    expected = float((of_sticks - jacobian).sum())
    assert state.sticks(concentration)[0] == pytest.approx(expected)


def interrupt(done: int, of: int) -> None:
    """Interrupt once both blocks have walked a stretch."""
    if 2 * STRETCH <= done < of:
        raise KeyboardInterrupt


def test_an_interrupt_leaves_what_was_visited_until_then() -> None:
    endless = Sampling(chains=4, block=2, rounds=10**7, burnt=0, keep=1)
    found = run(SMALL, rng=np.random.default_rng(SEED), progress=interrupt, sampling=endless)
    assert not found.is_whole
    assert found.totals.shape[0] == 4


def test_an_interrupt_before_there_is_enough_is_one() -> None:
    burning = Sampling(chains=4, block=2, rounds=10**7, burnt=10**7, keep=1)
    with pytest.raises(KeyboardInterrupt):
        run(SMALL, rng=np.random.default_rng(SEED), progress=interrupt, sampling=burning)


def test_chains_that_disagree_go_on_and_what_was_before_is_thrown_away() -> None:
    short = Sampling(chains=6, block=3, rounds=40, burnt=0, keep=1, more=0)
    once = run(lists(), rng=np.random.default_rng(SEED), sampling=short)
    assert once.disagreement > AGREE
    further = run(lists(), rng=np.random.default_rng(SEED), sampling=replace(short, more=2))
    # 40 rounds, then 40 more, then 80 more, of which the last are looked at.
    assert further.totals.shape == (6, 80)
    assert not np.array_equal(further.totals[:, :40], once.totals)
