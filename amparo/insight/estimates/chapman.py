"""Two lists: Chapman's estimate, whose assumptions nothing in the lists can test. Pure.

Chapman 1951, "Some properties of the hypergeometric distribution with applications to zoological
sample censuses"; the interval is normal on the logarithm of the unseen (Chao 1987, Biometrics 43).
"""

from math import exp, log, sqrt

from scipy.special import ndtri

from amparo.insight.estimates.values import LEVEL, CannotEstimate, Estimate, Flag, Lists

NAME = "Chapman"


def chapman(lists: Lists, pair: tuple[int, int] = (0, 1), *, level: float = LEVEL) -> Estimate:
    """Return the estimate from two of the lists, flagged as untestable.

    Raises:
        CannotEstimate: the two lists share nobody.
    """
    both = lists.overlaps
    one, other, shared = (int(both[at]) for at in ((pair[0],) * 2, (pair[1],) * 2, pair))
    if not shared:
        raise CannotEstimate("The two lists share nobody.")
    total = (one + 1) * (other + 1) / (shared + 1) - 1
    ways = (one + 1) * (other + 1) * (one - shared) * (other - shared)
    variance = ways / ((shared + 1) ** 2 * (shared + 2))
    seen = one + other - shared
    low, high = log_normal(seen, total, variance, level)
    named = f"{NAME} {lists.names[pair[0]]}, {lists.names[pair[1]]}"
    return Estimate(named, total, low, high, level, flags=(Flag.UNTESTABLE,))


def log_normal(seen: float, total: float, variance: float, level: float) -> tuple[float, float]:
    """Return seen + d/c and seen + d*c, d being the unseen: never below what was seen."""
    unseen = total - seen
    if unseen <= 0:
        return seen, total
    wide = float(ndtri((1 + level) / 2)) * sqrt(log(1 + variance / unseen**2))
    return seen + unseen * exp(-wide), seen + unseen * exp(wide)
