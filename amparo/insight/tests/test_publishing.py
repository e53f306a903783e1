"""Publishing: once, for a period that is over, and whatever happens then, as it is."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from amparo.audit.models import Record
from amparo.dossiers.models import Dossier, Duty, Entry
from amparo.insight.models import Line, Publication
from amparo.insight.periods import Period
from amparo.insight.problems import NotAPeriod, NotOverYet
from amparo.insight.tests.conftest import AFTER, FIRST_HALF, Raise, keep_from, publish
from amparo.system.actions.gaps import record_gap
from amparo.system.rules import GapReason
from tests.append_only import lifted
from tests.world import DISTRICT, OTHER_DISTRICT, PROVINCE, World, peru

pytestmark = pytest.mark.usefixtures("five_groups")


def line(published: Publication, report: str = "concerns", **where: object) -> Line:
    return Line.objects.get(publication=published, report=report, **where)


def all_of(published: Publication) -> list[tuple[object, ...]]:
    rows = Line.objects.filter(publication=published).order_by("pk")
    return list(rows.values_list(*(name for name in Line.OPEN if name != "publication")))


def test_a_period_that_is_not_over_is_not_published(raise_many: Raise) -> None:
    ends = datetime.fromisoformat("2027-07-01T05:00:00+00:00")
    raise_many(12)
    with pytest.raises(NotOverYet):
        publish(ends - timedelta(minutes=1))
    assert not Publication.objects.exists()
    assert publish(ends).period == "2027-1"


def test_a_period_of_another_length_is_none(world: World) -> None:  # noqa: ARG001
    with pytest.raises(NotAPeriod):
        publish(period=Period(2026))


def test_publishing_twice_publishes_once_and_leaves_one_record(raise_many: Raise) -> None:
    raise_many(12)
    assert publish() == publish(AFTER + timedelta(days=3))
    records = Record.objects.filter(can="publish_report")
    assert records.count() == 1
    assert records.get().detail["period"] == "2027-1"


def test_neither_record_nor_line_stays_if_the_other_fails(
    raise_many: Raise, monkeypatch: pytest.MonkeyPatch
) -> None:
    raise_many(12)
    monkeypatch.setattr(Line.objects, "bulk_create", lambda _rows: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish()
    assert not Record.objects.filter(can="publish_report").exists()
    assert not Publication.objects.exists()


def test_a_count_is_rounded_and_a_small_one_is_not_there(raise_many: Raise) -> None:
    raise_many(23)
    published = publish()
    assert line(published, area=DISTRICT).shown in {20, 25}
    raise_many(3, at=AFTER)
    later = publish(AFTER + timedelta(days=200), Period(2027, 2))
    assert line(later, area=DISTRICT).shown is None


def test_one_situation_told_to_three_services_is_one(raise_many: Raise) -> None:
    rows = raise_many(18)
    Dossier.objects.filter(pk__in=[row.pk for row in rows[:15]]).update(situation=rows[0].situation)
    assert line(publish(), area=DISTRICT).shown is None


def test_a_district_of_few_groups_is_told_with_its_province(raise_many: Raise) -> None:
    raise_many(30, OTHER_DISTRICT)
    published = publish()
    told = set(Line.objects.filter(publication=published, report="concerns").values_list("area"))
    assert (DISTRICT,) in told
    assert (OTHER_DISTRICT,) not in told
    assert line(published, area=PROVINCE).shown == 30


def test_most_half_and_few_are_said_of_the_lowest_area_alone(raise_many: Raise) -> None:
    raise_many(20)
    raise_many(5, in_time=False)
    published = publish()
    assert line(published, area=DISTRICT).share == "most"
    assert line(published, area=PROVINCE).share == ""


def test_services_that_were_silent_five_times_are_named(raise_many: Raise) -> None:
    raise_many(20)
    for kind, times in (("pnp", 5), ("posta", 4)):
        for _ in range(times):
            at = datetime.fromisoformat("2027-05-12T15:00:00+00:00")
            record_gap(area=DISTRICT, reason=GapReason.NO_ANSWER, kind=kind, hotline="", at=at)
    assert line(publish(), area=DISTRICT).silent == ["pnp"]


def test_answers_are_told_for_a_region_only(raise_many: Raise) -> None:
    raise_many(20, danger="now")
    raise_many(2, danger="")
    rows = Line.objects.filter(publication=publish(), report="concerns-by-danger")
    assert {row.area_id for row in rows} == {"PE08"}
    assert {row.answer: row.shown for row in rows}["now"] == 20
    assert {row.answer: row.shown for row in rows}[""] is None


def test_an_office_is_told_what_it_owed_and_whether_in_time(
    world: World, raise_many: Raise
) -> None:
    raise_many(30, in_time=False)
    row = line(publish(), "answers-demuna", body=world.bodies["demuna"])
    assert row.shown == 30
    assert row.share == "few"
    assert row.staff == "some"


def test_what_happens_afterwards_changes_nothing_in_what_was_published(raise_many: Raise) -> None:
    rows = raise_many(23)
    published = publish()
    before = all_of(published)
    gone, corrected = rows[0], rows[1]
    with lifted():
        Duty.objects.filter(dossier=gone).delete()
        Entry.objects.filter(dossier=gone).delete()
        gone.delete()
        Entry.objects.filter(dossier=corrected).update(coded={"danger_now": "now"})
    Duty.objects.filter(dossier=corrected).update(done_at=None)
    raise_many(9)
    assert all_of(publish(AFTER + timedelta(days=30))) == before


def test_what_comes_late_counts_in_the_period_in_which_it_came(raise_many: Raise) -> None:
    raise_many(20)
    publish()
    raise_many(15, at=AFTER + timedelta(days=1))
    later = publish(AFTER + timedelta(days=200), Period(2027, 2))
    assert line(later, area=DISTRICT).shown == 15


def test_the_database_refuses_to_change_what_was_published(raise_many: Raise) -> None:
    raise_many(20)
    published = publish()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Line.objects.filter(publication=published).update(shown=5)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Line.objects.filter(publication=published).delete()


@pytest.mark.parametrize("shown", [3, 7])
def test_the_database_holds_no_exact_number(raise_many: Raise, shown: int) -> None:
    raise_many(20)
    published = publish()
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(publication=published, report="x", area_id=DISTRICT, shown=shown)


def test_what_a_member_must_not_know_is_not_in_their_numbers(
    world: World, raise_many: Raise
) -> None:
    kept = raise_many(20)
    with_them = raise_many(15)
    for row in kept:
        keep_from(row, account=world.people["tomas"])
    published = publish()
    assert line(published, area=DISTRICT).shown == len(with_them)
    rows = Line.objects.filter(publication=published, report="concerns-by-danger", answer="no")
    assert [row.shown for row in rows] == [len(with_them)]


def test_what_the_mayor_must_not_know_is_not_in_the_report_to_the_comudenna(
    world: World, raise_many: Raise
) -> None:
    for row in raise_many(20):
        keep_from(row, body=world.bodies["municipality"])
    raise_many(10)
    assert line(publish(), "answers-demuna", body=world.bodies["demuna"]).shown == 10


def test_what_a_supervisor_must_not_know_is_not_in_the_own_office_s_numbers(
    world: World, raise_many: Raise
) -> None:
    for row in raise_many(20):
        keep_from(row, account=world.people["carmen"])
    raise_many(10)
    assert line(publish(), "answers-demuna", body=world.bodies["demuna"]).shown == 10


def test_the_last_moment_of_june_is_in_and_the_next_is_not(raise_many: Raise) -> None:
    ends = FIRST_HALF.ends(peru().calendar.zone)
    raise_many(10, at=ends - timedelta(microseconds=1))
    raise_many(10, at=ends)
    assert line(publish(), area=DISTRICT).shown == 10
