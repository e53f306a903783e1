"""Proof by a solver: whatever is published, no hidden number is pinned, in any made-up country.

The stated bound: each number that is not shown could still be at least five different numbers.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
import pytest

from amparo.insight import counting, printing
from amparo.insight.counting import Owed, Span
from amparo.insight.hiding import rounded
from amparo.insight.periods import Period
from amparo.insight.printing import Ground, Printed, coins_of, levels_of, of_areas
from amparo.insight.tests.attacker import Attacker, Town, hidden_in
from amparo.insight.together import Place, Tree, told_of
from amparo.protocols.pack import Pack
from amparo.protocols.report import Report
from tests.world import peru

SEEDS = range(5)
HARD = range(20, 26)
HARDER = range(10 * HARD[0], 10 * HARD[-1] + 10)
"""Towns in which every district is told, so that nothing is left over to hide behind."""

PERIODS = (Period(2027, 1), Period(2027, 2), Period(2028, 1))
BOUND = 5
AT = datetime(2027, 1, 1, tzinfo=UTC)
SPAN = Span(AT, AT, ("2027-W01", "2027-W26"))


BY_DANGER, OF_GROUPS = "concerns-by-danger", "activities"
"""What is counted by an answer: concerns, and what groups did, which no concern is part of."""


def reports_of(pack: Pack, by: str = BY_DANGER) -> list[Report]:
    protocol = pack.reports.rows[by].protocol
    return [report for report in pack.reports.rows.values() if report.protocol == protocol]


def a_town(pack: Pack, by: str = BY_DANGER) -> Town:
    places = [Place("C", 0, None), Place("R0", 1, "C"), Place("R1", 1, "C")]
    places += [Place(f"R{r}P{p}", 2, f"R{r}") for r in range(2) for p in range(2)]
    places += [
        Place(f"R{r}P{p}D{d}", 3, f"R{r}P{p}") for r in range(2) for p in range(2) for d in range(5)
    ]
    rows = {report.key: report for report in reports_of(pack, by)}
    answers = printing.answers_of(pack, rows[by])
    return Town(Tree(places), answers, rows)


def unlucky(cell: str) -> int:
    """Throw every coin against what is hidden: districts up, their provinces down, and so on."""
    depth = len(cell.split()[1]) // 2
    return 0 if depth % 2 or "=" in cell else 4


def counts_of(town: Town, seed: int) -> dict[tuple[str, str], int]:
    """Return small counts, many of them nought, for each district and answer."""
    drawn = np.random.default_rng(seed)
    scale = drawn.choice([0.05, 2.1] if seed in HARDER else [0.3, 1, 3], size=len(town.districts))
    counts = {
        (code, answer): int(drawn.poisson(scale[n]))
        for n, code in enumerate(town.districts)
        for answer in town.answers
    }
    if seed in HARDER:
        # Four of eleven and one of nought: rounded up, and their province down, they tell all.
        for code in town.districts[:5]:
            counts |= {(code, answer): 0 for answer in town.answers}
            counts[code, "no"] = 0 if code == town.districts[4] else 11
    return counts


def published(
    pack: Pack, town: Town, seed: int, period: Period, patch: pytest.MonkeyPatch
) -> list[Printed]:
    """Publish the reports that the pack really declares, of a made-up country."""
    found = counts_of(town, seed)
    totals: dict[str, int] = {}
    for (code, _), times in found.items():
        totals[code] = totals.get(code, 0) + times
    patch.setattr(counting, "dossiers_by_district", lambda *_: totals)
    patch.setattr(counting, "dossiers_by_answer", lambda *_: found)
    patch.setattr(counting, "answered_by_district", lambda *_: Owed(totals, totals))
    patch.setattr(counting, "silent_by_district", lambda *_: {})
    drawn = np.random.default_rng(seed + 99).integers(6 if seed in HARDER else 3, 9, 20)
    groups = dict(zip(town.districts, drawn, strict=True))
    reports = list(town.reports.values())
    told = told_of(town.tree, groups, 5, levels_of(reports))
    ground = Ground(pack, period, town.tree, told, SPAN)
    coin = unlucky if seed in HARDER else coins_of(b"k" * 32, period.key)
    return list(of_areas(ground, reports, coin))


def narrow(seed: int, patch: pytest.MonkeyPatch, by: str = BY_DANGER) -> Iterator[str]:
    """Yield each hidden number that the attacker narrows below the bound, in any period."""
    pack = peru()
    town = a_town(pack, by)
    for number, period in enumerate(PERIODS):
        lines = published(pack, town, 10 * seed + number, period, patch)
        attacker = Attacker(town, lines)
        for name, wanted in hidden_in(attacker, town, lines):
            least, most = attacker.possible(wanted)
            if most - least + 1 < BOUND:
                yield f"{period.key} {name}: {least} to {most}"


@pytest.mark.parametrize("seed", [*SEEDS, *HARD])
def test_no_hidden_number_can_be_worked_out(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(narrow(seed, monkeypatch)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_no_hidden_number_of_groups_either(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(narrow(seed, monkeypatch, OF_GROUPS)) == []


def test_without_hiding_a_second_number_the_solver_finds_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "made_safe", rounded)
    found = [each for seed in HARD for each in narrow(seed, monkeypatch)]
    assert len(found) >= len(HARD)
    assert any(re.search(r": (\d+) to \1$", each) for each in found), "none is pinned"


def test_something_is_shown_and_something_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = peru()
    lines = published(pack, a_town(pack), 3, PERIODS[0], monkeypatch)
    shown = [line for line in lines if line.count.shown is not None]
    assert len(shown) >= 10
    assert len(lines) - len(shown) >= 5
