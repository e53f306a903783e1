"""How long is left: the edges, and what always holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.pages.rules import Span, clock_kind, span_between

DUE = datetime(2027, 5, 11, 14, 15, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
moments = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - Hypothesis adds the zone
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@pytest.mark.parametrize(
    ("left", "span"),
    [
        (timedelta(seconds=59), Span(0, "minutes")),
        (timedelta(minutes=59, seconds=59), Span(59, "minutes")),
        (timedelta(hours=1), Span(1, "hours")),
        (timedelta(hours=47, minutes=59), Span(47, "hours")),
        (timedelta(hours=48), Span(2, "days")),
        (timedelta(days=30), Span(30, "days")),
    ],
)
def test_a_span_is_said_in_the_unit_a_person_would_use(left: timedelta, span: Span) -> None:
    assert span_between(DUE - left, DUE) == span


@given(moments, moments)
@settings(max_examples=100)
def test_never_more_time_is_promised_than_is_left(one: datetime, other: datetime) -> None:
    span = span_between(one, other)
    assert timedelta(**{span.unit: span.amount}) <= abs(other - one)
    assert span == span_between(other, one)


def test_the_due_moment_itself_is_in_time() -> None:
    assert clock_kind(DUE, DUE, None, None) == "soon"
    assert clock_kind(DUE, DUE + MINUTE, None, None) == "overdue"
    assert clock_kind(DUE, DUE, DUE, None) == "done"
    assert clock_kind(DUE, DUE, DUE + MINUTE, None) == "late"


def test_only_the_last_day_counts_as_due() -> None:
    assert clock_kind(DUE, DUE - timedelta(hours=24), None, None) == "soon"
    assert clock_kind(DUE, DUE - timedelta(hours=24) - MINUTE, None, None) == "later"


def test_what_is_held_is_not_overdue_until_the_hold_ends() -> None:
    until = DUE + timedelta(days=2)
    assert clock_kind(DUE, DUE + MINUTE, None, until) == "held"
    assert clock_kind(DUE, until + MINUTE, None, until) == "overdue"
