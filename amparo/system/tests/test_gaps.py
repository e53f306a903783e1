"""What was missing: kept by district and week, and leading nowhere."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from amparo.audit.models import Record
from amparo.base.problems import Malformed
from amparo.system.actions.gaps import record_gap, record_hotline_test
from amparo.system.hotlines import last_answered
from amparo.system.models import Gap, HotlineTest
from amparo.system.rules import Can, GapReason, PartOfDay
from amparo.system.tests.conftest import AT

pytestmark = pytest.mark.usefixtures("country")

DISTRICT = "XX010101"


def test_a_missing_service_is_kept_by_district_and_week() -> None:
    gap = record_gap(
        area=DISTRICT, reason=GapReason.NO_SERVICE, kind="police", route="crime", at=AT
    )
    gap.refresh_from_db()
    assert (gap.kind, gap.area_id, gap.week) == ("police", DISTRICT, "2027-W19")
    assert (gap.reason, gap.route) == ("no_service", "crime")


def test_the_week_is_the_one_people_live_in_not_greenwichs() -> None:
    sunday_night = datetime(2027, 5, 10, 3, 0, tzinfo=UTC)
    gap = record_gap(area=DISTRICT, reason=GapReason.NO_ANSWER, hotline="105", at=sunday_night)
    assert gap.week == "2027-W18"


def test_neither_the_gap_nor_its_record_says_when_or_to_what_it_belongs() -> None:
    gap = record_gap(area=DISTRICT, reason=GapReason.NO_SERVICE, kind="police", at=AT)
    recorded = Record.objects.get(can=Can.RECORD_GAP)
    assert (recorded.subject, recorded.by, recorded.detail) == (None, None, {})
    assert gap.id.version == 4, "an id that sorts by time would tell the moment"
    kept = {field.name for field in Gap._meta.get_fields()}
    assert kept == {"id", "kind", "hotline", "area", "week", "reason", "route"}


@pytest.mark.parametrize(("kind", "hotline"), [("", ""), ("police", "105")])
def test_a_gap_is_a_service_or_a_number(kind: str, hotline: str) -> None:
    with pytest.raises(Malformed):
        record_gap(area=DISTRICT, reason=GapReason.NO_ANSWER, kind=kind, hotline=hotline, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Gap.objects.create(
            area_id=DISTRICT, week="2027-W19", reason="no_answer", kind=kind, hotline=hotline
        )


def test_a_reason_is_one_of_a_closed_list() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Gap.objects.create(
            area_id=DISTRICT, week="2027-W19", kind="police", reason="the girl of the mill"
        )


def test_if_the_record_fails_no_gap_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amparo.system.actions.gaps.record", _fails)
    with pytest.raises(RuntimeError):
        record_gap(area=DISTRICT, reason=GapReason.NO_SERVICE, kind="police", at=AT)
    assert not Gap.objects.exists()


def test_a_test_call_keeps_the_day_and_only_the_part_of_the_day() -> None:
    test = call(answered=True)
    assert (test.tested_on.isoformat(), test.part_of_day) == ("2027-05-10", PartOfDay.MORNING)
    assert Record.objects.get(can=Can.TEST_HOTLINE).detail["answered"] == "yes"


def test_a_number_is_tested_where_the_child_lives_or_above() -> None:
    call(answered=True, area="XX01")
    assert last_answered("105", DISTRICT) is not None
    assert last_answered("105", "XX020101") is None
    assert last_answered("100", DISTRICT) is None


def test_a_number_that_nobody_answered_is_not_shown_as_tested() -> None:
    call(answered=False)
    assert last_answered("105", DISTRICT) is None


def test_a_test_call_from_nowhere_is_refused() -> None:
    with pytest.raises(Malformed):
        call(answered=True, area="nowhere")


def call(*, answered: bool, area: str = DISTRICT) -> HotlineTest:
    return record_hotline_test(number="105", area=area, answered=answered, by=None, at=AT)


def _fails(*_args: object, **_kwargs: object) -> None:
    raise RuntimeError
