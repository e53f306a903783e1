"""Hides numbers so that no sum of others gives them away. Pure.

Rounding alone does not do it: four districts shown as 15 hold at least 44 together, so where the
province is shown as 40, which is at most 44, a fifth one that is hidden must be nought. Published
numbers form a tree (`protocols.check_reports`), and on a tree the bounds found here are exact: what
they call possible, no solver can rule out.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from amparo.insight.rules import ENDLESS, HIDDEN, SafeCount

Bounds = tuple[int, int]


@dataclass(frozen=True)
class Sum:
    """A number that is the sum of others: a province and its districts, a count and its answers."""

    whole: str
    parts: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the whole and its parts."""
        return (self.whole, *self.parts)


@dataclass(frozen=True)
class Numbers:
    """Exact numbers, those of them that are to be told, and how all of them add up."""

    exact: Mapping[str, int]
    told: frozenset[str]
    sums: tuple[Sum, ...]
    smallest: int


Coins = Callable[[str], int]


def made_safe(numbers: Numbers, coin: Coins) -> dict[str, SafeCount]:
    """Return what is shown of each number that is told.

    Whatever is shown, every number that is not could still be `smallest` different numbers.
    """
    shown = rounded(numbers, coin)
    while exposed := _exposed(numbers, shown):
        hidden = min(_nearest_shown(exposed, numbers, shown), key=coin)
        shown[hidden] = HIDDEN
    return shown


def rounded(numbers: Numbers, coin: Coins) -> dict[str, SafeCount]:
    """Return each number by itself: the small ones hidden, the others rounded."""
    return {
        cell: SafeCount.of(numbers.exact.get(cell, 0), coin(cell), numbers.smallest)
        for cell in sorted(numbers.told)
    }


def bounds_of(numbers: Numbers, shown: Mapping[str, SafeCount]) -> dict[str, Bounds]:
    """Return the least and most that each number can be, for whoever sees all that is shown."""
    known = dict.fromkeys((cell for each in numbers.sums for cell in each.cells), (0, ENDLESS))
    known |= {cell: count.possible(numbers.smallest) for cell, count in shown.items()}
    touching: dict[str, list[Sum]] = {}
    for each in numbers.sums:
        for cell in each.cells:
            touching.setdefault(cell, []).append(each)
    waiting = deque(numbers.sums)
    queued = set(numbers.sums)
    while waiting:
        each = waiting.popleft()
        queued.discard(each)
        for cell in _narrow(each, known):
            fresh = [other for other in touching[cell] if other not in queued and other != each]
            waiting.extend(fresh)
            queued.update(fresh)
    return known


def _narrow(one: Sum, known: dict[str, Bounds]) -> Iterable[str]:
    """Narrow the bounds in one sum by each other; return the cells that changed."""
    least = sum(known[part][0] for part in one.parts)
    most = sum(known[part][1] for part in one.parts)
    whole = known[one.whole]
    narrowed = {one.whole: (max(whole[0], least), min(whole[1], most))}
    low, high = narrowed[one.whole]
    for part in one.parts:
        lo, hi = known[part]
        narrowed[part] = (max(lo, low - (most - hi)), min(hi, high - (least - lo)))
    changed = [cell for cell, bounds in narrowed.items() if bounds != known[cell]]
    known.update(narrowed)
    return changed


def _exposed(numbers: Numbers, shown: Mapping[str, SafeCount]) -> str:
    """Return the first number that is not shown and can be worked out too well; "" for none."""
    for cell, (least, most) in bounds_of(numbers, shown).items():
        is_shown = cell in shown and shown[cell].shown is not None
        if not is_shown and most - least < numbers.smallest - 1:
            return cell
    return ""


def _nearest_shown(cell: str, numbers: Numbers, shown: Mapping[str, SafeCount]) -> list[str]:
    """Return the shown numbers that stand in the nearest sums around a cell."""
    seen, ring = {cell}, {cell}
    while ring:
        around = {
            other for each in numbers.sums if ring & set(each.cells) for other in each.cells
        } - seen
        found = [each for each in around if each in shown and shown[each].shown is not None]
        if found:
            return sorted(found)
        seen, ring = seen | around, around
    raise AssertionError("Nothing is shown that could give it away.")
