"""What a page promises about when somebody reads."""

from datetime import UTC, datetime

import pytest

from amparo.system.actions.bodies import Contact, found_body
from amparo.system.hours import DAYS, WeeklyHours
from amparo.system.models import Body
from amparo.system.openings import next_reading, open_until
from amparo.system.tests.conftest import AT

pytestmark = pytest.mark.usefixtures("country")

WEEK = WeeklyHours.from_json({day: [["08:00", "16:30"]] for day in DAYS[:5]})


def office(week: WeeklyHours) -> Body:
    contact = Contact(week=week)
    found = found_body("office", "Made-up", "XX010101", contact=contact, by=None, at=AT)
    return Body.objects.get(pk=found.pk)


def test_an_office_is_open_by_its_own_clocks_not_by_greenwichs() -> None:
    seven_in_the_morning_there = datetime(2027, 5, 10, 12, 0, tzinfo=UTC)
    body = office(WEEK)
    assert open_until(body, seven_in_the_morning_there) is None
    said = next_reading(body, seven_in_the_morning_there)
    assert said is not None
    assert said.isoformat() == "2027-05-10T08:00:00-05:00"


def test_nobody_reads_on_a_holiday_of_the_pack() -> None:
    evening_before = datetime(2027, 7, 27, 23, 0, tzinfo=UTC)
    said = next_reading(office(WEEK), evening_before)
    assert said is not None
    assert said.isoformat() == "2027-07-29T08:00:00-05:00"


def test_while_open_the_page_says_until_when() -> None:
    said = open_until(office(WEEK), AT)
    assert said is not None
    assert said.isoformat() == "2027-05-10T16:30:00-05:00"


def test_without_known_hours_nothing_is_said() -> None:
    body = office(WeeklyHours())
    assert next_reading(body, AT) is None
    assert open_until(body, AT) is None
