"""One block of latent-class chains, walked side by side in numpy. Pure.

The state is, for each chain, the chance of every list in every class, the classes' shares and the
concentration. A round draws the people's classes, the unseen and then the state anew (Gibbs, in the
order of `latent`). That alone wanders slowly where a class is nearly invisible: its size and its
chances hold each other. So each round also tries shifts and swaps, Metropolis steps on the state
with classes and unseen summed out, for which the likelihood is

    prod over patterns (q / (1 - p0)) ** count  x  P(unseen <= limit)

with q a pattern's probability and p0 that of standing on no list. A shift moves the log odds of all
lists in one class by one number, and changes its share so that as many of it are seen as before; a
swap exchanges two classes' places among the sticks.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import nbdtr, nbdtrik

from amparo.insight.estimates.values import Counts, Reals

TINY, LEAST = 1e-12, 1e-300
SCALES = (0.1, 0.4, 1.5)
"""How far shifts go, in log odds; each chain draws one of them each time."""
HEATS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.7)
"""The share of the people that counts at first, so that chains find where the many are."""
SHIFT_EVERY, SWAP_EVERY = 1, 4

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Observed:
    """What was seen: patterns of shape (r, lists), counts, and the most that may be unseen."""

    patterns: Reals
    counts: Counts
    limit: int

    @property
    def people(self) -> int:
        """Return how many were seen."""
        return int(self.counts.sum())

    def thinned(self, share: float) -> "Observed":
        """Return the same with a share of the people, one for each pattern at least."""
        counts = np.maximum(np.rint(self.counts * share), 1).astype(np.int64)
        return Observed(self.patterns, counts, max(1, int(self.limit * share)))


@dataclass(frozen=True)
class Prior:
    """The Gamma prior of the concentration."""

    shape: float
    rate: float


@dataclass(frozen=True)
class State:
    """Where chains are: chances (chains, classes, lists) and shares (chains, classes)."""

    chances: Reals
    shares: Reals

    def terms(self, seen: Observed) -> tuple[Reals, Reals]:
        """Return logarithms by class: of each pattern (chains, classes, r), and of no list."""
        missed = np.log1p(-self.chances)
        nowhere = np.log(self.shares) + _added(missed)
        return (np.log(self.chances) - missed) @ seen.patterns.T + nowhere[:, :, None], nowhere

    def likelihood(self, seen: Observed) -> Reals:
        """Return the logarithm of the likelihood with classes and unseen summed out."""
        by_pattern, nowhere = self.terms(seen)
        top = by_pattern.max(axis=1)
        whole = np.log(_over_classes(np.exp(by_pattern - top[:, None, :]))) + top
        somewhere = _within(1 - _added(np.exp(nowhere)))
        fits = np.maximum(nbdtr(seen.limit, seen.people, somewhere), LEAST)
        return np.asarray(whole @ seen.counts - seen.people * np.log(somewhere) + np.log(fits))

    def sticks(self, concentration: Reals) -> Reals:
        """Return the logarithm of the shares' prior density."""
        # Summed from the last one: one less what came before would be noise where little is left.
        rest = self.shares[:, ::-1].cumsum(axis=1)[:, ::-1]
        left, before = rest[:, 1:], rest[:, :-1]
        broken = (concentration - 1)[:, None] * np.log(left / before) - np.log(before)
        return np.asarray(broken.sum(axis=1))

    def where(self, taken: NDArray[np.bool_], other: "State") -> "State":
        """Return the other state for chains that take it, and this one for the others."""
        return State(
            np.where(taken[:, None, None], other.chances, self.chances),
            np.where(taken[:, None], other.shares, self.shares),
        )


class Block:
    """Chains in one array, with a stream of random numbers of their own."""

    def __init__(
        self, seen: Observed, prior: Prior, size: tuple[int, int], rng: np.random.Generator
    ) -> None:
        chains, classes = size
        self.seen, self.whole, self.prior, self.rng = seen, seen, prior, rng
        self.state = State(
            rng.uniform(0.02, 0.98, (chains, classes, seen.patterns.shape[1])),
            rng.dirichlet(np.ones(classes), chains),
        )
        self.concentration: Reals = np.ones(chains)
        self.kept: list[Counts] = []

    def walk(self, rounds: range, burnt: int, keep: int) -> None:
        """Go through some rounds of a walk whose first `burnt` are thrown away."""
        for at in rounds:
            heat = HEATS[len(HEATS) * 2 * at // max(burnt, 1)] if 2 * at < burnt else 1.0
            self.seen = self.whole if heat == 1 else self.whole.thinned(heat)
            unseen = self.go(at)
            if at >= burnt and (at - burnt) % keep == 0:
                self.kept.append(unseen)

    def go(self, at: int) -> Counts:
        """Draw everything once, in round `at`; return how many are unseen in each chain."""
        by_pattern, nowhere = self.state.terms(self.seen)
        weights = np.exp(by_pattern - by_pattern.max(axis=1, keepdims=True))
        weights /= _over_classes(weights)[:, None, :]
        seen = self.rng.multinomial(self.seen.counts, weights.transpose(0, 2, 1))
        hidden = np.exp(nowhere)
        whole = _added(hidden)
        unseen = self._unseen(whole)
        others = self.rng.multinomial(unseen, hidden / whole[:, None])
        seen_in = seen.transpose(0, 2, 1).astype(np.float64)
        self._measure(seen_in @ self.seen.patterns, _added(seen_in) + others)
        if at % SHIFT_EVERY == 0:
            self._shift()
        if at % SWAP_EVERY == 0:
            self._swap()
        return unseen

    def _unseen(self, nowhere: Reals) -> Counts:
        """Return how many are unseen: negative binomial, cut off at the limit."""
        chance = _within(1 - nowhere)
        drawn = self.rng.negative_binomial(self.seen.people, chance)
        over = drawn > self.seen.limit
        if over.any():
            below = nbdtr(self.seen.limit, self.seen.people, chance[over])
            at = self.rng.random(int(over.sum())) * np.maximum(below, TINY)
            again = np.ceil(np.nan_to_num(nbdtrik(at, self.seen.people, chance[over])))
            drawn[over] = np.clip(again, 0, self.seen.limit).astype(np.int64)
        return drawn

    def _measure(self, with_it: Reals, in_class: Reals) -> None:
        """Draw the chances of lists, the shares of classes and the concentration."""
        one = self.rng.standard_gamma(with_it + 1)
        other = self.rng.standard_gamma(in_class[:, :, None] - with_it + 1)
        chances = _within(one / (one + other))
        later = in_class[:, ::-1].cumsum(axis=1)[:, ::-1][:, 1:]
        broken = self.rng.standard_gamma(in_class[:, :-1] + 1)
        rest = np.maximum(self.rng.standard_gamma(later + self.concentration[:, None]), LEAST)
        nought = np.zeros((len(rest), 1))
        left = np.concatenate([nought, np.log(rest / (broken + rest)).cumsum(axis=1)], axis=1)
        own = np.concatenate([np.log(broken / (broken + rest)), nought], axis=1)
        self.state = State(chances, np.maximum(np.exp(left + own), LEAST))
        shape = self.prior.shape + in_class.shape[1] - 1
        drawn = self.rng.standard_gamma(shape, len(left)) / (self.prior.rate - left[:, -1])
        self.concentration = np.maximum(drawn, TINY)

    def _shift(self) -> None:
        """Try to make one class of each chain more or less visible."""
        chains, classes = self.state.shares.shape
        which = np.arange(classes) == self.rng.integers(classes, size=(chains, 1))
        now = self.state.likelihood(self.seen) + self.state.sticks(self.concentration)
        move = self.rng.choice(SCALES, size=chains) * self.rng.standard_normal(chains)
        other, stretch = _shifted(self.state, which, move)
        then = other.likelihood(self.seen) + other.sticks(self.concentration)
        self.state = self.state.where(np.log(self.rng.random(chains)) < then - now + stretch, other)

    def _swap(self) -> None:
        """Try to exchange two classes of each chain: they mean the same, their places do not."""
        chains, classes = self.state.shares.shape
        first, second = self.rng.integers(classes, size=(2, chains))
        order = np.tile(np.arange(classes), (chains, 1))
        rows = np.arange(chains)
        order[rows, first], order[rows, second] = second, first
        other = State(
            np.take_along_axis(self.state.chances, order[:, :, None], axis=1),
            np.take_along_axis(self.state.shares, order, axis=1),
        )
        gain = other.sticks(self.concentration) - self.state.sticks(self.concentration)
        self.state = self.state.where(np.log(self.rng.random(chains)) < gain, other)


def _added(values: Reals) -> Reals:
    """Return sums over the last axis; a product with ones, which short sums are slower than."""
    return np.asarray(values @ np.ones(values.shape[-1]))


def _over_classes(values: Reals) -> Reals:
    """Return sums over the classes of (chains, classes, r)."""
    return np.asarray(np.ones(values.shape[1]) @ values)


def _within(chance: Reals) -> Reals:
    """Return chances that are neither 0 nor 1."""
    return np.minimum(np.maximum(chance, TINY), 1 - TINY)


def _shifted(state: State, which: NDArray[np.bool_], move: Reals) -> tuple[State, Reals]:
    """Return a state with one class shifted, and the logarithm of how much the map stretches."""
    odds = np.log(state.chances) - np.log1p(-state.chances)
    moved = 1 / (1 + np.exp(-(odds + (which * move[:, None])[:, :, None])))
    chances = np.where(which[:, :, None], _within(moved), state.chances)
    visible = -np.expm1(_added(np.log1p(-np.stack([state.chances, chances]))))
    grown = np.log(visible[0] / visible[1])
    raised = state.shares * np.exp(grown)
    whole = raised.sum(axis=1, keepdims=True)
    shares = np.maximum(raised / whole, LEAST)
    steep = np.log(chances * (1 - chances)) - np.log(state.chances * (1 - state.chances))
    stretch = steep.sum(axis=(1, 2)) + grown.sum(axis=1) - shares.shape[1] * np.log(whole[:, 0])
    return State(chances, shares), np.asarray(stretch)
