"""What is known against what a survey found."""

import numpy as np
import pytest

from amparo.insight.estimates.prevalence import (
    NoShare,
    Share,
    Stage,
    cascade,
    compared,
    detection,
)
from amparo.insight.estimates.values import Estimate

SURVEY = Share(0.10, 0.08, 0.125)


def rng() -> np.random.Generator:
    return np.random.default_rng(2)


def test_a_survey_s_interval_is_wilson_s_and_clusters_widen_it() -> None:
    found = Share.asked(12, 100)
    assert (found.low, found.high) == pytest.approx((0.0700, 0.1981), abs=0.0002)
    wider = Share.asked(12, 100, design=2)
    assert wider.low < found.low < found.high < wider.high


def test_nobody_who_said_yes_has_an_interval_too() -> None:
    assert Share.asked(0, 50).low == 0
    assert 0 < Share.asked(0, 50).high < 0.1


@pytest.mark.parametrize(("yes", "asked", "design"), [(5, 3, 1.0), (0, 0, 1.0), (1, 9, 0.5)])
def test_a_survey_that_cannot_be_is_refused(yes: int, asked: int, design: float) -> None:
    with pytest.raises(NoShare):
        Share.asked(yes, asked, design=design)


def test_the_detection_ratio_is_what_is_known_over_what_there_is() -> None:
    found = detection(400, SURVEY, 100_000)
    assert (found.point, found.low, found.high) == pytest.approx((0.04, 0.032, 0.05))


def test_lists_and_survey_that_agree_have_a_ratio_near_one() -> None:
    found = compared(Estimate("any", 10_000, 8000, 13_000), 2000, SURVEY, 100_000, rng=rng())
    assert found.low < 1 < found.high
    assert found.point == pytest.approx(1, abs=0.03)


def test_shares_of_all_are_read_and_only_conditional_ones_multiplied() -> None:
    told = Stage("told anybody", Share(0.4, 0.35, 0.45), is_of_all=True)
    sought = Stage("sought help", Share(0.1, 0.08, 0.12), is_of_all=True)
    received = Stage("received it", Share(0.5, 0.4, 0.6), is_of_all=False)
    found = cascade([told, sought, received], rng=rng())
    assert [each.share.point for each in found] == pytest.approx([0.4, 0.1, 0.05])
    assert (found[1].share.low, found[1].share.high) == (0.08, 0.12)
    assert found[2].share.low < 0.05 < found[2].share.high


def test_a_stage_cannot_hold_more_than_the_one_before() -> None:
    few, many = Share(0.1, 0.08, 0.12), Share(0.4, 0.35, 0.45)
    with pytest.raises(NoShare, match="told"):
        cascade(
            [Stage("sought", few, is_of_all=True), Stage("told", many, is_of_all=True)], rng=rng()
        )
