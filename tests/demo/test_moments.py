"""Moments said as people say them, reckoned by the working days and clocks of a country."""

from datetime import UTC, datetime

import pytest

from amparo.config.demo.moments import moment_of
from amparo.protocols.pack import Pack

FRIDAY = datetime(2027, 7, 30, 15, 0, tzinfo=UTC)
"""Ten in the morning in Lima, after the holidays of 28 and 29 July."""


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("50 minutes ago", datetime(2027, 7, 30, 14, 10, tzinfo=UTC)),
        ("1 hour later", datetime(2027, 7, 30, 16, 0, tzinfo=UTC)),
        ("2 days ago, 09:30", datetime(2027, 7, 28, 14, 30, tzinfo=UTC)),
        ("0 days later, 23:59", datetime(2027, 7, 31, 4, 59, tzinfo=UTC)),
        ("16 weeks ago, 09:00", datetime(2027, 4, 9, 14, 0, tzinfo=UTC)),
        ("1 working day ago, 08:00", datetime(2027, 7, 27, 13, 0, tzinfo=UTC)),
        ("1 working day later", datetime(2027, 8, 2, 15, 0, tzinfo=UTC)),
        ("5 working days later, 10:00", datetime(2027, 8, 9, 15, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_is_reckoned_by_the_countrys_days(said: str, meant: datetime, pack: Pack) -> None:
    assert moment_of(said, FRIDAY, pack.calendar) == meant


@pytest.mark.parametrize("said", ["", "yesterday", "3 moons ago", "2 days", "2 days ago, 9"])
def test_what_says_no_moment_is_refused(said: str, pack: Pack) -> None:
    with pytest.raises(ValueError, match="says no moment"):
        moment_of(said, FRIDAY, pack.calendar)
