"""An attacker with an integer solver, who knows all that is published and how it was made safe.

He does not use the product's own reasoning: his unknowns are the count of every district and
answer, and each published line is a bound on a sum of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from amparo.insight.printing import Printed
from amparo.insight.together import Tree
from amparo.protocols.report import Report

Vector = NDArray[np.float64]
MOST = 400.0


@dataclass(frozen=True)
class Town:
    """A made-up country: its areas, the answers asked, and the reports that are declared."""

    tree: Tree
    answers: tuple[str, ...]
    reports: Mapping[str, Report]

    @property
    def districts(self) -> list[str]:
        return sorted(code for code, place in self.tree.places.items() if place.level == 3)


class Attacker:
    """Works out, for any number, the least and the most that it can be."""

    def __init__(self, town: Town, lines: list[Printed]) -> None:
        self._town = town
        self._shape = (len(town.districts), len(town.answers))
        self._rows = [self.counted(line) for line in lines if line.count.shown is not None]
        shown = [line.count.shown for line in lines if line.count.shown is not None]
        self._least = np.array([max(5, each - 4) for each in shown], float)
        self._most = np.array([each + 4 for each in shown], float)

    def counted(self, line: Printed) -> Vector:
        """Return which unknowns a line is the sum of."""
        report = self._town.reports[line.report]
        assert line.area is not None
        return self.sum_of(line.area, line.answer if report.by else None)

    def sum_of(self, area: str, answer: str | None = None) -> Vector:
        picked = np.zeros(self._shape)
        rows = [n for n, code in enumerate(self._town.districts) if self._is_in(code, area)]
        columns = (
            list(range(self._shape[1])) if answer is None else [self._town.answers.index(answer)]
        )
        picked[np.ix_(rows, columns)] = 1
        return picked.ravel()

    def possible(self, wanted: Vector) -> tuple[int, int]:
        """Return the least and most of a sum of unknowns; a bound of 400 stands for no bound."""
        return round(self._solve(wanted)), round(-self._solve(-wanted))

    def _solve(self, aim: Vector) -> float:
        known = LinearConstraint(np.array(self._rows), self._least, self._most)
        solved = milp(
            aim,
            constraints=[known] if self._rows else [],
            integrality=np.ones(aim.size, int),
            bounds=Bounds(0, MOST),
        )
        assert solved.success, solved.message
        return float(solved.fun)

    def _is_in(self, code: str | None, area: str) -> bool:
        while code is not None:
            if code == area:
                return True
            code = self._town.tree.places[code].parent
        return False


def hidden_in(attacker: Attacker, town: Town, lines: list[Printed]) -> Iterator[tuple[str, Vector]]:
    """Yield every number that is not shown: hidden lines, and areas of which nothing is told."""
    told = set()
    for line in lines:
        told.add(line.area)
        if line.count.shown is None:
            yield f"{line.report} {line.area} {line.answer}", attacker.counted(line)
    for code in town.tree.places:
        if code not in told:
            yield code, attacker.sum_of(code)
