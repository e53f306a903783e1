"""Made-up countries whose truth is known, to try estimates on. Pure: numpy alone.

A country has people of one or more classes, who are caught by lists with chances of their own. What
binds two lists together is a referral: whoever stands on the first is sent to the second. A pair of
lists may be kept apart (nobody stands on both), and some links between a person's records may be
missed by whoever joined the lists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

import numpy as np
from numpy.typing import NDArray

from amparo.insight.estimates.values import Lists

Rows = NDArray[np.int64]
"""Shape (people, lists): 1 where a person stands on a list."""


@dataclass(frozen=True)
class Kind:
    """A class of people: its share of all, and the chance that each list catches one of them."""

    share: float
    chances: tuple[float, ...]


@dataclass(frozen=True)
class Referral:
    """Who stands on list `first` is sent to list `then` with a chance, caught by it or not."""

    first: int
    then: int
    chance: float


@dataclass(frozen=True)
class Country:
    """What is made up.

    Attributes:
        name: a short name.
        people: how many there are in truth.
        kinds: their classes.
        referrals: what makes lists depend on each other.
        apart: pairs of lists on both of which nobody stands.
        missed: the chance that a record is not joined to the person's first one.
    """

    name: str
    people: int
    kinds: tuple[Kind, ...]
    referrals: tuple[Referral, ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    missed: float = 0.0

    @property
    def lists(self) -> int:
        """Return how many lists it has."""
        return len(self.kinds[0].chances)


def _one_kind(*chances: float) -> tuple[Kind, ...]:
    return (Kind(1.0, chances),)


_POLICE_HEALTH = Country(
    "S2", 5000, _one_kind(0.20, 0.15, 0.12, 0.10), referrals=(Referral(0, 1, 0.35),)
)

SCENARIOS: Mapping[str, Country] = {
    each.name: each
    for each in (
        Country("S1", 5000, _one_kind(0.20, 0.15, 0.12, 0.10)),
        _POLICE_HEALTH,
        Country(
            "S3",
            5000,
            (Kind(0.4, (0.30, 0.25, 0.20, 0.18)), Kind(0.6, (0.030, 0.025, 0.020, 0.018))),
        ),
        Country("S4", 1500, _one_kind(0.08, 0.07, 0.06, 0.05, 0.04), apart=((0, 4),)),
        Country("S5", 800, _one_kind(0.30, 0.25, 0.20), referrals=(Referral(0, 1, 0.30),)),
        replace(_POLICE_HEALTH, name="S6", missed=0.05),
    )
}
"""Six countries: independent lists; a referral; two classes, one nearly invisible; few overlaps and
a pair apart; three lists; and the second again with links missed."""


def drawn_people(country: Country, rng: np.random.Generator) -> Rows:
    """Return who stands on which list, those on none too."""
    shares = np.array([kind.share for kind in country.kinds])
    chances = np.array([kind.chances for kind in country.kinds])
    kind_of = rng.choice(len(shares), size=country.people, p=shares / shares.sum())
    rows = (rng.random((country.people, country.lists)) < chances[kind_of]).astype(np.int64)
    for referral in country.referrals:
        sent = (rows[:, referral.first] == 1) & (rng.random(country.people) < referral.chance)
        rows[sent, referral.then] = 1
    for first, second in country.apart:
        rows[(rows[:, first] == 1) & (rows[:, second] == 1), second] = 0
    return rows


def counted(rows: Rows) -> Lists:
    """Return the lists of people who stand on one at least; they are called A, B, C and so on."""
    weights = 1 << np.arange(rows.shape[1])
    cells = np.bincount(rows @ weights, minlength=2 ** rows.shape[1])
    return Lists.from_cells(ascii_uppercase[: rows.shape[1]], cells)


def drawn_lists(country: Country, rng: np.random.Generator) -> Lists:
    """Return the lists of one made-up country, joined without a fault."""
    return counted(drawn_people(country, rng))


@dataclass(frozen=True)
class Joined:
    """Lists joined by a machine that is not always sure.

    Attributes:
        sure: what stands where only sure links are made.
        draws: the lists by the links drawn each by its probability, which is calibrated: of pairs
            that are given one half, half are one person.
    """

    sure: Lists
    draws: tuple[Lists, ...]


def drawn_joined(country: Country, rng: np.random.Generator, draws: int = 50) -> Joined:
    """Return lists joined with links missed, and draws of the links.

    A record of a person after the first is cut off with the chance `missed`. Each cut is a pair of
    which the linkage is unsure; as many pairs of two persons look alike. The probability given to
    a pair is true on average: its density is as q for one person, and as 1 - q for two.
    """
    rows = drawn_people(country, rng)
    rows = rows[rows.any(axis=1)]
    later = (rows == 1) & (np.cumsum(rows, axis=1) > 1)
    cut = later & (rng.random(rows.shape) < country.missed)
    person, listed = np.nonzero(cut)
    kept = np.where(cut, 0, rows)
    single = np.eye(country.lists, dtype=np.int64)[listed]
    stranger = _strangers(kept, listed, rng)
    is_true = rng.beta(2.0, 1.0, size=len(person))
    is_false = rng.beta(1.0, 2.0, size=len(person))
    target = np.concatenate([person, stranger])
    chance = np.concatenate([is_true, is_false])
    pairs = _Pairs(kept, single, target, np.concatenate([listed, listed]), chance)
    return Joined(
        counted(np.concatenate([kept, single])), tuple(pairs.drawn(rng) for _ in range(draws))
    )


def _strangers(
    kept: Rows, listed: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return for each cut record somebody else who does not stand on its list."""
    return np.array(
        [rng.choice(np.flatnonzero(kept[:, each] == 0)) for each in listed], dtype=np.int64
    )


@dataclass(frozen=True)
class _Pairs:
    """Pairs of a person and a record on one list that may be hers; the first half are true."""

    kept: Rows
    single: Rows
    target: NDArray[np.int64]
    listed: NDArray[np.int64]
    chance: NDArray[np.float64]

    def drawn(self, rng: np.random.Generator) -> Lists:
        """Return the table with each link made or not, by its probability."""
        made = rng.random(len(self.chance)) < self.chance
        rows = self.kept.copy()
        rows[self.target[made], self.listed[made]] = 1
        cuts = len(self.single)
        # A false pair takes away a record that stands alone on that list, whoever's it is.
        taken = np.flatnonzero(made[cuts:])
        alone = np.where(made[:cuts, None], 0, self.single)
        left = counted(np.concatenate([rows, alone]))
        return _without(left, np.bincount(self.listed[cuts:][taken], minlength=rows.shape[1]))


def _without(lists: Lists, taken: NDArray[np.int64]) -> Lists:
    """Return lists with so many fewer who stand on each list alone."""
    cells = lists.cells()
    alone = 1 << np.arange(lists.count)
    cells[alone] = np.maximum(cells[alone] - taken, 0)
    return Lists.from_cells(lists.names, cells)


@dataclass(frozen=True)
class Ranges:
    """Where untuned countries come from: each bound is reached."""

    lists: tuple[int, int] = (3, 5)
    people: tuple[int, int] = (600, 12_000)
    chance: tuple[float, float] = (0.05, 0.30)
    referrals: tuple[int, int] = (0, 2)
    referral: tuple[float, float] = (0.15, 0.45)
    kinds: tuple[int, int] = (1, 1)
    likeness: tuple[float, float] = (0.08, 0.15)
    hidden: tuple[float, float] = (0.4, 0.7)


def drawn_country(ranges: Ranges, rng: np.random.Generator) -> Country:
    """Return a country drawn from ranges, with no look at what an estimate makes of it.

    Where it has two kinds, the second is the share `hidden`, and each list's chance to catch one of
    them is that of the first times `likeness`.
    """
    lists = int(rng.integers(ranges.lists[0], ranges.lists[1] + 1))
    caught = np.exp(rng.uniform(np.log(ranges.chance[0]), np.log(ranges.chance[1]), size=lists))
    kinds = [Kind(1.0, tuple(caught.tolist()))]
    if rng.integers(ranges.kinds[0], ranges.kinds[1] + 1) > 1:
        share, likeness = rng.uniform(*ranges.hidden), rng.uniform(*ranges.likeness)
        kinds = [
            Kind(1 - share, tuple(caught.tolist())),
            Kind(share, tuple((caught * likeness).tolist())),
        ]
    pairs = [(i, j) for i in range(lists) for j in range(i + 1, lists)]
    wanted = min(int(rng.integers(ranges.referrals[0], ranges.referrals[1] + 1)), lists - 2)
    chosen = [pairs[each] for each in rng.permutation(len(pairs))[:wanted]]
    return Country(
        "drawn",
        round(float(np.exp(rng.uniform(*np.log(ranges.people))))),
        tuple(kinds),
        tuple(
            Referral(first, then, float(rng.uniform(*ranges.referral))) for first, then in chosen
        ),
    )


def drawn_countries(ranges: Ranges, times: int, rng: np.random.Generator) -> Sequence[Country]:
    """Return that many countries drawn from ranges."""
    return [drawn_country(ranges, rng) for _ in range(times)]
