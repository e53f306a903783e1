"""The page of estimates shows how its answer moves with what no list can see."""

import numpy as np
from django.utils import translation

from amparo.insight.beyond import curves
from amparo.insight.estimates.panel import Headline, panel
from amparo.insight.estimates.simulate import SCENARIOS, drawn_lists
from amparo.insight.estimates.values import Lists
from amparo.insight.reporting import report

HEAD = Headline(1000, 800, 1300, 0.95, ())


def test_each_curve_is_drawn_and_stands_as_a_table() -> None:
    with translation.override("en"):
        hidden, odds = curves(HEAD, observed=300)
    assert hidden.rows[0] == ("0%", "800", "1,300")
    assert hidden.rows[-1] == ("80%", "4,000", "6,500")
    assert [row[0] for row in odds.rows][2] == "1.0"
    assert odds.rows[2][1:] == ("800", "1,300")
    assert all("<svg" in each.drawing and "<desc>" in each.drawing for each in (hidden, odds))


def test_the_report_holds_the_curves_where_there_is_an_answer() -> None:
    lists = drawn_lists(SCENARIOS["S1"], np.random.default_rng(4))
    with translation.override("en"):
        page = report(panel(lists, seed=1, names=("stepwise",)))
    assert "What no list can see" in page


def test_a_report_without_an_answer_has_no_curve() -> None:
    two = Lists.of("AB", {(1, 0): 20, (0, 1): 30, (1, 1): 9})
    with translation.override("en"):
        page = report(panel(two, seed=1, names=("chapman",)))
    assert "What no list can see" not in page
