"""Whether a log-linear model has a maximum-likelihood estimate, and only one. Pure.

Existence by a linear programme and identifiability by rank, after the terms and cells of pairs that
never meet are gone (Fienberg & Rinaldo 2012, "Maximum likelihood estimation in log-linear models",
Annals of Statistics 40; Chan, Silverman & Vincent 2021, JASA).
"""

from collections.abc import Sequence
from enum import IntFlag
from functools import lru_cache

import numpy as np
from scipy.optimize import linprog

from amparo.insight.estimates.designs import Table, design, kept_cells
from amparo.insight.estimates.values import Reals, Status

LEAST = 1e-7


class Fault(IntFlag):
    """What is wrong with a model for a table: nothing, no estimate, not only one, or both."""

    NONE = 0
    NO_MAXIMUM = 1
    NOT_IDENTIFIABLE = 2


STATUS = {
    Fault.NONE: Status.OK,
    Fault.NO_MAXIMUM: Status.NO_MAXIMUM,
    Fault.NOT_IDENTIFIABLE: Status.NOT_IDENTIFIABLE,
    Fault.NO_MAXIMUM | Fault.NOT_IDENTIFIABLE: Status.NEITHER,
}


def fault_of(table: Table, terms: Sequence[int]) -> Fault:
    """Return what is wrong with a model; `terms` are masks with the intercept and all lists."""
    kept, stay = kept_cells(table.cells, table.counts, terms)
    return judged(table.lists, _packed(kept), tuple(stay), _packed(table.counts[kept] > 0))


@lru_cache(maxsize=200_000)
def judged(lists: int, kept: bytes, terms: tuple[int, ...], positive: bytes) -> Fault:
    """Return the fault of a model over the kept cells.

    It depends on which cells are above zero, not on how far: the sufficient statistics are inside
    the model's cone or on a face of it. So a bootstrap asks most of its questions once.
    """
    cells = np.arange(1, 2**lists, dtype=np.int64)
    within = design(cells[_unpacked(kept, len(cells))], terms)
    seen = _unpacked(positive, len(within)).astype(np.float64)
    found = Fault.NONE if _has_maximum(within, seen) else Fault.NO_MAXIMUM
    if np.linalg.matrix_rank(within) < within.shape[1]:
        found |= Fault.NOT_IDENTIFIABLE
    return found


def _has_maximum(within: Reals, seen: Reals) -> bool:
    """Return whether positive means exist that give what was seen: max s, A'x = A'y, x >= s."""
    if seen.all():
        return True
    cells = len(seen)
    aim = np.zeros(cells + 1)
    aim[-1] = -1.0
    equal = np.hstack([within.T, np.zeros((within.shape[1], 1))])
    above = np.hstack([-np.eye(cells), np.ones((cells, 1))])
    solved = linprog(
        aim,
        A_ub=above,
        b_ub=np.zeros(cells),
        A_eq=equal,
        b_eq=within.T @ seen,
        bounds=[(0, None)] * cells + [(0, 1)],
        method="highs",
    )
    return bool(solved.success and solved.fun is not None and solved.fun < -LEAST)


def _packed(flags: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> bytes:
    return np.packbits(flags).tobytes()


def _unpacked(packed: bytes, count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.unpackbits(np.frombuffer(packed, dtype=np.uint8), count=count).astype(bool)
