"""Log-linear models of lists as design matrices: cells by terms. Pure.

A term is a bit mask of lists: 0 is the intercept, one bit a list, two bits two lists that depend on
one another. With this coding exp(intercept) is how many people no list knows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from amparo.insight.estimates.values import Lists, Reals

Masks = NDArray[np.int64]


def cells_of(lists: int) -> Masks:
    """Return the 2**t - 1 cells that can be observed, in order of their masks."""
    return np.arange(1, 2**lists, dtype=np.int64)


def pairs_of(lists: int) -> tuple[int, ...]:
    """Return the terms of two lists, first with second, first with third, and so on."""
    return tuple((1 << a) | (1 << b) for a, b in combinations(range(lists), 2))


def main_terms(lists: int) -> tuple[int, ...]:
    """Return the intercept and one term a list: the model of independent lists."""
    return (0, *(1 << each for each in range(lists)))


def column(cells: Masks, term: int) -> Reals:
    """Return 1 for the cells that are within all lists of a term, else 0."""
    held: Reals = ((cells & term) == term).astype(np.float64)
    return held


def design(cells: Masks, terms: Sequence[int]) -> Reals:
    """Return cells x terms of 0 and 1."""
    return np.stack([column(cells, term) for term in terms], axis=1)


def pair_name(term: int, names: Sequence[str]) -> str:
    """Return a term as people write it: `A:B`."""
    return ":".join(name for at, name in enumerate(names) if term >> at & 1)


@dataclass(frozen=True)
class Table:
    """Observed counts over all 2**t - 1 cells, as numbers a model is fitted to."""

    lists: int
    cells: Masks
    counts: Reals

    @classmethod
    def of(cls, lists: Lists) -> "Table":
        return cls(lists.count, cells_of(lists.count), lists.cells()[1:].astype(np.float64))


def kept_cells(
    cells: Masks, counts: Reals, terms: Iterable[int]
) -> tuple[NDArray[np.bool_], list[int]]:
    """Return which cells and terms stay where two lists with a term of their own never meet.

    Such a term is minus infinity in the limit: it goes, with every cell that holds both lists
    (Chan, Silverman & Vincent 2021, "Multiple systems estimation for sparse capture data", JASA).
    """
    kept, stay = np.ones(len(cells), dtype=bool), []
    for term in terms:
        within = (cells & term) == term
        if term.bit_count() > 1 and counts[within].sum() == 0:
            kept &= ~within
        else:
            stay.append(term)
    return kept, stay
