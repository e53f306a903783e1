"""Moments as people say them, in three zones."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import engines
from django.utils import timezone
from django.utils.translation import override

from amparo.pages.templatetags.moments import day, moment

DUE = datetime(2027, 5, 11, 14, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def chip(due: datetime, at: datetime, zone: str = "America/Lima", **more: object) -> str:
    source = "{% load moments %}{% due_chip due at done_at=done_at held_until=held_until %}"
    context = {"due": due, "at": at, "done_at": None, "held_until": None, **more}
    with timezone.override(zone):
        return str(engines["django"].from_string(source).render(context)).strip()


def words(html: str) -> str:
    """Leave the marks of HTML out."""
    return "".join(part.partition(">")[2] for part in f">{html}".split("<"))


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("America/Lima", "Tue 11 May 2027, 09:15"),
        ("Europe/Madrid", "Tue 11 May 2027, 16:15"),
        ("Asia/Kathmandu", "Tue 11 May 2027, 20:00"),
    ],
)
def test_a_moment_is_said_in_the_active_zone(zone: str, said: str) -> None:
    with timezone.override(zone):
        shown = moment(DUE)
    assert words(shown) == said
    assert 'datetime="2027-05-11T14:15:00+00:00"' in shown


def test_a_day_is_said_whole_and_nothing_is_said_of_none() -> None:
    assert words(str(day(date(2027, 5, 3)))) == "Mon 3 May 2027"
    assert day(None) == moment(None) == ""


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (DUE - timedelta(hours=3), "before Tue 11 May, 09:15 · 3 h left"),
        (DUE - timedelta(days=9), "before Tue 11 May, 09:15 · 9 days left"),
        (DUE - timedelta(minutes=1), "before Tue 11 May, 09:15 · 1 min left"),
        (DUE, "before Tue 11 May, 09:15 · less than a minute left"),
        (DUE + timedelta(seconds=20), "overdue since Tue 11 May, 09:15 · less than a minute"),
        (DUE + timedelta(minutes=2), "overdue since Tue 11 May, 09:15 · 2 min"),
        (DUE + timedelta(days=3), "overdue since Tue 11 May, 09:15 · 3 days"),
        (datetime(2026, 12, 31, 12, tzinfo=UTC), "before Tue 11 May 2027, 09:15 · 131 days left"),
    ],
)
def test_a_chip_says_by_when_and_how_long_that_is(at: datetime, says: str) -> None:
    assert words(chip(DUE, at)) == says


@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        ("America/Lima", datetime(2027, 5, 12, 5, tzinfo=UTC)),
        ("Europe/Madrid", datetime(2027, 5, 11, 22, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2027, 5, 11, 18, 15, tzinfo=UTC)),
    ],
)
def test_a_deadline_at_midnight_names_the_day_that_ends(zone: str, midnight: datetime) -> None:
    early, late = midnight - timedelta(hours=2), midnight + timedelta(hours=2)
    assert words(chip(midnight, early, zone)) == "until the end of Tue 11 May · 2 h left"
    assert words(chip(midnight, late, zone)) == "overdue since the end of Tue 11 May · 2 h"


def test_what_is_done_or_held_says_so_in_words() -> None:
    late = DUE + timedelta(hours=1)
    assert words(chip(DUE, late, done_at=DUE)) == "done Tue 11 May, 09:15"
    assert words(chip(DUE, late, done_at=late)) == "done late, Tue 11 May, 10:15"
    assert words(chip(DUE, DUE, held_until=late)) == "waits until Tue 11 May, 10:15"
    midnight = datetime(2027, 5, 12, 5, tzinfo=UTC)
    assert words(chip(DUE, DUE, held_until=midnight)) == "waits until the end of Tue 11 May"


def test_only_what_is_due_or_overdue_has_their_colours() -> None:
    kinds = {
        "later": chip(DUE, DUE - timedelta(days=9)),
        "soon": chip(DUE, DUE),
        "overdue": chip(DUE, DUE + timedelta(days=1)),
        "held": chip(DUE, DUE, held_until=DUE),
        "done": chip(DUE, DUE, done_at=DUE),
        "late": chip(DUE, DUE, done_at=DUE + timedelta(days=1)),
    }
    for kind, html in kinds.items():
        assert f'class="chip chip-{kind}"' in html
